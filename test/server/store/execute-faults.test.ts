// The disk fails under the store: nothing acknowledged is lost, nothing refused is shown as done, and writing comes back by itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../../server/store/disk.ts';
import { createJournal, type Journal } from '../../../server/store/journal.ts';
import { type Random, seeded } from './random.ts';
import { type Call, type Flaws, type Plan, SimulatedDisk } from './simulated-disk.ts';
import { takeNumber, takePair } from './toy/registry.ts';
import { KIOSK, memoryLogger, request, type ToyStore, toyStore } from './toy/toy-store.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'execute-faults-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Waiting that the test ends. */
function patience() {
  const waits: { readonly ms: number; end(): void }[] = [];
  return {
    waits,
    delay: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        waits.push({ ms, end: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
    async endLast() {
      await until(() => waits.length > 0);
      waits.splice(0).at(-1)?.end();
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (const startedMs = performance.now(); !condition(); ) {
    if (performance.now() - startedMs > 20_000) throw new Error('it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

type Trouble = { code: 'ENOSPC' | 'EIO'; calls: readonly Call[] } | null;

function troubled() {
  let trouble: Trouble = null;
  const plan: Plan = (_n, call) =>
    trouble?.calls.includes(call) ? { kind: 'error', code: trouble.code } : null;
  const disk = new SimulatedDisk(seeded(7)).boot(plan);
  return {
    disk,
    set(next: Trouble) {
      trouble = next;
    },
  };
}

async function startOn(disk: Disk, options: Parameters<typeof toyStore>[1] = {}) {
  const waiting = patience();
  const store = toyStore(dataDir, {
    disk,
    journal: journalOn(disk),
    delay: waiting.delay,
    logger: memoryLogger(),
    keep: noSnapshots,
    ...options,
  });
  await store.start();
  return { store, waiting };
}

/** The worker that writes them sees the real disk only. */
const noSnapshots = { snapshotEvery: 1_000_000 };

/** The simulated machine has one process; the real lock would outlive its death. */
const journalOn = (disk: Disk): Journal =>
  createJournal({
    directory: `${dataDir}/journal`,
    kiosk: KIOSK,
    disk,
    lock: async () => async () => undefined,
  });

const FULL: Trouble = { code: 'ENOSPC', calls: ['write', 'create'] };
const BROKEN: Trouble = { code: 'EIO', calls: ['sync'] };

describe.each([
  ['a full disk', FULL, 'DISK_FULL'],
  ['a failing fsync', BROKEN, 'DISK_ERROR'],
] as const)('%s', (_name, trouble, reason) => {
  test('refuses what waits, goes on reading, and heals', async () => {
    const { disk, set } = troubled();
    const { store, waiting } = await startOn(disk);
    const statuses: string[] = [];
    store.onStatus(({ state }) => statuses.push(state));
    await store.execute(takeNumber, request({ text: 'kept' }));
    set(trouble);
    const refused = await Promise.all([
      store.execute(takeNumber, request({ text: 'a' })),
      store.execute(takePair, request({})),
      store.execute(takeNumber, request({ text: 'refuse' })),
    ]);
    for (const one of refused)
      expect(one).toMatchObject({ refusal: { refused: 'STORE_READ_ONLY', status: 503 } });
    expect(store.status()).toMatchObject({ state: 'readOnly', reason });
    const texts = await store.read(({ numbers }) => numbers.today.map(({ text }) => text));
    expect(texts).toEqual(['kept']);
    const next = await store.execute(takeNumber, request({ text: 'b' }));
    expect(next).toMatchObject({ refusal: { refused: 'STORE_READ_ONLY' } });

    set(null);
    await waiting.endLast();
    await until(() => store.status().state === 'writable');
    expect(statuses).toEqual(['readOnly', 'writable']);
    const again = await store.execute(takeNumber, request({ text: 'c' }));
    expect(again).toMatchObject({ ok: true });
    await store.stop();
  });

  test('is asked again ever more seldom', async () => {
    const { disk, set } = troubled();
    const { store, waiting } = await startOn(disk);
    set(trouble);
    await store.execute(takeNumber, request({ text: 'x' }));
    const waited: number[] = [];
    for (let i = 0; i < 8; i++) {
      await until(() => waiting.waits.length > 0);
      waited.push(waiting.waits[0]?.ms ?? 0);
      await waiting.endLast();
    }
    expect(waited).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000));
    await store.stop();
  });
});

test('a command that was refused and yet reached the disk is heard of once, and its id gets its answer', async () => {
  const { disk, set } = troubled();
  const { store, waiting } = await startOn(disk);
  const heard: number[] = [];
  store.onCommitted((events) => heard.push(...events.map(({ seq }) => seq)));
  await store.execute(takeNumber, request({ text: 'one' }));
  set(BROKEN);
  const once = request({ text: 'two' }, 'once-and-only');
  const refused = await store.execute(takeNumber, once);
  set(null);
  await waiting.endLast();
  await until(() => store.status().state === 'writable');
  const again = await store.execute(takeNumber, once);
  await store.execute(takeNumber, request({ text: 'three' }));
  await until(() => heard.length === 3);
  expect(refused.ok).toBe(false);
  expect(again).toMatchObject({ ok: true, reply: { number: 2 } });
  expect(heard).toEqual([1, 2, 3]);
  await store.stop();
});

test('a store starts read-only on a full disk and heals', async () => {
  const { disk, set } = troubled();
  const first = await startOn(disk);
  await first.store.execute(takeNumber, request({ text: 'kept' }));
  await first.store.stop();
  set(FULL);
  const { store, waiting } = await startOn(disk);
  expect(store.status()).toMatchObject({ state: 'readOnly', reason: 'DISK_FULL' });
  expect(await store.read(({ numbers }) => numbers.last)).toBe(1);
  set(null);
  await waiting.endLast();
  await until(() => store.status().state === 'writable');
  const next = await store.execute(takeNumber, request({ text: 'next' }));
  expect(next).toMatchObject({ ok: true, reply: { number: 2 } });
  await store.stop();
});

interface Acknowledged {
  readonly id: string;
  readonly numbers: readonly number[];
}

/** What is wrong with what a restart found, in words; empty when all is well. */
async function violations(store: ToyStore, acknowledged: readonly Acknowledged[]) {
  const wrong: string[] = [];
  const numbers: number[] = [];
  for await (const one of store.history())
    if ('gap' in one) wrong.push(`gap ${one.gap.from}-${one.gap.to}`);
    else if (one.type === 'numbers.taken') numbers.push((one.data as { number: number }).number);
  if (new Set(numbers).size < numbers.length) wrong.push('a number was given twice');
  for (const { id, numbers: given } of acknowledged) {
    const again = await store.execute(takePair, request({}, id));
    if (!again.ok || !again.replayed) wrong.push(`${id} was acknowledged and is unknown`);
    else if (String(again.reply.numbers) !== String(given)) wrong.push(`${id} has another answer`);
  }
  return wrong;
}

interface Machine {
  journal(disk: Disk): Journal;
  flaws: Flaws;
}
const honest: Machine = { journal: journalOn, flaws: {} };

/** A history of loads, faults, deaths and power cuts; returns what went wrong. */
async function history(seed: number, machine: Machine): Promise<string[]> {
  const random = seeded(seed);
  const simulated = new SimulatedDisk(random);
  const acknowledged: Acknowledged[] = [];
  const wrong: string[] = [];
  for (let life = 0; life < 4; life++) {
    const process = simulated.boot(life === 3 ? () => null : deadlyPlan(random), machine.flaws);
    const store = toyStore(dataDir, {
      disk: process,
      journal: machine.journal(process),
      // No time, but a turn: what is tried for ever must let others live.
      delay: () => new Promise((resolve) => setImmediate(resolve)),
      keep: noSnapshots,
    });
    try {
      await store.start();
      wrong.push(...(await violations(store, acknowledged)));
      if (life < 3) await load(store, `${seed}-${life}`, random, acknowledged);
    } catch (error) {
      // It may die at start, or as it is being looked at.
      if (!process.dead) wrong.push(String(error));
    }
    await store.stop().catch(() => undefined);
    simulated.cutPower();
  }
  return wrong;
}

function deadlyPlan(random: Random): Plan {
  const death = random.between(20, 120);
  const error = random.chance(0.5) ? random.between(10, 80) : 0;
  return (n, call) => {
    if (n === death) return { kind: 'death', effect: random.chance(0.5) };
    if (n === error && ['write', 'sync', 'create'].includes(call))
      return { kind: 'error', code: random.chance(0.5) ? 'EIO' : 'ENOSPC' };
    return null;
  };
}

async function load(store: ToyStore, name: string, random: Random, witness: Acknowledged[]) {
  const writers = Array.from({ length: random.between(1, 6) }, async (_, writer) => {
    for (let n = 0; n < 12; n++) {
      const id = `history-${name}-${writer}-${n}`;
      const outcome = await store.execute(takePair, request({}, id));
      if (outcome.ok) witness.push({ id, numbers: outcome.reply.numbers });
    }
  });
  await Promise.all(writers);
}

const HISTORIES = process.env['KIOSK_LONG_TESTS'] ? 2000 : 60;

describe('power cuts, deaths and disk errors', () => {
  test('lose nothing that was acknowledged and repeat no number', async () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= HISTORIES; seed++)
      for (const one of await history(seed, honest)) wrong.push(`seed ${seed}: ${one}`);
    expect(wrong).toEqual([]);
  }, 600_000);

  const mutants: Record<string, Machine> = {
    'a reply before the disk has the record': {
      ...honest,
      journal(disk) {
        const journal = journalOn(disk);
        return {
          open: (...args) => journal.open(...args),
          read: (from) => journal.read(from),
          rotate: () => journal.rotate(),
          close: () => journal.close(),
          append(lines) {
            journal.append(lines).catch(() => undefined);
            return Promise.resolve();
          },
        };
      },
    },
    'no fsync of files': { ...honest, flaws: { forgetsSync: true } },
  };
  test.each(Object.keys(mutants))('%s is noticed', async (name) => {
    const mutant = mutants[name] ?? honest;
    for (let seed = 1; seed <= 200; seed++) if ((await history(seed, mutant)).length > 0) return;
    expect.fail('200 histories, and nobody noticed');
  });
});
