// A reader outside the kiosk, as a hub will be: takes masked lines as JSON text, from any seq, and believes nothing.
import { batchDigest } from '../../../server/store/line.ts';

interface Received {
  readonly e: number;
  readonly s: number;
  readonly b: number;
  readonly t: string;
  readonly h: string;
  readonly digest: string;
  readonly d?: unknown;
}

export class Consumer {
  /** By epoch and seq: what a hub's primary key will be. */
  readonly records = new Map<string, Received>();
  readonly complaints: string[] = [];
  readonly epochs: number[] = [];
  /** How many batches were checked against the one before. */
  links = 0;
  #batch: Received[] = [];
  #before: Received[] | null = null;

  receive(text: string): void {
    const line = JSON.parse(text) as Received;
    const last = this.#batch.at(-1);
    if (last !== undefined && line.s !== last.s + 1)
      this.complaints.push(`${line.s} follows ${last.s}`);
    if (last !== undefined && line.e < last.e)
      this.complaints.push(`epoch ${line.e} follows ${last.e}`);
    if (this.epochs.at(-1) !== line.e) this.epochs.push(line.e);
    if (line.b !== this.#batch[0]?.b) this.#finishBatch();
    this.#batch.push(line);
    const key = `${line.e}-${line.s}`;
    if (this.records.has(key)) this.complaints.push(`${key} came twice`);
    this.records.set(key, line);
  }

  end(): void {
    this.#finishBatch();
  }

  get output(): string {
    return JSON.stringify([...this.records.values()]);
  }

  #finishBatch(): void {
    const [first] = this.#batch;
    if (first === undefined) return;
    // Whoever starts in the middle of a batch cannot know its digest.
    const whole = first.s === first.b;
    if (whole && this.#before !== null && this.#before.at(-1)?.s === first.s - 1) {
      this.links += 1;
      if (batchDigest(this.#before.map(({ digest }) => digest)) !== first.h)
        this.complaints.push(`the chain breaks at ${first.b}`);
    }
    this.#before = whole ? this.#batch : null;
    this.#batch = [];
  }
}
