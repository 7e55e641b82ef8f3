// Visits over the store itself: sealed under real keys, snapshotted, archived by month, read back after a restart.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Static, TSchema } from 'typebox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptOptions, checkIn } from '../../../../server/modules/attendance/commands.ts';
import { exportVisits } from '../../../../server/modules/attendance/export.ts';
import {
  backfillVisit,
  correctVisit,
  expirePersonal,
} from '../../../../server/modules/attendance/record-commands.ts';
import { readOldVisit, visitsBetween } from '../../../../server/modules/attendance/rows.ts';
import { adoptProfile, openDay } from '../../../../server/modules/centre/commands.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import { forgetPerson } from '../../../../server/modules/directory/commands.ts';
import { findOlderTraces } from '../../../../server/modules/directory/older-traces.ts';
import { registry, type Views } from '../../../../server/modules/registry.ts';
import { createPrivacy, type Keyring } from '../../../../server/privacy/keyring.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import { createStore, type StoreHandle } from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';
import { at, DAY, DAY_MS, dayAfter, profile } from './memory-kiosk.ts';

const DAYS = 100;
const kept = { ...profile, personalDays: 365 };
const notice = noticeVersion(kept);
const logger = pino({ level: 'silent' });
let folder: string;
let nowMs: number;
let privacy: Keyring;
let store: StoreHandle<Views>;
let commands = 0;

const clock: SystemClock = {
  read: () => ({
    wallMs: nowMs,
    monotonicMs: nowMs - at(DAY, '00:00'),
    bootId: 'b007b007',
    trusted: true,
  }),
  start: async () => {},
  stop: async () => {},
};

async function start(): Promise<void> {
  const dataDir = join(folder, 'data');
  const kiosk = 'T1';
  privacy = createPrivacy({ dataDir, keyFile: join(folder, 'key'), kiosk, poolSize: 64, logger });
  await privacy.start();
  store = createStore<Views>({
    dataDir,
    kiosk,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk }),
    privacy,
    registry,
    registryPath: new URL('../../../../server/modules/registry.ts', import.meta.url).href,
    systemClock: clock,
    logger,
  });
  await store.start();
}
async function stop(): Promise<void> {
  await store.stop();
  await privacy.stop();
}
async function run<Body extends TSchema, Reply>(
  command: CommandDefinition<Views, Body, Reply>,
  body: Static<Body>,
): Promise<Reply> {
  await privacy.ready();
  const id = `command-${++commands}`;
  const actor = { kind: 'staff', accountId: 'manager' } as const;
  const outcome = await store.execute(command, { id, actor, body });
  if (!outcome.ok) throw new Error(outcome.refusal.refused);
  return outcome.reply;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'visits-'));
  nowMs = at(DAY, '09:00');
  await start();
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

const range = { from: DAY, to: dayAfter(DAY, DAYS) };
async function csv(): Promise<string[]> {
  const file = await exportVisits(store, { ...range, format: 'csv' }, nowMs);
  const chunks: Buffer[] = [];
  for await (const chunk of file.body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\r\n').slice(5);
}

test('a hundred days, archived and restarted, are listed, corrected, forgotten and expired like today', async () => {
  await run(adoptProfile, kept);
  await run(adoptOptions, { purposes: ['visit', 'study'] });
  const phones: string[] = [];
  for (let day = 0; day < DAYS; day++) {
    nowMs = at(dayAfter(DAY, day), '09:00');
    await run(openDay, { day: dayAfter(DAY, day) });
    const phone = `138001${String(day % 50).padStart(5, '0')}`;
    phones.push((await run(checkIn, { method: 'phone', purpose: 'visit', phone, notice })).id);
    await run(checkIn, { method: 'headcount', purpose: 'study', headcount: 3 });
  }
  const startedAtMs = at(dayAfter(DAY, 2), '08:30');
  const late = { day: dayAfter(DAY, 2), purpose: 'study', headcount: 1, startedAtMs } as const;
  await run(backfillVisit, { ...late, name: '𬭎䶮㛃玥', reason: '补录纸质登记' });
  const before = await csv();
  expect(before).toHaveLength(2 * DAYS + 1);
  expect(before[4]).toContain(' 08:30,,𬭎䶮㛃玥,');

  await store.snapshotNow();
  await store.archiveNow();
  expect((await readdir(join(folder, 'data', 'archive'))).length).toBeGreaterThan(0);
  await stop();
  await start();
  expect(await csv()).toEqual(before);

  const visitId = phones[1] ?? '';
  await run(correctVisit(await readOldVisit(store, visitId)), {
    visitId,
    reason: '人数有误',
    headcount: 5,
  });
  expect((await csv())[2]).toContain('138****0001,,,参观,手机号,手机号,5,已更正,');

  // The same phone came on day 1 and on day 51: both have left memory, one is archived.
  const { keys } = await run(forgetPerson(await findOlderTraces(store, { visitId })), {
    visitId,
    reason: '本人要求',
  });
  expect(keys).toBe(2);
  const forgotten = await csv();
  expect(before.filter((row) => row.includes('138****0001'))).toHaveLength(2);
  expect(forgotten.filter((row) => row.includes('138****0001'))).toEqual([]);

  nowMs += 366 * DAY_MS;
  expect((await run(expirePersonal, {})).keys).toBe(DAYS + 1 - 2);
  const expired = await csv();
  expect(expired.filter((row) => /138\*|𬭎/.test(row))).toEqual([]);
  expect(expired).toHaveLength(2 * DAYS + 1);
  const counted: string[] = [];
  for await (const visit of visitsBetween(store, range)) counted.push(visit.id);
  expect(counted).toHaveLength(2 * DAYS + 1);
});
