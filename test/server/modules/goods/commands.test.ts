// What may be done with a product and its stock, and what is refused.
import { describe, expect, test } from 'vitest';
import {
  adoptGoods,
  importGoods,
  moveProduct,
  moveStock,
  putProduct,
} from '../../../../server/modules/goods/commands.ts';
import { leftOf, stockOf } from '../../../../server/modules/goods/reading.ts';
import { type ProductState, stockMoved } from '../../../../server/modules/goods/schema.ts';
import { event } from '../../../../server/store/module.ts';
import { product, type Shop, shop } from './shop.ts';

describe('a product', () => {
  test('is a draft at first; of two who change it the second is told', () => {
    const { bench, id, revision } = shop();
    expect(bench.views.goods.products[id]).toMatchObject({ state: 'draft', revision });
    const change = { productId: id, revision, product: product({ title: '萝卜' }) };
    const { revision: next } = bench.accept(putProduct, change);
    expect(bench.refuse(putProduct, change)).toBe('PRODUCT_CHANGED');
    expect(next).toBe(bench.views.goods.products[id]?.revision);
    const back = { productId: id, revision: next, product: product() };
    bench.accept(putProduct, back);
    expect(bench.views.goods.products[id]).toMatchObject({ title: '沙窝萝卜' });
  });

  test.each([
    ['PRODUCT_NAMELESS', { title: '\u3000 ' }],
    ['SHARES_NOT_WHOLE', { shares: { village: 7000, coop: 2000, host: 500, committee: 499 } }],
    ['COOP_MISSING', { origin: { unitId: 'xiaoshawo', coop: ' ', household: '' } }],
    ['ORIGIN_UNKNOWN', { origin: { unitId: 'constructor', coop: '社', household: '' } }],
    ['VARIANTS_WRONG', { variants: [product().variants[0], product().variants[0]] }],
  ])('is refused: %s', (code, change) => {
    const { bench } = shop();
    const body = { productId: null, revision: null, product: product(change as never) };
    expect(bench.refuse(putProduct, body)).toBe(code);
  });

  test('keeps a name that looks like a formula as it is typed, without stray blanks', () => {
    const { bench } = shop();
    const title = '=HYPERLINK("http://x","萝卜")';
    const body = { productId: null, revision: null, product: product({ title: ` ${title}\n` }) };
    const { id } = bench.accept(putProduct, body);
    expect(bench.views.goods.products[id]?.title).toBe(title);
  });

  test('keeps a variant that is still there', () => {
    const { bench, id, revision } = shop();
    const [first] = product().variants;
    const body = { productId: id, revision, product: product({ variants: first ? [first] : [] }) };
    bench.accept(moveStock, receive(id, 'b', 1));
    expect(bench.refuse(putProduct, body)).toBe('VARIANTS_WRONG');
    // A piece is no gram.
    const turned = product().variants.map((one) => ({ ...one, weighed: false }));
    const pieces = { ...body, product: product({ variants: turned }) };
    expect(bench.refuse(putProduct, pieces)).toBe('VARIANTS_WRONG');
    bench.accept(moveStock, { ...receive(id, 'b', -1), kind: 'adjust' });
    bench.accept(putProduct, body);
  });
});

function receive(productId: string, variantId: string, quantity: number) {
  return { productId, variantId, kind: 'receive' as const, quantity, note: '' };
}

describe('states', () => {
  const ALL: readonly ProductState[] = ['draft', 'review', 'onSale', 'paused', 'off'];
  function move({ bench, id }: Shop, ...states: ProductState[]): void {
    for (const state of states) bench.accept(moveProduct, { productId: id, state, reason: '' });
  }
  const ways: Readonly<Record<ProductState, readonly ProductState[]>> = {
    draft: [],
    review: ['review'],
    onSale: ['review', 'onSale'],
    paused: ['review', 'onSale', 'paused'],
    off: ['off'],
  };
  test.each([
    ['draft', ['review', 'off']],
    ['review', ['draft', 'onSale']],
    ['onSale', ['paused', 'off']],
    ['paused', ['onSale', 'off']],
    ['off', ['review']],
  ] as [ProductState, ProductState[]][])('from %s only to %s', (from, open) => {
    for (const state of ALL) {
      const one = shop();
      move(one, ...ways[from]);
      const body = { productId: one.id, state, reason: '' };
      if (open.includes(state)) one.bench.accept(moveProduct, body);
      else expect(one.bench.refuse(moveProduct, body)).toBe('PRODUCT_STATE_WRONG');
    }
  });

  test('who may not publish may not put on sale what waits for review, and may resume a pause', () => {
    const one = shop();
    move(one, 'review');
    const body = { productId: one.id, state: 'onSale' as const, reason: '', mayPublish: false };
    expect(one.bench.refuse(moveProduct, body)).toBe('PUBLISHING_RESERVED');
    move(one, 'onSale', 'paused');
    one.bench.accept(moveProduct, body);
  });

  test('the last move is taken back, whatever it was, unless something changed meanwhile', () => {
    const one = shop();
    const { bench, id } = one;
    move(one, 'review', 'onSale');
    const off = bench.accept(moveProduct, { productId: id, state: 'off', reason: '' });
    const undo = { productId: id, reason: '', undo: true, mayPublish: false };
    const back = { ...undo, state: 'onSale' as const, revision: off.revision };
    expect(bench.refuse(moveProduct, { ...back, state: 'paused' })).toBe('PRODUCT_STATE_WRONG');
    bench.accept(moveProduct, back);
    expect(bench.refuse(moveProduct, back)).toBe('PRODUCT_CHANGED');
    move(one, 'off');
    const { revision = 0 } = bench.views.goods.products[id] ?? {};
    const put = bench.accept(putProduct, { productId: id, revision, product: product() });
    const late = { ...back, revision: put.revision };
    expect(bench.refuse(moveProduct, late)).toBe('PRODUCT_STATE_WRONG');
  });
});

