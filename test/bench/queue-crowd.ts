// What ten thousand who wait cost: a call, a number taken, an estimate; on a real store, each command with its flush.
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callNext } from '../../server/modules/services/call-commands.ts';
import { estimateWait } from '../../server/modules/services/estimate.ts';
import { hallState } from '../../server/modules/services/queue.ts';
import { type Case, median, quantile } from './case.ts';
import { type CrowdedHall, openCrowdedHall, WINDOWS } from './queue-hall.ts';

const CROWD = 10_000;
const SOME = 200;
const CALLS = 1000;
const ESTIMATES = 200;
/** About as long as the lines of a call that ends the one before. */
const RECORD = `${JSON.stringify({ a: 'x'.repeat(1023) })}\n`;

export async function crowdCases(): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-queue-'));
  const hall = await openCrowdedHall(join(folder, 'data'), CROWD + CALLS);
  const raw = await open(
    join(folder, 'raw'),
    constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND,
  );
  try {
    const { calls, flushes } = await alternate(hall, raw);
    const takes = await eachMs(ESTIMATES, () => hall.take());
    return [callCase(calls, flushes), takeCase(takes), await estimateCase(hall)];
  } finally {
    await raw.close();
    await hall.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function callCase(calls: readonly number[], flushes: readonly number[]): Case {
  return {
    name: `call next over the same flush alone, ${CROWD} waiting, p99`,
    unit: 'ms',
    value: quantile(calls, 0.99) - quantile(flushes, 0.99),
    detail: {
      'call p99': quantile(calls, 0.99),
      'flush p99': quantile(flushes, 0.99),
      'call median': median(calls),
      'flush median': median(flushes),
      calls: calls.length,
    },
    bound: { atMost: 5 },
  };
}

function takeCase(taken: readonly number[]): Case {
  return {
    name: `take a number with its estimate, ${CROWD} waiting`,
    unit: 'ms',
    value: median(taken),
    detail: { p99: quantile(taken, 0.99) },
  };
}

async function estimateCase(hall: CrowdedHall): Promise<Case> {
  const some = await estimates(hall, SOME);
  const all = await estimates(hall, CROWD);
  return {
    name: `one estimate, ${SOME} waiting, ${WINDOWS} windows`,
    unit: 'ms',
    value: median(some),
    detail: { p99: quantile(some, 0.99), [`${CROWD} waiting`]: median(all) },
    bound: { atMost: 5 },
  };
}

/** Interleaved: whatever else the machine does harms both alike. The first call at a window opens it. */
async function alternate(
  hall: CrowdedHall,
  raw: FileHandle,
): Promise<{ calls: number[]; flushes: number[] }> {
  const calls: number[] = [];
  const flushes: number[] = [];
  for (let round = 0; round < CALLS; round++) {
    const window = 1 + (round % WINDOWS);
    calls.push(...(await eachMs(1, () => hall.execute(callNext, { window }))));
    flushes.push(...(await eachMs(1, () => appendAndSync(raw))));
  }
  return { calls, flushes };
}

async function appendAndSync(file: FileHandle): Promise<void> {
  await file.write(RECORD);
  await file.datasync();
}

/** With the picture of the hall it needs. */
async function estimates({ store }: CrowdedHall, waiting: number): Promise<number[]> {
  const { services: all, catalogue } = await store.read((views) => views);
  const services = { ...all, waiting: all.waiting.slice(0, waiting) };
  const last = services.tickets[services.waiting.at(-1) ?? ''];
  if (!last) throw new Error('nobody waits');
  const times: number[] = [];
  for (let i = 0; i < ESTIMATES; i++) {
    const ticket = { ...last, id: 'own', order: Number.MAX_SAFE_INTEGER };
    const begun = performance.now();
    const hall = hallState(services, catalogue, last.takenAtHallMs);
    if (!estimateWait(hall, ticket, `own-${i}`)) throw new Error('no window serves it');
    times.push(performance.now() - begun);
  }
  return times;
}

async function eachMs(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (let i = 0; i < times; i++) {
    const begun = performance.now();
    await work();
    measured.push(performance.now() - begun);
  }
  return measured;
}
