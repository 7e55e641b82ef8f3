// Whatever is ordered, paid, fetched, cancelled, expired and refunded in whatever order: stock is never negative and never
// promised twice, and the ledger is what was paid less what was given back, to the fen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { moveProduct, moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import type { ProductFields } from '../../../../server/modules/goods/schema.ts';
import {
  cancelOrder,
  expireOrders,
  payOrder,
  pickUpOrder,
  reserveOrder,
} from '../../../../server/modules/orders/commands.ts';
import {
  refundLines,
  sellGoods,
  sellOutside,
  undoSale,
} from '../../../../server/modules/orders/sale-commands.ts';
import { figuresOf } from '../../../../server/modules/orders/takings.ts';
import { PARTIES, splitFen, WHOLE_BPS } from '../../../../server/modules/shares/reading.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';
import { type Bench, createBench } from '../decide.ts';

const DAY = '2026-11-23';
const DAY_MS = 86_400_000;
const nextDay = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
const rule = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 3, maxLength: 3 })
  .map((cuts) => {
    const [a = 0, b = 0, c = 0] = cuts.toSorted((x, y) => x - y);
    return { village: a, coop: b - a, host: c - b, committee: WHOLE_BPS - c };
  });

function product(shares: ProductFields['shares'], priceFen: number): ProductFields {
  return {
    title: '沙窝萝卜',
    spec: '',
    unit: '袋',
    description: '',
    origin: { unitId: 'xiaoshawo', coop: '沙窝萝卜合作社', household: '三组王家' },
    harvestDay: null,
    certificate: '',
    photoIds: [],
    variants: [
      { id: 'bag', name: '5斤装', priceFen, listPriceFen: null, weighed: false },
      { id: 'loose', name: '散称', priceFen, listPriceFen: null, weighed: true },
    ],
    shares,
  };
}

describe('a line', () => {
  test('is split into whole fen whose sum is the line, whatever the rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), rule, (total, shares) => {
        const parts = splitFen(total, shares);
        expect(PARTIES.reduce((sum, party) => sum + parts[party], 0)).toBe(total);
        for (const party of PARTIES) {
          const exact = (total * shares[party]) / WHOLE_BPS;
          expect(Math.abs(parts[party] - exact)).toBeLessThan(1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('of equal remainders gives the odd fen to who is named first', () => {
    const quarter = { village: 2500, coop: 2500, host: 2500, committee: 2500 };
    expect(splitFen(101, quarter)).toEqual({ village: 26, coop: 25, host: 25, committee: 25 });
    expect(splitFen(103, quarter)).toEqual({ village: 26, coop: 26, host: 26, committee: 25 });
  });
});

type Step =
  | { do: 'reserve' | 'sell' | 'outside'; quantity: number; loose: boolean }
  | { do: 'pay' | 'fetch' | 'cancel' | 'refund' | 'undo'; which: number; returned: boolean }
  | { do: 'turn' }
  | { do: 'receive' | 'count'; quantity: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('reserve' as const, 'sell' as const, 'outside' as const),
      quantity: fc.integer({ min: 1, max: 6 }),
      loose: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'pay' as const,
        'fetch' as const,
        'cancel' as const,
        'refund' as const,
        'undo' as const,
      ),
      which: fc.nat({ max: 20 }),
      returned: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'turn' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('receive' as const, 'count' as const),
      quantity: fc.integer({ min: -8, max: 8 }),
    }),
  },
);

/** Decides and folds when it is accepted; says whether it was. */
function attempt(bench: Bench, command: unknown, body: unknown): boolean {
  try {
    bench.accept(command as CommandDefinition<Bench['views']>, body as never);
    return true;
  } catch (error) {
    if (String(error).includes('refused: ')) return false;
    throw error;
  }
}

function shop(shares: ProductFields['shares'], priceFen: number): { bench: Bench; id: string } {
  const bench = createBench();
  bench.accept(adoptUnits, { units: [{ id: 'xiaoshawo', name: '小沙窝村', kind: 'village' }] });
  bench.accept(openDay, { day: DAY });
  const put = { productId: null, revision: null, product: product(shares, priceFen) };
  const { id } = bench.accept(putProduct, put);
  for (const state of ['review', 'onSale'] as const) {
    bench.accept(moveProduct, { productId: id, state, reason: '' });
  }
  for (const variantId of ['bag', 'loose']) {
    const kind = 'receive' as const;
    bench.accept(moveStock, { productId: id, variantId, kind, quantity: 10, note: '' });
  }
  return { bench, id };
}

