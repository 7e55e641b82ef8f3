// A wire without a wire, for virtual devices and tests: one end is a Transport, the other belongs to the twin.
import { createListeners } from '../listeners.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { type Transport, TransportError, type TransportFault } from './transport.ts';

/** The device's end. */
export interface MemoryPeer {
  onData(listener: (bytes: Uint8Array) => void): () => void;
  onClose(listener: () => void): () => void;
  send(bytes: Uint8Array): void;
  /** Tears the wire. */
  cut(fault?: TransportFault): void;
  /** While paused no bytes are taken: writes wait until their deadline. */
  pause(): void;
  resume(): void;
}

export interface MemoryLinkOptions {
  timers?: Timers;
  /** Called when the driver opens; a fault refuses. */
  admit?: (peer: MemoryPeer) => TransportFault | null;
}

interface Waiting {
  bytes: Uint8Array;
  settle: (error: TransportError | null) => void;
}

export function createMemoryTransport(options: MemoryLinkOptions = {}): Transport {
  const { timers = systemTimers, admit = () => null } = options;
  const toDriver = createListeners<Uint8Array>();
  const driverClosed = createListeners<TransportError>();
  const toPeer = createListeners<Uint8Array>();
  const peerClosed = createListeners<void>();
  let open = false;
  let paused = false;
  let waiting: Waiting[] = [];

  function shut(error: TransportError): void {
    if (!open) return;
    open = false;
    const lost = waiting;
    waiting = [];
    for (const { settle } of lost) settle(error);
    driverClosed.emit(error);
    peerClosed.emit();
  }

  function pump(): void {
    while (open && !paused) {
      const next = waiting.shift();
      if (!next) return;
      next.settle(null);
      toPeer.emit(next.bytes);
    }
  }

  const peer: MemoryPeer = {
    onData: toPeer.add,
    onClose: peerClosed.add,
    send(bytes) {
      const copy = Uint8Array.from(bytes);
      // Never in the caller's stack: a real wire does not answer inside write() either.
      queueMicrotask(() => open && toDriver.emit(copy));
    },
    cut: (fault = 'reset') => shut(new TransportError(fault, 'the wire was cut')),
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      pump();
    },
  };

  return {
    async open() {
      const fault = admit(peer);
      if (fault) throw new TransportError(fault, fault, false);
      open = true;
    },
    write(bytes, deadlineMs) {
      if (!open) return Promise.reject(new TransportError('closed', 'not open', false));
      return new Promise((resolve, reject) => {
        const timer = timers.setTimeout(
          () => entry.settle(new TransportError('stalled', `took no bytes for ${deadlineMs} ms`)),
          deadlineMs,
        );
        const entry: Waiting = {
          bytes: Uint8Array.from(bytes),
          settle(error) {
            timers.clearTimeout(timer);
            if (error) reject(error);
            else resolve();
          },
        };
        waiting.push(entry);
        queueMicrotask(pump);
      });
    },
    onData: toDriver.add,
    onClose: driverClosed.add,
    async close() {
      shut(new TransportError('closed', 'closed by us'));
    },
  };
}
