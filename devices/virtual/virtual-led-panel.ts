// The twin of LED panels over the windows: shows what the template's frames say.
import { createTemplateParser, parseTemplate } from '../codecs/frame-template.ts';
import type { VirtualPanelReport } from '../schema.ts';
import type { Timers } from '../timers.ts';
import { createVirtualWire, type VirtualWire } from './virtual-wire.ts';

export interface VirtualLedPanel extends Omit<VirtualWire, 'send'> {
  report(): VirtualPanelReport[];
}

export function createVirtualLedPanel(options: {
  readonly frame: string;
  readonly timers?: Timers;
}): VirtualLedPanel {
  const shown = new Map<number, string>();
  const parser = createTemplateParser(parseTemplate(options.frame), (fields) => {
    // One byte: 256 panels at most.
    shown.set(fields.address ?? 0, fields.text ?? fields.digits ?? '');
  });
  const { send: _send, ...wire } = createVirtualWire({ ...options, onData: parser.feed });
  return {
    ...wire,
    report: () => [...shown].map(([address, text]) => ({ address, text })),
  };
}
