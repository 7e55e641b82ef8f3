// Decisions about a session and its shelf: what two people do at the same time, what is put back, what visitors are shown.
import { describe, expect, test } from 'vitest';
import { productMoved, stockMoved } from '../../../../server/modules/goods/schema.ts';
import { moveSession, putSession } from '../../../../server/modules/livestream/commands.ts';
import type { Undo } from '../../../../server/modules/livestream/console-schema.ts';
import {
  type ShopNow,
  selectLive,
  selectProducts,
} from '../../../../server/modules/livestream/pages.ts';
import type { SessionFields } from '../../../../server/modules/livestream/schema.ts';
import {
  changeItem,
  explain,
  pinItem,
  putShelf,
  undo,
} from '../../../../server/modules/livestream/shelf-commands.ts';
import { reserveOrder } from '../../../../server/modules/orders/commands.ts';
import { soldInSession } from '../../../../server/modules/orders/reading.ts';
import { event } from '../../../../server/store/module.ts';
import type { Bench } from '../decide.ts';
import { DAY, HELPER, openShop, type Shop, sessionFields, shelfItem } from './shop.ts';

const ref = (productId: string) => ({ productId, variantId: 'a' });
function live(items?: Parameters<typeof openShop>[0]): Shop {
  const shop = openShop(items);
  shop.bench.accept(moveSession, { sessionId: shop.sessionId, state: 'live' });
  return shop;
}
function sessionOf({ bench, sessionId }: Shop) {
  const session = bench.views.livestream.sessions[sessionId];
  if (!session) throw new Error('no session');
  return session;
}
const order = (shop: Shop) => sessionOf(shop).shelf.map(({ productId }) => productId);
const now = ({ views, wallMs }: Bench): ShopNow => ({
  nowMs: wallMs,
  soldIn: (sessionId, what) => soldInSession(views.orders, sessionId, what),
});
const shown = ({ bench }: Shop) => selectLive(bench.views, now(bench));
const onSale = ({ bench }: Shop, id: string) =>
  selectProducts(bench.views, now(bench)).products.find(({ productId }) => productId === id);
/** Does something and says how to put it back. */
const act = (how: () => { undo: Undo | null }): Undo => {
  const { undo: wish } = how();
  if (!wish) throw new Error('nothing was done');
  return wish;
};
const doExplain = (shop: Shop, productId: string) =>
  shop.bench.accept(explain, { sessionId: shop.sessionId, item: ref(productId) });
const doChange = (shop: Shop, productId: string, change: object) =>
  shop.bench.accept(changeItem, { sessionId: shop.sessionId, ...ref(productId), change });
const doUndo = (shop: Shop, wish: Undo) =>
  shop.bench.accept(undo, { sessionId: shop.sessionId, undo: wish });
const refusedUndo = (shop: Shop, wish: Undo) =>
  shop.bench.refuse(undo, { sessionId: shop.sessionId, undo: wish });

