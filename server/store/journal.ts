// The journal: finished NDJSON segments and one that grows. See facts in the README, "Store".

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
  /** actor, `touchscreen` | `staff:<accountId>` | `kiosk:<part>` */
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
export type PendingLine = Omit<JournalLine, 'b' | 'h'>;

export interface JournalState {
  readonly epoch: number;
  /** Last seq on disk; 0 when empty. */
  readonly lastSeq: number;
  /** Digest of the last batch, for the hub's fork check. */
  readonly tail: string;
  /** Damage found on open, oldest first. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

export interface Journal {
  /** Locks, recovers and opens a new segment. `minimumSeq`: what a snapshot or the hub has seen; if the disk has less, a new epoch starts. */
  open(minimumSeq: number): Promise<JournalState>;
  /**
   * Appends the lines of one command; resolves after fdatasync. Calls made while a write is under way share the next one.
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
