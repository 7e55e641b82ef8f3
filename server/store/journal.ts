// The journal: finished NDJSON segments and one that grows. See facts in the README, "Store".
import { dirname, join } from 'node:path';
import { Appender } from './appender.ts';
import { type Disk, errorCode } from './disk.ts';
import { lockDirectory, type Unlock } from './lock.ts';
import { nodeDisk } from './node-disk.ts';
import { type Gap, readLines } from './reader.ts';
import { type Recovered, recover } from './recovery.ts';
import { JournalRefused } from './refused.ts';
import { createSegment, ownedSegments, type Segment, segmentName } from './segment.ts';

/** One event as a line of the journal. Keys are short because every event pays for them. */
export interface JournalLine {
  /** epoch */
  readonly e: number;
  /** seq */
  readonly s: number;
  /** seq of the first line of the same write (group commit) */
  readonly b: number;
  /** how many lines of the same command follow: 0 on its last, so that recovery never keeps half a command */
  readonly n: number;
  /** command id */
  readonly c: string;
  /** actor, `touchscreen` | `touchscreen:<screenId>` | `staff:<accountId>` | `kiosk:<part>` */
  readonly a: string;
  /** event type */
  readonly t: string;
  /** event version */
  readonly v: number;
  /** wall clock, ms since 1970 UTC */
  readonly w: number;
  /** 1 when the wall clock was trusted */
  readonly q: 0 | 1;
  /** boot id, first 8 hex digits */
  readonly k: string;
  /** monotonic ms since boot */
  readonly m: number;
  /** hall time, ms */
  readonly l: number;
  /** data; personal fields sealed */
  readonly d: unknown;
  /** on the last line of a command: digest of its type, actor and body, and its reply */
  readonly o?: { readonly g: string; readonly r: unknown };
  /** chain: digest of the batch before (see line.ts) */
  readonly h: string;
}

/** What the store hands over: everything but seq of the batch and the chain, which the journal fills in. */
export interface PendingLine extends Omit<JournalLine, 'b' | 'h'> {
  /** `d`, and the reply in `o`, as JSON already: what is written is then this text, whatever became of the objects since. */
  readonly json?: { readonly d: string; readonly r: string | undefined };
}

export interface JournalState {
  readonly epoch: number;
  /** Last seq on disk, 0 when empty; the next one is this + 1. After lost records it is the last that was lost. */
  readonly lastSeq: number;
  /** Digest of the last batch, for the hub's fork check. */
  readonly tail: string;
  /** Damage found on open, oldest first. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** The disk would not take a new segment: everything can be read, nothing appended, until a later open succeeds. */
  readonly readOnly?: JournalFailure;
  /** Names in the directory that are none of the journal's. They are left alone. */
  readonly foreign?: readonly string[];
}

export interface Journal {
  /**
   * Locks, recovers and opens a new segment; again after a failure. Damage is looked for from `minimumSeq` on.
   * `minimumSeq`: what a snapshot or the hub has seen; if the disk has less, the rest is reported as a gap and a new epoch starts
   * behind it. `minimumEpoch`: the epoch they saw it in; also starts a new one when it is ahead of the disk.
   */
  open(minimumSeq: number, minimumEpoch?: number): Promise<JournalState>;
  /**
   * Appends the lines of one command; resolves once the disk has them. Calls made while a write is under way share the next one.
   * Rejects with JournalFailure, and so does every later call until it is opened again.
   */
  append(lines: readonly PendingLine[]): Promise<void>;
  /** Finishes the growing segment and starts another, so that workers can read all that came before. */
  rotate(): Promise<void>;
  /** Lines with seq ≥ from that are durable, in order, overruled ones left out; damage as gaps. */
  read(from: number): AsyncIterable<JournalLine | { gap: { from: number; to: number } }>;
  close(): Promise<void>;
}

