// What becomes of orders when the session ends, the day turns, somebody comes too late, and how often one person may buy.
import { beforeEach, describe, expect, test } from 'vitest';
import { closeDay, openDay } from '../../../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { moveProduct, moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import { leftOf } from '../../../../server/modules/goods/reading.ts';
import { moveSession, putSession } from '../../../../server/modules/livestream/commands.ts';
import { putShelf } from '../../../../server/modules/livestream/shelf-commands.ts';
import {
  cancelOrder,
  expireOrders,
  payOrder,
  pickUpOrder,
  reserveOrder,
} from '../../../../server/modules/orders/commands.ts';
import {
  importSales,
  refundLines,
  sellOutside,
} from '../../../../server/modules/orders/sale-commands.ts';
import { figuresOf } from '../../../../server/modules/orders/takings.ts';
import { type Bench, createBench } from '../decide.ts';
import { goods } from './stocked-shop.ts';

const DAY = '2026-11-23';
const NEXT = '2026-11-24';
let bench: Bench;
let id: string;
beforeEach(() => {
  bench = createBench();
  bench.accept(adoptUnits, { units: [{ id: 'xiaoshawo', name: '小沙窝村', kind: 'village' }] });
  bench.accept(openDay, { day: DAY });
  id = bench.accept(putProduct, { productId: null, revision: null, product: goods('萝卜') }).id;
  for (const state of ['review', 'onSale'] as const) {
    bench.accept(moveProduct, { productId: id, state, reason: '' });
  }
  const kind = 'receive' as const;
  bench.accept(moveStock, { productId: id, variantId: 'a', kind, quantity: 10, note: '' });
});

const body = (more: object = {}, unitFen = 1990, quantity = 1) => ({
  lines: [{ productId: id, variantId: 'a', quantity, unitFen }],
  pickUpDay: DAY,
  source: 'touch' as const,
  print: false,
  ...more,
});
const left = () => leftOf(bench.views.goods, id, 'a');
const order = (orderId: string) => bench.views.orders.orders[orderId];

function startSession(perPerson: number | null = null): string {
  const session = {
    title: '赶大集',
    day: DAY,
    startsAt: '10:00',
    platform: 'local' as const,
    playUrl: null,
    appUrl: null,
    hosts: ['小王'],
    unitIds: [],
    script: '',
  };
  const { id: sessionId, revision } = bench.accept(putSession, {
    sessionId: null,
    revision: null,
    session,
  });
  const item = { productId: id, variantId: 'a', livePriceFen: 1500, flash: null, quota: 3 };
  const items = [{ ...item, perPerson, hidden: false, soldOut: false }];
  bench.accept(putShelf, { sessionId, revision, items });
  bench.accept(moveSession, { sessionId, state: 'live' });
  return sessionId;
}

describe('a session', () => {
  test('that ends between tap and order: the live price is refused with the ordinary one', () => {
    const sessionId = startSession();
    bench.accept(reserveOrder, body({}, 1500));
    bench.accept(moveSession, { sessionId, state: 'ended' });
    expect(bench.refuse(reserveOrder, body({}, 1500))).toBe('PRICE_CHANGED');
    bench.accept(reserveOrder, body());
  });

  test('that ends before its order is paid: the order keeps its price and its host', () => {
    const sessionId = startSession();
    const { id: orderId } = bench.accept(reserveOrder, body({}, 1500));
    bench.accept(moveSession, { sessionId, state: 'ended' });
    bench.accept(payOrder, { orderId, method: 'cash', fen: 1500 });
    expect(bench.views.shares.byDay[DAY]).toMatchObject({ 'host:小王': 150 });
  });

  test('pays its host for what a platform sells meanwhile, out of the same quota', () => {
    startSession();
    const [line] = body({}, 1400, 3).lines;
    bench.accept(sellOutside, { platform: '抖音', lines: line ? [line] : [] });
    expect(bench.views.shares.byDay[DAY]).toMatchObject({ 'host:小王': 420 });
    expect(bench.refuse(reserveOrder, body({}, 1500))).toBe('PRICE_CHANGED');
  });

  test('with a limit sells nothing to nobody', () => {
    startSession(1);
    expect(bench.refuse(reserveOrder, body({}, 1500))).toBe('BUYER_NEEDED');
  });
});

