// The growing end of an open journal: one write through to the disk at a time, shared by all who wait. The first error ends it.
import { type Disk, type DiskFile, writeAll } from './disk.ts';
import type { PendingLine } from './journal.ts';
import { batchDigest, lineBody, lineDigest, sealBatch } from './line.ts';
import type { Pace } from './pace.ts';
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
  readonly pace: Pace;
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

interface Work {
  readonly commands: Command[];
  readonly rotations: Waiting[];
}

const NOTHING = new Uint8Array(0);

export class Appender {
  readonly #start: AppenderStart;
  readonly #pace: Pace;
  #segment: Segment;
  #file: DiskFile;
  #size: number;
  #tail: string;
  /** The last seq on disk. */
  #durable: number;
  /** The seq that the next command must begin with. */
  #next: number;
  #waiting: Work = { commands: [], rotations: [] };
  /** So many waiting commands set off the next write. */
  #enough = Number.POSITIVE_INFINITY;
  /** The next tick will set it off. */
  #called = false;
  /** The work under way. */
  #running: Promise<void> | null = null;
  #ended: Error | null = null;

  constructor(start: AppenderStart) {
    this.#start = start;
    this.#pace = start.pace;
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
      this.#waiting.commands.push({ bodies, resolve, reject });
      this.#stir();
    });
  }

  rotate(): Promise<void> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.rotations.push({ resolve, reject });
      this.#stir();
    });
  }

  /** Lets everything that waits finish, then closes the file. Never throws. */
  async stop(reason: Error): Promise<void> {
    for (;;) {
      if (this.#running === null) this.#setOff();
      if (this.#running === null) break;
      await this.#running;
    }
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

  /**
   * Something waits. Whoever makes enough sets the write off there and then, while others are still deciding; else it goes
   * with the next tick, which comes after all promises that are ready: by then everybody is in whom the last write woke.
   */
  #stir(): void {
    if (this.#running !== null) return;
    if (this.#waiting.commands.length >= this.#enough) this.#setOff();
    else if (!this.#called) {
      this.#called = true;
      process.nextTick(() => {
        this.#called = false;
        if (this.#running === null) this.#setOff();
      });
    }
  }

  #setOff(): void {
    const work = this.#waiting;
    if (work.commands.length + work.rotations.length === 0) return;
    this.#waiting = { commands: [], rotations: [] };
    this.#running = this.#perform(work);
  }

  /** Never rejects. */
  async #perform({ commands, rotations }: Work): Promise<void> {
    try {
      if (commands.length > 0) await this.#write(commands);
      if (rotations.length === 0) return this.#written(commands);
      for (const { resolve } of commands) resolve();
      // Awaited either way: the work must have begun before it can be over.
      await (this.#size > 0 ? this.#roll() : undefined);
      this.#written(rotations);
    } catch (error) {
      this.#ended = this.#start.failure(error);
      const waiting = this.#waiting;
      this.#waiting = { commands: [], rotations: [] };
      for (const each of [...commands, ...waiting.commands, ...rotations, ...waiting.rotations])
        each.reject(this.#ended);
      this.#running = null;
    }
  }

  /** What waits already goes on before anybody is told: the disk need not idle while they hear. */
  #written(done: readonly Waiting[]): void {
    this.#running = null;
    const { commands } = this.#waiting;
    this.#enough = this.#pace.enough(commands.length + done.length);
    if (commands.length >= this.#enough) this.#setOff();
    const toldMs = performance.now();
    for (const { resolve } of done) resolve();
    process.nextTick(() => this.#pace.decided(done.length, performance.now() - toldMs));
    if (this.#waiting.commands.length + this.#waiting.rotations.length > 0) this.#stir();
  }

  async #write(batch: readonly Command[]): Promise<void> {
    if (this.#size >= this.#start.segmentBytes) await this.#roll();
    const bodies = batch.flatMap((command) => command.bodies);
    const { bytes, lines } = sealBatch(this.#durable + 1, this.#tail, bodies);
    const begunMs = performance.now();
    const written = writeAll(this.#file, bytes);
    // Hashed while the disk is busy; only the next batch needs it.
    const tail = batchDigest(lines.map(lineDigest));
    await written;
    this.#pace.wrote(performance.now() - begunMs);
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
