// The timer of flash prices: tells at the very moment, stays quiet otherwise, and follows a clock that is put right.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFlashPrices } from '../../server/flash-prices.ts';
import { moveSession } from '../../server/modules/livestream/commands.ts';
import { changeItem } from '../../server/modules/livestream/shelf-commands.ts';
import type { CommitListener } from '../../server/store/commits.ts';
import { openShop, type Shop } from './modules/livestream/shop.ts';

let shop: Shop;
let told: number[];
let skewMs: number;
let commit: CommitListener;
let flashPrices: ReturnType<typeof createFlashPrices>;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T11:30:00Z') });
  shop = openShop();
  const { bench, sessionId } = shop;
  bench.accept(moveSession, { sessionId, state: 'live' });
  told = [];
  skewMs = 0;
  const time = () => ({ wallMs: Date.now() + skewMs, hallMs: 0, trusted: true });
  flashPrices = createFlashPrices({
    store: {
      read: async (select) => select(bench.views),
      time,
      onCommitted: (listener) => {
        commit = listener;
        return () => {};
      },
      onStatus: () => () => {},
    },
    logger: { error: (_fields, message) => expect.fail(message) },
  });
  flashPrices.onChange(() => told.push(time().wallMs));
  flashPrices.start();
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  flashPrices.stop();
  vi.useRealTimers();
});

async function flash(fromMs: number, toMs: number): Promise<void> {
  const { bench, sessionId } = shop;
  const change = { flash: { priceFen: 990, fromMs, toMs } };
  bench.accept(changeItem, { sessionId, productId: 'luobo', variantId: 'a', change });
  commit(bench.recorded.slice(-1));
  await vi.advanceTimersByTimeAsync(0);
  told = [];
}

test('tells when it begins and when it ends, to the millisecond', async () => {
  const fromMs = Date.now() + 90_000;
  await flash(fromMs, fromMs + 45_500);
  await vi.advanceTimersByTimeAsync(89_999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([fromMs]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(told).toEqual([fromMs, fromMs + 45_500]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a clock that is put right is noticed before the old time has passed', async () => {
  const fromMs = Date.now() + 3_600_000;
  await flash(fromMs, fromMs + 60_000);
  skewMs = 3_600_000;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toHaveLength(1);
});

test('stopped, it tells nothing more', async () => {
  await flash(Date.now() + 1000, Date.now() + 2000);
  flashPrices.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