function take(bench: Bench, productId: string, priceFen: number, one: Step): void {
  const orders = Object.keys(bench.views.orders.orders);
  switch (one.do) {
    case 'reserve':
    case 'outside':
    case 'sell': {
      const variantId = one.loose ? 'loose' : 'bag';
      const lines = [{ productId, variantId, quantity: one.quantity, unitFen: priceFen }];
      if (one.do === 'sell') {
        attempt(bench, sellGoods, { lines, method: 'cash', print: false });
      } else if (one.do === 'outside') {
        attempt(bench, sellOutside, { lines, platform: '抖音' });
      } else {
        const body = { lines, pickUpDay: bench.views.centre.day, source: 'touch', print: false };
        attempt(bench, reserveOrder, body);
      }
      break;
    }
    case 'turn':
      bench.wallMs += DAY_MS;
      bench.accept(openDay, { day: nextDay(bench.views.centre.day ?? DAY) });
      bench.accept(expireOrders, {});
      break;
    case 'receive':
    case 'count': {
      const kind = one.do === 'receive' ? 'receive' : 'adjust';
      const { quantity } = one;
      attempt(bench, moveStock, { productId, variantId: 'bag', kind, quantity, note: '' });
      break;
    }
    default: {
      const orderId = orders[one.which % Math.max(1, orders.length)];
      if (orderId === undefined) return;
      const { totalFen: fen = 0, source } = bench.views.orders.orders[orderId] ?? {};
      const method = source === 'outside' ? 'platform' : 'cash';
      const { returned } = one;
      const commands = {
        pay: () => attempt(bench, payOrder, { orderId, method: 'cash', fen }),
        fetch: () => attempt(bench, pickUpOrder, { orderId, how: 'scan' }),
        cancel: () => attempt(bench, cancelOrder, { orderId, reason: '不要了' }),
        refund: () => attempt(bench, refundLines, { orderId, method, returned, reason: '坏了' }),
        undo: () => attempt(bench, undoSale, { orderId }),
      };
      commands[one.do]();
    }
  }
}

function check({ views }: Bench): void {
  for (const { onHand, reserved } of Object.values(views.goods.stock)) {
    expect(reserved).toBeGreaterThanOrEqual(0);
    expect(onHand).toBeGreaterThanOrEqual(reserved);
  }
  const open = Object.values(views.orders.orders).filter(
    ({ state }) => state === 'reserved' || state === 'paid',
  );
  const promised = open.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.quantity, 0);
  const reserved = Object.values(views.goods.stock).reduce((sum, one) => sum + one.reserved, 0);
  expect(reserved).toBe(promised);
  const kept = Object.values(views.orders.orders)
    .filter(({ paid }) => paid !== null)
    .flatMap(({ lines, refunded }) => lines.filter((_, place) => !refunded.includes(place)))
    .reduce((sum, line) => sum + line.totalFen, 0);
  let booked = 0;
  for (const day of Object.keys(views.orders.takings)) {
    const figures = figuresOf(views, day);
    // 日结 of every day is balanced by itself.
    expect(figures.bookedFen).toBe(figures.paidFen - figures.refundedFen);
    const sold = figures.sold.reduce((sum, { fen }) => sum + fen, 0);
    const outside = figures.platforms.reduce((sum, one) => sum + one.paidFen - one.refundedFen, 0);
    expect(sold).toBe(figures.bookedFen);
    expect(outside + figures.cashFen).toBe(figures.bookedFen);
    booked += figures.bookedFen;
  }
  expect(booked).toBe(kept);
}

test('stock and ledger hold through a hundred thousand random steps', () => {
  fc.assert(
    fc.property(
      rule,
      fc.integer({ min: 1, max: 100_000 }),
      fc.array(step, { minLength: 40, maxLength: 60 }),
      (shares, priceFen, steps) => {
        const { bench, id } = shop(shares, priceFen);
        for (const one of steps) {
          take(bench, id, priceFen, one);
          check(bench);
        }
      },
    ),
    { numRuns: 2000 },
  );
}, 600_000);
