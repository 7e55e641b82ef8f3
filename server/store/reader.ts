// Reads batches out of segments: which lines belong, which are leftovers of other writes, and where the chain is broken.
import { join } from 'node:path';
import { type Disk, type DiskFile, errorCode, isMediaError, readPatiently } from './disk.ts';
import type { JournalLine } from './journal.ts';
import { batchDigest, lineDigest, SHORTEST_LINE_BYTES } from './line.ts';
import { type Found, findLines, type Unreadable } from './pieces.ts';
import { listJournal, type OwnedSegment, segmentName } from './segment.ts';

export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Lines of one write, as far as they are left. */
export interface Batch {
  readonly segment: OwnedSegment;
  readonly first: number;
  readonly lines: readonly Found[];
  readonly digests: readonly string[];
  /** Whether its chain digest is the digest of the batch before; null when that one is not all there to compare. */
  readonly linked: boolean | null;
}

export interface OpenSegment {
  readonly segment: OwnedSegment;
  /** null: the disk cannot even open it. */
  readonly file: DiskFile | null;
}

/** All segments opened before the first is read: an archiver may unlink one meanwhile, and a held file stays readable. */
export async function openSegments(
  disk: Disk,
  directory: string,
  segments: readonly OwnedSegment[],
): Promise<OpenSegment[]> {
  const opened: OpenSegment[] = [];
  try {
    for (const segment of segments)
      opened.push({ segment, file: await openSegment(disk, directory, segment) });
    return opened;
  } catch (error) {
    await closeSegments(opened);
    throw error;
  }
}

async function openSegment(disk: Disk, directory: string, segment: OwnedSegment) {
  try {
    return await readPatiently(() => disk.open(join(directory, segmentName(segment))));
  } catch (error) {
    if (isMediaError(error)) return null;
    throw error;
  }
}

export async function closeSegments(segments: readonly OpenSegment[]): Promise<void> {
  for (const { file } of segments) await file?.close().catch(() => undefined);
}

/** Every batch of the segments, oldest first, overruled lines left out. Holds one batch and one chunk in memory. */
export async function* readBatches(
  segments: readonly OpenSegment[],
  onUnreadable: (segment: OwnedSegment, unreadable: Unreadable) => void = () => undefined,
): AsyncGenerator<Batch> {
  let before: Batch | null = null;
  for (const { segment, file } of segments) {
    if (file === null) {
      onUnreadable(segment, { start: 0, bytes: UNKNOWN_BYTES });
      continue;
    }
    let lines: Found[] = [];
    let next = segment.first;
    try {
      for await (const found of findLines(file, (bytes) => onUnreadable(segment, bytes)))
        for (const one of found) {
          if (!belongs(one, segment, next, lines[0]?.line)) continue;
          if (lines[0]?.line.b !== one.line.b) {
            const done: Batch | null = lines.length > 0 ? toBatch(segment, lines, before) : before;
            if (strays(one, segment, done)) continue;
            if (done !== null && done !== before) yield done;
            before = done;
            lines = [];
          }
          lines.push(one);
          next = one.line.s + 1;
        }
    } catch (error) {
      // Not even its size is known.
      if (!isMediaError(error)) throw error;
      onUnreadable(segment, { start: 0, bytes: UNKNOWN_BYTES });
    }
    if (lines.length > 0) {
      before = toBatch(segment, lines, before);
      yield before;
    }
  }
}

/** Taken for the size of a segment that does not even say its size. */
const UNKNOWN_BYTES = 16 * 1024 * 1024;

/**
 * A torn write can leave sectors of older content behind, whole valid lines included. They are told from lines that belong
 * by epoch, order, batch, and by there being room in the file for all that must stand before them.
 */
