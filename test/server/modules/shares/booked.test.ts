// What is booked stays booked: whoever gets the money is changed for the next sale, never for one that was made.
import { expect, test } from 'vitest';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { moveProduct, moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import { refundLines, sellGoods } from '../../../../server/modules/orders/sale-commands.ts';
import { dayAfter } from '../attendance/memory-kiosk.ts';
import { createBench } from '../decide.ts';
import { RADISH_COOP, radish, units, WANG } from './shop-goods.ts';

const DAY = '2026-11-23';
const NEXT = dayAfter(DAY);
const LI = 'household:xiaoshawo/李家';

test('a refund takes from whoever got the money, on the day it happens', () => {
  const bench = createBench();
  bench.accept(adoptUnits, { units });
  bench.accept(openDay, { day: DAY });
  const { id: productId, revision } = bench.accept(putProduct, {
    productId: null,
    revision: null,
    product: radish,
  });
  for (const state of ['review', 'onSale'] as const) {
    bench.accept(moveProduct, { productId, state, reason: '' });
  }
  const bags = { productId, variantId: 'bag' };
  bench.accept(moveStock, { ...bags, kind: 'receive', quantity: 10, note: '' });
  const lines = [{ ...bags, quantity: 2, unitFen: 1990 }];
  const sell = () => bench.accept(sellGoods, { lines, method: 'cash', print: false });
  const { id: orderId } = sell();
  bench.accept(putProduct, {
    productId,
    revision: bench.views.goods.products[productId]?.revision ?? revision,
    product: {
      ...radish,
      origin: { ...radish.origin, household: '李家' },
      shares: { village: 5000, coop: 2000, host: 0, committee: 3000 },
    },
  });
  bench.accept(openDay, { day: NEXT });
  sell();
  const refund = { method: 'cash', returned: true, reason: '空心' } as const;
  bench.accept(refundLines, { ...refund, orderId });
  expect(bench.views.shares.byDay).toEqual({
    [DAY]: { [WANG]: 2786, [RADISH_COOP]: 398, committee: 796 },
    [NEXT]: { [WANG]: -2786, [LI]: 1990, [RADISH_COOP]: 796 - 398, committee: 1194 - 796 },
  });
});
