// An evening at the demo village's shop, as the staff page is told of it, and a server that takes what its console does.
import type {
  CandidateList,
  SessionCard,
  SessionsSlice,
  ShelfHistory,
  ShelfRow,
} from '../../server/modules/livestream/console-schema.ts';
import { ok, type Route, type StaffMock } from './staff-mock.ts';
import { NOW_MS, TODAY } from './staff-slices.ts';

const MINUTE_MS = 60_000;
const MINE = 'a1';
const GOODS = [
  { productId: 'huixiang', title: '六埠茴香 5 斤装', unit: '袋', ordinaryFen: 1990, left: 86 },
  { productId: 'luobo', title: '沙窝萝卜 5 斤装', unit: '袋', ordinaryFen: 2980, left: 64 },
  { productId: 'nianhua', title: '杨柳青年画 三尺', unit: '幅', ordinaryFen: 8800, left: 40 },
  { productId: 'luobo-gan', title: '萝卜干', unit: '袋', ordinaryFen: 1200, left: 0 },
  { productId: 'jiucai', title: '当城青韭', unit: '把', ordinaryFen: 600, left: 30 },
] as const;

export function shelfRow(index: number, like: Partial<ShelfRow> = {}): ShelfRow {
  const goods = GOODS[index % GOODS.length] ?? GOODS[0];
  const row: ShelfRow = {
    ...goods,
    variantId: 'a',
    livePriceFen: null,
    flash: null,
    quota: null,
    perPerson: null,
    hidden: false,
    soldOut: false,
    spec: '',
    weighed: false,
    photoId: null,
    productState: 'onSale',
    priceFen: goods.ordinaryFen,
    flashRuns: false,
    sold: 0,
    offered: goods.left > 0,
    explainedAtMs: null,
    changed: { atMs: NOW_MS - 9 * MINUTE_MS, by: MINE, name: '王主任' },
  };
  return { ...row, ...like };
}

export function sessionCard(like: Partial<SessionCard> = {}): SessionCard {
  return {
    id: 's1',
    title: '六埠茴香和沙窝萝卜专场',
    day: TODAY,
    startsAt: '14:00',
    platform: 'local',
    playUrl: '/hls/stream.m3u8',
    appUrl: null,
    hosts: ['郭大姐', '王芳'],
    unitIds: ['liubu', 'xiaoshawo'],
    script: '先问好，报村名。\n说清楚怎么买：在触摸屏上预订，到中心来取。',
    state: 'live',
    revision: 11,
    shelfRevision: 15,
    changed: { atMs: NOW_MS, by: MINE, name: '王主任', act: 'explained', item: null },
    shelfCount: GOODS.length,
    shelf: GOODS.map((_, index) => shelfRow(index)),
    explaining: null,
    next: { productId: 'huixiang', variantId: 'a' },
    orders: { count: 0, totalFen: 0, last: [] },
    ...like,
  };
}

/** In the middle of the evening: the second product is explained, at a flash price, and orders come in. */
export function runningSession(): SessionCard {
  const flash = { priceFen: 1580, fromMs: NOW_MS - MINUTE_MS, toMs: NOW_MS + 4 * MINUTE_MS };
  const shelf = [
    shelfRow(0, { livePriceFen: 1790, priceFen: 1790, sold: 14, explainedAtMs: NOW_MS }),
    shelfRow(1, {
      ...{ livePriceFen: 2580, priceFen: 1580, flash, flashRuns: true, quota: 40, sold: 12 },
      note: '掰开给大家听响，甜、不辣，当水果吃。',
      explainedAtMs: NOW_MS,
    }),
    shelfRow(2, { perPerson: 2 }),
    shelfRow(3),
    shelfRow(4, { soldOut: true, offered: false }),
  ];
  const lines = [{ title: '沙窝萝卜 5 斤装', unit: '袋', quantity: 2, weighed: false }];
  const last = ['o3', 'o2', 'o1'].map((id, index) => ({
    ...{ id, lines, totalFen: 3160 },
    atMs: NOW_MS - index * MINUTE_MS,
    open: index !== 1,
  }));
  return sessionCard({
    shelf,
    explaining: { productId: 'luobo', variantId: 'a', sinceMs: NOW_MS - MINUTE_MS },
    next: { productId: 'nianhua', variantId: 'a' },
    orders: { count: 12, totalFen: 23_800, last },
  });
}

export function sessionsSlice(): SessionsSlice {
  const planned = sessionCard({
    ...{ id: 's2', title: '年画专场', day: '2026-11-24', startsAt: '19:30', state: 'planned' },
    ...{ platform: 'douyin', playUrl: null, appUrl: 'https://v.douyin.com/iAbC123/' },
    ...{ shelfCount: 0, shelf: [], next: null, hosts: [] },
  });
  const over = sessionCard({
    ...{ id: 's3', title: '萝卜专场', day: '2026-11-20', state: 'ended', shelf: [], next: null },
    orders: { count: 31, totalFen: 91_260, last: [] },
  });
  return { sessions: [runningSession(), planned, over] };
}

export function changedSession(mock: StaffMock, like: Partial<SessionCard>): void {
  const [first, ...rest] = mock.slices.sessions.sessions;
  if (first) mock.push('sessions', { sessions: [{ ...first, ...like }, ...rest] });
}

export function livestreamRoutes(): [string, Route][] {
  const SESSIONS = '/api/workshop/sessions';
  const candidates: CandidateList['candidates'] = GOODS.map(
    ({ productId, title, unit, ordinaryFen: priceFen, left }) => ({
      ...{ productId, variantId: 'a', title, unit, priceFen, left },
      ...{ spec: '', village: '第六埠村', state: 'onSale' },
    }),
  );
  const saved: Route = () => ok({ id: 's1', revision: 20 });
  const undo = { what: 'explaining', revision: 16, item: null };
  return [
    ['GET /api/workshop/shelf-candidates', () => ok({ candidates })],
    [`POST ${SESSIONS}`, saved],
    [`POST ${SESSIONS}/:id/shelf`, saved],
    [`POST ${SESSIONS}/:id/state`, () => ok({ done: true })],
    ...['explaining', 'items', 'pins'].map((what): [string, Route] => [
      `POST ${SESSIONS}/:id/${what}`,
      () => ok({ undo }),
    ]),
    [`POST ${SESSIONS}/:id/undo`, () => ok({ done: true })],
    [`GET ${SESSIONS}/:id/history`, () => ok(history())],
  ];
}

function history(): ShelfHistory {
  const row = {
    ...{ atMs: NOW_MS, untilMs: null, by: '王主任', act: 'moved', state: null, title: '' },
    ...{ fromFen: null, toFen: null, from: null, to: null, flashFromMs: null, flashToMs: null },
    ...{ note: '', count: null },
  };
  const luobo = { ...row, title: '沙窝萝卜 5 斤装' };
  return {
    cut: false,
    damaged: false,
    rows: [
      { ...row, state: 'live' },
      { ...luobo, act: 'explained', untilMs: NOW_MS + 6 * MINUTE_MS },
      { ...luobo, act: 'price', fromFen: null, toFen: 2580 },
      { ...luobo, act: 'flash', toFen: 1580, flashFromMs: NOW_MS, flashToMs: NOW_MS + MINUTE_MS },
      { ...luobo, act: 'quota', to: 40, by: '王芳' },
      { ...luobo, act: 'soldOut', by: '王芳' },
    ],
  };
}