describe('explaining', () => {
  test('one at a time; since when is the kiosk’s to say; next is what comes behind it', () => {
    const shop = live();
    expect(shown(shop).next?.productId).toBe('huixiang');
    doExplain(shop, 'huixiang');
    shop.bench.wallMs += 1000;
    doExplain(shop, 'luobo');
    expect(shown(shop)).toMatchObject({
      explaining: { item: { productId: 'luobo' }, sinceMs: shop.bench.wallMs, mediaTimeMs: null },
      next: { productId: 'nianhua' },
    });
    shop.bench.accept(explain, { sessionId: shop.sessionId, item: null });
    // Whoever goes on after a pause does not begin from the top again.
    expect(shown(shop)).toMatchObject({ explaining: null, next: { productId: 'nianhua' } });
  });

  test('is refused for what nobody could buy, and before the session begins', () => {
    const shop = openShop();
    const wish = (productId: string) => ({ sessionId: shop.sessionId, item: ref(productId) });
    expect(shop.bench.refuse(explain, wish('luobo'))).toBe('SESSION_STATE_WRONG');
    shop.bench.accept(moveSession, { sessionId: shop.sessionId, state: 'live' });
    doChange(shop, 'huixiang', { hidden: true });
    doChange(shop, 'luobo', { soldOut: true });
    const paused = { productId: 'nianhua', state: 'paused', reason: '' } as const;
    shop.bench.fold(event(productMoved, paused));
    const gone = { ...ref('jiucai'), kind: 'adjust', quantity: -3 } as const;
    shop.bench.fold(event(stockMoved, { ...gone, reference: '', note: '' }));
    for (const id of ['huixiang', 'luobo', 'nianhua', 'jiucai', 'constructor', 'xigua']) {
      expect(shop.bench.refuse(explain, wish(id)), id).toBe('NOT_ON_SHELF');
    }
    expect(shown(shop).next).toBeNull();
  });

  test('of what is sold out or taken off meanwhile goes on and says so; of what is hidden it ends', () => {
    const shop = live();
    doExplain(shop, 'huixiang');
    doChange(shop, 'huixiang', { soldOut: true });
    expect(shown(shop).explaining?.item).toMatchObject({ productId: 'huixiang', soldOut: true });
    doChange(shop, 'huixiang', { soldOut: false });
    for (const state of ['paused', 'off'] as const) {
      shop.bench.fold(event(productMoved, { productId: 'huixiang', state, reason: '' }));
      expect(shown(shop).explaining?.item).toMatchObject({ productId: 'huixiang', soldOut: true });
      expect(onSale(shop, 'huixiang')).toBeUndefined();
    }
    doExplain(shop, 'luobo');
    doChange(shop, 'luobo', { hidden: true });
    expect(shown(shop).explaining).toBeNull();
    doExplain(shop, 'nianhua');
    const { shelfRevision: revision } = sessionOf(shop);
    const items = [shelfItem('jiucai')];
    shop.bench.accept(putShelf, { sessionId: shop.sessionId, revision, items });
    expect(shown(shop).explaining).toBeNull();
  });

  test('the same by two thumbs at once is one; it ends with the session', () => {
    const shop = live();
    doExplain(shop, 'luobo');
    const { length } = shop.bench.recorded;
    shop.bench.actor = HELPER;
    expect(doExplain(shop, 'luobo')).toEqual({ undo: null });
    expect(shop.bench.recorded).toHaveLength(length);
    shop.bench.accept(moveSession, { sessionId: shop.sessionId, state: 'paused' });
    expect(shown(shop).explaining).not.toBeNull();
    shop.bench.accept(moveSession, { sessionId: shop.sessionId, state: 'ended' });
    expect(sessionOf(shop).explaining).toBeNull();
    expect(shop.bench.refuse(explain, { sessionId: shop.sessionId, item: ref('nianhua') })).toBe(
      'SESSION_STATE_WRONG',
    );
  });
});

describe('two people', () => {
  test('change different items, or the same one, from what each of them last saw', () => {
    const shop = live();
    doChange(shop, 'huixiang', { livePriceFen: 1790 });
    shop.bench.actor = HELPER;
    shop.bench.wallMs += 1000;
    doChange(shop, 'luobo', { soldOut: true });
    doChange(shop, 'huixiang', { quota: 40 });
    const [first, second] = sessionOf(shop).shelf;
    expect(first).toMatchObject({ livePriceFen: 1790, quota: 40, changed: { by: 'helper' } });
    expect(second).toMatchObject({ soldOut: true, changed: { by: 'helper' } });
    expect(sessionOf(shop).changed).toEqual({
      atMs: shop.bench.wallMs,
      by: 'helper',
      act: 'quota',
      item: ref('huixiang'),
    });
  });

  test('the whole shelf is put only as it was seen; what is explained does not matter to it', () => {
    const shop = live();
    const { shelfRevision: revision } = sessionOf(shop);
    const put = { sessionId: shop.sessionId, revision, items: [shelfItem('nianhua')] };
    doExplain(shop, 'nianhua');
    shop.bench.accept(putShelf, put);
    doChange(shop, 'nianhua', { note: '拿近一点看' });
    expect(shop.bench.refuse(putShelf, put)).toBe('SESSION_CHANGED');
    const latest = { ...put, revision: sessionOf(shop).shelfRevision };
    for (const items of [
      [shelfItem('nianhua'), shelfItem('nianhua')],
      [shelfItem('nobody')],
      [{ ...shelfItem('nianhua'), variantId: 'z' }],
      [shelfItem('nianhua', { flash: { priceFen: 1, fromMs: 5, toMs: 5 } })],
    ]) {
      expect(shop.bench.refuse(putShelf, { ...latest, items })).toBe('SHELF_WRONG');
    }
  });
});

