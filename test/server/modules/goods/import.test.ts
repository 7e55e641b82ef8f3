// A spreadsheet of goods against what is there: out and in again without a change, and every fault by row and column.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import { goodsSheets, goodsTemplate } from '../../../../server/modules/goods/export.ts';
import { planImport } from '../../../../server/modules/goods/import.ts';
import { stockMoved } from '../../../../server/modules/goods/schema.ts';
import {
  integerIn,
  stockIn,
  stockText,
  yuanText,
} from '../../../../server/modules/goods/sheets.ts';
import type { SheetRows } from '../../../../server/sheets/sheet-shape.ts';
import { event } from '../../../../server/store/module.ts';
import { product, type Shop, shop } from './shop.ts';

const HEAD = [
  '名称',
  '单位',
  '村',
  '合作社',
  '规格',
  '售价（元）',
  '散称',
  '库存',
  '村分成',
  '合作社分成',
];
function plan({ bench: { views } }: Shop, ...rows: (string | number | null)[][]) {
  let made = 0;
  return planImport([{ name: '商品', rows }], views, () => `n${++made}`);
}
const cabbage = ['白菜', '棵', '第六埠村', null, null, 2.5, null, 20, 100, null];

test('a new product with two variants; what is not in the sheet gets its usual value', () => {
  const { body, lines, faults } = plan(shop(), HEAD, cabbage.with(4, '一棵'), [
    '白菜',
    null,
    null,
    null,
    '散称',
    '1.99',
    '是',
    '12.5',
    null,
    null,
  ]);
  expect(faults).toEqual([]);
  expect(lines).toEqual([
    {
      sheet: '商品',
      what: 'added',
      name: '白菜',
      details: [
        '一棵 库存：0 → 20，按盘点改，多 20 棵',
        '散称 库存：0 → 12.5，按盘点改，多 12.5 斤',
      ],
    },
  ]);
  expect(body.products).toMatchObject([
    {
      id: 'n1',
      revision: null,
      product: {
        origin: { unitId: 'liubu', coop: '', household: '' },
        harvestDay: null,
        variants: [
          { id: 'a', name: '一棵', priceFen: 250, weighed: false },
          { id: 'b', name: '散称', priceFen: 199, weighed: true },
        ],
        shares: { village: 10_000, coop: 0, host: 0, committee: 0 },
      },
    },
  ]);
  expect(body.counts.map(({ variantId, is }) => [variantId, is])).toEqual([
    ['a', 20],
    ['b', 6250],
  ]);
});

test('a known one is found by its name and changed where the sheet says so', () => {
  const one = shop();
  one.bench.accept(moveStock, {
    productId: one.id,
    variantId: 'a',
    kind: 'receive',
    quantity: 5,
    note: '',
  });
  const { body, lines, faults } = plan(
    one,
    ['名称', '单位', '村', '规格', '售价（元）', '库存'],
    ['沙窝萝卜', '袋', '小沙窝村', '5 斤装', 18, 3],
  );
  expect(faults).toEqual([]);
  expect(lines).toMatchObject([
    {
      what: 'changed',
      details: [
        '规格a：5 斤装 19.90 元，原价 25.00 元 → 5 斤装 18.00 元，原价 25.00 元',
        '5 斤装 库存：5 → 3，按盘点改，少 2 袋',
      ],
    },
  ]);
  // What the sheet does not name stays.
  const [, loose] = product().variants;
  expect(body.products).toMatchObject([
    { id: one.id, revision: one.revision, product: { variants: [{ priceFen: 1800 }, loose] } },
  ]);
});

test.each([
  ['单位', cabbage.with(1, null), '缺少单位。'],
  ['村', cabbage.with(2, '没有村'), '没有“没有村”这个村，请照名册里的写。'],
  ['售价（元）', cabbage.with(5, null), '缺少售价。'],
  [
    '售价（元）',
    cabbage.with(5, '1.999'),
    '要填 0.01 到 100000 的价钱，最多两位小数，现在是“1.999”。',
  ],
  ['售价（元）', cabbage.with(5, 0), '要填 0.01 到 100000 的价钱，最多两位小数，现在是“0”。'],
  ['售价（元）', cabbage.with(5, -1), '要填 0.01 到 100000 的价钱，最多两位小数，现在是“-1”。'],
  ['散称', cabbage.with(6, '也许'), '只能写“是”或者“否”，也可以空着。'],
  ['库存', cabbage.with(7, -1), '要填 0 以上的整数，现在是“-1”。'],
  ['库存', cabbage.with(7, 1.5), '要填 0 以上的整数，现在是“1.5”。'],
  ['库存', cabbage.with(7, '9007199254740992'), '要填 0 以上的整数，现在是“9007199254740992”。'],
  ['村分成', cabbage.with(8, 99), '四项分成加起来要正好是 100。'],
  ['村分成', cabbage.with(8, 101), '要填 0 到 100，最多两位小数，现在是“101”。'],
  ['合作社', cabbage.with(8, 90).with(9, 10), '给合作社分成，要写上是哪个合作社。'],
])('%s that is wrong is said at its row, and nothing is planned for it', (column, row, says) => {
  const good = cabbage.with(0, '青菜');
  const { faults, body } = plan(shop(), HEAD, good, row);
  expect(faults).toEqual([{ sheet: '商品', row: 3, column, says }]);
  expect(body.products).toHaveLength(1);
});

