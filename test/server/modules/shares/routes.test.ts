// 共富账单 of a whole kiosk: months of sales recorded by its own commands, archived, then asked for over HTTP; every amount is
// counted by hand.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adoptProfile, openDay } from '../../../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { moveProduct, moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import type { ProductFields } from '../../../../server/modules/goods/schema.ts';
import { moveSession, putSession } from '../../../../server/modules/livestream/commands.ts';
import { putShelf } from '../../../../server/modules/livestream/shelf-commands.ts';
import { refundLines, sellGoods } from '../../../../server/modules/orders/sale-commands.ts';
import type {
  Bill,
  EntriesPage,
  SettlementDetail,
  SettlementList,
} from '../../../../server/modules/shares/page-schema.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import {
  type Answer,
  askStaff,
  clockAt,
  journalLines,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../../started-kiosk.ts';
import { at, dayAfter, profile } from '../attendance/memory-kiosk.ts';
import {
  FENNEL_COOP,
  FORMULA,
  fennel,
  HOSTS,
  LIUBU,
  RADISH_COOP,
  radish,
  units,
  WANG,
} from './shop-goods.ts';
import { insisting, openShopStore } from './shop-store.ts';

const FIRST = '2026-07-01';
const DAYS = 140;
const LAST = dayAfter(FIRST, DAYS - 1);
const YESTERDAY = dayAfter(LAST, -1);
const SHARES = '/api/workshop/shares';
let folder: string;
let kiosk: StartedKiosk;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shares-'));
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
 * Each day two bags of radish; every second day a bag of fennel; every tenth day yesterday's radish comes back. In a session on
 * the last day but one a bag of radish at 19.00.
 */
async function recordDays(): Promise<void> {
  let nowMs = at(FIRST, '08:00');
  const clock: SystemClock = {
    read: () => ({
      wallMs: nowMs,
      monotonicMs: nowMs - at(FIRST, '00:00'),
      bootId: 'b007b007',
      trusted: true,
    }),
    start: async () => {},
    stop: async () => {},
  };
  const { store, stop } = await openShopStore(folder, clock);
  const run = insisting(store);
  await run(adoptProfile, { ...profile, demo: true });
  await run(adoptUnits, { units });
  const sale = { method: 'cash', print: false } as const;
  async function product(fields: ProductFields): Promise<string> {
    const { id: productId } = await run(putProduct, {
      productId: null,
      revision: null,
      product: fields,
    });
    for (const state of ['review', 'onSale'] as const) {
      await run(moveProduct, { productId, state, reason: '' });
    }
    const kind = 'receive';
    await run(moveStock, { productId, variantId: 'bag', kind, quantity: 1000, note: '' });
    return productId;
  }
  const sell = (productId: string, quantity: number, unitFen: number) =>
    run(sellGoods, { ...sale, lines: [{ productId, variantId: 'bag', quantity, unitFen }] });

  await run(openDay, { day: FIRST });
  const [radishId, fennelId] = [await product(radish), await product(fennel)];
  let yesterdays = '';
  for (let index = 0; index < DAYS; index++) {
    const day = dayAfter(FIRST, index);
    nowMs = at(day, '09:00');
    if (index > 0) await run(openDay, { day });
    const { id } = await sell(radishId, 2, 1990);
    if (index % 2 === 0) await sell(fennelId, 1, 1999);
    if (index % 10 === 5) {
      const refund = { method: 'cash', returned: true, reason: '空心' } as const;
      await run(refundLines, { ...refund, orderId: yesterdays });
    }
    if (day === YESTERDAY) await liveSale();
    yesterdays = id;
  }
  await store.snapshotNow();
  await store.archiveNow();
  expect((await readdir(join(folder, 'data/archive'))).length).toBeGreaterThan(0);
  await stop();

  async function liveSale(): Promise<void> {
    const { id: sessionId } = await run(putSession, {
      sessionId: null,
      revision: null,
      session: {
        title: '萝卜专场',
        day: YESTERDAY,
        startsAt: '09:00',
        platform: 'local',
        playUrl: null,
        appUrl: null,
        hosts: ['小李', '老王'],
        unitIds: [],
        script: '',
      },
    });
    const revision = await store.read(
      ({ livestream }) => livestream.sessions[sessionId]?.shelfRevision,
    );
    const item = { productId: radishId, variantId: 'bag', livePriceFen: 1900, flash: null };
    const items = [{ ...item, quota: null, perPerson: null, hidden: false, soldOut: false }];
    await run(putShelf, { sessionId, revision: revision ?? 0, items });
    await run(moveSession, { sessionId, state: 'live' });
    await sell(radishId, 1, 1900);
    await run(moveSession, { sessionId, state: 'ended' });
  }
}

