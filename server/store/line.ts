// One line of the journal as text: plain JSON that begins with its batch and ends with a CRC over every byte before it.
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { JournalLine, PendingLine } from './journal.ts';

/** `,"x":"xxxxxxxx"}` */
const SEAL_BYTES = 16;
const NEWLINE = 0x0a;
/** No line is shorter: what the fixed keys, a digest and the seal take. */
export const SHORTEST_LINE_BYTES = 128;

/** The part of a line that does not depend on the batch it is written with. Throws on data JSON cannot hold. */
export function lineBody(line: PendingLine): string {
  const { e, s, n, c, a, t, v, w, q, k, m, l, d, o } = line;
  const head = JSON.stringify({ e, s, n, c, a, t, v, w, q, k, m, l });
  const data = line.json === undefined ? JSON.stringify(d) : line.json.d;
  // A line without data, or a reply without value, has no such field at all.
  const body = head.slice(1, -1) + (data === undefined ? '' : `,"d":${data}`);
  if (o === undefined) return body;
  const reply = line.json === undefined ? JSON.stringify(o.r) : line.json.r;
  return `${body},"o":{"g":${JSON.stringify(o.g)}${reply === undefined ? '' : `,"r":${reply}`}}`;
}

/** The bytes of one write, and in them each line without its newline. */
export interface SealedBatch {
  readonly bytes: Buffer;
  readonly lines: readonly Buffer[];
}

const UNSEALED = ',"x":"00000000"}\n';

/** All lines become bytes at once and are sealed there: strings put together one by one cost three times as much. */
export function sealBatch(batch: number, chain: string, bodies: readonly string[]): SealedBatch {
  const start = `{"b":${batch},"h":"${chain}",`;
  let text = '';
  for (const body of bodies) text += start + body + UNSEALED;
  const bytes = Buffer.from(text);
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    writeHex(bytes, end - 10, crc32(bytes.subarray(from, end - SEAL_BYTES)));
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return { bytes, lines };
}

/** Eight digits. Digit by digit: a text for each line would cost half of sealing it. */
function writeHex(bytes: Buffer, at: number, sum: number): void {
  for (let digit = 7, rest = sum; digit >= 0; digit--, rest >>>= 4) {
    const value = rest & 15;
    bytes[at + digit] = value + (value < 10 ? 0x30 : 0x57);
  }
}

/** The exact text of a line that was read, for consumers that need its digest. */
export function encodeLine(line: JournalLine): string {
  return sealBatch(line.b, line.h, [lineBody(line)]).lines.join('');
}

/** Reads a line back; null when a byte of it is not as it was written. */
export function decodeLine(bytes: Buffer): JournalLine | null {
  const end = bytes.length - SEAL_BYTES;
  if (end < 0 || bytes[0] !== 0x7b || bytes[bytes.length - 1] !== 0x7d) return null;
  const seal = bytes.toString('latin1', end);
  if (!/^,"x":"[0-9a-f]{8}"\}$/.test(seal)) return null;
  if (Number.parseInt(seal.slice(6, 14), 16) !== crc32(bytes.subarray(0, end))) return null;
  try {
    const line: unknown = JSON.parse(`${bytes.toString('utf8', 0, end)}}`);
    return isLine(line) ? line : null;
  } catch {
    return null;
  }
}

function isLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Partial<Record<keyof JournalLine, unknown>>;
  return (
    Number.isSafeInteger(line.e) &&
    Number.isSafeInteger(line.s) &&
    Number.isSafeInteger(line.b) &&
    Number.isSafeInteger(line.n) &&
    typeof line.h === 'string' &&
    typeof line.c === 'string' &&
    typeof line.t === 'string'
  );
}

/** Digest of one line: over its exact bytes, seal included, newline not. 132 bits. */
export function lineDigest(text: string | Uint8Array): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/**
 * Digest of a batch, from the digests of its lines: who gets masked lines with the digests of the originals, as the hub does,
 * can still follow the chain. The chain of an empty journal begins with `batchDigest([])`.
 */
export function batchDigest(lineDigests: readonly string[]): string {
  return hash('sha256', lineDigests.join(''), 'base64url').slice(0, 22);
}
