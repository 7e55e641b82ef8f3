// Snapshots shorten a start and are never the truth: damaged, stale or foreign ones change nothing.
import { copyFile, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DurableJson } from '../../../server/store/durable-json.ts';
import type { Task } from '../../../server/store/job.ts';
import { createKeeper } from '../../../server/store/keeper.ts';
import { openSnapshot, registryVersionOf, snapshotPath } from '../../../server/store/snapshot.ts';
import { registryPath, takeNumber, takePair } from './toy/registry.ts';
import { collect, KIOSK, memoryLogger, request, type ToyStore, toyStore } from './toy/toy-store.ts';

let dataDir: string;
const opened: ToyStore[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'snapshot-'));
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop().catch(() => undefined);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Parameters<typeof toyStore>[1] = {}): Promise<ToyStore> {
  const store = toyStore(dataDir, options);
  opened.push(store);
  await store.start();
  return store;
}

async function take(store: ToyStore, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, () => store.execute(takeNumber, request({ text: 'x' }))),
  );
}

/** Removes the segments that a snapshot made superfluous: what a start then knows, it has from the snapshot. */
async function removeFinishedSegments(): Promise<void> {
  const folder = join(dataDir, 'journal');
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, -1)) await rm(join(folder, name));
}

const lastNumber = (store: ToyStore) => store.read(({ numbers }) => numbers.last);

test('the thread that writes one gives way to the screens, and no other thread does', async () => {
  const store = await start();
  await take(store, 8);
  const writing = store.snapshotNow().then(() => null);
  const seen = new Set<number>();
  const mine = await niceOf('self');
  while ((await Promise.race([writing, setImmediate('still')])) !== null)
    for (const thread of await readdir('/proc/self/task'))
      seen.add(await niceOf(`self/task/${thread}`).catch(() => mine));
  expect([...seen].sort((a, b) => a - b)).toEqual([mine, mine + 10]);
  expect(await niceOf('self')).toBe(mine);
});

