// What a journal's directory amounts to after a crash. Reads only; the journal then writes one new segment from the result.
import type { Disk } from './disk.ts';
import { batchDigest, SHORTEST_LINE_BYTES } from './line.ts';
import type { Found, Unreadable } from './pieces.ts';
import {
  type Batch,
  closeSegments,
  type Gap,
  lastSeq,
  openSegments,
  readBatches,
} from './reader.ts';
import { type JournalFolder, listJournal, type OwnedSegment } from './segment.ts';

export interface Recovered {
  readonly folder: JournalFolder;
  readonly epoch: number;
  readonly lastSeq: number;
  /** Digest of the last batch that is left. */
  readonly tail: string;
  readonly gaps: readonly Gap[];
  /**
   * Everything before `first` is known to be on disk. `lines` follow it and can be read, but may never have been synced:
   * they must be repeated in a new segment before anyone sees them.
   */
  readonly doubt: { readonly first: number; readonly lines: readonly Buffer[] };
  /** At most so many lines of the last write lie in sectors that cannot be read; their seqs must not be used again. */
  readonly unreadable: number;
}

/** Scans from the segment that holds `after` + 1, and further back only if that holds nothing. */
export async function recover(
  disk: Disk,
  directory: string,
  kiosk: string,
  after: number,
): Promise<Recovered> {
  const folder = await listJournal(disk, directory, kiosk);
  const segments = folder.segments.filter(({ first, last }) => last >= first);
  const newest = segments.at(-1);
  if (newest === undefined) return nothing(folder);
  let start = Math.max(
    0,
    segments.findIndex(({ last }) => last > after),
  );
  for (;;) {
    const scan = await scanSegments(disk, directory, segments.slice(start));
    if (scan.tail !== null || start === 0)
      return {
        folder,
        epoch: newest.epoch,
        ...scan,
        tail: scan.tail ?? batchDigest([]),
      };
    start -= 1;
  }
}

function nothing(folder: JournalFolder): Recovered {
  return {
    folder,
    epoch: 1,
    lastSeq: 0,
    tail: batchDigest([]),
    gaps: [],
    doubt: { first: 1, lines: [] },
    unreadable: 0,
  };
}

type Scan = Pick<Recovered, 'lastSeq' | 'gaps' | 'doubt' | 'unreadable'> & { tail: string | null };

async function scanSegments(
  disk: Disk,
  directory: string,
  segments: readonly OwnedSegment[],
): Promise<Scan> {
  const newest = segments.at(-1);
  const oldest = segments[0];
  if (newest === undefined || oldest === undefined) throw new RangeError('nothing to scan');
  const unreadable: Unreadable[] = [];
  const known = new Stretch(oldest.first);
  let held: Batch | null = null;
  const opened = await openSegments(disk, directory, segments);
  try {
    for await (const batch of readBatches(opened, (segment, bytes) => {
      if (segment === newest) unreadable.push(bytes);
    })) {
      if (held !== null) known.add(held, batch.linked !== false);
      held = batch;
    }
  } finally {
    await closeSegments(opened);
  }

  let kept: Found[] = [];
  if (held !== null && held.first > newest.upto) {
    // The last write: whatever is missing of it may simply never have reached the disk.
    known.end(held.first - 1);
    kept = wholeCommands(held);
  } else {
    if (held !== null) known.add(held, true);
    known.end(newest.upto);
  }
  const first = known.next;
  const tail = kept.length > 0 && held !== null ? held.digests.slice(0, kept.length) : known.tail;
  const readableEnd = kept.at(-1)?.end ?? (known.last?.segment === newest ? known.last.end : 0);
  const lost = unreadable.filter(({ start, bytes }) => start + bytes > readableEnd);
  return {
    lastSeq: first - 1 + kept.length,
    tail: tail === null ? null : batchDigest(tail),
    gaps: known.gaps,
    doubt: { first, lines: kept.map(({ bytes }) => bytes) },
    unreadable: lost.reduce((sum, { bytes }) => sum + Math.ceil(bytes / SHORTEST_LINE_BYTES), 0),
  };
}

/** What is known to be on disk, and the holes in it. */
class Stretch {
  next: number;
  tail: readonly string[] | null = null;
  last: { readonly segment: OwnedSegment; readonly end: number } | null = null;
  readonly gaps: Gap[] = [];

  constructor(first: number) {
    this.next = first;
  }

  add(batch: Batch, genuine: boolean): void {
    if (genuine)
      for (const { line } of batch.lines) {
        this.end(line.s - 1);
        this.next = line.s + 1;
      }
    else this.end(lastSeq(batch));
    this.tail = batch.digests;
    this.last = { segment: batch.segment, end: batch.lines.at(-1)?.end ?? 0 };
  }

  /** Everything up to `seq` was on disk once. */
  end(seq: number): void {
    if (seq < this.next) return;
    const before = this.gaps.at(-1);
    if (before !== undefined && before.to === this.next - 1) this.gaps.pop();
    this.gaps.push({ from: before?.to === this.next - 1 ? before.from : this.next, to: seq });
    this.next = seq + 1;
  }
}

/** The lines of a batch from its first one on, without a hole, to the end of the last command that is complete. */
function wholeCommands(batch: Batch): Found[] {
  let whole = 0;
  let before: Found | undefined;
  for (const [index, found] of batch.lines.entries()) {
    const { s, n, c } = found.line;
    if (s !== batch.first + index) break;
    if (before !== undefined && before.line.n > 0)
      if (before.line.c !== c || before.line.n !== n + 1) break;
    if (n === 0) whole = index + 1;
    before = found;
  }
  return batch.lines.slice(0, whole);
}