const get = (path: string, as = cookie) =>
  askStaff(`${kiosk.staff}${path}`, { headers: { cookie: as } });
async function read<Reply>(path: string): Promise<Reply> {
  const answer = await get(path);
  expect(answer.status, answer.text).toBe(200);
  return answer.json() as Reply;
}
const post = (path: string, body: unknown, as = cookie) =>
  postStaff(`${kiosk.staff}${path}`, body, as);
const code = (answer: Answer) => (answer.json() as { code: string }).code;
const range = (from: string, to: string) => `from=${from}&to=${to}`;

// 140 sales of two bags, 14 of them came back; 70 of fennel; one live bag at 19.00.
const SUMS = {
  wang: 126 * 2786 + 1330,
  radishCoop: 126 * 398 + 190,
  liubu: 70 * 1399,
  fennelCoop: 70 * 200,
  hosts: 95,
  committee: 126 * 796 + 70 * 400 + 285,
};
const TOTAL = 126 * 3980 + 70 * 1999 + 1900;

describe('the bill', () => {
  test('has every village with its households, and what the orders took is what it shares out', async () => {
    const bill = await read<Bill>(`${SHARES}?${range(FIRST, LAST)}`);
    expect(bill).toEqual({
      from: FIRST,
      to: LAST,
      villages: [
        {
          unitId: 'liubu',
          name: '第六埠村',
          rows: [{ account: LIUBU, name: '村集体', fen: SUMS.liubu }],
          fen: SUMS.liubu,
        },
        {
          unitId: 'xiaoshawo',
          name: '小沙窝村',
          rows: [{ account: WANG, name: '三组王家', fen: SUMS.wang }],
          fen: SUMS.wang,
        },
      ],
      coops: [
        { account: RADISH_COOP, name: '沙窝萝卜合作社', fen: SUMS.radishCoop },
        { account: FENNEL_COOP, name: '六埠茴香合作社', fen: SUMS.fennelCoop },
      ],
      hosts: [{ account: HOSTS, name: '小李、老王', fen: SUMS.hosts }],
      committee: { account: 'committee', name: '联合党委', fen: SUMS.committee },
      totalFen: TOTAL,
      paidFen: TOTAL + 14 * 3980,
      refundedFen: 14 * 3980,
    });
  });

  test('of a day on which more came back than was sold, of an empty one, of one day', async () => {
    const refundDay = dayAfter(FIRST, 5);
    const bill = await read<Bill>(`${SHARES}?${range(refundDay, refundDay)}`);
    expect(bill).toMatchObject({ totalFen: 0, paidFen: 3980, refundedFen: 3980 });
    expect(bill.villages[0]?.rows).toEqual([{ account: WANG, name: '三组王家', fen: 0 }]);
    const empty = await read<Bill>(`${SHARES}?${range('2020-01-01', '2020-02-01')}`);
    expect(empty).toMatchObject({ villages: [], committee: null, totalFen: 0, paidFen: 0 });
  });

  test.each([range(LAST, FIRST), range('2026-02-30', LAST), range('2020-01-01', LAST)])(
    '%s is no range',
    async (query) => {
      for (const path of ['?', '/export?format=csv&', '/entries?account=committee&']) {
        const answer = await get(`${SHARES}${path}${query}`);
        expect([answer.status, code(answer)]).toEqual([400, 'RANGE_INVALID']);
      }
      const printed = await post(`${SHARES}/slips`, {
        ...Object.fromEntries(new URLSearchParams(query)),
        of: LIUBU,
      });
      expect(code(printed)).toBe('RANGE_INVALID');
    },
  );

  test('is for managers', async () => {
    const whole = range(FIRST, LAST);
    const reads = ['', '/entries', '/export', '/settlements', '/settlements/x'];
    for (const name of ['窗口一', '主播']) {
      const other = await signIn(kiosk.staff, name);
      for (const path of reads) {
        const asked = `${SHARES}${path}?account=committee&format=csv&${whole}`;
        expect((await get(asked, other)).status).toBe(403);
        expect((await askStaff(`${kiosk.staff}${asked}`)).status).toBe(401);
      }
      for (const path of ['/settlements', '/settlements/x/moves', '/slips']) {
        expect((await post(`${SHARES}${path}`, {}, other)).status).toBe(403);
        expect((await post(`${SHARES}${path}`, {}, '')).status).toBe(401);
      }
    }
    const manager = await signIn(kiosk.staff, '主任');
    expect((await get(`${SHARES}?${whole}`, manager)).status).toBe(200);
    expect((await fetch(`${kiosk.touch}${SHARES}?${whole}`)).status).toBe(404);
  });
});

