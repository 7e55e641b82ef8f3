// A segment's bytes as lines, found again whatever lies between them: torn sectors, zeros, unreadable pages.
import { type DiskFile, isMediaError, readPatiently } from './disk.ts';
import type { JournalLine } from './journal.ts';
import { decodeLine } from './line.ts';

/** A line whose CRC holds, and where its bytes lie in the file. */
export interface Found {
  readonly line: JournalLine;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Bytes of a segment that the disk would not give back. */
export interface Unreadable {
  readonly start: number;
  readonly bytes: number;
}

/** Small files are common, large ones want few calls: chunks grow from the first to the second. */
const FIRST_CHUNK_BYTES = 8 * 1024;
const CHUNK_BYTES = 256 * 1024;
const PAGE_BYTES = 4096;
const START_ATTEMPTS = 64;
const NEWLINE = 0x0a;
const LINE_START = Buffer.from('{"b":');
const LINE_SEAL = Buffer.from(',"x":"');
const SEAL_BYTES = 16;

/** Valid lines in file order, a chunk at a time. What the disk cannot read becomes zeros, which no line survives. */
export async function* findLines(
  file: DiskFile,
  onUnreadable: (unreadable: Unreadable) => void,
): AsyncGenerator<Found[]> {
  let rest: Buffer = Buffer.alloc(0);
  let length = FIRST_CHUNK_BYTES;
  for (let position = 0; ; ) {
    const chunk = await readChunk(file, position, length, onUnreadable);
    length = Math.min(length * 4, CHUNK_BYTES);
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const offset = position - rest.length;
    position += chunk.length;
    const found: Found[] = [];
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      takeLines(bytes, from, to, offset, found);
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (chunk.length === 0) takeLines(bytes, from, bytes.length, offset, found);
    if (found.length > 0) yield found;
    if (chunk.length === 0) return;
  }
}

/** The line between two newlines; or, when a damaged newline glued several together, each that is still whole. */
function takeLines(bytes: Buffer, from: number, to: number, offset: number, found: Found[]): void {
  if (from === to) return;
  if (takeLine(bytes, from, to, offset, found)) return;
  let start = from;
  for (let seal = bytes.indexOf(LINE_SEAL, from); seal >= 0; ) {
    const end = seal + SEAL_BYTES;
    if (end > to) return;
    // Backwards, since data may hold an object that begins like a line; and not for ever, since the bytes may be anything.
    let at = bytes.lastIndexOf(LINE_START, seal);
    for (let tries = 0; at >= start && tries < START_ATTEMPTS; tries++) {
      if (takeLine(bytes, at, end, offset, found)) {
        start = end;
        break;
      }
      if (at === 0) break;
      at = bytes.lastIndexOf(LINE_START, at - 1);
    }
    seal = bytes.indexOf(LINE_SEAL, seal + 1);
  }
}

function takeLine(bytes: Buffer, from: number, to: number, offset: number, found: Found[]) {
  const text = bytes.subarray(from, to);
  const line = decodeLine(text);
  if (line === null) return false;
  found.push({ line, bytes: text, start: offset + from, end: offset + to });
  return true;
}

async function readChunk(
  file: DiskFile,
  position: number,
  length: number,
  onUnreadable: (unreadable: Unreadable) => void,
): Promise<Buffer> {
  const chunk = Buffer.allocUnsafeSlow(length);
  try {
    return chunk.subarray(0, await file.read(chunk, position));
  } catch (error) {
    if (!isMediaError(error)) throw error;
    return readPages(file, chunk, position, onUnreadable);
  }
}

/** Page by page around the places that cannot be read. */
async function readPages(
  file: DiskFile,
  chunk: Buffer,
  position: number,
  onUnreadable: (unreadable: Unreadable) => void,
): Promise<Buffer> {
  const size = await readPatiently(() => file.size());
  const wanted = Math.max(0, Math.min(chunk.length, size - position));
  for (let at = 0; at < wanted; at += PAGE_BYTES) {
    const page = chunk.subarray(at, Math.min(at + PAGE_BYTES, wanted));
    if (await readPage(file, page, position + at)) continue;
    page.fill(0);
    onUnreadable({ start: position + at, bytes: page.length });
  }
  return chunk.subarray(0, wanted);
}

async function readPage(file: DiskFile, page: Buffer, position: number): Promise<boolean> {
  try {
    return (await readPatiently(() => file.read(page, position))) === page.length;
  } catch (error) {
    if (isMediaError(error)) return false;
    throw error;
  }
}
