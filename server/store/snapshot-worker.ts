// The worker thread: folds, serialises, compresses and verifies away from the event loop. One job, then it ends.
import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { archiveMonth, removeArchivedSegments } from './archive.ts';
import { rebase } from './base.ts';
import type { Job, JobResult } from './job.ts';
import type { JournalLine } from './journal.ts';
import { batchDigest, encodeLine, lineDigest } from './line.ts';
import type { ModuleDefinition } from './module.ts';
import { nodeDisk } from './node-disk.ts';
import { type FoldPlan, readStarts, refold } from './refold.ts';
import { openSnapshot, snapshotPath } from './snapshot.ts';

async function perform(one: Job): Promise<JobResult> {
  const { dataDir, kiosk, dayEvent, registryVersion } = one;
  const { registry } = (await import(one.registryPath)) as {
    registry: readonly ModuleDefinition[];
  };
  const plan: FoldPlan = { disk: nodeDisk, dataDir, kiosk, registry, registryVersion, dayEvent };
  switch (one.task.kind) {
    case 'snapshot':
      return snapshot(plan, one.task.to);
    case 'archive': {
      for (const month of one.task.months) await archiveMonth(plan, month);
      const removed = await removeArchivedSegments(plan);
      return { seq: one.task.months.at(-1)?.last ?? 0, removed };
    }
    case 'rebase':
      return rebase(plan, one.task);
  }
}

/** Digest of the last batch that goes by. */
class TailDigest {
  #first = 0;
  #lines: JournalLine[] = [];
  add(line: JournalLine): void {
    if (line.b !== this.#first) this.#lines = [];
    this.#first = line.b;
    this.#lines.push(line);
  }
  result(): string | null {
    const whole = this.#lines[0]?.s === this.#first;
    return whole ? batchDigest(this.#lines.map((line) => lineDigest(encodeLine(line)))) : null;
  }
}

/** Previous snapshot plus finished segments. */
async function snapshot(plan: FoldPlan, to: number): Promise<JobResult> {
  const { snapshot: before, base } = await readStarts(plan);
  const start = before !== null && before.seq <= to ? before : base;
  const tail = new TailDigest();
  const range = { to, floor: (base?.seq ?? 0) + 1 };
  const folded = await refold(plan, start, range, (_event, line) => tail.add(line));
  await openSnapshot(snapshotPath(plan.dataDir), plan.kiosk).write({
    registryVersion: plan.registryVersion,
    tail: tail.result(),
    state: folded.state(),
  });
  return { seq: folded.seq, removed: [] };
}

const NICE = 10;

/** Screens come first where cores are few. Linux takes a thread's id for a process's here, and renices that thread alone. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, Math.min(getPriority() + NICE, 19));
  } catch {
    // A sandbox that forbids it costs smoothness; no snapshot would cost every start.
  }
}

giveWay();
parentPort?.postMessage(await perform(workerData as Job));