test('what is put again unchanged keeps who changed it last, and can still be put back', () => {
  const shop = live();
  const { sessionId, bench } = shop;
  const price = act(() => doChange(shop, 'luobo', { livePriceFen: 1500 }));
  bench.actor = HELPER;
  const { shelfRevision: revision } = sessionOf(shop);
  const items = [shelfItem('luobo', { livePriceFen: 1500 }), shelfItem('huixiang', { quota: 5 })];
  bench.accept(putShelf, { sessionId, revision, items });
  expect(sessionOf(shop).shelf.map(({ changed }) => changed.by)).toEqual(['host', 'helper']);
  doUndo(shop, price);
  expect(sessionOf(shop).shelf[0]?.livePriceFen).toBeNull();
});

describe('putting back', () => {
  test('each action restores exactly what it replaced', () => {
    const shop = live();
    const { sessionId, bench } = shop;
    doExplain(shop, 'huixiang');
    const before = structuredClone(order(shop));
    doUndo(
      shop,
      act(() => doExplain(shop, 'luobo')),
    );
    expect(shown(shop).explaining?.item.productId).toBe('huixiang');
    doUndo(
      shop,
      act(() => bench.accept(pinItem, { sessionId, ...ref('jiucai') })),
    );
    expect(order(shop)).toEqual(before);
    const change = { livePriceFen: 1500, flash: { priceFen: 990, lastsS: 60 }, soldOut: true };
    const wish = act(() => doChange(shop, 'luobo', change));
    const { flash } = sessionOf(shop).shelf[1] ?? {};
    expect(flash).toEqual({ priceFen: 990, fromMs: bench.wallMs, toMs: bench.wallMs + 60_000 });
    doUndo(shop, wish);
    expect(sessionOf(shop).shelf[1]).toMatchObject(shelfItem('luobo'));
    doUndo(
      shop,
      act(() => bench.accept(explain, { sessionId, item: null })),
    );
    expect(shown(shop).explaining?.item.productId).toBe('huixiang');
  });

  test('is refused once somebody changed the same thing, and only then', () => {
    const shop = live();
    const { sessionId, bench } = shop;
    const price = act(() => doChange(shop, 'luobo', { livePriceFen: 1500 }));
    const pinned = act(() => bench.accept(pinItem, { sessionId, ...ref('jiucai') }));
    const explained = act(() => doExplain(shop, 'huixiang'));
    bench.actor = HELPER;
    doChange(shop, 'nianhua', { soldOut: true });
    doUndo(shop, price);
    expect(refusedUndo(shop, price)).toBe('UNDO_OVERTAKEN');
    doChange(shop, 'nianhua', { soldOut: false });
    bench.accept(pinItem, { sessionId, ...ref('nianhua') });
    expect(refusedUndo(shop, pinned)).toBe('UNDO_OVERTAKEN');
    doExplain(shop, 'luobo');
    expect(refusedUndo(shop, explained)).toBe('UNDO_OVERTAKEN');
    expect(shown(shop).explaining?.item.productId).toBe('luobo');
    const last = act(() => doChange(shop, 'luobo', { soldOut: true }));
    bench.accept(moveSession, { sessionId, state: 'ended' });
    expect(refusedUndo(shop, last)).toBe('SESSION_STATE_WRONG');
  });
});

