// The code scanner's twin: types a code as the real one does, with a carriage return behind it.
import type { Timers } from '../timers.ts';
import { createVirtualWire, type VirtualWire } from './virtual-wire.ts';

export interface VirtualCodeScanner extends Omit<VirtualWire, 'send'> {
  scan(text: string): void;
}

export function createVirtualCodeScanner(options: { timers?: Timers } = {}): VirtualCodeScanner {
  const { send, ...wire } = createVirtualWire(options);
  return { ...wire, scan: (text) => send(Buffer.from(`${text}\r`, 'utf8')) };
}
