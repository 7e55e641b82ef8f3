// The host's console against a real kiosk: two accounts on one session, the screens that follow, flash prices by the kiosk's
// clock, the history and its files.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  SessionCard,
  SessionsSlice,
  ShelfHistory,
  Undo,
} from '../../../../server/modules/livestream/console-schema.ts';
import type { WorkshopSlice } from '../../../../server/modules/livestream/page-schema.ts';
import { type EventReader, readEvents, snapshotOf, until } from '../../http/event-source.ts';
import {
  type Answer,
  askStaff,
  clockAt,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
} from '../../started-kiosk.ts';
import { startShop } from './seeded-kiosk.ts';
import { DAY, GOODS, sessionFields, shelfItem } from './shop.ts';

let wall: { iso: string; trusted: boolean };
let kiosk: StartedKiosk;
let host: string;
let helper: string;
let readers: EventReader[];

beforeEach(async () => {
  readers = [];
  wall = { iso: `${DAY}T19:30:00+08:00`, trusted: true };
  kiosk = await startShop(clockAt(wall));
  host = await signIn(kiosk.staff, '主播');
  helper = await signIn(kiosk.staff, '主任');
});
afterEach(async () => {
  for (const reader of readers) reader.stop();
  await kiosk.end();
});

const SESSIONS = '/api/workshop/sessions';
const send = (path: string, body: unknown, cookie = host): Promise<Answer> =>
  postStaff(`${kiosk.staff}${SESSIONS}${path}`, body, cookie);
const codeOf = (answer: Answer) => (answer.json() as { code?: string }).code ?? answer.status;
async function read<T>(path: string, cookie = host): Promise<T> {
  return (await askStaff(`${kiosk.staff}${path}`, { headers: { cookie } })).json() as T;
}
async function card(): Promise<SessionCard> {
  const [first] = (await read<SessionsSlice>(SESSIONS)).sessions;
  if (!first) throw new Error('no session');
  return first;
}
const ref = (productId: string) => ({ productId, variantId: 'a' });
const undoOf = (answer: Answer) => (answer.json() as { undo: Undo | null }).undo;
async function watch(url: string, cookie = ''): Promise<EventReader> {
  const reader = await readEvents(url, cookie ? { cookie } : {});
  readers.push(reader);
  return reader;
}
async function untilShown(
  reader: EventReader,
  wanted: (slice: WorkshopSlice) => boolean,
): Promise<WorkshopSlice> {
  const frame = await until(
    reader,
    (one) => one.type === 'slice' && one.name === 'workshop' && wanted(one.value as WorkshopSlice),
  );
  return (frame as { value: WorkshopSlice }).value;
}

/** Planned, stocked and on the air; its id. */
async function goLive(like = {}): Promise<string> {
  const plan = { sessionId: null, revision: null, session: sessionFields(like) };
  const { id, revision } = (await send('', plan)).json() as { id: string; revision: number };
  const items = GOODS.map(([productId]) => shelfItem(productId));
  expect((await send(`/${id}/shelf`, { revision, items })).status).toBe(200);
  expect((await send(`/${id}/state`, { state: 'live' })).status).toBe(200);
  return id;
}