describe('the shelf', () => {
  test('pinned comes right behind what is explained, or first of all', () => {
    const shop = live();
    const { sessionId, bench } = shop;
    bench.accept(pinItem, { sessionId, ...ref('nianhua') });
    expect(order(shop)).toEqual(['nianhua', 'huixiang', 'luobo', 'jiucai']);
    doExplain(shop, 'huixiang');
    bench.accept(pinItem, { sessionId, ...ref('jiucai') });
    expect(order(shop)).toEqual(['nianhua', 'huixiang', 'jiucai', 'luobo']);
    // From before it to behind it.
    bench.accept(pinItem, { sessionId, ...ref('nianhua') });
    expect(order(shop)).toEqual(['huixiang', 'nianhua', 'jiucai', 'luobo']);
    expect(shown(shop).next?.productId).toBe('nianhua');
    expect(bench.accept(pinItem, { sessionId, ...ref('nianhua') })).toEqual({ undo: null });
  });

  test('a flash price begins and ends with its millisecond, also when it is the live price', () => {
    const shop = live();
    const fromMs = shop.bench.wallMs + 1000;
    const flash = { priceFen: 1500, fromMs, toMs: fromMs + 1000 };
    doChange(shop, 'huixiang', { livePriceFen: 1500, flash });
    const at = (ms: number) => {
      shop.bench.wallMs = ms;
      return onSale(shop, 'huixiang')?.flashUntilMs;
    };
    expect([at(fromMs - 1), at(fromMs), at(fromMs + 999), at(fromMs + 1000)]).toEqual([
      null,
      fromMs + 1000,
      fromMs + 1000,
      null,
    ]);
    expect(
      shop.bench.refuse(changeItem, {
        sessionId: shop.sessionId,
        ...ref('huixiang'),
        change: { flash: { priceFen: 1, fromMs, toMs: fromMs } },
      }),
    ).toBe('SHELF_WRONG');
  });

  test('a price that changed, or a session that ended, between look and tap is never charged', () => {
    const shop = live();
    const { bench, sessionId } = shop;
    doChange(shop, 'huixiang', { livePriceFen: 1790, quota: 3 });
    const body = (unitFen: number, quantity = 1) => ({
      lines: [{ ...ref('huixiang'), quantity, unitFen }],
      pickUpDay: DAY,
      source: 'touch' as const,
      print: false,
    });
    bench.accept(reserveOrder, body(1790, 2));
    expect(bench.refuse(reserveOrder, body(1990))).toBe('PRICE_CHANGED');
    // Beyond the quota it is the ordinary price.
    expect(bench.refuse(reserveOrder, body(1790, 2))).toBe('PRICE_CHANGED');
    doChange(shop, 'huixiang', { livePriceFen: 1690 });
    expect(bench.refuse(reserveOrder, body(1790))).toBe('PRICE_CHANGED');
    bench.accept(moveSession, { sessionId, state: 'ended' });
    expect(bench.refuse(reserveOrder, body(1690))).toBe('PRICE_CHANGED');
    bench.accept(reserveOrder, body(1990));
  });
});

describe('a session', () => {
  test('goes its way; one runs at a time; over is over', () => {
    const shop = openShop();
    const { bench, sessionId } = shop;
    const other = bench.accept(putSession, {
      sessionId: null,
      revision: null,
      session: sessionFields({ title: '年画专场' }),
    });
    bench.accept(moveSession, { sessionId, state: 'live' });
    const start = { sessionId: other.id, state: 'live' } as const;
    expect(bench.refuse(moveSession, start)).toBe('SESSION_RUNNING');
    expect(bench.refuse(moveSession, { sessionId, state: 'cancelled' })).toBe(
      'SESSION_STATE_WRONG',
    );
    bench.accept(moveSession, { sessionId, state: 'ended' });
    bench.accept(moveSession, start);
    bench.accept(moveSession, { sessionId, state: 'settled' });
    expect(bench.refuse(moveSession, { sessionId, state: 'live' })).toBe('SESSION_STATE_WRONG');
    expect(bench.refuse(moveSession, { sessionId: 'constructor', state: 'live' })).toBe(
      'SESSION_NOT_FOUND',
    );
  });

  test('its plan is put only as it was seen; starting it is no change of the plan', () => {
    const shop = openShop();
    const { bench, sessionId } = shop;
    const { revision } = sessionOf(shop);
    bench.accept(moveSession, { sessionId, state: 'live' });
    const put = { sessionId, revision, session: sessionFields({ title: '茴香' }) };
    bench.accept(putSession, put);
    expect(bench.refuse(putSession, put)).toBe('SESSION_CHANGED');
    expect(sessionOf(shop)).toMatchObject({ state: 'live', title: '茴香' });
    expect(sessionOf(shop).shelf).toHaveLength(4);
  });

  test('needs a day that there is and villages that there are', () => {
    const { bench } = openShop();
    const refused = (like: Partial<SessionFields>) =>
      bench.refuse(putSession, {
        sessionId: null,
        revision: null,
        session: sessionFields(like),
      });
    expect(refused({ day: '2026-02-30' })).toBe('DAY_INVALID');
    expect(refused({ unitIds: ['nowhere'] })).toBe('UNIT_NOT_FOUND');
  });

  test('over for more than a year leaves the view; what runs or is recent stays', () => {
    const shop = openShop();
    const { bench, sessionId } = shop;
    bench.fold({ type: 'centre.dayOpened', version: 1, data: { day: '2028-01-05', by: 'clock' } });
    expect(sessionOf(shop)).toBeDefined();
    bench.accept(moveSession, { sessionId, state: 'cancelled' });
    bench.fold({ type: 'centre.dayOpened', version: 1, data: { day: '2027-12-01', by: 'clock' } });
    expect(sessionOf(shop)).toBeDefined();
    bench.fold({ type: 'centre.dayOpened', version: 1, data: { day: '2028-01-06', by: 'clock' } });
    expect(bench.views.livestream.sessions[sessionId]).toBeUndefined();
  });
});