test('the same variant twice, and two products of one name apart, are said', () => {
  const { faults } = plan(shop(), HEAD, cabbage, cabbage.with(5, 3));
  expect(faults).toMatchObject([{ row: 2, column: '规格' }]);
  const one = shop();
  const row = [
    one.id,
    '沙窝萝卜',
    '袋',
    '小沙窝村',
    '沙窝萝卜合作社',
    '5 斤装',
    1,
    null,
    null,
    70,
    20,
  ];
  const twice = plan(one, ['编号', ...HEAD], row, row.with(0, null));
  expect(twice.faults).toHaveLength(1);
  expect(twice.faults[0]).toMatchObject({ row: 3, column: '名称' });
});

function promisedRow(stock: number): (string | number | null)[] {
  return ['沙窝萝卜', '袋', '小沙窝村', '沙窝萝卜合作社', '5 斤装', 19.9, null, stock, 70, 20];
}
test('less than what is promised, unknown ids, states and days are said', () => {
  const one = shop();
  const base = { productId: one.id, variantId: 'a', reference: 'o1', note: '' };
  for (const kind of ['receive', 'allocate'] as const) {
    one.bench.fold(event(stockMoved, { ...base, kind, quantity: 9 }));
  }
  const promised = plan(one, ['编号', ...HEAD], [one.id, ...promisedRow(8)]);
  expect(promised.faults).toMatchObject([{ row: 2, column: '库存' }]);
  expect(plan(one, ['编号', ...HEAD], [one.id, ...promisedRow(9)]).faults).toEqual([]);
  const { faults } = plan(
    one,
    ['编号', '名称', '单位', '村', '售价（元）', '规格编号', '采收日期', '状态', '村分成'],
    ['nope', '白菜', '棵', '第六埠村', 1, null, null, null, 100],
    [null, '青菜', '棵', '第六埠村', 1, null, '2026-02-30', '在售', 100],
    [one.id, '沙窝萝卜', '袋', '小沙窝村', 1, 'x', null, null, 100],
  );
  expect(faults.map(({ row, column }) => `${row} ${column}`)).toEqual([
    '2 编号',
    '3 采收日期',
    '3 状态',
    '4 规格编号',
  ]);
});

test('a file without the sheet, and one without its headings, say so', () => {
  const { bench } = shop();
  const none = planImport([], bench.views, () => 'n1');
  expect(none.faults).toMatchObject([{ row: null, says: expect.stringContaining('没有“商品”') }]);
  const { faults } = plan(shop(), ['名称', '价钱']);
  expect(faults.map(({ says }) => says).join()).toMatch(/不认识“价钱”.*缺少“单位”/s);
});

test('the template is taken as it is: nothing but examples', () => {
  const { bench } = shop();
  const { lines, unchanged, faults } = planImport(goodsTemplate(), bench.views, () => 'n1');
  expect({ lines, unchanged, faults }).toEqual({ lines: [], unchanged: 0, faults: [] });
});

/** As a workbook gives it back: text, or nothing. */
function asRead(sheets: readonly SheetRows[]): SheetRows[] {
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
  }));
}

test('whatever is exported comes back unchanged, formulas in names too', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const title = fc.oneof(
    words,
    fc.constantFrom('=HYPERLINK("http://x","萝卜")', '+1', '@SUM(A1)', '-2'),
  );
  const fen = fc.integer({ min: 1, max: 10_000_000 });
  const stock = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(
      title,
      words,
      fen,
      fc.option(fen),
      stock,
      stock,
      (name, spec, price, list, a, b) => {
        const one = shop();
        const variants = product().variants.map((variant) => ({
          ...variant,
          priceFen: price,
          listPriceFen: list,
        }));
        const shares = { village: 3333, coop: 3333, host: 3333, committee: 1 };
        const is = product({ title: `${name}萝`, spec, variants, shares });
        one.bench.accept(putProduct, { productId: one.id, revision: one.revision, product: is });
        for (const [variantId, quantity] of [
          ['a', a],
          ['b', b],
        ] as const) {
          one.bench.accept(moveStock, {
            productId: one.id,
            variantId,
            kind: 'receive',
            quantity,
            note: '',
          });
        }
        const read = planImport(asRead(goodsSheets(one.bench.views)), one.bench.views, () => 'n1');
        expect(read).toEqual({
          body: { products: [], counts: [] },
          lines: [],
          unchanged: 1,
          faults: [],
        });
      },
    ),
  );
});

describe('numbers of cells', () => {
  test('become whole units exactly; what a spreadsheet computed in binary too', () => {
    expect(
      ['19.9', '19.90', '0.01', '100000', '19.900000000000002'].map((text) => integerIn(text, 2)),
    ).toEqual([1990, 1990, 1, 10_000_000, 1990]);
    for (const text of ['', '1.001', '1e3', '-1', '.5', '1,5', '0x10', '９', '1 2']) {
      expect(integerIn(text, 2)).toBeNull();
    }
  });

  test('go out and come in the same', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.boolean(), (quantity, weighed) => {
        expect(stockIn(stockText(quantity, weighed), weighed)).toBe(quantity);
        expect(integerIn(yuanText(quantity), 2)).toBe(quantity);
      }),
    );
    expect(stockIn('0.001', true)).toBeNull();
  });
});
