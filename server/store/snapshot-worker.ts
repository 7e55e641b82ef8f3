// The worker thread: folds, serialises, compresses and verifies away from the event loop. One job, then it ends.
import { parentPort, workerData } from 'node:worker_threads';
import { archiveMonth, removeArchivedSegments } from './archive.ts';
import { rebase } from './base.ts';
import type { Job, JobResult } from './job.ts';
import type { ModuleDefinition } from './module.ts';
import { nodeDisk } from './node-disk.ts';
import { type FoldPlan, readStarts, refold } from './refold.ts';
import { openSnapshot, snapshotPath } from './snapshot.ts';

const job = workerData as Job;
parentPort?.postMessage(await perform(job));

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

/** Previous snapshot plus finished segments. */
async function snapshot(plan: FoldPlan, to: number): Promise<JobResult> {
  const { snapshot: before, base } = await readStarts(plan);
  const start = before !== null && before.seq <= to ? before : base;
  const folded = await refold(plan, start, { to, floor: (base?.seq ?? 0) + 1 });
  await openSnapshot(snapshotPath(plan.dataDir), plan.kiosk).write(
    plan.registryVersion,
    folded.state(),
  );
  return { seq: folded.seq, removed: [] };
}
