// Call pads on one line: says which key of which pad was pressed, once; shows numbers and beeps. A pad speaks only when
// somebody presses a key, so silence is no fault.
import { type CallPadCodec, functionOf, type PadFrame, type PadKey } from './codecs/call-pad.ts';
import type { CallPad, CallPadPress, PadPress } from './device.ts';
import { createListeners } from './listeners.ts';
import type { Logger } from './logger.ts';
import { createStatus } from './status.ts';
import { createSupervisor } from './supervisor.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transports/transport.ts';

export interface CallPadOptions {
  open: () => Transport;
  codec: CallPadCodec;
  logger: Logger;
  virtual?: boolean;
  timers?: Timers;
  backOff?: { firstMs: number; maxMs: number };
}

/** A finger that rests on a key, or a pad that repeats itself until it hears the echo. */
const repeatMs = 300;
/** Digits that no other key follows are forgotten. */
const digitMs = 5_000;
const mostDigits = 4;

/** What one pad was last told and what it last said. There are 256 addresses at most. */
interface Pad {
  shown: string | null;
  digits: number[];
  digitAtMs: number;
  last: { keys: string; atMs: number } | null;
}

export function createCallPad(options: CallPadOptions): CallPad {
  const { codec, logger, timers = systemTimers } = options;
  const status = createStatus('callPad', options.virtual ?? false, timers);
  const presses = createListeners<CallPadPress>((error) =>
    logger.error({ error: String(error) }, 'listener of the call pad failed'),
  );
  const pads = new Map<number, Pad>();
  let parser = codec.createParser(heard);

  const supervisor = createSupervisor({
    open: options.open,
    status,
    logger,
    timers,
    ...(options.backOff && { backOff: options.backOff }),
    onOpen() {
      supervisor.alive();
      status.set({ state: 'ready', lastError: null });
      for (const [address, { shown }] of pads) if (shown !== null) send(codec.show(address, shown));
    },
    onData: (bytes) => parser.feed(bytes),
    onLost() {
      parser = codec.createParser(heard);
    },
  });

  function padAt(address: number): Pad {
    const known = pads.get(address);
    if (known) return known;
    const pad: Pad = { shown: null, digits: [], digitAtMs: 0, last: null };
    pads.set(address, pad);
    return pad;
  }

  function heard({ address, keys, acknowledgement }: PadFrame): void {
    // Repeats too: the pad repeats itself because it has not heard us.
    send(acknowledgement);
    const pad = padAt(address);
    if (isRepeat(pad, JSON.stringify(keys))) return;
    for (const key of keys) {
      const press = pressOf(pad, key);
      if (press) presses.emit({ address, ...press });
    }
  }

  function isRepeat(pad: Pad, keys: string): boolean {
    const atMs = timers.monotonicMs();
    const repeated = pad.last?.keys === keys && atMs - pad.last.atMs < repeatMs;
    pad.last = { keys, atMs };
    return repeated;
  }

  /** Null while digits wait for the key that they belong to. */
  function pressOf(pad: Pad, key: PadKey): PadPress | null {
    const atMs = timers.monotonicMs();
    const digits = atMs - pad.digitAtMs < digitMs ? pad.digits : [];
    pad.digits = [];
    if (key === 'function') return { key: functionOf(digits) };
    if (key === 'transfer')
      return { key, window: digits.length > 0 ? Number(digits.join('')) : null };
    if (typeof key === 'string') return { key };
    if ('grade' in key) return { key: 'rate', grade: key.grade };
    pad.digits = [...digits, key.digit].slice(-mostDigits);
    pad.digitAtMs = atMs;
    return null;
  }

  function send(bytes: Uint8Array | null): void {
    if (bytes) supervisor.tell(bytes);
  }

  return {
    async start() {
      supervisor.start();
    },
    stop: supervisor.stop,
    status: status.get,
    onStatus: status.onChange,
    onPress: presses.add,
    show(address, number) {
      padAt(address).shown = number;
      send(codec.show(address, number));
    },
    beep: (address) => send(codec.beep(address)),
    confirmRating: (address) => send(codec.confirmRating(address)),
  };
}
