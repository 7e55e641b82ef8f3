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
import type { Order } from '../../../../server/modules/orders/schema.ts';
import { figuresOf } from '../../../../server/modules/orders/takings.ts';
import { PARTIES, splitFen, WHOLE_BPS } from '../../../../server/modules/shares/reading.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';
import { dayAfter } from '../attendance/memory-kiosk.ts';
import { type Bench, createBench } from '../decide.ts';

const DAY = '2026-11-23';
const DAY_MS = 86_400_000;
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
      { id: 'box', name: '礼盒', priceFen, listPriceFen: null, weighed: false },
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
  | { do: 'reserve' | 'sell' | 'outside'; quantity: number; loose: number }
  | {
      do: 'pay' | 'fetch' | 'cancel' | 'refund' | 'undo';
      which: number;
      returned: boolean;
      line: number;
    }
  | { do: 'wait' }
  | { do: 'receive' | 'count'; quantity: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('reserve' as const, 'sell' as const, 'outside' as const),
      quantity: fc.integer({ min: 1, max: 6 }),
      /** Grams of a second line; none: one line only. */
      loose: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
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
      which: fc.nat({ max: 7 }),
      returned: fc.boolean(),
      /** Of a refund: this line only, or all that is left. */
      line: fc.integer({ min: -1, max: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('receive' as const, 'count' as const),
      quantity: fc.integer({ min: -8, max: 40 }),
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
  for (const [variantId, quantity] of [
    ['bag', 10],
    ['box', 30],
    ['loose', 5000],
  ] as const) {
    const kind = 'receive' as const;
    bench.accept(moveStock, { productId: id, variantId, kind, quantity, note: '' });
  }
  return { bench, id };
}

function take(bench: Bench, productId: string, priceFen: number, one: Step): void {
  const orders = Object.keys(bench.views.orders.orders);
  switch (one.do) {
    case 'reserve':
    case 'outside':
    case 'sell': {
      const of = (variantId: string, quantity: number) => ({
        productId,
        variantId,
        quantity,
        unitFen: priceFen,
      });
      const bags = of('bag', one.quantity);
      const lines = one.loose > 0 ? [of('loose', one.loose), bags] : [bags];
      if (one.do === 'sell') {
        attempt(bench, sellGoods, { lines, method: 'cash', print: false });
      } else if (one.do === 'outside') {
        attempt(bench, sellOutside, { lines, platform: '抖音' });
      } else {
        const { day: pickUpDay } = bench.views.centre;
        attempt(bench, reserveOrder, {
          lines: [bags, of('box', 1)],
          pickUpDay,
          source: 'touch',
          print: false,
        });
      }
      break;
    }
    case 'wait':
      bench.wallMs += DAY_MS + 1;
      bench.accept(openDay, { day: dayAfter(bench.views.centre.day ?? DAY) });
      attempt(bench, expireOrders, {});
      break;
    case 'receive':
    case 'count': {
      const kind = one.do === 'receive' ? 'receive' : 'adjust';
      const { quantity } = one;
      attempt(bench, moveStock, { productId, variantId: 'bag', kind, quantity, note: '' });
      break;
    }
    default: {
      // The latest: what is long over refuses everything.
      const orderId = orders.at(-1 - (one.which % Math.max(1, orders.length)));
      if (orderId === undefined) return;
      const { totalFen: fen = 0, source } = bench.views.orders.orders[orderId] ?? {};
      const method = source === 'outside' ? 'platform' : 'cash';
      const { returned, line } = one;
      const lines = line < 0 ? {} : { lines: [line] };
      const commands = {
        pay: () => attempt(bench, payOrder, { orderId, method: 'cash', fen }),
        fetch: () => attempt(bench, pickUpOrder, { orderId, how: 'scan' }),
        cancel: () => attempt(bench, cancelOrder, { orderId, reason: '不要了' }),
        refund: () =>
          attempt(bench, refundLines, {
            orderId,
            method,
            returned,
            reason: '坏了',
            ...lines,
          }),
        undo: () => attempt(bench, undoSale, { orderId }),
      };
      commands[one.do]();
    }
  }
}

/** What is not as it must be. */
function wrongWith({ views }: Bench): string[] {
  const { goods, orders, shares } = views;
  const stock = Object.values(goods.stock);
  const overdrawn = stock.some(({ onHand, reserved }) => reserved < 0 || reserved > onHand);
  const all = Object.values(orders.orders);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const left = ({ lines, refunded }: Order) =>
    lines.filter((_, place) => !refunded.includes(place));
  const open = all.filter(({ state }) => state === 'reserved' || state === 'paid');
  const promised = sum(open.flatMap(left).map(({ quantity }) => quantity));
  const held = sum(stock.map(({ reserved }) => reserved));
  const kept = sum(
    all
      .filter(({ paid }) => paid !== null)
      .flatMap(left)
      .map(({ totalFen }) => totalFen),
  );
  const byDay = (day: string) => sum(Object.values(shares.byDay[day] ?? {}));
  const booked = sum(Object.keys(shares.byDay).map(byDay));
  // 日结 of every day is balanced by itself.
  const days = Object.keys(orders.takings).map((day) => {
    const { paidFen, refundedFen, bookedFen, sold, platforms, cashFen } = figuresOf(views, day);
    const { paidFen: paid = 0, refundedFen: back = 0 } = shares.payments[day] ?? {};
    const outside = sum(platforms.map((one) => one.paidFen - one.refundedFen));
    const all = [
      paidFen - refundedFen,
      paid - back,
      byDay(day),
      sum(sold.map(({ fen }) => fen)),
      outside + cashFen,
    ];
    return { day, right: all.every((fen) => fen === bookedFen) };
  });
  const split = all.flatMap(({ id, lines, entries, paid }) =>
    lines.flatMap(({ totalFen }, place) => {
      const parts = sum(entries.filter(({ line }) => line === place).map(({ fen }) => fen));
      return parts === (paid ? totalFen : 0) ? [] : [`${id}, line ${place}: ${parts}`];
    }),
  );
  return [
    ...(overdrawn ? ['stock'] : []),
    ...(held === promised ? [] : [`${held} held for ${promised}`]),
    ...(booked === kept ? [] : [`${booked} booked for ${kept}`]),
    ...days.filter(({ right }) => !right).map(({ day }) => day),
    ...split,
  ];
}

test('stock and ledger hold through a hundred thousand random orders', () => {
  let ordered = 0;
  fc.assert(
    fc.property(
      rule,
      fc.integer({ min: 1, max: 100_000 }),
      fc.array(step, { minLength: 40, maxLength: 60 }),
      (shares, priceFen, steps) => {
        const { bench, id } = shop(shares, priceFen);
        for (const one of steps) {
          take(bench, id, priceFen, one);
          const wrong = wrongWith(bench);
          // Asked each time, `expect` would take longer than everything else.
          if (wrong.length > 0) expect(wrong).toEqual([]);
        }
        ordered += Object.keys(bench.views.orders.orders).length;
      },
    ),
    { numRuns: 5700 },
  );
  expect(ordered).toBeGreaterThan(100_000);
}, 600_000);