describe('two people at one session', () => {
  test('what either does is on touchscreen, board and staff page, with who did it last', async () => {
    const id = await goLive();
    const touch = await watch(`${kiosk.touch}/api/events?page=touch`);
    const board = await watch(`${kiosk.touch}/api/events?page=board`);
    const staff = await watch(`${kiosk.staff}/api/events?page=staff`, host);
    for (const reader of [touch, board, staff]) await snapshotOf(reader);
    const done = await send(`/${id}/explaining`, { item: ref('luobo') }, helper);
    expect(undoOf(done)).toMatchObject({ what: 'explaining', item: null });
    for (const reader of [touch, board]) {
      const slice = await untilShown(reader, ({ explaining }) => explaining !== null);
      expect(slice.explaining).toMatchObject({ item: { title: '沙窝萝卜' }, mediaTimeMs: null });
    }
    const frame = await until(staff, (one) => one.type === 'slice' && one.name === 'sessions');
    const [shown] = (frame as { value: SessionsSlice }).value.sessions;
    expect(shown).toMatchObject({
      changed: { name: '主任', act: 'explained', item: ref('luobo') },
      explaining: ref('luobo'),
      next: ref('nianhua'),
    });
  });

  test('each changes an item at the same moment; neither is refused for the other', async () => {
    const id = await goLive();
    const answers = await Promise.all([
      send(`/${id}/items`, { ...ref('huixiang'), change: { livePriceFen: 1790 } }),
      send(`/${id}/items`, { ...ref('luobo'), change: { soldOut: true } }, helper),
      send(`/${id}/pins`, ref('jiucai')),
      send(`/${id}/explaining`, { item: ref('nianhua') }, helper),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { shelf } = await card();
    expect(shelf.find(({ productId }) => productId === 'huixiang')).toMatchObject({
      priceFen: 1790,
      ordinaryFen: 1990,
      left: 86,
      changed: { name: '主播' },
    });
    expect(shelf.find(({ productId }) => productId === 'luobo')).toMatchObject({
      soldOut: true,
      offered: false,
      changed: { name: '主任' },
    });
  });

  test('putting back is refused once the other changed the same thing', async () => {
    const id = await goLive();
    const mine = undoOf(
      await send(`/${id}/items`, { ...ref('luobo'), change: { livePriceFen: 2580 } }),
    );
    await send(`/${id}/items`, { ...ref('luobo'), change: { quota: 20 } }, helper);
    expect(codeOf(await send(`/${id}/undo`, { undo: mine }))).toBe('UNDO_OVERTAKEN');
    const theirs = undoOf(
      await send(`/${id}/items`, { ...ref('luobo'), change: { soldOut: true } }, helper),
    );
    expect(codeOf(await send(`/${id}/undo`, { undo: theirs }, helper))).toBe(200);
    const [, luobo] = (await card()).shelf;
    expect(luobo).toMatchObject({ livePriceFen: 2580, quota: 20, soldOut: false });
  });

  test('orders come in with what and how much, and nothing of who', async () => {
    const id = await goLive();
    const lines = [{ ...ref('huixiang'), quantity: 2, unitFen: 1990 }];
    const by = { method: 'phone', phone: '13900001234' };
    const body = { lines, pickUpDay: DAY, by };
    expect((await post(`${kiosk.touch}/api/workshop/orders`, body)).status).toBe(201);
    const answer = await askStaff(`${kiosk.staff}${SESSIONS}`, { headers: { cookie: host } });
    expect(answer.text).not.toMatch(/1234|phone/);
    const { orders, shelf } = await card();
    expect(orders).toMatchObject({ count: 1, totalFen: 3980 });
    expect(orders.last[0]?.lines).toEqual([
      { title: '六埠茴香', unit: '袋', quantity: 2, weighed: false },
    ]);
    expect(shelf[0]).toMatchObject({ left: 84, sold: 2 });
    await send(`/${id}/state`, { state: 'ended' });
    expect(await card()).toMatchObject({ state: 'ended', orders: { count: 1 }, shelf: [] });
  });

  test('window staff have no part in it', async () => {
    const clerk = await signIn(kiosk.staff, '窗口一');
    expect(codeOf(await send('', {}, clerk))).toBe('ROLE_MISSING');
    const staff = await watch(`${kiosk.staff}/api/events?page=staff`, clerk);
    expect(await snapshotOf(staff)).not.toHaveProperty('sessions');
  });
});

describe('a flash price', () => {
  test('begins and ends on every screen when the kiosk’s clock says so, and nobody does anything', async () => {
    const id = await goLive();
    const touch = await watch(`${kiosk.touch}/api/events?page=touch`);
    await snapshotOf(touch);
    const fromMs = Date.parse(wall.iso) + 60;
    const flash = { priceFen: 990, fromMs, toMs: fromMs + 80 };
    const change = { ...ref('huixiang'), change: { flash } };
    expect((await send(`/${id}/items`, change)).status).toBe(200);
    const price = async () => {
      const answer = await fetch(`${kiosk.touch}/api/workshop/products`);
      return ((await answer.json()) as WorkshopSlice).products[0]?.priceFen;
    };
    expect(await price()).toBe(1990);
    wall.iso = new Date(fromMs).toISOString();
    const begun = await untilShown(touch, ({ products }) => products[0]?.priceFen === 990);
    expect(begun.products[0]?.flashUntilMs).toBe(fromMs + 80);
    expect((await card()).shelf[0]).toMatchObject({ flashRuns: true, priceFen: 990 });
    wall.iso = new Date(fromMs + 80).toISOString();
    const over = await untilShown(touch, ({ products }) => products[0]?.priceFen === 1990);
    expect(over.products[0]?.flashUntilMs).toBeNull();
  });

  test('from now on lasts by the kiosk’s clock, whatever the phone’s says', async () => {
    const id = await goLive();
    const flash = { priceFen: 990, lastsS: 300 };
    await send(`/${id}/items`, { ...ref('luobo'), change: { flash } });
    const nowMs = Date.parse(wall.iso);
    expect((await card()).shelf[1]?.flash).toEqual({
      priceFen: 990,
      fromMs: nowMs,
      toMs: nowMs + 300_000,
    });
  });
});

describe('the history', () => {
  test('says what was explained from when to when, and what else was done by whom; as a file too', async () => {
    const id = await goLive({ title: '=HYPERLINK("x")' });
    await send(`/${id}/explaining`, { item: ref('huixiang') });
    wall.iso = `${DAY}T19:36:00+08:00`;
    await send(`/${id}/items`, { ...ref('huixiang'), change: { livePriceFen: 1790 } }, helper);
    await send(`/${id}/items`, { ...ref('luobo'), change: { soldOut: true } }, helper);
    wall.iso = `${DAY}T19:40:00+08:00`;
    await send(`/${id}/explaining`, { item: ref('nianhua') });
    wall.iso = `${DAY}T19:45:00+08:00`;
    await send(`/${id}/state`, { state: 'ended' });
    const { rows, cut, damaged } = await read<ShelfHistory>(`${SESSIONS}/${id}/history`);
    expect([cut, damaged]).toEqual([false, false]);
    expect(rows.map(({ act, title, by }) => [act, title, by])).toEqual([
      ['planned', '', '主播'],
      ['shelf', '', '主播'],
      ['moved', '', '主播'],
      ['price', '六埠茴香', '主任'],
      ['soldOut', '沙窝萝卜', '主任'],
      ['explained', '六埠茴香', '主播'],
      ['explained', '杨柳青年画', '主播'],
      ['moved', '', '主播'],
    ]);
    const explained = rows.filter(({ act }) => act === 'explained');
    const lasted = explained.map(({ atMs, untilMs }) => (untilMs ?? 0) - atMs);
    expect(lasted).toEqual([600_000, 300_000]);
    const path = `${kiosk.staff}${SESSIONS}/${id}/history/export`;
    const csv = await askStaff(`${path}?format=csv`, { headers: { cookie: host } });
    expect(csv.text).toContain('2026-11-23 19:30,主播,讲解,六埠茴香,,,2026-11-23 19:40');
    expect(csv.text).toContain('2026-11-23 19:36,主任,直播价,六埠茴香,原价,17.9,');
    expect(csv.text).not.toMatch(/^"?=/m);
    const xlsx = await askStaff(`${path}?format=xlsx`, { headers: { cookie: host } });
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    expect(
      codeOf(await askStaff(`${path.replace(id, 'no')}?format=csv`, { headers: { cookie: host } })),
    ).toBe('SESSION_NOT_FOUND');
  });
});
