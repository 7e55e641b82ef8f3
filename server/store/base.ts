// Before archives are deleted, what they still stand for is written down: a base, the folded state at their end. It is proved
// first: base plus all that follows must give the very state that the snapshot holds.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../privacy/durable-file.ts';
import { archiveFolder, listArchives } from './archive-files.ts';
import { canonicalJson } from './canonical-json.ts';
import type { JobResult } from './job.ts';
import { type FoldPlan, readStarts, refold } from './refold.ts';
import { basePath, openSnapshot } from './snapshot.ts';
import type { FoldedState } from './views.ts';

export async function rebase(
  plan: FoldPlan,
  { to, proveTo }: { to: number; proveTo: number },
): Promise<JobResult> {
  const folder = archiveFolder(plan.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const floor = ((await readStarts(plan)).base?.seq ?? 0) + 1;
  if (to >= floor) {
    const text = JSON.stringify(await foldFrom(plan, null, to));
    const proof = await foldFrom(plan, JSON.parse(text) as FoldedState, proveTo);
    const whole = await foldFrom(plan, null, proveTo);
    if (canonicalJson(proof) !== canonicalJson(whole))
      throw new Error(
        `the base at ${to} does not lead to the state at ${proveTo}; nothing is deleted`,
      );
    const state = JSON.parse(text) as FoldedState;
    const { registryVersion } = plan;
    await openSnapshot(basePath(plan.dataDir), plan.kiosk).write({
      registryVersion,
      tail: null,
      state,
    });
  }
  return { seq: to, removed: await removeArchives(plan.dataDir, to) };
}

/** @param start null: from the base that there is, or from the beginning */
async function foldFrom(
  plan: FoldPlan,
  start: FoldedState | null,
  to: number,
): Promise<FoldedState> {
  const { base } = await readStarts(plan);
  const floor = (base?.seq ?? 0) + 1;
  return (await refold(plan, start ?? base, { to, floor })).state();
}

async function removeArchives(dataDir: string, through: number): Promise<string[]> {
  const folder = archiveFolder(dataDir);
  const removed = (await listArchives(dataDir)).filter(({ last }) => last <= through);
  for (const { name } of removed) await rm(join(folder, name), { force: true });
  if (removed.length > 0) await syncFolder(folder);
  return removed.map(({ name }) => name);
}