/** The disk failed under a write. Nothing of the failed call counts as recorded, though its bytes may be on disk. */
export class JournalFailure extends Error {
  readonly reason: 'DISK_FULL' | 'DISK_ERROR';
  constructor(reason: 'DISK_FULL' | 'DISK_ERROR', cause: unknown) {
    super(`journal: ${reason}`, { cause });
    this.reason = reason;
  }
}

export interface JournalOptions {
  /** `<dataDir>/journal` */
  readonly directory: string;
  /** The kiosk code; a journal of another kiosk is refused. */
  readonly kiosk: string;
  readonly disk?: Disk;
  /** Size at which a segment is finished. */
  readonly segmentBytes?: number;
  readonly lock?: (directory: string) => Promise<Unlock>;
}

const DEFAULT_SEGMENT_BYTES = 4 * 1024 * 1024;

export function createJournal(options: JournalOptions): Journal {
  return new SegmentedJournal(options);
}

class SegmentedJournal implements Journal {
  readonly #directory: string;
  readonly #kiosk: string;
  readonly #disk: Disk;
  readonly #segmentBytes: number;
  readonly #lock: (directory: string) => Promise<Unlock>;
  #unlock: Unlock | null = null;
  #appender: Appender | null = null;
  /** Why nothing can be appended while there is no appender. */
  #closed: Error = new Error('the journal is not open');
  /** The last seq that may be read; null when closed. */
  #readable: number | null = null;

  constructor(options: JournalOptions) {
    this.#directory = options.directory;
    this.#kiosk = options.kiosk;
    this.#disk = options.disk ?? nodeDisk;
    this.#segmentBytes = options.segmentBytes ?? DEFAULT_SEGMENT_BYTES;
    this.#lock = options.lock ?? lockDirectory;
  }

  async open(minimumSeq: number, minimumEpoch = 1): Promise<JournalState> {
    await this.#stop();
    try {
      await this.#disk.makeDirectory(this.#directory);
      this.#unlock ??= await this.#lock(this.#directory);
      const found = await recover(this.#disk, this.#directory, this.#kiosk, minimumSeq);
      const minimum = {
        seq: Math.max(minimumSeq, found.unreadable > 0 ? found.lastSeq + found.unreadable : 0),
        epoch: minimumEpoch,
      };
      return await this.#begin(found, minimum).catch((error: unknown) =>
        this.#readOnly(found, minimum.seq, toFailure(error)),
      );
    } catch (error) {
      await this.#release();
      throw error instanceof JournalRefused ? error : toFailure(error);
    }
  }

  append(lines: readonly PendingLine[]): Promise<void> {
    return this.#appender?.append(lines) ?? Promise.reject(this.#closed);
  }

  rotate(): Promise<void> {
    return this.#appender?.rotate() ?? Promise.reject(this.#closed);
  }

