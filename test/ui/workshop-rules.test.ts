// What the shop's pages decide without a screen: baskets, days, names of variants, times.
import { describe, expect, test } from 'vitest';
import {
  changeLine,
  mostOf,
  needsBuyer,
  repriced,
  sumOf,
  vanished,
  withLine,
  withoutLine,
} from '../../ui/touch/workshop/basket.ts';
import { requestOf } from '../../ui/touch/workshop/contract.ts';
import { isOpenStill, pickUpDays, sayPickUp } from '../../ui/touch/workshop/days.ts';
import { cheapest, productsOf, variantName, villagesOf } from '../../ui/touch/workshop/goods.ts';
import { aheadOf } from '../../ui/touch/workshop/server-clock.ts';
import { FENNEL, fakeShelf, onSale, RADISH } from './fake-workshop.ts';

describe('a basket', () => {
  const lines = withLine(withLine([], RADISH, 2), FENNEL, 3);

  test('holds each variant once: choosing it again changes how many', () => {
    expect(lines.map(({ quantity }) => quantity)).toEqual([2, 3]);
    const more = withLine(lines, RADISH, 5);
    expect(more.map(({ quantity }) => quantity)).toEqual([5, 3]);
    expect(sumOf(more)).toBe(5 * 1990 + 3 * 600);
    expect(withoutLine(more, RADISH)).toEqual(withLine([], FENNEL, 3));
  });

  test('notices another price on the shelf, up or down, and only since it was agreed to', () => {
    expect(repriced(lines, fakeShelf())).toBeNull();
    for (const priceFen of [1, 1989, 1991]) {
      const shelf = [{ ...RADISH, priceFen }, FENNEL];
      expect(repriced(lines, shelf)).toMatchObject({ nowFen: priceFen, line: { unitFen: 1990 } });
      const agreed = changeLine(lines, RADISH, { unitFen: priceFen, shelfFen: priceFen });
      expect(repriced(agreed, shelf)).toBeNull();
    }
    // Beyond the quota: agreed to a price that the shelf does not show.
    const beyond = changeLine(lines, RADISH, { unitFen: 2500 });
    expect(repriced(beyond, [RADISH, FENNEL])).toBeNull();
  });

  test('notices what cannot be reserved any more', () => {
    expect(vanished(lines, fakeShelf())).toBeNull();
    expect(vanished(lines, [RADISH])?.title).toBe(FENNEL.title);
    expect(vanished(lines, [RADISH, { ...FENNEL, weighed: true }])?.title).toBe(FENNEL.title);
    expect(vanished(lines, [RADISH, { ...FENNEL, soldOut: true }])).toBeNull();
  });

  test('needs a buyer as soon as one of its goods is limited', () => {
    expect(needsBuyer(lines, [RADISH, FENNEL])).toBe(false);
    expect(needsBuyer(lines, [RADISH, { ...FENNEL, perPerson: 2 }])).toBe(true);
  });
});

test.each([
  [{ left: 86, perPerson: null }, 86],
  [{ left: 500, perPerson: null }, 99],
  [{ left: 86, perPerson: 2 }, 2],
  [{ left: 1, perPerson: 2 }, 1],
  [{ left: -3, perPerson: null }, 0],
  [{ left: 86, soldOut: true }, 0],
])('of %j one may choose %i', (change, most) => {
  expect(mostOf({ ...RADISH, ...change })).toBe(most);
});

test.each([
  [
    { method: 'phone', phone: '13800138000' },
    { method: 'phone', phone: '13800138000' },
  ],
  [
    { method: 'idCard', readId: 'r1', mask: '𬭎*玥' },
    { method: 'idCard', readId: 'r1' },
  ],
  [
    { method: 'code', code: 'DQ1.m.x' },
    { method: 'code', code: 'DQ1.m.x' },
  ],
] as const)('%j is sent without what only the screen shows', (by, sent) => {
  const lines = withLine([], FENNEL, 1);
  const request = requestOf({ lines, pickUpDay: '2026-11-23', by });
  expect(request).toEqual({
    lines: [{ productId: 'huixiang', variantId: 'a', quantity: 1, unitFen: 600 }],
    pickUpDay: '2026-11-23',
    by: sent,
  });
  expect(requestOf({ lines, pickUpDay: null, by })).toBeNull();
});

describe('products', () => {
  test('are one card however many variants they have, and named by what those share', () => {
    const products = productsOf({ products: fakeShelf() });
    expect(products).toHaveLength(12);
    const [radish] = products;
    if (!radish) throw new Error('the radish is on the shelf');
    expect(radish.title).toBe('沙窝萝卜');
    expect(radish.variants.map((one) => variantName(one, radish))).toEqual(['5斤装', '10斤礼盒']);
    expect(cheapest(radish)).toBe(RADISH);
    expect(villagesOf(products)[0]).toEqual({ name: '小沙窝村', kinds: 1 });
  });

  test.each([
    [['杨柳青年画 连年有余'], '杨柳青年画 连年有余'],
    [['沙窝萝卜', '沙窝萝卜 5斤装'], '沙窝萝卜'],
    [['沙窝萝卜 5斤装', '沙窝萝卜 50斤装'], '沙窝萝卜'],
    [['茴香', '莳萝'], '茴香'],
  ])('%j are called %s', (titles, title) => {
    const products = titles.map((one, place) =>
      onSale({ productId: 'p', variantId: `v${place}`, title: one }),
    );
    expect(productsOf({ products })[0]?.title).toBe(title);
  });

  test('the cheapest is one that is left', () => {
    const gone = onSale({ productId: 'p', title: 'a', priceFen: 1, soldOut: true, left: 0 });
    const there = onSale({ productId: 'p', variantId: 'b', title: 'b', priceFen: 2 });
    const [product] = productsOf({ products: [gone, there] });
    expect(product && cheapest(product)).toBe(there);
  });
});

describe('days', () => {
  test('begin today, tomorrow once the centre has closed, and cross the end of a year', () => {
    expect(pickUpDays('2026-11-22', true).map(({ word }) => word)).toEqual([
      '今天',
      '明天',
      '后天',
      '星期三',
      '星期四',
      '星期五',
    ]);
    const [first] = pickUpDays('2026-12-31', false);
    expect(first).toEqual({ day: '2027-01-01', word: '明天' });
    expect(sayPickUp('2026-11-23', '2026-11-22')).toBe('明天（11月23日）来取');
  });

  test('the centre’s own clock says whether it is open still', () => {
    const at = (time: string) => Date.parse(`2026-11-22T${time}:00+08:00`);
    expect(isOpenStill('17:30', 'Asia/Shanghai', at('17:29'))).toBe(true);
    expect(isOpenStill('17:30', 'Asia/Shanghai', at('17:30'))).toBe(false);
  });
});

test('the server’s clock is told from the middle of question and answer', () => {
  expect(aheadOf(60_000, 1_000, 1_200)).toBe(59_400);
  expect(aheadOf(0, 10_000, 10_000)).toBe(-9_500);
});
