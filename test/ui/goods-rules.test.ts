// Numbers and drafts of the goods' form, without a browser.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountOf,
  amountText,
  bpsOf,
  fenOf,
  fenText,
  percentText,
} from '../../ui/staff/goods/amounts.ts';
import { draftOf, faultsOf, freeVariantId, productOf } from '../../ui/staff/goods/draft.ts';
import { goodsMatching } from '../../ui/staff/goods/find-goods.ts';
import { goodsSlice } from './goods-routes.ts';

const { goods } = goodsSlice();

describe('numbers', () => {
  test('are whole units exactly, whatever is typed', () => {
    expect(['19.9', '19.90', ' 19.9 ', '１９．９', '20', '0.01', '1.'].map(fenOf)).toEqual([
      1990, 1990, 1990, 1990, 2000, 1, 100,
    ]);
    for (const text of ['', '0', '-1', '1.999', '1e3', '0x10', '1,5', '九', '100000.01', '.5']) {
      expect(fenOf(text)).toBeNull();
    }
    expect(['86', '0', '100000000'].map((text) => amountOf(text, false))).toEqual([86, 0, 1e8]);
    for (const text of ['-1', '1.5', '9007199254740992', '100000001', '1e3', '']) {
      expect(amountOf(text, false)).toBeNull();
    }
    expect(amountOf('12.5', true)).toBe(6250);
    // Half a gram.
    expect(amountOf('0.001', true)).toBeNull();
  });

  test('read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (fen) => fenOf(fenText(fen)) === fen),
    );
    fc.assert(fc.property(fc.nat(10_000), (bps) => bpsOf(percentText(bps)) === bps));
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.boolean(), (quantity, weighed) => {
        const [text = ''] = amountText(quantity, weighed, '袋').split(' ');
        expect(amountOf(text, weighed)).toBe(quantity);
      }),
    );
    expect([amountText(86, false, '袋'), amountText(-750, true, '袋')]).toEqual([
      '86 袋',
      '−1.5 斤',
    ]);
  });
});

describe('a draft', () => {
  test('of any product becomes the same product', () => {
    for (const row of goods) {
      expect(faultsOf(draftOf(row))).toEqual({});
      expect(productOf(draftOf(row))).toEqual(row.product);
    }
  });

  test('says what is wrong, at the field where it is', () => {
    const [row = null] = goods;
    const good = draftOf(row);
    const [first, second] = good.variants;
    if (!first || !second) throw new Error('the demo has them');
    const cases = [
      [{ title: ' ' }, 'title'],
      [{ title: '长'.repeat(41) }, 'title'],
      [{ unit: '' }, 'unit'],
      [{ unitId: '' }, 'unitId'],
      [{ coop: '' }, 'coop'],
      [{ shares: { ...good.shares, host: '4' } }, 'shares'],
      [{ shares: { ...good.shares, host: '-5' } }, 'shares'],
      [{ variants: [first, { ...second, name: ` ${first.name}` }] }, 'variants'],
      [{ variants: [first, { ...second, price: '0' }] }, 'prices'],
      [{ variants: [first, { ...second, listPrice: 'x' }] }, 'prices'],
    ] as const;
    for (const [change, field] of cases) {
      expect(Object.keys(faultsOf({ ...good, ...change }))).toEqual([field]);
    }
  });

  test('gives a new variant a letter that none has', () => {
    expect([freeVariantId([]), freeVariantId(['a', 'c'])]).toEqual(['a', 'b']);
  });
});

test('goods are found by name, village, maker and pinyin initials', () => {
  const titles = (words: string) =>
    goodsMatching(goods, { words, unitId: '', state: '' }).map(({ product }) => product.title);
  expect(titles('swlb')).toEqual(['沙窝萝卜', '萝卜干']);
  expect(titles('LBHX')).toEqual(['六埠茴香', '茴香馅饺子']);
  expect(titles('当城')).toEqual(['当城青韭', '小站稻米']);
  expect(titles('年画')).toEqual(['杨柳青年画', '年画贺卡']);
  expect(titles('=')).toEqual([]);
});
