// The SAM module protocol of ID-card readers: AA AA AA 96 69, length, data, XOR. Pure; the photo is dropped here.
import type { IdCard } from '../device.ts';
import { printable } from './paper-text.ts';

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
/** A read with fingerprint is the longest: 2321 bytes. */
const longestBody = 2_400;
const textBytes = 256;

export const idCardCommands = {
  status: request(0x11, 0xff),
  find: request(0x20, 0x01),
  select: request(0x20, 0x02),
  read: request(0x30, 0x01),
};

function request(command: number, parameter: number): Uint8Array {
  const body = [0x00, 0x03, command, parameter];
  return Uint8Array.of(...preamble, ...body, xor(body));
}

function xor(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

/** SW3 of a reply, by meaning. Others exist; they all mean that it did not work. */
export const idCardAnswers = {
  done: 0x90,
  found: 0x9f,
  noCard: 0x80,
} as const;

export interface IdCardReply {
  /** SW3: idCardAnswers, or why not. */
  readonly answer: number;
  readonly data: Uint8Array;
}

/** Takes replies in any chunks. Stray bytes between frames are skipped; a damaged frame is skipped whole. */
export function createIdCardParser(onReply: (reply: IdCardReply) => void) {
  let matched = 0;
  let body: number[] | null = null;

  function take(byte: number): void {
    if (body) {
      takeBody(byte, body);
    } else if (byte === preamble[matched]) {
      matched += 1;
      if (matched < preamble.length) return;
      matched = 0;
      body = [];
    } else if (!(byte === 0xaa && matched === 3)) {
      // Four AA in a row: the first was a stray byte, the last three still count.
      matched = byte === 0xaa ? 1 : 0;
    }
  }

  function takeBody(byte: number, open: number[]): void {
    open.push(byte);
    if (open.length < 2) return;
    const length = (open[0] ?? 0) * 256 + (open[1] ?? 0);
    if (length < 4 || length > longestBody) {
      body = null;
      return;
    }
    if (open.length < length + 2) return;
    body = null;
    if (xor(open) !== 0) return;
    onReply({ answer: open[4] ?? 0, data: Uint8Array.from(open.slice(5, -1)) });
  }

  return {
    feed(bytes: Uint8Array): void {
      for (const byte of bytes) take(byte);
    },
    /** Before every question: half an old answer must not swallow the next one. */
    reset(): void {
      matched = 0;
      body = null;
    },
  };
}

/** Offset and length in bytes within the text, UTF-16LE, padded with spaces. */
type Field = readonly [offset: number, length: number];
interface Layout {
  readonly names: readonly Field[];
  readonly idNumber: Field;
  readonly birth: Field;
}
const residentLayout: Layout = { names: [[0, 30]], idNumber: [122, 36], birth: [36, 16] };
/** The foreigner's card ('I' at 248) puts other things in the same places, so it is told apart first. */
const foreignerLayout: Layout = {
  names: [
    [158, 30],
    [0, 120],
  ],
  idNumber: [122, 30],
  birth: [220, 16],
};
const kindField: Field = [248, 2];

/** The data of a read reply: two or three lengths, text, photo, fingerprint. Null when it makes no sense. */
export function readIdCard(data: Uint8Array): IdCard | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== textBytes) return null;
  const photoBytes = bytes.readUInt16BE(2);
  const header = bytes.length === 4 + textBytes + photoBytes ? 4 : 6;
  const text = bytes.subarray(header, header + textBytes);
  if (text.length < textBytes) return null;
  const field = ([offset, length]: Field) =>
    printable(text.toString('utf16le', offset, offset + length)).trim();
  const layout = field(kindField) === 'I' ? foreignerLayout : residentLayout;
  const name = layout.names.map(field).find((each) => each !== '');
  const idNumber = field(layout.idNumber);
  if (!name || !/^[0-9A-Z]{8,18}$/.test(idNumber)) return null;
  return { name, idNumber, birthDate: dateOf(field(layout.birth)) };
}

/** `20120501` → `2012-05-01`; null for anything that is no date. */
function dateOf(digits: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  if (!year) return null;
  const date = `${year}-${month}-${day}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}