describe('the pick-up day', () => {
  const reserve = (pickUpDay: string) => bench.accept(reserveOrder, body({ pickUpDay })).id;

  test('an order is kept until a later business day opens, not for so many hours', () => {
    const orderId = reserve(DAY);
    // Closed early by mistake and opened again; then the clock stands still for two days.
    bench.accept(closeDay, { late: false });
    expect(bench.accept(expireOrders, {})).toEqual({ expired: 0 });
    bench.actor = { kind: 'staff', accountId: 'a' };
    bench.accept(openDay, { day: DAY });
    bench.wallMs += 48 * 3_600_000;
    expect(bench.accept(expireOrders, {})).toEqual({ expired: 0 });
    expect(left()).toBe(9);
    bench.accept(openDay, { day: NEXT });
    expect(bench.accept(expireOrders, {})).toEqual({ expired: 1 });
    expect([left(), order(orderId)?.state]).toEqual([10, 'expired']);
    expect(figuresOf(bench.views, DAY)).toMatchObject({ made: 1, expired: 1, waiting: 0 });
  });

  test('tomorrow’s is still there tomorrow', () => {
    reserve(NEXT);
    bench.accept(openDay, { day: NEXT });
    expect(bench.accept(expireOrders, {})).toEqual({ expired: 0 });
  });

  test('whoever comes a day late gets it while it is there', () => {
    const late = reserve(DAY);
    bench.accept(openDay, { day: NEXT });
    bench.accept(expireOrders, {});
    expect(bench.refuse(pickUpOrder, { orderId: late, how: 'desk' })).toBe('ORDER_STATE_WRONG');
    bench.accept(payOrder, { orderId: late, method: 'cash', fen: 1990 });
    expect(left()).toBe(9);
    bench.accept(pickUpOrder, { orderId: late, how: 'desk' });
    expect(order(late)?.over?.day).toBe(NEXT);
  });

  test('and nothing when it is gone', () => {
    const late = reserve(DAY);
    bench.accept(openDay, { day: NEXT });
    bench.accept(expireOrders, {});
    bench.accept(reserveOrder, body({ pickUpDay: NEXT }, 1990, 10));
    expect(bench.refuse(payOrder, { orderId: late, method: 'cash', fen: 1990 })).toBe(
      'STOCK_SHORT',
    );
  });

  test('what is paid never expires', () => {
    const orderId = reserve(DAY);
    bench.accept(payOrder, { orderId, method: 'cash', fen: 1990 });
    bench.accept(openDay, { day: NEXT });
    expect(bench.accept(expireOrders, {})).toEqual({ expired: 0 });
    expect(figuresOf(bench.views, NEXT).waiting).toBe(1);
  });

  test('many orders that nobody fetched go a hundred at a time', () => {
    const quantity = 990;
    const kind = 'receive' as const;
    bench.accept(moveStock, { productId: id, variantId: 'a', kind, quantity, note: '' });
    for (let count = 0; count < 250; count++) reserve(DAY);
    bench.accept(openDay, { day: NEXT });
    const each = () => bench.accept(expireOrders, {}).expired;
    expect([each(), each(), each(), each()]).toEqual([100, 100, 50, 0]);
  });
});

test('one line of two is refunded before the rest is fetched: each moves once', () => {
  const other = bench.accept(putProduct, {
    productId: null,
    revision: null,
    product: goods('茴香'),
  }).id;
  for (const state of ['review', 'onSale'] as const) {
    bench.accept(moveProduct, { productId: other, state, reason: '' });
  }
  const kind = 'receive' as const;
  bench.accept(moveStock, { productId: other, variantId: 'a', kind, quantity: 5, note: '' });
  const lines = [...body().lines, { productId: other, variantId: 'a', quantity: 2, unitFen: 1990 }];
  const { id: orderId } = bench.accept(reserveOrder, body({ lines }));
  bench.accept(payOrder, { orderId, method: 'cash', fen: 5970 });
  const refund = { orderId, method: 'cash' as const, returned: false, reason: '坏了' };
  expect(bench.accept(refundLines, { ...refund, lines: [1] })).toEqual({ fen: 3980 });
  expect(bench.refuse(refundLines, { ...refund, lines: [1] })).toBe('LINES_WRONG');
  expect(bench.refuse(refundLines, { ...refund, lines: [2] })).toBe('LINES_WRONG');
  bench.accept(pickUpOrder, { orderId, how: 'scan' });
  expect([left(), leftOf(bench.views.goods, other, 'a')]).toEqual([9, 5]);
  expect(bench.refuse(cancelOrder, { orderId, reason: '不要了' })).toBe('ORDER_STATE_WRONG');
});

test('of imported sales the last one is too many: none is taken', () => {
  const sale = { platform: '快手', lines: body({}, 1500, 4).lines };
  expect(bench.refuse(importSales, { sales: [sale, sale, sale] })).toBe('STOCK_SHORT');
  expect(left()).toBe(10);
  const taken = bench.accept(importSales, { sales: [sale, sale] });
  expect([taken, left()]).toEqual([{ sales: 2, totalFen: 12_000 }, 2]);
  const figures = figuresOf(bench.views, DAY);
  expect(figures.bookedFen).toBe(12_000);
  expect(new Set(Object.values(bench.views.orders.orders).map(({ code }) => code)).size).toBe(2);
});
