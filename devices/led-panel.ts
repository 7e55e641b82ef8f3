// LED panels over the windows, through a frame template: each shows who was called there last. They are only spoken to;
// whether anybody listens nobody can tell.
import { encodeFrame, type FrameTemplate } from './codecs/frame-template.ts';
import type { LedPanel } from './device.ts';
import type { Logger } from './logger.ts';
import { createStatus } from './status.ts';
import { createSupervisor } from './supervisor.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transports/transport.ts';

export interface LedPanelOptions {
  open: () => Transport;
  frame: FrameTemplate;
  logger: Logger;
  virtual?: boolean;
  timers?: Timers;
  backOff?: { firstMs: number; maxMs: number };
}

export function createLedPanel(options: LedPanelOptions): LedPanel {
  const { frame, logger, timers = systemTimers } = options;
  const status = createStatus('ledPanel', options.virtual ?? false, timers);
  /** By window: a panel that was away is told again when it is back. */
  const shown = new Map<number, Uint8Array>();

  const supervisor = createSupervisor({
    open: options.open,
    status,
    logger,
    timers,
    ...(options.backOff && { backOff: options.backOff }),
    onOpen() {
      supervisor.alive();
      status.set({ state: 'ready', lastError: null });
      for (const bytes of shown.values()) supervisor.tell(bytes);
    },
    onData() {},
    onLost() {},
  });

  return {
    async start() {
      supervisor.start();
    },
    stop: supervisor.stop,
    status: status.get,
    onStatus: status.onChange,
    show(window, { number, text }) {
      const bytes = encodeFrame(frame, { address: window, digits: number, text });
      shown.set(window, bytes);
      supervisor.tell(bytes);
    },
  };
}
