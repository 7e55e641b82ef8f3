// The growing end of an open journal: one write through to the disk at a time, shared by all who wait. The first error ends it.
import { type Disk, type DiskFile, writeAll } from './disk.ts';
import type { PendingLine } from './journal.ts';
import { batchDigest, lineBody, lineDigest, sealBatch } from './line.ts';
import { createSegment, type Segment } from './segment.ts';

export interface AppenderStart {
  readonly disk: Disk;
  readonly directory: string;
  /** A segment this large is finished before the next write. */
  readonly segmentBytes: number;
  /** The newest segment, just made, open for appending, holding `size` bytes. */
  readonly segment: Segment;
  readonly file: DiskFile;
  readonly size: number;
  /** Digest of the last batch. */
  readonly tail: string;
  /** What those who wait are told when the disk failed. */
  failure(cause: unknown): Error;
}

interface Waiting {
  resolve(): void;
  reject(failure: Error): void;
}

interface Command extends Waiting {
  readonly bodies: readonly string[];
}

const NOTHING = new Uint8Array(0);

export class Appender {
  readonly #start: AppenderStart;
  #segment: Segment;
  #file: DiskFile;
  #size: number;
  #tail: string;
  /** The last seq on disk. */
  #durable: number;
  /** The seq that the next command must begin with. */
  #next: number;
  #commands: Command[] = [];
  #rotations: Waiting[] = [];
  #running: Promise<void> | null = null;
  #ended: Error | null = null;

  constructor(start: AppenderStart) {
    this.#start = start;
    this.#segment = start.segment;
    this.#file = start.file;
    this.#size = start.size;
    this.#tail = start.tail;
    this.#durable = start.segment.upto;
    this.#next = this.#durable + 1;
  }

  get durable(): number {
    return this.#durable;
  }

  append(lines: readonly PendingLine[]): Promise<void> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    let bodies: string[];
    try {
      this.#check(lines);
      bodies = lines.map(lineBody);
    } catch (error) {
      return Promise.reject(error);
    }
    this.#next += lines.length;
    return new Promise((resolve, reject) => {
      this.#commands.push({ bodies, resolve, reject });
      this.#wake();
    });
  }

  rotate(): Promise<void> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#rotations.push({ resolve, reject });
      this.#wake();
    });
  }

  /** Lets everything that waits finish, then closes the file. Never throws. */
  async stop(reason: Error): Promise<void> {
    await this.#running;
    // A name that says "all before this was on disk" makes damage in the last write show; without it that looks torn.
    if (this.#ended === null && this.#durable > this.#segment.upto)
      await this.#roll().catch(() => undefined);
    this.#ended ??= reason;
    await this.#file.close().catch(() => undefined);
  }

  /** A wrong seq here would be a hole or a duplicate in the journal for ever. */
  #check(lines: readonly PendingLine[]): void {
    if (lines.length === 0) throw new RangeError('a command without events is not journalled');
    for (const [index, { s, e, n }] of lines.entries())
      if (s !== this.#next + index || e !== this.#segment.epoch || n !== lines.length - 1 - index)
        throw new RangeError(
          `line e=${e} s=${s} n=${n} where e=${this.#segment.epoch} s=${this.#next + index} n=${lines.length - 1 - index} belongs`,
        );
  }

  #wake(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    let batch: Command[] = [];
    let rotations: Waiting[] = [];
    try {
      for (;;) {
        // Ticks come after all promises that are ready: whoever the last write woke has its next command in by then.
        await new Promise<void>((resolve) => process.nextTick(resolve));
        batch = this.#commands;
        rotations = this.#rotations;
        this.#commands = [];
        this.#rotations = [];
        if (batch.length === 0 && rotations.length === 0) break;
        if (batch.length > 0) await this.#write(batch);
        for (const { resolve } of batch) resolve();
        batch = [];
        if (rotations.length > 0 && this.#size > 0) await this.#roll();
        for (const { resolve } of rotations) resolve();
      }
    } catch (error) {
      this.#ended = this.#start.failure(error);
      for (const { reject } of [...batch, ...this.#commands, ...rotations, ...this.#rotations])
        reject(this.#ended);
      this.#commands = [];
      this.#rotations = [];
    }
    this.#running = null;
  }

  async #write(batch: readonly Command[]): Promise<void> {
    if (this.#size >= this.#start.segmentBytes) await this.#roll();
    const bodies = batch.flatMap((command) => command.bodies);
    const { bytes, lines } = sealBatch(this.#durable + 1, this.#tail, bodies);
    const written = writeAll(this.#file, bytes);
    // Hashed while the disk is busy; only the next batch needs it.
    const tail = batchDigest(lines.map(lineDigest));
    await written;
    this.#size += bytes.length;
    this.#tail = tail;
    this.#durable += lines.length;
  }

  async #roll(): Promise<void> {
    const { disk, directory } = this.#start;
    const { index, epoch, kiosk } = this.#segment;
    const segment = {
      index: index + 1,
      epoch,
      first: this.#durable + 1,
      upto: this.#durable,
      kiosk,
    };
    const file = await createSegment(disk, directory, segment, NOTHING);
    const finished = this.#file;
    this.#segment = segment;
    this.#file = file;
    this.#size = 0;
    await finished.close().catch(() => undefined);
  }
}
