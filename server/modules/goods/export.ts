// The goods as a spreadsheet, and the empty one to fill in. What this writes, import reads back without a change.
import {
  EXAMPLE_MARK,
  explanationOf,
  type SheetRows,
  sheetOf,
  YES,
} from '../../sheets/sheet-shape.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { stockOf } from './reading.ts';
import type { GoodsView, Product, Variant } from './schema.ts';
import { GOODS_SHEET, percentText, STATE_WORDS, stockText, yuanText } from './sheets.ts';

type Cell = string | number | null;

export function goodsSheets(views: { goods: GoodsView; directory: DirectoryView }): SheetRows[] {
  const { goods, directory } = views;
  const villages = new Map(directory.units.map(({ id, name }) => [id, name]));
  const rows = Object.values(goods.products).flatMap((product) =>
    product.variants.map((variant, index) => {
      const { onHand } = stockOf(goods, product.id, variant.id);
      const village = villages.get(product.origin.unitId) ?? '';
      return rowOf(product, variant, { onHand, village, first: index === 0 });
    }),
  );
  return [sheetOf(GOODS_SHEET, rows)];
}

function rowOf(
  product: Product,
  variant: Variant,
  { onHand, village, first }: { onHand: number; village: string; first: boolean },
): Cell[] {
  const { shares, origin } = product;
  const once = (cell: Cell) => (first ? cell : null);
  return [
    product.id,
    product.title,
    once(product.spec),
    once(product.unit),
    once(product.description),
    once(village),
    once(origin.coop),
    once(origin.household),
    once(product.harvestDay),
    once(product.certificate),
    variant.id,
    variant.name,
    yuanText(variant.priceFen),
    variant.listPriceFen === null ? null : yuanText(variant.listPriceFen),
    variant.weighed ? YES : null,
    stockText(onHand, variant.weighed),
    once(percentText(shares.village)),
    once(percentText(shares.coop)),
    once(percentText(shares.host)),
    once(percentText(shares.committee)),
    once(STATE_WORDS[product.state]),
  ];
}

/** Two rows that show how, and a sheet that explains every column. */
export function goodsTemplate(): SheetRows[] {
  const title = `${EXAMPLE_MARK}沙窝萝卜`;
  const shares = ['70', '20', '5', '5'];
  const first = [
    null,
    title,
    '脆甜，带缨',
    '袋',
    '本地种的沙窝萝卜。',
    '小沙窝村',
    '沙窝萝卜合作社',
    '三组王家',
  ];
  return [
    sheetOf(GOODS_SHEET, [
      [...first, '2026-11-20', null, null, '5 斤装', '19.90', '25.00', null, '80', ...shares, null],
      [null, title, ...Array(9).fill(null), '散称', '4.50', null, YES, '120.5'],
    ]),
    explanationOf([GOODS_SHEET]),
  ];
}