/** Field 19 of proc(5) stat; the name before it may hold spaces. */
async function niceOf(process: string): Promise<number> {
  const stat = await readFile(`/proc/${process}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

describe('a start', () => {
  test('reads the snapshot and folds only what follows', async () => {
    const first = await start();
    const once = request({}, 'remembered');
    const answer = await first.execute(takePair, once);
    await take(first, 8);
    await first.snapshotNow();
    await take(first, 5);
    await removeFinishedSegments();
    await first.stop();
    const second = await start();
    expect(await lastNumber(second)).toBe(15);
    expect(await second.execute(takePair, once)).toEqual({ ...answer, replayed: true });
    expect(await second.execute(takeNumber, request({ text: 'x' }))).toMatchObject({
      reply: { number: 16, id: 'T1-1-h' },
    });
  });

  test('gives the same state with a second snapshot, and without any', async () => {
    const first = await start();
    await take(first, 10);
    await first.snapshotNow();
    await take(first, 10);
    await first.snapshotNow();
    await take(first, 3);
    const expected = await first.read((views) => structuredClone(views));
    await first.stop();
    const second = await start();
    expect(await second.read((views) => structuredClone(views))).toEqual(expected);
    await second.stop();
    await rm(snapshotPath(dataDir));
    const third = await start();
    expect(await third.read((views) => structuredClone(views))).toEqual(expected);
    await third.stop();
    await rm(`${snapshotPath(dataDir)}.previous`);
    const fourth = await start();
    expect(await fourth.read((views) => structuredClone(views))).toEqual(expected);
  });

  test('leaves a snapshot aside that other code folded, or another kiosk, and folds again', async () => {
    const first = await start();
    await take(first, 3);
    await first.stop();
    const wrong = {
      epoch: 1,
      seq: 3,
      hall: null,
      months: [],
      gaps: [],
      outcomes: [],
      views: { numbers: { day: null, last: 1000, today: [] } },
    };
    const content = { registryVersion: 'other code', tail: null, state: wrong };
    await openSnapshot(snapshotPath(dataDir), KIOSK).write(content);
    const second = await start();
    expect(await lastNumber(second)).toBe(3);
    await second.stop();
    const registryVersion = await registryVersionOf(registryPath);
    await openSnapshot(snapshotPath(dataDir), 'T2').write({ ...content, registryVersion });
    await rm(`${snapshotPath(dataDir)}.previous`, { force: true });
    const third = await start();
    expect(await lastNumber(third)).toBe(3);
  });

  test('believes the journal when the snapshot belongs to another history', async () => {
    const first = await start();
    await take(first, 4);
    await first.stop();
    await copyJournal('journal', 'older');
    const second = await start();
    await take(second, 6);
    await second.snapshotNow();
    await second.stop();
    await rm(join(dataDir, 'journal'), { recursive: true });
    await rename(join(dataDir, 'older'), join(dataDir, 'journal'));
    await rename(snapshotPath(dataDir), join(dataDir, 'aside'));
    const copy = await start();
    for (let n = 0; n < 6; n++) await copy.execute(takeNumber, request({ text: 'other' }));
    await copy.stop();
    await rename(join(dataDir, 'aside'), snapshotPath(dataDir));
    const logger = memoryLogger();
    const third = await start({ logger });
    const texts = await third.read(({ numbers }) => numbers.today.map(({ text }) => text));
    expect(texts.slice(4)).toEqual(Array(6).fill('other'));
    expect(logger.entries.map(({ message }) => message).join()).toContain('another journal');
  });

  test('keeps what only the snapshot still knows when the journal lost it, in a new epoch', async () => {
    const first = await start();
    await take(first, 4);
    await first.stop();
    await copyJournal('journal', 'older');
    const second = await start();
    const once = request({ text: 'x' }, 'only in the snapshot');
    const answer = await second.execute(takeNumber, once);
    await second.snapshotNow();
    await second.stop();
    await rm(join(dataDir, 'journal'), { recursive: true });
    await rename(join(dataDir, 'older'), join(dataDir, 'journal'));
    const third = await start();
    expect(await lastNumber(third)).toBe(5);
    expect(await third.execute(takeNumber, once)).toEqual({ ...answer, replayed: true });
    const next = await third.execute(takeNumber, request({ text: 'x' }));
    expect(next).toMatchObject({ reply: { number: 6 } });
    const history = await collect(third.history());
    expect(history).toContainEqual({ gap: { from: 5, to: 5 } });
    const found = history.find((one) => !('gap' in one) && one.type === 'store.gapFound');
    expect(found).toMatchObject({ epoch: 2, data: { from: 5, to: 5 } });
  });

  async function copyJournal(from: string, to: string): Promise<void> {
    await cp(join(dataDir, from), join(dataDir, to), { recursive: true });
  }
});

describe('the file', () => {
  test('damage at any byte leads to the generation before', async () => {
    const path = join(dataDir, 'small.json');
    const adapter = new DurableJson<{ text: string }>(path);
    await adapter.write({ text: '一' });
    await adapter.write({ text: '二' });
    expect(await adapter.read()).toEqual({ text: '二' });
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at++)
      for (const flip of [0x01, 0x80]) {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        await writeFile(path, damaged);
        expect(await adapter.read()).toEqual({ text: '一' });
      }
    for (const length of [0, 1, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      expect(await adapter.read()).toEqual({ text: '一' });
    }
  });

  test('a damaged one does not push out the good one before it', async () => {
    const path = join(dataDir, 'small.json');
    const adapter = new DurableJson<number[]>(path);
    await adapter.write([1]);
    await adapter.write([2]);
    await writeFile(path, 'damaged');
    await adapter.write([3]);
    await writeFile(path, 'damaged');
    expect(await adapter.read()).toEqual([1]);
  });

  test('is nothing when there is none', async () => {
    expect(await new DurableJson(join(dataDir, 'none.json')).read()).toBeNull();
  });

  test('a crash between the two renames leaves the newest generation', async () => {
    const path = join(dataDir, 'small.json');
    const adapter = new DurableJson<number[]>(path);
    await adapter.write([1]);
    await adapter.write([2]);
    await copyFile(path, `${path}.unfinished`);
    await rename(path, `${path}.previous`);
    expect(await adapter.read()).toEqual([2]);
  });
});

describe('when', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function keeperAt() {
    const tasks: Task[] = [];
    let seq = 0;
    const keeper = createKeeper({
      policy: { snapshotEvery: 100, liveMonths: 2, keepMonths: null, deletableSeq: () => 0 },
      logger: memoryLogger(),
      async run(task) {
        tasks.push(task);
        return { seq: task.kind === 'snapshot' ? task.to : 0, removed: [] };
      },
      rotate: async () => undefined,
      committedSeq: () => seq,
      folded: () => null,
    });
    return {
      keeper,
      tasks,
      commit(count: number) {
        seq += count;
        keeper.committed();
      },
    };
  }

  test('it is due, it is taken in the first idle moment', async () => {
    const { commit, tasks } = keeperAt();
    commit(99);
    await vi.advanceTimersByTimeAsync(1000);
    commit(1);
    await vi.advanceTimersByTimeAsync(1000);
    commit(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(tasks).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(tasks).toEqual([{ kind: 'snapshot', to: 101 }]);
  });

  test('it is overdue, it is taken under load', async () => {
    const { commit, tasks } = keeperAt();
    for (let n = 0; n < 200; n++) commit(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(tasks).toEqual([{ kind: 'snapshot', to: 200 }]);
  });

  test('there is a long lull, it is taken early', async () => {
    const { commit, tasks } = keeperAt();
    commit(30);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(tasks).toEqual([{ kind: 'snapshot', to: 30 }]);
  });

  test('the kiosk stops, it is taken if there is much to fold', async () => {
    const little = keeperAt();
    little.commit(1);
    await little.keeper.stop();
    expect(little.tasks).toEqual([]);
    const much = keeperAt();
    much.commit(50);
    await much.keeper.stop();
    expect(much.tasks).toEqual([{ kind: 'snapshot', to: 50 }]);
  });
});
