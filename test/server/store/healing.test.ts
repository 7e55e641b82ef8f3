// A full disk: the ballast makes room to close the day and nothing else, until the room is back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Condition, createCondition } from '../../../server/store/condition.ts';
import { createHealing, type Healing } from '../../../server/store/healing.ts';
import { createJournal, JournalFailure } from '../../../server/store/journal.ts';
import { createReserve, type Room } from '../../../server/store/reserve.ts';
import { seeded } from './random.ts';
import { SimulatedDisk } from './simulated-disk.ts';
import { openDay, takeNumber } from './toy/registry.ts';
import { KIOSK, memoryLogger, request, toyStore } from './toy/toy-store.ts';

const full = new JournalFailure('DISK_FULL', new Error('ENOSPC'));
const broken = new JournalFailure('DISK_ERROR', new Error('EIO'));

interface Setting {
  readonly condition: Condition;
  readonly healing: Healing;
  readonly did: string[];
  /** What the next calls give. */
  reopened: JournalFailure | null;
  room: Room;
  /** Lets the next attempt happen. */
  turn(): Promise<void>;
}

function setting(): Setting {
  const condition = createCondition(memoryLogger());
  let end: () => void = () => undefined;
  const did: string[] = [];
  const one: Setting = {
    condition,
    did,
    reopened: null,
    room: 'reserved',
    healing: createHealing({
      condition,
      logger: memoryLogger(),
      reserve: {
        async hold() {
          did.push('hold');
          return one.room;
        },
        async release() {
          did.push('release');
        },
      },
      delay: (ms, signal) =>
        new Promise((resolve) => {
          did.push(`wait ${ms / 1000} s`);
          end = resolve;
          signal.addEventListener('abort', () => resolve());
        }),
      async reopen() {
        did.push('reopen');
        return one.reopened;
      },
    }),
    async turn() {
      end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return one;
}

describe('healing', () => {
  test('a full disk gives up its ballast, and heals when the ballast fits again', async () => {
    const one = setting();
    one.room = 'full';
    one.healing.begin(full);
    await one.turn();
    expect(one.did).toEqual(['wait 1 s', 'release', 'reopen', 'hold', 'wait 2 s']);
    expect(one.healing.urgentOnly).toBe(true);
    expect(one.condition.status).toMatchObject({ state: 'readOnly', reason: 'DISK_FULL' });
    await one.turn();
    expect(one.did.slice(5)).toEqual(['hold', 'wait 4 s']);
    one.room = 'reserved';
    await one.turn();
    expect(one.condition.status).toEqual({ state: 'writable' });
    expect(one.healing.urgentOnly).toBe(false);
  });

  test('when even the ballast is used up, it starts over', async () => {
    const one = setting();
    one.room = 'full';
    one.healing.begin(full);
    await one.turn();
    one.healing.begin(full);
    expect(one.healing.urgentOnly).toBe(false);
    await one.turn();
    expect(one.did.slice(5)).toEqual(['release', 'reopen', 'hold', 'wait 4 s']);
  });

  test('a broken disk needs no room', async () => {
    const one = setting();
    one.room = 'full';
    one.healing.begin(broken);
    await one.turn();
    expect(one.did).toEqual(['wait 1 s', 'reopen']);
    expect(one.condition.status).toEqual({ state: 'writable' });
  });

  test('a disk that fails again at once is not tried every second', async () => {
    const one = setting();
    for (let n = 0; n < 4; n++) {
      one.healing.begin(broken);
      await one.turn();
    }
    const waits = one.did.filter((what) => what.startsWith('wait'));
    expect(waits).toEqual(['wait 1 s', 'wait 2 s', 'wait 4 s', 'wait 8 s']);
  });

  test('a disk with room to write but none for ballast heals too, and says so', async () => {
    const one = setting();
    one.room = 'spare';
    one.healing.begin(full);
    await one.turn();
    expect(one.condition.status).toEqual({ state: 'writable', warning: 'RESERVE_MISSING' });
    expect(one.healing.urgentOnly).toBe(false);
  });

  test('room for the reserve is looked for until there is some', async () => {
    const one = setting();
    one.condition.writable();
    one.room = 'full';
    one.healing.secure();
    await vi.waitFor(() => expect(one.did).toEqual(['hold', 'wait 300 s']));
    expect(one.condition.status).toEqual({ state: 'writable', warning: 'RESERVE_MISSING' });
    one.room = 'reserved';
    await one.turn();
    expect(one.condition.status).toEqual({ state: 'writable' });
    expect(one.did).toEqual(['hold', 'wait 300 s', 'hold']);
  });

  test('stops when the kiosk stops', async () => {
    const one = setting();
    one.healing.begin(broken);
    await one.healing.stop();
    expect(one.did).toEqual(['wait 1 s']);
    expect(one.condition.status.state).toBe('readOnly');
  });
});

describe('a full disk with ballast', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'healing-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('takes the closing of the day and refuses everything else', async () => {
    let full = false;
    const simulated = new SimulatedDisk(seeded(3));
    const ballast = `${dataDir}/ballast`;
    const disk = simulated.boot((_n, call, path) => {
      if (call !== 'write' || !full) return null;
      const room = !simulated.files().has(ballast) && !path.startsWith(ballast);
      return room ? null : { kind: 'error', code: 'ENOSPC' };
    });
    const store = toyStore(dataDir, {
      disk,
      journal: createJournal({
        directory: `${dataDir}/journal`,
        kiosk: KIOSK,
        disk,
        lock: async () => async () => undefined,
      }),
      urgent: [openDay.type],
      keep: { ballastMiB: 1, snapshotEvery: 1_000_000 },
      delay: () => new Promise((resolve) => setTimeout(resolve, 5)),
    });
    await store.start();
    await vi.waitFor(() => expect(simulated.files().has(ballast)).toBe(true));
    full = true;
    const refusal = { ok: false, refusal: { refused: 'STORE_READ_ONLY' } };
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject(refusal);
    await vi.waitFor(async () => {
      const closed = await store.execute(openDay, request({ day: '2026-11-24' }));
      expect(closed).toMatchObject({ ok: true });
    });
    expect(store.status()).toMatchObject({ state: 'readOnly', reason: 'DISK_FULL' });
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject(refusal);
    expect(await store.read(({ numbers }) => numbers.day)).toBe('2026-11-24');

    full = false;
    await vi.waitFor(() => expect(store.status()).toEqual({ state: 'writable' }));
    expect(simulated.files().has(ballast)).toBe(true);
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject({ ok: true });
    await store.stop();
  });
});