describe('stock', () => {
  test('is counted by hand, never below what is promised, and what was seen must still be so', () => {
    const { bench, id } = shop();
    const reply = bench.accept(moveStock, receive(id, 'a', 10));
    expect(reply).toEqual({ left: 10, onHand: 10 });
    const base = { productId: id, variantId: 'a', reference: 'o1', note: '' };
    bench.fold(event(stockMoved, { ...base, kind: 'allocate', quantity: 4 }));
    const count = (quantity: number, seenOnHand = 10) => ({
      ...receive(id, 'a', quantity),
      kind: 'adjust' as const,
      seenOnHand,
    });
    expect(bench.refuse(moveStock, count(-7))).toBe('STOCK_SHORT');
    expect(bench.refuse(moveStock, count(-6, 9))).toBe('STOCK_CHANGED');
    expect(bench.accept(moveStock, count(-6))).toEqual({ left: 0, onHand: 4 });
    expect(leftOf(bench.views.goods, id, 'a')).toBe(0);
  });

  test('0 and less come in never, nor more than there can be, nor of a variant that is not', () => {
    const { bench, id } = shop();
    for (const quantity of [0, -1]) {
      expect(bench.refuse(moveStock, receive(id, 'a', quantity))).toBe('STOCK_SHORT');
    }
    bench.accept(moveStock, receive(id, 'a', 100_000_000));
    expect(bench.refuse(moveStock, receive(id, 'a', 1))).toBe('STOCK_TOO_MUCH');
    expect(bench.refuse(moveStock, receive(id, 'constructor', 1))).toBe('VARIANT_NOT_FOUND');
    expect(bench.refuse(moveStock, receive('constructor', 'a', 1))).toBe('PRODUCT_NOT_FOUND');
  });
});

test('a spreadsheet is applied as it was shown, or not at all', () => {
  const { bench, id, revision } = shop();
  bench.accept(moveStock, receive(id, 'a', 10));
  const change = { id, revision, product: product({ title: '萝卜' }) };
  const added = { id: 'n1', revision: null, product: product({ title: '白菜' }) };
  const count = { productId: id, variantId: 'a', was: 10, is: 7 };
  const body = { products: [change, added], counts: [count] };
  const before = structuredClone(bench.views.goods);
  const late = { ...count, was: 9 };
  expect(bench.refuse(importGoods, { ...body, counts: [late] })).toBe('STOCK_CHANGED');
  const overtaken = { ...change, revision: revision - 1 };
  expect(bench.refuse(importGoods, { ...body, products: [added, overtaken] })).toBe(
    'PRODUCT_CHANGED',
  );
  const wrong = {
    ...added,
    product: product({ shares: { village: 1, coop: 0, host: 0, committee: 0 } }),
  };
  expect(bench.refuse(importGoods, { ...body, products: [change, wrong] })).toBe(
    'SHARES_NOT_WHOLE',
  );
  expect(bench.views.goods).toEqual(before);
  const taken = bench.recorded.length;
  bench.accept(importGoods, body);
  expect(bench.recorded.slice(taken).map(({ type }) => type)).toEqual([
    'goods.productPut',
    'goods.productPut',
    'goods.stockMoved',
  ]);
  expect(stockOf(bench.views.goods, id, 'a').onHand).toBe(7);
  expect(bench.refuse(importGoods, body)).toBe('PRODUCT_CHANGED');
});

test('the settings give the first goods only', () => {
  const { bench } = shop();
  expect(bench.refuse(adoptGoods, { products: [] })).toBe('GOODS_EXIST');
});