describe('addresses', () => {
  const answerTo = (like: Partial<SessionFields>): string => {
    const { bench } = openShop();
    const body = { sessionId: null, revision: null, session: sessionFields(like) };
    const decision = putSession.decide(bench.views, body, {
      id: (index: number) => `T1-1-${index + 99}`,
    } as never);
    return 'refused' in decision ? decision.refused : 'taken';
  };

  test.each([
    ['douyin', 'https://v.douyin.com/iAbC123/'],
    ['douyin', 'https://live.douyin.com/80017709309'],
    ['douyin', 'https://V.DOUYIN.com/iAbC?x=1&y=%E4%B8%AD#here'],
    ['channels', 'https://channels.weixin.qq.com/live?id=1'],
    ['other', 'https://live.kuaishou.com/u/x'],
    ['other', 'https://xhslink.com'],
  ] as const)('%s takes %s', (platform, appUrl) => {
    expect(answerTo({ platform, appUrl })).toBe('taken');
  });

  test.each([
    'http://v.douyin.com/x',
    'javascript:alert(1)',
    'javascript://v.douyin.com/%0aalert(1)',
    'data:text/html,x',
    'ftp://v.douyin.com/x',
    '//v.douyin.com/x',
    'v.douyin.com/x',
    'https://user@v.douyin.com/x',
    'https://:secret@v.douyin.com/x',
    'https://@v.douyin.com/x',
    'https://v.douyin.com@evil.example/x',
    'https://v.douyin.com\\@evil.example/x',
    'https:\\\\v.douyin.com\\x',
    'https://evil.example/https://v.douyin.com/x',
    'https://v.douyin.com.evil.example/x',
    'https://evil-v.douyin.com/x',
    'https://v.douyin.com./x',
    'https://v.douyin.com:8443/x',
    'https://v.douyin.com:443/x',
    'https://v.douyin.com:/x',
    'https://v.douуin.com/x',
    'https://xn--v-douin-3of.com/x',
    'https://ｖ.douyin.com/x',
    'https://v。douyin。com/x',
    'https://v.dou%79in.com/x',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://v.douyin.com/a b',
    'https://v.douyin.com/a\nb',
    ' https://v.douyin.com/x',
    'https://v.douyin.com/\u202ex',
    'https://channels.weixin.qq.com/x',
    'https://',
    '',
  ])('douyin refuses %j', (appUrl) => {
    expect(answerTo({ platform: 'douyin', appUrl })).toBe('LIVE_ADDRESS_WRONG');
  });

  test('an address of the wrong kind for the platform is refused', () => {
    const appUrl = 'https://v.douyin.com/x';
    expect(answerTo({ platform: 'local', appUrl })).toBe('LIVE_ADDRESS_WRONG');
    const playUrl = '/hls/stream.m3u8';
    expect(answerTo({ platform: 'douyin', playUrl })).toBe('LIVE_ADDRESS_WRONG');
    expect(answerTo({ platform: 'local', playUrl })).toBe('taken');
  });

  test('the refusal says what is wrong with it', () => {
    const { bench } = openShop();
    const why = (appUrl: string) => {
      const session = sessionFields({ platform: 'douyin', appUrl });
      const body = { sessionId: null, revision: null, session };
      return putSession.decide(bench.views, body, { id: () => 'T1-1-9' } as never);
    };
    expect(why('http://v.douyin.com/x')).toMatchObject({ params: { why: 'https' } });
    expect(why('https://b.example/x')).toMatchObject({
      params: { why: 'host', hosts: 'v.douyin.com、www.douyin.com、live.douyin.com' },
    });
  });
});
