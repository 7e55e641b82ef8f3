// The code scanner's twin: types a code as the real one does, with a carriage return behind it.
import type { Timers } from '../timers.ts';
import { createMemoryTransport, type MemoryPeer } from '../transports/memory.ts';
import type { Transport } from '../transports/transport.ts';

export interface VirtualCodeScanner {
  connect(): Transport;
  scan(text: string): void;
  stop(): void;
}

export function createVirtualCodeScanner(options: { timers?: Timers } = {}): VirtualCodeScanner {
  let wire: MemoryPeer | null = null;
  return {
    connect: () =>
      createMemoryTransport({
        ...options,
        admit(peer) {
          wire = peer;
          return null;
        },
      }),
    scan(text) {
      wire?.send(Buffer.from(`${text}\r`, 'utf8'));
    },
    stop() {
      wire?.cut('ended');
      wire = null;
    },
  };
}