describe('the bookings of one account', () => {
  const entries = (account: string, from: string, to: string, after = '') =>
    read<EntriesPage>(
      `${SHARES}/entries?${new URLSearchParams({ account, from, to, ...(after && { after }) })}`,
    );

  test('of long ago, reversals included', async () => {
    const page = await entries(WANG, FIRST, dayAfter(FIRST, 5));
    expect(page).toMatchObject({ name: '小沙窝村 三组王家', next: null, damaged: false });
    expect(page.entries.map(({ day, title, fen }) => [day.slice(5), title, fen])).toEqual([
      ['07-01', '沙窝萝卜', 2786],
      ['07-02', '沙窝萝卜', 2786],
      ['07-03', '沙窝萝卜', 2786],
      ['07-04', '沙窝萝卜', 2786],
      ['07-05', '沙窝萝卜', 2786],
      ['07-06', '沙窝萝卜', 2786],
      ['07-06', '沙窝萝卜', -2786],
    ]);
    const [fifth, , reversal] = page.entries.slice(-3);
    expect(reversal?.orderId).toBe(fifth?.orderId);
    expect(reversal?.atMs).toBe(at('2026-07-06', '09:00'));
  });

  test('page by page, nothing twice, and the sum is that of the bill', async () => {
    const first = await entries('committee', FIRST, LAST);
    expect(first.entries).toHaveLength(200);
    const second = await entries('committee', FIRST, LAST, first.next ?? '');
    expect(second.next).toBeNull();
    const all = [...first.entries, ...second.entries];
    expect(all).toHaveLength(140 + 70 + 14 + 1);
    expect(all.reduce((sum, { fen }) => sum + fen, 0)).toBe(SUMS.committee);
  });

  test('of an account that is none', async () => {
    expect((await entries('constructor', FIRST, LAST)).entries).toEqual([]);
    const long = `${SHARES}/entries?${range(FIRST, LAST)}&account=${'x'.repeat(200)}`;
    expect((await get(long)).status).toBe(400);
    const after = `${SHARES}/entries?${range(FIRST, LAST)}&account=committee&after=-1`;
    expect((await get(after)).status).toBe(400);
  });
});