function belongs(
  { line, start }: Found,
  segment: OwnedSegment,
  next: number,
  sameBatch: JournalLine | undefined,
): boolean {
  const { e, s, b, h } = line;
  if (e !== segment.epoch || s < next || s > segment.last || b < segment.first || b > s)
    return false;
  if (s > segment.upto !== b > segment.upto) return false;
  if (sameBatch !== undefined && (b === sameBatch.b ? h !== sameBatch.h : b < next)) return false;
  const hasRoom = start >= (s - segment.first) * SHORTEST_LINE_BYTES;
  return hasRoom || segment.last !== Number.POSITIVE_INFINITY;
}

/**
 * A line that claims to follow a batch and contradicts its digest: either that batch was altered, or the line is a leftover.
 * A leftover does not stand where the next write began.
 */
function strays({ line, start }: Found, segment: OwnedSegment, before: Batch | null): boolean {
  if (before === null || line.s <= segment.upto || segment.last !== Number.POSITIVE_INFINITY)
    return false;
  const end = before.segment === segment ? (before.lines.at(-1)?.end ?? 0) + 1 : 0;
  return start !== end && isLinked(before, line) === false;
}

function isLinked(before: Batch | null, { b, h }: JournalLine): boolean | null {
  if (before === null || !isWhole(before) || lastSeq(before) !== b - 1) return null;
  return batchDigest(before.digests) === h;
}

function toBatch(segment: OwnedSegment, lines: readonly Found[], before: Batch | null): Batch {
  const [first] = lines;
  if (first === undefined) throw new RangeError('a batch has at least one line');
  const { b } = first.line;
  const linked = isLinked(before, first.line);
  return { segment, first: b, lines, digests: lines.map((one) => lineDigest(one.bytes)), linked };
}

export function lastSeq(batch: Batch): number {
  return batch.lines.at(-1)?.line.s ?? batch.first - 1;
}

/** No line is missing from its beginning or its middle. */
export function isWhole(batch: Batch): boolean {
  return lastSeq(batch) === batch.first + batch.lines.length - 1;
}

export interface ReadRange {
  readonly from: number;
  /** The last seq to read; it must be durable. */
  readonly to: number;
}

/**
 * The lines of a journal directory, damage as gaps. Needs no lock and never writes, so that a worker can read what the
 * journal finished. What lies before the oldest segment was archived and is no gap.
 */
export async function* readLines(
  disk: Disk,
  directory: string,
  kiosk: string,
  { from, to }: ReadRange,
): AsyncGenerator<JournalLine | { gap: Gap }> {
  const opened = await openFrom(disk, directory, kiosk, from);
  const [oldest] = opened;
  if (oldest === undefined) return;
  const cursor: Cursor = { expected: Math.max(from, oldest.segment.first), to };
  try {
    let held: Batch | null = null;
    for await (const batch of readBatches(opened)) {
      if (batch.first > to) break;
      // A batch that its successor does not vouch for was altered, even if every CRC holds: it becomes a gap.
      if (held !== null && batch.linked !== false) yield* advance(cursor, held);
      held = batch;
    }
    if (held !== null) yield* advance(cursor, held);
    if (cursor.expected <= to) yield { gap: { from: cursor.expected, to } };
  } finally {
    await closeSegments(opened);
  }
}

interface Cursor {
  expected: number;
  readonly to: number;
}

function* advance(cursor: Cursor, batch: Batch): Generator<JournalLine | { gap: Gap }> {
  for (const { line } of batch.lines) {
    if (line.s < cursor.expected || line.s > cursor.to) continue;
    if (line.s > cursor.expected) yield { gap: { from: cursor.expected, to: line.s - 1 } };
    cursor.expected = line.s + 1;
    yield line;
  }
}

const LIST_ATTEMPTS = 3;

async function openFrom(disk: Disk, directory: string, kiosk: string, from: number) {
  for (let attempt = 1; ; attempt++) {
    const { segments } = await listJournal(disk, directory, kiosk);
    const wanted = segments.filter(({ first, last }) => last >= first && last >= from);
    try {
      return await openSegments(disk, directory, wanted);
    } catch (error) {
      // An archiver unlinked one between the list and the open.
      if (errorCode(error) !== 'ENOENT' || attempt === LIST_ATTEMPTS) throw error;
    }
  }
}
