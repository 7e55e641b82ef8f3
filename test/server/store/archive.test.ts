// Months leave the journal, verified, and stay readable; months leave the disk only when their state is proved to live on.
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeArchivedSegments } from '../../../server/store/archive.ts';
import type { Disk } from '../../../server/store/disk.ts';
import { readHistory } from '../../../server/store/history.ts';
import { createJournal, type Journal } from '../../../server/store/journal.ts';
import type { RecordedEvent } from '../../../server/store/module.ts';
import { nodeDisk } from '../../../server/store/node-disk.ts';
import { segmentName } from '../../../server/store/segment.ts';
import { snapshotPath } from '../../../server/store/snapshot.ts';
import { seeded } from './random.ts';
import { SimulatedDisk } from './simulated-disk.ts';
import { openDay, takeNumber } from './toy/registry.ts';
import {
  collect,
  DAY_MS,
  KIOSK,
  memoryLogger,
  request,
  type ToyClock,
  type ToyStore,
  toyClock,
  toyStore,
} from './toy/toy-store.ts';
import * as unsound from './toy/unsound/registry.ts';

let dataDir: string;
let systemClock: ToyClock;
let journal: Journal;
const opened: ToyStore[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'archive-'));
  systemClock = toyClock(Date.UTC(2026, 2, 15));
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop().catch(() => undefined);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Parameters<typeof toyStore>[1] = {}): Promise<ToyStore> {
  journal = createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK });
  const store = toyStore(dataDir, { systemClock, journal, ...options });
  opened.push(store);
  await store.start();
  return store;
}

const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08'];
const NUMBERS = 12;

/** Each month: the day is opened, numbers are taken. */
async function live(store: ToyStore, months: readonly string[] = MONTHS): Promise<void> {
  for (const month of months) {
    await store.execute(openDay, request({ day: `${month}-15` }));
    for (let n = 0; n < NUMBERS; n++)
      await store.execute(takeNumber, request({ text: month }, `${month}-number-${n}`));
    systemClock.pass(31 * DAY_MS);
    await journal.rotate();
  }
}

const archives = async () =>
  (await readdir(join(dataDir, 'archive')).catch(() => []))
    .filter((name) => name.endsWith('gz'))
    .sort();
const segments = async () => (await readdir(join(dataDir, 'journal'))).sort();
const state = (store: ToyStore) => store.read((views) => structuredClone(views));
const PER_MONTH = NUMBERS + 1;
const ALL = MONTHS.length * PER_MONTH;

async function seqs(store: ToyStore, from = 1): Promise<(number | string)[]> {
  const all = await collect(store.history(from));
  return all.map((one) => ('gap' in one ? `${one.gap.from}-${one.gap.to} missing` : one.seq));
}
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a month that is over', () => {
  test('moves to a file of its own and is read as before', async () => {
    const store = await start();
    await live(store);
    const before = await collect(store.history());
    await store.snapshotNow();
    const allSegments = await segments();
    const removed = await store.archiveNow();
    expect(await archives()).toEqual([
      '2026-03-f1-u13.ndjson.gz',
      '2026-04-f14-u26.ndjson.gz',
      '2026-05-f27-u39.ndjson.gz',
    ]);
    expect(removed).toEqual(allSegments.slice(0, 3));
    expect(await collect(store.history())).toEqual(before);
    expect(await seqs(store, 20)).toEqual(range(20, ALL));
  });

  test('takes its segments with it, and the kiosk starts as before', async () => {
    const store = await start();
    await live(store);
    await store.snapshotNow();
    const before = { state: await state(store), history: await collect(store.history()) };
    const all = await segments();
    const removed = await store.archiveNow();
    expect(removed).toEqual(all.slice(0, 3));
    expect(await segments()).toEqual(all.slice(3));
    await store.stop();
    for (const file of [snapshotPath(dataDir), `${snapshotPath(dataDir)}.previous`]) {
      const again = await start();
      expect(await state(again)).toEqual(before.state);
      expect(await collect(again.history())).toEqual(before.history);
      expect(again.status()).toEqual({ state: 'writable' });
      await again.stop();
      await rm(file, { force: true });
    }
    const fromNothing = await start();
    expect(await state(fromNothing)).toEqual(before.state);
  });

  test('stays while no snapshot holds it', async () => {
    const store = await start();
    await live(store);
    await store.archiveNow();
    expect(await archives()).toEqual([]);
  });

  test('holds each record once, however often the kiosk crashed', async () => {
    for (const month of MONTHS) {
      const store = await start();
      await live(store, [month]);
      await store.stop();
      // An open that repeats what is in doubt, as after a crash.
      const crashed = await start();
      await crashed.stop();
    }
    const store = await start();
    await store.snapshotNow();
    await store.archiveNow();
    expect(await seqs(store)).toEqual(range(1, ALL));
  });

  test('stays in the journal when its file cannot be written', async () => {
    const store = await start();
    await live(store);
    await store.snapshotNow();
    await mkdir(join(dataDir, 'archive'));
    await mkdir(join(dataDir, 'archive', '2026-04-f14-u26.ndjson.gz.unfinished'));
    const all = await segments();
    await expect(store.archiveNow()).rejects.toThrow();
    expect(await segments()).toEqual(all);
    expect(await seqs(store)).toEqual(range(1, ALL));
  });

  test('is read on while it moves', async () => {
    const store = await start();
    await live(store);
    await store.snapshotNow();
    const archiving = store.archiveNow();
    const readings = Array.from({ length: 20 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 30));
      return seqs(store);
    });
    for (const reading of await Promise.all(readings)) expect(reading).toEqual(range(1, ALL));
    await archiving;
  });
});

