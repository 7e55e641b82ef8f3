// Statistics of a whole kiosk: a hundred days recorded by its own commands, archived by month, then asked for over HTTP.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import pino from 'pino';
import type { Static, TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSettings } from '../../../../config/load.ts';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { adoptProfile, openDay } from '../../../../server/modules/centre/commands.ts';
import { registry, type Views } from '../../../../server/modules/registry.ts';
import {
  callAgain,
  callNext,
  finishTicket,
  missTicket,
  startService,
} from '../../../../server/modules/services/call-commands.ts';
import { takeTicket } from '../../../../server/modules/services/commands.ts';
import type { Statistics } from '../../../../server/modules/services/statistics-schema.ts';
import { createPrivacy } from '../../../../server/privacy/keyring.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import { createStore, type StoreHandle } from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';
import {
  askStaff,
  clockAt,
  journalLines,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../../started-kiosk.ts';
import { at, DAY, dayAfter, profile } from '../attendance/memory-kiosk.ts';
import { smallCatalogue } from '../small-catalogue.ts';

const DAYS = 100;
const MINUTE = 60_000;
const LAST = dayAfter(DAY, DAYS - 1);
const FORMULA = '=HYPERLINK("http://evil.example","点我")';
const items = [
  { id: 'elder', name: FORMULA, prefix: 'A', windows: [1] },
  { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] },
];
let folder: string;
let nowMs: number;
let kiosk: StartedKiosk;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statistics-'));
  await recordDays();
  const wall = { iso: `${LAST}T18:00:00+08:00`, trusted: true };
  kiosk = await startKiosk({ folder, systemClock: clockAt(wall) });
  cookie = await signIn(kiosk.staff);
});
afterAll(async () => {
  await kiosk.end();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Each day: A001 waits 10 min and is served 6; B001 waits 20 and is missed; A002 waits 15, is started 1 min later, takes 4.
 * Every tenth day B002 is never called.
 */
async function recordDays(): Promise<void> {
  const { settings } = await loadSettings({});
  const { kioskCode } = settings;
  const logger = pino({ level: 'silent' });
  const dataDir = join(folder, 'data');
  const keyFile = join(folder, 'kiosk.key');
  const privacy = createPrivacy({ dataDir, keyFile, kiosk: kioskCode, poolSize: 8, logger });
  await privacy.start();
  nowMs = at(DAY, '08:00');
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
  const store = createStore<Views>({
    dataDir,
    kiosk: kioskCode,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk: kioskCode }),
    privacy,
    registry,
    registryPath: new URL('../../../../server/modules/registry.ts', import.meta.url).href,
    systemClock: clock,
    logger,
  });
  await store.start();
  const run = runner(store);
  await run(adoptProfile, { ...profile, demo: true });
  await run(adoptCatalogue, smallCatalogue(items));
  for (let index = 0; index < DAYS; index++) {
    const day = dayAfter(DAY, index);
    const go = (time: string) => {
      nowMs = at(day, time);
    };
    go('08:00');
    await run(openDay, { day });
    go('09:00');
    const a1 = await run(takeTicket, { itemId: 'elder', print: false });
    const b1 = await run(takeTicket, { itemId: 'insure', print: false });
    go('09:01');
    const a2 = await run(takeTicket, { itemId: 'elder', print: false });
    if (index % 10 === 0) await run(takeTicket, { itemId: 'insure', print: false });
    go('09:10');
    await run(callNext, { window: 1 });
    go('09:16');
    await run(callNext, { window: 1 });
    go('09:17');
    await run(startService, { ticketId: a2.id });
    go('09:20');
    await run(callNext, { window: 2 });
    go('09:21');
    await run(finishTicket, { ticketId: a2.id, outcome: 'consulted' });
    await run(callAgain, { ticketId: b1.id });
    go('09:22');
    await run(callAgain, { ticketId: b1.id });
    await run(missTicket, { ticketId: b1.id });
    expect([a1.number, a2.number, b1.number]).toEqual(['A001', 'A002', 'B001']);
  }
  await store.snapshotNow();
  await store.archiveNow();
  expect((await readdir(join(dataDir, 'archive'))).length).toBeGreaterThan(0);
  await store.stop();
  await privacy.stop();
}

