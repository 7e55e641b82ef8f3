// Work for the worker thread, as plain data, and the one way to have it done.
import { Worker } from 'node:worker_threads';
import type { DayEvent } from './views.ts';

/** A finished month of the journal. */
export interface FinishedMonth {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

export type Task =
  | { readonly kind: 'snapshot'; readonly to: number }
  | { readonly kind: 'archive'; readonly months: readonly FinishedMonth[] }
  /** Writes a base at `to`, proves it against the state at `proveTo`, then removes the archives that end at or before `to`. */
  | { readonly kind: 'rebase'; readonly to: number; readonly proveTo: number };

export interface Job {
  readonly task: Task;
  readonly dataDir: string;
  readonly kiosk: string;
  readonly registryPath: string;
  readonly registryVersion: string;
  readonly dayEvent: DayEvent;
}

export interface JobResult {
  /** The last seq that the result covers. */
  readonly seq: number;
  /** Files that are no more. */
  readonly removed: readonly string[];
}

/** Runs a job in a worker of its own: its memory goes with it. */
export function runJob(job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./snapshot-worker.ts', import.meta.url), {
      workerData: job,
      execArgv: [],
    });
    worker.once('message', (result: JobResult) => resolve(result));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the worker ended with code ${code}`)));
  });
}