test('power that fails while segments are removed never leaves an older one without a newer', async () => {
  await mkdir(join(dataDir, 'archive'));
  await writeFile(join(dataDir, 'archive', '2026-03-f1-u50.ndjson.gz'), '');
  const folder = join(dataDir, 'journal');
  const names = range(1, 6).map((index) => {
    const first = (index - 1) * 10 + 1;
    return segmentName({ index, epoch: 1, first, upto: first - 1, kiosk: KIOSK });
  });
  for (let seed = 0; seed < 200; seed++) {
    const disk = new SimulatedDisk(seeded(seed));
    for (const name of names) disk.put(join(folder, name), Buffer.alloc(0));
    const deathAt = 2 + (seed % 10);
    const dying = disk.boot((n) => (n === deathAt ? { kind: 'death', effect: true } : null));
    const records = { disk: dying, dataDir, kiosk: KIOSK };
    await removeArchivedSegments(records).catch(() => undefined);
    disk.cutPower();
    const left = (await disk.boot().list(folder)).sort();
    expect(left, `seed ${seed}`).toEqual(names.slice(names.length - left.length));
    await removeArchivedSegments({ ...records, disk: disk.boot() });
    expect([...disk.files().keys()]).toEqual([join(folder, names[5] ?? '')]);
  }
});

describe('history', () => {
  async function archived(): Promise<ToyStore> {
    const store = await start();
    await live(store);
    await store.snapshotNow();
    await store.archiveNow();
    return store;
  }

  test('names what a damaged archive lost', async () => {
    const store = await archived();
    const path = join(dataDir, 'archive', '2026-04-f14-u26.ndjson.gz');
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length / 2));
    const found = await seqs(store);
    const missing = found.filter((one) => typeof one === 'string');
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(/-26 missing$/);
    expect(found.slice(0, 13)).toEqual(range(1, 13));
    expect(found.slice(-52)).toEqual(range(27, ALL));
  });

  test('names a whole archive that is gone', async () => {
    const store = await archived();
    await rm(join(dataDir, 'archive', '2026-04-f14-u26.ndjson.gz'));
    expect(await seqs(store)).toEqual([...range(1, 13), '14-26 missing', ...range(27, ALL)]);
  });

  test('finds a month that moves between looking for archives and looking for segments', async () => {
    const store = await start();
    await live(store);
    await store.snapshotNow();
    await cp(join(dataDir, 'journal'), join(dataDir, 'before'), { recursive: true });
    await store.archiveNow();
    await store.stop();
    await rename(join(dataDir, 'journal'), join(dataDir, 'after'));
    await rename(join(dataDir, 'archive'), join(dataDir, 'made'));
    await rename(join(dataDir, 'before'), join(dataDir, 'journal'));
    const disk: Disk = {
      ...nodeDisk,
      async list(path) {
        if ((await readdir(dataDir)).includes('made')) {
          await rename(join(dataDir, 'journal'), join(dataDir, 'before'));
          await rename(join(dataDir, 'after'), join(dataDir, 'journal'));
          await rename(join(dataDir, 'made'), join(dataDir, 'archive'));
        }
        return nodeDisk.list(path);
      },
    };
    const lines = await collect(readHistory({ disk, dataDir, kiosk: KIOSK }, { from: 1, to: ALL }));
    expect(lines.map((line) => ('gap' in line ? line.gap : line.s))).toEqual(range(1, ALL));
  });

  test('begins anywhere and may be left at any time', async () => {
    const store = await archived();
    expect(await seqs(store, ALL)).toEqual([ALL]);
    expect(await seqs(store, ALL + 1)).toEqual([]);
    for await (const one of store.history(30)) {
      expect((one as RecordedEvent).seq).toBe(30);
      break;
    }
  });
});

