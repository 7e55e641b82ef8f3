// A serial port: a UART, a USB adapter or a device that shows itself as one (CDC-ACM).
import type { SerialPort } from 'serialport';
import { createListeners } from '../listeners.ts';
import { atMost, systemTimers, type Timers } from '../timers.ts';
import { createPendingWrites } from './pending-writes.ts';
import { presenceAt } from './presence.ts';
import { type Transport, TransportError, type TransportFault } from './transport.ts';

export interface SerialOptions {
  /** Better a link of udev's (/dev/serial/by-id/…): it stays when devices are plugged in another order. */
  path: string;
  baud: number;
  /** Levels of the control lines; Linux raises both. Some readers take a raised DTR for a reset. */
  dtr?: boolean;
  rts?: boolean;
  /** How the device says that its buffer is full. */
  flow?: 'none' | 'rtscts' | 'xonxoff';
  timers?: Timers;
  openDeadlineMs?: number;
  closeDeadlineMs?: number;
}

/** The binding has words only, those of strerror. */
const words: [RegExp, TransportFault][] = [
  [/No such file|No such device/, 'missing'],
  [/Permission denied|Operation not permitted/, 'denied'],
  [/Cannot lock|busy/, 'locked'],
  [/Inappropriate ioctl|Is a directory|Input\/output error|Invalid argument/, 'unsuitable'],
];

function toTransportError(error: Error): TransportError {
  const fault = words.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'failed';
  return new TransportError(fault, error.message, false);
}

/** Eight data bits, a start and a stop bit. */
const bitsPerByte = 10;

export function createSerialTransport(options: SerialOptions): Transport {
  const { path, baud, flow = 'none', timers = systemTimers } = options;
  const { openDeadlineMs = 3_000, closeDeadlineMs = 1_500 } = options;
  const data = createListeners<Uint8Array>();
  const closed = createListeners<TransportError>();
  const writes = createPendingWrites(timers);
  let port: SerialPort | null = null;
  let state: 'new' | 'opening' | 'open' | 'closing' | 'closed' = 'new';

  function lost(error: TransportError): void {
    if (state === 'closed') return;
    const wasOpen = state === 'open' || state === 'closing';
    state = 'closed';
    writes.fail(error);
    if (wasOpen) closed.emit(error);
  }

  /** Loaded when it is needed: a machine without a build of the binding can still print over the network. */
  async function makePort(): Promise<SerialPort> {
    const { SerialPort } = await import('serialport');
    const made = new SerialPort({
      path,
      baudRate: baud,
      autoOpen: false,
      lock: true,
      rtscts: flow === 'rtscts',
      xon: flow === 'xonxoff',
      xoff: flow === 'xonxoff',
    });
    // Always there, also after close(): an 'error' without a listener would end the process.
    made.on('error', () => {});
    made.on('data', (bytes: Uint8Array) => data.emit(bytes));
    // An adapter that was pulled out closes without an 'error'.
    made.on('close', () => {
      const ours = state === 'closing';
      lost(new TransportError(ours ? 'closed' : 'unplugged', ours ? 'closed by us' : 'it is gone'));
    });
    return made;
  }

  async function connect(): Promise<void> {
    const made = await makePort();
    await new Promise<void>((resolve, reject) => {
      made.open((error) => (error ? reject(error) : resolve()));
    });
    try {
      await setControlLines(made);
      if (state !== 'opening') throw new TransportError('closed', 'closed while opening', false);
    } catch (error) {
      // Also when nobody waits any more: an open port left behind would lock out the next attempt.
      await new Promise<void>((resolve) => made.close(() => resolve()));
      throw error;
    }
    port = made;
    state = 'open';
  }

  async function setControlLines(made: SerialPort): Promise<void> {
    const { dtr, rts } = options;
    if (dtr === undefined && rts === undefined) return;
    await new Promise<void>((resolve, reject) => {
      made.set({ dtr: dtr ?? true, rts: rts ?? true }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /** Throws away what the device did not take: otherwise the kernel keeps the port, and its lock, until it does. */
  function discard(from: SerialPort): Promise<void> {
    return new Promise((resolve) => from.flush(() => resolve()));
  }

  return {
    async open() {
      if (state !== 'new') throw new TransportError('closed', 'used already', false);
      state = 'opening';
      const deadline = new TransportError('timeout', `not open in ${openDeadlineMs} ms`, false);
      let failure: TransportError | null = deadline;
      const done = connect().then(
        () => {
          failure = null;
        },
        (error: unknown) => {
          failure = error instanceof TransportError ? error : toTransportError(error as Error);
        },
      );
      await atMost(timers, openDeadlineMs, done);
      if (failure === null) return;
      state = 'closed';
      throw failure;
    },
    write(bytes, deadlineMs) {
      const to = port;
      if (state !== 'open' || !to) {
        return Promise.reject(new TransportError('closed', 'not open', false));
      }
      // A slip with a picture takes longer than any deadline at 9600 baud, and is no fault.
      const onTheWireMs = (bytes.length * bitsPerByte * 1_000) / baud;
      return writes.begin(deadlineMs + onTheWireMs, (settle) => {
        const failed = (error: Error) => new TransportError('unplugged', error.message);
        to.write(Buffer.from(bytes), (error) => {
          if (error) settle(failed(error));
          // The kernel's buffer holds seconds of a slow line: a question asked now would wait behind it.
          else to.drain((late) => settle(late ? failed(late) : null));
        });
      });
    },
    onData: data.add,
    onClose: closed.add,
    async close(how = 'gently') {
      const from = port;
      if (state === 'opening' || state === 'new') state = 'closed';
      if (!from || state === 'closed') return;
      state = 'closing';
      // Untaken bytes make the kernel wait half a minute in close(), in a thread that the journal needs too.
      const useless = how === 'atOnce' || writes.size > 0 || writes.stalled;
      const away = (useless ? discard(from) : Promise.resolve()).then(
        () => new Promise<void>((resolve) => from.close(() => resolve())),
      );
      await atMost(timers, closeDeadlineMs, away);
      lost(new TransportError('closed', 'closed by us'));
    },
    presence: () => presenceAt(path),
  };
}