function runner(store: StoreHandle<Views>) {
  let commands = 0;
  return async <Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Promise<Reply> => {
    const actor = { kind: 'staff', accountId: 'clerk' } as const;
    const outcome = await store.execute(command, { id: `command-${++commands}`, actor, body });
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.refusal.refused}`);
    return outcome.reply;
  };
}

async function ask(from: string, to: string): Promise<Statistics> {
  for (;;) {
    const path = `${kiosk.staff}/api/services/statistics?from=${from}&to=${to}`;
    const answer = await askStaff(path, { headers: { cookie } });
    if (answer.status === 202) continue;
    expect(answer.status).toBe(200);
    return answer.json() as Statistics;
  }
}

describe('over HTTP', () => {
  test('a hundred days, archived and live together', async () => {
    const sums = await ask(DAY, LAST);
    // The last day is still open: its uncalled ticket would be, but only every tenth day has one.
    expect(sums.total).toMatchObject({ tickets: 310, served: 200, missed: 100, void: 10, open: 0 });
    expect(sums.total.wait).toMatchObject({ count: 300, meanMs: 15 * MINUTE });
    expect(sums.total.service).toMatchObject({ count: 200, meanMs: 5 * MINUTE });
    expect(sums.outcomes).toMatchObject({ done: 100, consulted: 100, unrecorded: 0 });
    expect(sums.byWindow.map(({ window, served, missed }) => [window, served, missed])).toEqual([
      [1, 200, 0],
      [2, 0, 100],
    ]);
    expect(sums.byHour[9]).toMatchObject({ tickets: 310 });
    expect(sums.byDay).toHaveLength(DAYS);
    expect(sums.damagedDays).toEqual([]);
  });

  test('one day of long ago, today, and days without a ticket', async () => {
    expect((await ask(DAY, DAY)).total).toMatchObject({
      tickets: 4,
      served: 2,
      missed: 1,
      void: 1,
    });
    expect((await ask(LAST, LAST)).total).toMatchObject({ tickets: 3, served: 2, missed: 1 });
    expect((await ask('2020-01-01', '2020-02-01')).total).toMatchObject({ tickets: 0, wait: null });
  });

  test.each([
    'from=2026-11-24&to=2026-11-23',
    'from=2026-02-30&to=2026-03-01',
    'from=2020-01-01&to=2026-01-01',
  ])('%s is no range', async (query) => {
    for (const path of ['statistics?', 'export?format=csv&']) {
      const url = `${kiosk.staff}/api/services/${path}${query}`;
      const answer = await askStaff(url, { headers: { cookie } });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'RANGE_INVALID' });
    }
  });

  test('only for managers', async () => {
    const clerk = await signIn(kiosk.staff, '窗口一');
    for (const path of ['statistics?', 'export?format=csv&']) {
      const url = `${kiosk.staff}/api/services/${path}from=${DAY}&to=${DAY}`;
      expect((await askStaff(url)).status).toBe(401);
      expect((await askStaff(url, { headers: { cookie: clerk } })).status).toBe(403);
    }
  });
});

function download(format: 'csv' | 'xlsx', from: string, to: string): Promise<Buffer> {
  const url = `${kiosk.staff}/api/services/export?from=${from}&to=${to}&format=${format}`;
  return new Promise((resolve, reject) => {
    request(url, { headers: { cookie }, rejectUnauthorized: false }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const name = encodeURIComponent(`取号叫号统计_${profile.name}_${from}_${to}.${format}`);
      expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''${name}`);
      resolve(Buffer.concat(chunks));
    })
      .on('error', reject)
      .end();
  });
}

describe('sheets', () => {
  test('a workbook that opens with the sums and holds every ticket', async () => {
    const { sheets } = await readXlsx(await download('xlsx', DAY, LAST));
    expect(sheets.map(({ name }) => name)).toEqual(['汇总', '明细']);
    const [sums, tickets] = sheets;
    const total = sums?.rows.find(([kind]) => kind === '合计');
    expect(total?.slice(2, 9)).toEqual([310, 200, 100, 0, 10, 0, 15]);
    expect(total?.[11]).toBe(5);
    expect(sums?.rows.filter(([kind]) => kind === '日期')).toHaveLength(DAYS);
    const rows = (tickets?.rows ?? []).slice(4);
    expect(rows).toHaveLength(310);
    expect(rows[0]?.slice(0, 5)).toEqual([
      1,
      new Date(`${DAY}T00:00:00Z`),
      'A001',
      FORMULA,
      '普通',
    ]);
    expect(rows[0]?.slice(7, 9)).toEqual([
      new Date(`${DAY}T09:00:00Z`),
      new Date(`${DAY}T09:10:00Z`),
    ]);
    expect(rows[0]?.slice(11, 13)).toEqual([10, 6]);
    expect(rows[1]?.slice(14, 18)).toEqual([3, 0, expect.toSatisfy((v) => !v), '过号']);
  });

  test('the same by way of the zip and its XML: no formula, numbers as numbers', async () => {
    const parts = unzip(await download('xlsx', DAY, DAY));
    const workbook = parts.get('xl/workbook.xml') ?? '';
    expect(
      [...workbook.matchAll(/<sheet name="(.*?)" sheetId="(\d)"/g)].map(([, ...x]) => x),
    ).toEqual([
      ['汇总', '2'],
      ['明细', '1'],
    ]);
    const tickets = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(tickets).not.toMatch(/<f[ >]/);
    expect(tickets).toContain('=HYPERLINK(&quot;http://evil.example&quot;');
    expect(tickets).toMatch(/<c r="L5"><v>10<\/v><\/c><c r="M5"><v>6<\/v><\/c>/);
    expect(parts.get('[Content_Types].xml')).toContain('/xl/worksheets/sheet2.xml');
  });

  test('CSV: every ticket, then the sums; what begins like a formula is inert', async () => {
    const text = (await download('csv', DAY, DAY)).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [tickets = '', sums = ''] = text.slice(1).split('\r\n\r\n');
    const rows = tickets.trimEnd().split('\r\n');
    expect(rows[0]).toBe(`${profile.name}取号叫号明细`);
    expect(rows[3]?.startsWith('序号,日期,号码,事项,')).toBe(true);
    expect(rows.slice(4)).toHaveLength(4);
    expect(rows[4]).toContain(`1,${DAY},A001,"'=HYPERLINK(""http`);
    expect(rows[4]).toMatch(/,10,6,.*,办完,已办结$/);
    expect(rows[6]).toMatch(/,15,4,.*,办完,仅咨询$/);
    expect(sums).toContain('\r\n合计,,4,2,1,0,1,0,15,');
  });

  test('who took them home is on record', async () => {
    await download('csv', DAY, DAY);
    await kiosk.kiosk.settled();
    const taken = (await journalLines(folder)).filter(
      ({ t }) => t === 'services.statisticsExported',
    );
    expect(taken.at(-1)?.d).toEqual({ from: DAY, to: DAY, format: 'csv' });
  });
});

/** The parts of a zip by way of its central directory: nothing of the writer's own code. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    parts.set(name, inflateRawSync(file.subarray(from, from + size)).toString('utf8'));
    at += 46 + nameLength;
  }
  return parts;
}
