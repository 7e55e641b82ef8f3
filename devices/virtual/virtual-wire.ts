// The wire of a twin: one end goes to the driver, the other takes what the twin says. It can be pulled out and plugged in.
import type { Timers } from '../timers.ts';
import { createMemoryTransport, type MemoryPeer } from '../transports/memory.ts';
import type { Transport } from '../transports/transport.ts';

/** What every twin offers whoever plays with it. */
export interface Pluggable {
  plugged(): boolean;
  setPlugged(plugged: boolean): void;
}
export interface VirtualWire extends Pluggable {
  connect(): Transport;
  /** Lost when nobody is connected, as on a real wire. */
  send(bytes: Uint8Array): void;
  /** The wire ends in good order; the driver may connect again. */
  stop(): void;
}

export function createVirtualWire(options: {
  readonly timers?: Timers;
  /** What the driver says. */
  readonly onData?: (bytes: Uint8Array) => void;
}): VirtualWire {
  const { timers, onData = () => {} } = options;
  let peer: MemoryPeer | null = null;
  let plugged = true;
  return {
    connect: () => ({
      ...createMemoryTransport({
        ...(timers && { timers }),
        admit(next) {
          if (!plugged) return 'missing';
          peer = next;
          next.onData((bytes) => peer === next && onData(bytes));
          return null;
        },
      }),
      presence: async () => (plugged ? 'twin' : null),
    }),
    send: (bytes) => peer?.send(bytes),
    plugged: () => plugged,
    setPlugged(next) {
      plugged = next;
      if (plugged) return;
      peer?.cut('unplugged');
      peer = null;
    },
    stop() {
      peer?.cut('ended');
      peer = null;
    },
  };
}