describe('files', () => {
  function download(format: 'csv' | 'xlsx', from: string, to: string): Promise<Buffer> {
    const url = `${kiosk.staff}${SHARES}/export?${range(from, to)}&format=${format}`;
    return new Promise((resolve, reject) => {
      request(url, { headers: { cookie }, rejectUnauthorized: false }, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        const name = encodeURIComponent(`共富账单_${profile.name}_${from}_${to}.${format}`);
        expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''${name}`);
        resolve(Buffer.concat(chunks));
      })
        .on('error', reject)
        .end();
    });
  }

  test('a workbook that opens with the sums and holds every booking', async () => {
    const { sheets } = await readXlsx(await download('xlsx', FIRST, LAST));
    expect(sheets.map(({ name }) => name)).toEqual(['汇总', '明细']);
    const [sums, entries] = sheets.map(({ rows }) => rows);
    const row = (name: string) => sums?.find((cells) => cells[2] === name)?.[3];
    expect(row('三组王家')).toBe(SUMS.wang / 100);
    expect(row('小李、老王')).toBe(0.95);
    expect(sums?.find(([kind]) => kind === '总计')?.[3]).toBe(TOTAL / 100);
    expect(sums?.at(-1)?.[0]).toMatch(/^核对：收款 .*和分账总计一致。$/);
    const rows = (entries ?? []).slice(4, -1);
    // Radish books three amounts, the live bag four, fennel three.
    expect(rows).toHaveLength((140 + 14) * 3 + 70 * 3 + 4);
    expect(rows.reduce((sum, cells) => sum + Math.round(Number(cells[6]) * 100), 0)).toBe(TOTAL);
    expect(rows[0]?.slice(0, 4)).toEqual([
      1,
      new Date(`${FIRST}T00:00:00Z`),
      new Date(`${FIRST}T09:00:00Z`),
      '小沙窝村 三组王家',
    ]);
    expect(rows.find((cells) => cells[5] === FORMULA)?.[3]).toBe('第六埠村 村集体');
    expect(rows.filter((cells) => cells[7] === '退货冲回')).toHaveLength(14 * 3);
    expect(entries?.at(-1)?.[0]).toMatch(/，和汇总一致。$/);
  });

  test('CSV: what begins like a formula is inert', async () => {
    const text = (await download('csv', FIRST, FIRST)).toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http`);
    expect(text).toMatch(/\r\n总计,,,59\.79\r\n/);
  });

  test('who took them home is on record', async () => {
    await download('csv', FIRST, FIRST);
    await kiosk.kiosk.settled();
    const taken = (await journalLines(folder)).filter(({ t }) => t === 'shares.exported');
    expect(taken.at(-1)?.d).toEqual({ from: FIRST, to: FIRST, format: 'csv' });
  });
});

describe('on paper', () => {
  test('a household’s bill is printed; again, it is marked', async () => {
    const body = { from: FIRST, to: LAST, of: WANG };
    for (const copy of [1, 2]) {
      const answer = await post(`${SHARES}/slips`, body);
      expect(answer.status).toBe(201);
      const { id } = answer.json() as { id: string };
      await expect
        .poll(async () => {
          const list = await read<{ jobs: { id: string; copy: number; state: string }[] }>(
            '/api/printing/jobs',
          );
          const job = list.jobs.find((one) => one.id === id);
          return [job?.copy, job?.state];
        })
        .toEqual([copy, 'confirmed']);
    }
  });

  test('nothing is printed for whom there is nothing', async () => {
    for (const of of ['household:xiaoshawo/李家', 'unit:none', '__proto__']) {
      const answer = await post(`${SHARES}/slips`, { from: FIRST, to: LAST, of });
      expect([answer.status, code(answer)]).toEqual([404, 'SHARE_ACCOUNT_UNKNOWN']);
    }
  });
});

describe('settlements', () => {
  const settlements = () => read<SettlementList>(`${SHARES}/settlements`);
  const draft = (from: string, to: string) => post(`${SHARES}/settlements`, { from, to });
  const move = (id: string, body: object, as = cookie) =>
    post(`${SHARES}/settlements/${id}/moves`, body, as);

  test('two at once: one gets the days', async () => {
    const { next, lastClosedDay } = await settlements();
    expect(next).toEqual({ from: FIRST, to: YESTERDAY });
    expect(lastClosedDay).toBe(YESTERDAY);
    const end = dayAfter(FIRST, 9);
    const answers = await Promise.all([draft(FIRST, end), draft(FIRST, end), draft(end, end)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const refused of answers.filter(({ status }) => status === 409)) {
      expect(code(refused)).toBe('PERIOD_SETTLED');
    }
    const [only, ...others] = (await settlements()).settlements;
    expect(others).toEqual([]);
    const { id = '' } = only ?? {};
    // Put away, so that the next test finds its days free.
    expect((await move(id, { state: 'withdrawn', reason: '试一下' })).status).toBe(200);
  });

  test('a period is drafted, confirmed and paid, with the names of who did it', async () => {
    const end = dayAfter(FIRST, 9);
    const { id } = (await draft(FIRST, end)).json() as { id: string };
    const detail = () => read<SettlementDetail>(`${SHARES}/settlements/${id}`);
    // Ten sales and one return of radish, five of fennel.
    expect((await detail()).lines).toEqual([
      line(LIUBU, '第六埠村 村集体', 5 * 1399),
      line(WANG, '小沙窝村 三组王家', 9 * 2786),
      line(FENNEL_COOP, '六埠茴香合作社', 5 * 200),
      line(RADISH_COOP, '沙窝萝卜合作社', 9 * 398),
      line('committee', '联合党委', 9 * 796 + 5 * 400),
    ]);
    expect(code(await move(id, { state: 'paid' }))).toBe('SETTLEMENT_STATE_WRONG');
    const manager = await signIn(kiosk.staff, '主任');
    expect((await move(id, { state: 'confirmed' }, manager)).status).toBe(200);
    expect((await move(id, { state: 'paid' })).status).toBe(200);
    const paid = await detail();
    expect(paid.steps.map(({ state, by }) => [state, by])).toEqual([
      ['draft', '管理员'],
      ['confirmed', '主任'],
      ['paid', '管理员'],
    ]);
    expect(paid).toMatchObject({ state: 'paid', alone: false, payFen: 9 * 3980 + 5 * 1999 });
    expect((await settlements()).next).toEqual({ from: dayAfter(end, 1), to: YESTERDAY });
  });

  test.each([
    ['today', FIRST, LAST, 'PERIOD_INVALID', 400],
    ['a day to come', LAST, dayAfter(LAST, 3), 'PERIOD_INVALID', 400],
    ['days before the first sale', '2026-01-01', '2026-02-01', 'NOTHING_TO_SETTLE', 409],
  ])('%s cannot be settled', async (_what, from, to, refused, status) => {
    const answer = await draft(from, to);
    expect([answer.status, code(answer)]).toEqual([status, refused]);
  });

  test('to withdraw one takes a reason', async () => {
    const { id } = (await draft(YESTERDAY, YESTERDAY)).json() as { id: string };
    for (const body of [
      { state: 'withdrawn' },
      { state: 'withdrawn', reason: ' ' },
      { state: 'draft' },
      { state: 'confirmed', reason: '多余的' },
    ]) {
      expect((await move(id, body)).status).toBe(400);
    }
    expect((await move(id, { state: 'withdrawn', reason: '日子错了' })).status).toBe(200);
    expect(code(await move('none', { state: 'confirmed' }))).toBe('SETTLEMENT_NOT_FOUND');
  });

  test('the same key again is the same settlement', async () => {
    const body = JSON.stringify({ from: YESTERDAY, to: YESTERDAY });
    const ask = () =>
      askStaff(`${kiosk.staff}${SHARES}/settlements`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': 'draft-once' },
        body,
      });
    const [one, two] = [await ask(), await ask()];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.json()).toEqual(one.json());
  });

  function line(account: string, name: string, earnedFen: number) {
    return { account, name, earnedFen, broughtFen: 0, payFen: earnedFen, carriedFen: 0 };
  }
});
