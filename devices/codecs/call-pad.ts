// The 21-key call pad: FF 68 L L 68, address, command, data, sum, 16. Known from its protocol sheet and one service-hall
// program, and confirmed for that vendor only; other pads are described by a frame template. Pure.
import type { CallPadKey, PadGrade } from '../device.ts';
import { agreement, createFrameFinder, type FrameFinder } from './framing.ts';

/** What a driver needs of a pad's language, be it this one or a template. */
export interface CallPadCodec {
  createParser(onFrame: (frame: PadFrame) => void): { feed(bytes: Uint8Array): void };
  /** Null where this pad has nothing to show with. */
  show(address: number, number: string): Uint8Array | null;
  beep(address: number): Uint8Array | null;
  /** Null where this pad takes no ratings. */
  confirmRating(address: number): Uint8Array | null;
}

/** One thing that a pad said. */
export interface PadFrame {
  readonly address: number;
  readonly keys: readonly PadKey[];
  /** What to send back so that the pad knows it was heard; null: this pad expects nothing. */
  readonly acknowledgement: Uint8Array | null;
}
/** A digit waits for the key that it belongs to; a grade is the visitor's, and comes whole. */
export type PadKey =
  | Exclude<CallPadKey, 'rate'>
  | { readonly digit: number }
  | { readonly grade: PadGrade }
  | 'function';

export const padKeyCodes = {
  evaluate: 0x0b,
  call: 0x0c,
  recall: 0x0d,
  function: 0x0f,
  pause: 0x12,
  transfer: 0x13,
} as const;
/** By the digit before the function key. */
type FunctionKey = 'hold' | 'callBack' | 'giveUp' | 'unknown';
const functionKeys = new Map<number, FunctionKey>([
  [0, 'hold'],
  [3, 'callBack'],
  [6, 'giveUp'],
]);

/** Digits, then the function key: what that means. */
export function functionOf(digits: readonly number[]): FunctionKey {
  const [digit = -1, second] = digits;
  return (second === undefined && functionKeys.get(digit)) || 'unknown';
}

/** The sheet is read to say that keys come under 01; a key under another command is taken all the same. */
export const padCommands = { key: 0x01, show: 0x02, beep: 0x03, rating: 0x11 } as const;
const start = 0x68;
const end = 0x16;
/** "Answer 01" of the sheet, read as: the rating's command with this for its data. */
export const ratingRecorded = 0x01;
/** FF 68 L L 68 … sum 16 */
const around = 7;
/** Address and padCommands. */
const shortest = 2;
/** A key is 3, a display line a few more; anything longer is noise. */
const longest = 32;
const shownDigits = 4;

export function encodePadFrame(address: number, code: number, data: Iterable<number>): Uint8Array {
  const counted = [address, code, ...data];
  const { length } = counted;
  return Uint8Array.of(0xff, start, length, length, start, ...counted, sumOf(counted), end);
}

function sumOf(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

export const vendorPad: CallPadCodec = {
  createParser(onFrame) {
    return createPadParser(({ address, code, data, bytes }) => {
      // The pad's own echo of what we told it; answering that would never end.
      if (code === padCommands.show || code === padCommands.beep) return;
      // Not echoed: its answer says that it was recorded, and that is not known yet.
      if (code === padCommands.rating)
        onFrame({ address, keys: [ratingOf(data)], acknowledgement: null });
      else onFrame({ address, keys: [...data].map(keyOf), acknowledgement: bytes });
    });
  },
  /** It has digits only: `A012` is shown as 012, one byte a digit. */
  show: (address, number) =>
    encodePadFrame(address, padCommands.show, digitsOf(number).slice(-shownDigits)),
  beep: (address) => encodePadFrame(address, padCommands.beep, []),
  confirmRating: (address) => encodePadFrame(address, padCommands.rating, [ratingRecorded]),
};

const grades: readonly PadGrade[] = [1, 2, 3, 4, 5];

/** The sheet does not say which end is the best; a service-hall scale has 5 for 非常满意. */
function ratingOf(data: Uint8Array): PadKey {
  const grade = data.length === 1 ? grades.find((known) => known === data[0]) : undefined;
  return grade === undefined ? 'unknown' : { grade };
}

function keyOf(code: number): PadKey {
  if (code <= 9) return { digit: code };
  const names = Object.keys(padKeyCodes) as (keyof typeof padKeyCodes)[];
  return names.find((name) => padKeyCodes[name] === code) ?? 'unknown';
}

function digitsOf(number: string): number[] {
  return [...number].filter((sign) => /\d/.test(sign)).map(Number);
}

export interface RawPadFrame {
  readonly address: number;
  readonly code: number;
  readonly data: Uint8Array;
  /** The frame as it came. */
  readonly bytes: Uint8Array;
}

export function createPadParser(onFrame: (frame: RawPadFrame) => void): FrameFinder {
  return createFrameFinder(measure, (bytes) => {
    const [address = 0, code = 0] = bytes.subarray(5);
    onFrame({ address, code, data: bytes.slice(7, -2), bytes });
  });
}

function measure(bytes: Uint8Array, at: number): number | 'more' | null {
  if (bytes[at] !== 0xff) return null;
  const counted = bytes[at + 2];
  const head = agreement(bytes, at, [0xff, start, counted ?? null, counted ?? null, start]);
  if (head !== 'whole' || counted === undefined) return head === null ? null : 'more';
  if (counted < shortest || counted > longest) return null;
  const length = counted + around;
  if (bytes.length < at + length) return 'more';
  const frame = bytes.subarray(at, at + length);
  return frame.at(-2) === sumOf(frame.subarray(5, -2)) && frame.at(-1) === end ? length : null;
}
