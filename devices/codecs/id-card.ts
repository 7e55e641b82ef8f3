// The SAM module protocol of ID-card readers: AA AA AA 96 69, length, data, XOR. Pure; the photo is dropped here.
import type { IdCard } from '../device.ts';
import { agreement, createFrameFinder, type FrameFinder } from './framing.ts';
import { printable } from './paper-text.ts';

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
/** Preamble and length. */
const headBytes = 7;
/** SW1 SW2 SW3 and the checksum. */
const shortestBody = 4;
/** A read with fingerprint is the longest frame: 2,321 bytes. */
const longestBody = 2_400;
const textBytes = 256;

export const idCardCommands = {
  status: request(0x11, 0xff),
  find: request(0x20, 0x01),
  select: request(0x20, 0x02),
  read: request(0x30, 0x01),
};

function request(command: number, parameter: number): Uint8Array {
  const frame = Uint8Array.of(...preamble, 0x00, 0x03, command, parameter, 0);
  frame[frame.length - 1] = xor(frame, preamble.length, frame.length);
  return frame;
}

/** Of whole frames a byte at a time: noise full of beginnings makes it the busiest line here. */
function xor(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum ^= bytes[at] ?? 0;
  return sum;
}

/** SW3 of a reply, by meaning. Others exist; they all mean that it did not work. */
export const idCardAnswers = {
  done: 0x90,
  found: 0x9f,
  noCard: 0x80,
  /** The security module inside the reader: broken, or not licensed. No card will be read until it is repaired. */
  selfTestFailed: 0x60,
  unauthorised: 0x66,
} as const;

export interface IdCardReply {
  /** SW3: idCardAnswers, or why not. */
  readonly answer: number;
  readonly data: Uint8Array;
}

/** Takes replies in any chunks, among stray bytes. */
export function createIdCardParser(onReply: (reply: IdCardReply) => void): FrameFinder {
  return createFrameFinder(measure, (frame) =>
    onReply({ answer: frame[headBytes + 2] ?? 0, data: frame.slice(headBytes + 3, -1) }),
  );
}

function measure(bytes: Uint8Array, at: number): number | 'more' | null {
  const start = agreement(bytes, at, preamble);
  if (start !== 'whole') return start;
  const [high, low] = [bytes[at + 5], bytes[at + 6]];
  if (high === undefined || low === undefined) return 'more';
  const counted = high * 256 + low;
  if (counted < shortestBody || counted > longestBody) return null;
  const length = headBytes + counted;
  if (bytes.length < at + length) return 'more';
  return xor(bytes, at + preamble.length, at + length) === 0 ? length : null;
}

/** Offset and length in bytes within the text, UTF-16LE, padded with spaces. */
type Field = readonly [offset: number, length: number];
interface Layout {
  readonly names: readonly Field[];
  readonly idNumber: Field;
  readonly birth: Field;
  /** Whether what stands there can be this card at all. */
  accepts(idNumber: string, birth: string): boolean;
}
const residentFields = {
  names: [[0, 30]],
  idNumber: [122, 36],
  birth: [36, 16],
} as const;
/** By the marker at 248, which is read before anything else: the foreigner's card has other things in the same places. */
const layouts: Readonly<Record<string, Layout>> = {
  '': { ...residentFields, accepts: (idNumber) => /^\d{17}[\dX]$/.test(idNumber) },
  I: {
    names: [
      [158, 30],
      [0, 120],
    ],
    idNumber: [122, 30],
    birth: [220, 16],
    accepts: (idNumber) => /^[A-Z]{3}\d{12}$/.test(idNumber),
  },
  /**
   * Residence card of Hong Kong, Macao and Taiwan. No standard at hand confirms that it is laid out like a resident's, so
   * the card has to: region 81–83, the check digit right, the birth date the one in the number.
   */
  J: {
    ...residentFields,
    accepts: (idNumber, birth) =>
      /^8[123]\d{15}[\dX]$/.test(idNumber) &&
      checkDigitOf(idNumber) === idNumber.at(-1) &&
      idNumber.slice(6, 14) === birth,
  },
};
const kindField: Field = [248, 2];

/** unread: nothing to be made of it, another try may do · unknownKind: a card that this protocol's documents do not tell of. */
export type CardFault = 'unread' | 'unknownKind';

/** The data of a read reply: two or three lengths, text, photo, fingerprint. Only what a visit records is taken out. */
export function readIdCard(data: Uint8Array): IdCard | CardFault {
  const text = textOf(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  if (!text) return 'unread';
  const field = ([offset, length]: Field) =>
    printable(text.toString('utf16le', offset, offset + length)).trim();
  const kind = field(kindField);
  const layout = Object.hasOwn(layouts, kind) ? layouts[kind] : undefined;
  if (!layout) return 'unknownKind';
  const name = layout.names.map(field).find((each) => each !== '');
  const idNumber = field(layout.idNumber);
  const birth = field(layout.birth);
  if (!name || !layout.accepts(idNumber, birth)) return kind === 'J' ? 'unknownKind' : 'unread';
  return { name, idNumber, birthDate: dateOf(birth) };
}

/** Null unless every part is as long as the head says. */
function textOf(data: Buffer): Buffer | null {
  if (data.length < 4 || data.readUInt16BE(0) !== textBytes) return null;
  const withoutFingerprint = 4 + textBytes + data.readUInt16BE(2);
  if (data.length === withoutFingerprint) return data.subarray(4, 4 + textBytes);
  if (data.length !== withoutFingerprint + 2 + data.readUInt16BE(4)) return null;
  return data.subarray(6, 6 + textBytes);
}

/** GB 11643 */
function checkDigitOf(idNumber: string): string | undefined {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0);
  return '10X98765432'[sum % 11];
}

/** `20120501` → `2012-05-01`; null for anything that is no date. */
function dateOf(digits: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  if (!year) return null;
  const date = `${year}-${month}-${day}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}