describe('deleting archives', () => {
  async function grown(keep: Parameters<typeof toyStore>[1]) {
    const store = await start(keep);
    await live(store);
    await store.snapshotNow();
    return store;
  }
  const keep = { liveMonths: 1, keepMonths: 3 };
  const anything = () => Number.POSITIVE_INFINITY;

  test('happens by age, and what they stood for lives on in the base', async () => {
    const kept = await grown({ keep: { ...keep, deletableSeq: anything } });
    const before = await state(kept);
    const removed = await kept.archiveNow();
    expect(removed.filter((name) => name.endsWith('gz'))).toEqual([
      '2026-03-f1-u13.ndjson.gz',
      '2026-04-f14-u26.ndjson.gz',
    ]);
    expect(await seqs(kept)).toEqual(range(27, ALL));
    await kept.stop();
    await rm(snapshotPath(dataDir));
    await rm(`${snapshotPath(dataDir)}.previous`, { force: true });
    const refolded = await start();
    expect(await state(refolded)).toEqual(before);
    const once = request({ text: '2026-08' }, '2026-08-number-11');
    expect(await refolded.execute(takeNumber, once)).toMatchObject({ replayed: true });
    expect(await seqs(refolded)).toEqual(range(27, ALL));
    const next = await refolded.execute(takeNumber, request({ text: 'next' }));
    expect(next).toMatchObject({ reply: { number: MONTHS.length * NUMBERS + 1 } });
  });

  test('a second time builds on the first base', async () => {
    const kept = await grown({ keep: { ...keep, deletableSeq: anything } });
    await kept.archiveNow();
    await live(kept, ['2026-09', '2026-10']);
    await kept.snapshotNow();
    await kept.archiveNow();
    expect(await seqs(kept)).toEqual(range(53, ALL + 2 * PER_MONTH));
    const before = await state(kept);
    await kept.stop();
    await rm(snapshotPath(dataDir));
    await rm(`${snapshotPath(dataDir)}.previous`, { force: true });
    expect(await state(await start())).toEqual(before);
  });

  test('stops at what may be deleted', async () => {
    const none = await grown({ keep });
    await none.archiveNow();
    expect(await seqs(none)).toEqual(range(1, ALL));
    await none.stop();
    const some = await start({ keep: { ...keep, deletableSeq: () => 20 } });
    await some.execute(takeNumber, request({ text: 'x' }));
    await some.snapshotNow();
    await some.archiveNow();
    expect(await seqs(some)).toEqual(range(14, ALL + 1));
  });

  test('does not happen when the base cannot be proved', async () => {
    const logger = memoryLogger();
    const { registry, registryPath } = unsound;
    const kept = await grown({
      registry,
      registryPath,
      logger,
      keep: { ...keep, deletableSeq: anything },
    });
    await expect(kept.archiveNow()).rejects.toThrow('does not lead');
    expect((await archives()).length).toBe(4);
    expect(await seqs(kept)).toEqual(range(1, ALL));
  });

  test('does not happen because a business day was dated 2099', async () => {
    const kept = await grown({ keep: { ...keep, keepMonths: 24, deletableSeq: anything } });
    await live(kept, ['2099-01', '2099-02', '2099-03']);
    await kept.snapshotNow();
    await kept.archiveNow();
    expect(await seqs(kept)).toEqual(range(1, ALL + 3 * PER_MONTH));
  });
});