  read(from: number): AsyncIterable<JournalLine | { gap: Gap }> {
    const to = this.#appender?.durable ?? this.#readable;
    if (to === null) throw this.#closed;
    return readLines(this.#disk, this.#directory, this.#kiosk, { from, to });
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#release();
  }

  /** Everything recovered goes to a new segment before anyone sees it; older ones are never touched. */
  async #begin(found: Recovered, minimum: Minimum): Promise<JournalState> {
    await this.#disk.syncDirectory(dirname(this.#directory));
    for (const name of found.folder.unfinished)
      await this.#disk.unlink(join(this.#directory, name));
    const repeated = Buffer.concat(found.doubt.lines.flatMap((line) => [line, NEWLINE]));
    let segment: Segment = {
      index: (found.folder.segments.at(-1)?.index ?? 0) + 1,
      epoch: found.epoch,
      first: found.doubt.first,
      upto: found.lastSeq,
      kiosk: this.#kiosk,
    };
    let size = repeated.length;
    let file = await createSegment(this.#disk, this.#directory, segment, repeated);
    const made = [segment];
    const next = nextEpoch(segment, minimum);
    if (next !== null) {
      await file.close();
      made.push(next);
      segment = next;
      size = 0;
      file = await createSegment(this.#disk, this.#directory, segment, NOTHING);
    }
    this.#appender = new Appender({
      disk: this.#disk,
      directory: this.#directory,
      segmentBytes: this.#segmentBytes,
      segment,
      file,
      size,
      tail: found.tail,
      failure: toFailure,
    });
    await removeEmpty(this.#disk, this.#directory, [...found.folder.segments, ...made]);
    return this.#state(found, segment.epoch, segment.upto);
  }

  /** What was recovered cannot be repeated, but at least be asked to the disk where it is. */
  async #readOnly(found: Recovered, floor: number, failure: JournalFailure): Promise<JournalState> {
    const newest = found.folder.segments.at(-1);
    if (newest !== undefined && found.doubt.lines.length > 0)
      await syncFile(this.#disk, join(this.#directory, segmentName(newest))).catch(() => undefined);
    this.#closed = failure;
    this.#readable = found.lastSeq;
    return { ...this.#state(found, found.epoch, floor), lastSeq: found.lastSeq, readOnly: failure };
  }

  #state(found: Recovered, epoch: number, lastSeq: number): JournalState {
    const { tail, folder } = found;
    const gaps =
      lastSeq > found.lastSeq
        ? mergeGaps([...found.gaps, { from: found.lastSeq + 1, to: lastSeq }])
        : found.gaps;
    return { epoch, lastSeq, tail, gaps, foreign: folder.foreign };
  }

  async #stop(): Promise<void> {
    const appender = this.#appender;
    this.#closed = new Error('the journal is not open');
    this.#readable = null;
    this.#appender = null;
    await appender?.stop(this.#closed);
  }

  async #release(): Promise<void> {
    const unlock = this.#unlock;
    this.#unlock = null;
    await unlock?.();
  }
}

interface Minimum {
  readonly seq: number;
  readonly epoch: number;
}

const NEWLINE = Buffer.from('\n');
const NOTHING = new Uint8Array(0);

/** The segment that begins a new epoch behind what is lost; null when snapshot, hub and disk agree. */
function nextEpoch(segment: Segment, minimum: Minimum): Segment | null {
  const behind = minimum.seq > segment.upto;
  if (!behind && minimum.epoch <= segment.epoch) return null;
  const upto = Math.max(minimum.seq, segment.upto);
  const epoch = Math.max(segment.epoch, minimum.epoch) + (behind ? 1 : 0);
  return { ...segment, index: segment.index + 1, epoch, first: upto + 1, upto };
}

function mergeGaps(gaps: readonly Gap[]): Gap[] {
  const merged: Gap[] = [];
  for (const gap of gaps) {
    const before = merged.at(-1);
    if (before !== undefined && before.to === gap.from - 1)
      merged.splice(-1, 1, { from: before.from, to: gap.to });
    else merged.push(gap);
  }
  return merged;
}

async function syncFile(disk: Disk, path: string): Promise<void> {
  const file = await disk.open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Starts without a single record would leave a file each. Only files without a byte go. */
async function removeEmpty(
  disk: Disk,
  directory: string,
  segments: readonly Segment[],
): Promise<void> {
  for (const segment of ownedSegments(segments).filter(({ first, last }) => last < first)) {
    const path = join(directory, segmentName(segment));
    try {
      const file = await disk.open(path);
      const size = await file.size().finally(() => file.close());
      if (size === 0) await disk.unlink(path);
    } catch {
      // It is overruled; whether it goes now or at the next start does not matter.
    }
  }
}

function toFailure(cause: unknown): JournalFailure {
  if (cause instanceof JournalFailure) return cause;
  const full = ['ENOSPC', 'EDQUOT'].includes(errorCode(cause));
  return new JournalFailure(full ? 'DISK_FULL' : 'DISK_ERROR', cause);
}