const MEBIBYTE = 1024 * 1024;

describe('a disk too small for ballast', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'healing-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('is used, with a warning; full, it heals when there is room again; grown, the warning ends', async () => {
    const simulated = new SimulatedDisk(seeded(5));
    simulated.capacityBytes = MEBIBYTE;
    const disk = simulated.boot();
    const journal = createJournal({
      directory: `${dataDir}/journal`,
      kiosk: KIOSK,
      disk,
      lock: async () => async () => undefined,
    });
    const store = toyStore(dataDir, {
      disk,
      journal,
      keep: { ballastMiB: 1, snapshotEvery: 1_000_000 },
      delay: () => new Promise((resolve) => setTimeout(resolve, 5)),
    });
    const warned = { state: 'writable', warning: 'RESERVE_MISSING' };
    await store.start();
    await vi.waitFor(() => expect(store.status()).toEqual(warned));
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject({ ok: true });

    const films = `${dataDir}/films`;
    simulated.put(films, Buffer.alloc(simulated.space().freeBytes));
    const refusal = { ok: false, refusal: { refused: 'STORE_READ_ONLY' } };
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject(refusal);
    expect(store.status()).toMatchObject({ state: 'readOnly', reason: 'DISK_FULL' });

    simulated.remove(films);
    await vi.waitFor(() => expect(store.status()).toEqual(warned));
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject({ ok: true });

    simulated.capacityBytes = 64 * MEBIBYTE;
    await vi.waitFor(() => expect(store.status()).toEqual({ state: 'writable' }));
    expect(simulated.files().get(`${dataDir}/ballast`)?.length).toBe(MEBIBYTE);
    await store.stop();
  });
});

test('the room that the ballast gave is no room that somebody made', async () => {
  const simulated = new SimulatedDisk(seeded(7));
  simulated.capacityBytes = 4 * MEBIBYTE;
  const disk = simulated.boot();
  disk.makeDirectory('/data');
  const reserve = createReserve(disk, '/data', 1);
  expect(await reserve.hold()).toBe('reserved');
  const rest = simulated.space().freeBytes;
  simulated.put('/data/films', Buffer.alloc(rest));
  await reserve.release();
  expect(simulated.space().freeBytes).toBe(MEBIBYTE);
  expect(await reserve.hold()).toBe('full');
  simulated.put('/data/films', Buffer.alloc(rest - MEBIBYTE));
  expect(await reserve.hold()).toBe('reserved');
  expect(simulated.files().get('/data/ballast')?.length).toBe(MEBIBYTE);
});
