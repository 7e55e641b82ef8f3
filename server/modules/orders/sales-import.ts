// A spreadsheet of what a platform sold against what is there: the sales to record, or everything that is wrong with it. Pure;
// recording them is one command, all or none.
import {
  createFaults,
  type Faults,
  short,
  type TableRow,
  tableOf,
} from '../../sheets/import-table.ts';
import type { ImportedLine, ImportFault } from '../../sheets/schema.ts';
import { EXAMPLE_MARK, explanationOf, type SheetRows, sheetOf } from '../../sheets/sheet-shape.ts';
import { leftOf, stockKey } from '../goods/reading.ts';
import type { GoodsView, Product, Variant } from '../goods/schema.ts';
import type { OutsideSaleBody } from './page-schema.ts';

export const SALES_SHEET = {
  name: '平台销售',
  columns: {
    platform: {
      heading: '平台',
      width: 12,
      hint: '在哪里卖的，比如：抖音。最多 20 个字。',
      needed: true,
    },
    title: { heading: '商品', width: 22, hint: '和“商品”里的名称一样。', needed: true },
    variant: { heading: '规格', width: 12, hint: '和“商品”里的规格一样，只有一种时空着。' },
    quantity: {
      heading: '数量',
      width: 10,
      hint: '卖了多少，整数；散称的写多少斤。',
      needed: true,
    },
    price: {
      heading: '单价（元）',
      width: 12,
      hint: '平台上一份卖多少钱，比如：18.80；散称的写一斤多少元。',
      needed: true,
    },
  },
} as const;
const MOST_SALES = 500;
const GRAMS_A_JIN = 500;
const MOST_PLATFORM = 20;

export interface SalesPlan {
  readonly sales: OutsideSaleBody[];
  readonly lines: readonly ImportedLine[];
  readonly unchanged: 0;
  readonly faults: readonly ImportFault[];
}

/** The empty one to fill in. */
export function salesTemplate(): SheetRows[] {
  const example = [`${EXAMPLE_MARK}抖音`, '沙窝萝卜', '5斤装', 2, '18.80'];
  return [sheetOf(SALES_SHEET, [example]), explanationOf([SALES_SHEET])];
}

export function planSales(sheets: readonly SheetRows[], goods: GoodsView): SalesPlan {
  const faults = createFaults();
  const table = tableOf(sheets, SALES_SHEET, faults);
  if (!table && faults.list.length === 0) {
    faults.inSheet(SALES_SHEET, '文件里没有“平台销售”这张表。可以先下载空表，照着填。');
  }
  const read = (table ?? []).flatMap((row) => saleOf(row, goods, faults) ?? []);
  if (read.length > MOST_SALES) {
    faults.inSheet(SALES_SHEET, `一次最多 ${MOST_SALES} 行，请分几次导入。`);
  }
  return {
    sales: read.map(({ sale }) => sale),
    lines: read.map(({ line }) => line),
    unchanged: 0,
    faults: [...faults.list, ...shortages(read, goods)],
  };
}

interface ReadSale {
  readonly row: TableRow;
  readonly sale: OutsideSaleBody;
  readonly line: ImportedLine;
}

function saleOf(row: TableRow, goods: GoodsView, faults: Faults): ReadSale | null {
  const platform = row.text('platform');
  if (platform === '') faults.at(row, 'platform', '缺少平台。');
  if (platform.length > MOST_PLATFORM) faults.at(row, 'platform', '太长了，最多 20 个字。');
  const found = goodsOf(row, goods, faults);
  const quantity = found && quantityOf(row, found.variant, faults);
  const unitFen = priceOf(row, faults);
  const named = platform !== '' && platform.length <= MOST_PLATFORM;
  if (!named || !found || quantity === null || unitFen === null) return null;
  const { product, variant } = found;
  const much = `${row.text('quantity')} ${variant.weighed ? '斤' : product.unit}`;
  return {
    row,
    sale: {
      platform,
      lines: [{ productId: product.id, variantId: variant.id, quantity, unitFen }],
    },
    line: {
      sheet: SALES_SHEET.name,
      what: 'added',
      name: `第 ${row.row} 行 ${product.title} ${variant.name}`.trim(),
      details: [`${platform}：${much}，单价 ${row.text('price')} 元`],
    },
  };
}

function goodsOf(
  row: TableRow,
  goods: GoodsView,
  faults: Faults,
): { product: Product; variant: Variant } | null {
  const title = row.text('title');
  const product = Object.values(goods.products).find((one) => one.title === title);
  if (!product) {
    faults.at(
      row,
      'title',
      title === '' ? '缺少商品。' : `没有“${short(title)}”这件商品，名称要和“商品”里的一样。`,
    );
    return null;
  }
  const name = row.text('variant');
  const only = product.variants.length === 1 ? product.variants[0] : undefined;
  const variant =
    product.variants.find((one) => one.name === name) ?? (name === '' ? only : undefined);
  if (variant) return { product, variant };
  faults.at(
    row,
    'variant',
    name === '' ? '这件商品有几种规格，请写是哪一种。' : `没有“${short(name)}”这种规格。`,
  );
  return null;
}

function quantityOf(row: TableRow, { weighed }: Variant, faults: Faults): number | null {
  const text = row.text('quantity').normalize('NFKC');
  const fits = weighed ? /^\d{1,4}(\.\d{1,3})?$/.test(text) : /^\d{1,6}$/.test(text);
  const quantity = Math.round(Number(text) * (weighed ? GRAMS_A_JIN : 1));
  if (fits && quantity >= 1) return quantity;
  const says = weighed ? '要写多少斤，比如：1.5' : '要写 1 以上的整数';
  faults.at(row, 'quantity', text === '' ? '缺少数量。' : `${says}，现在是“${short(text)}”。`);
  return null;
}

function priceOf(row: TableRow, faults: Faults): number | null {
  const text = row.text('price').normalize('NFKC');
  if (/^\d{1,5}(\.\d{1,2})?$/.test(text)) return Math.round(Number(text) * 100);
  const says = text === '' ? '缺少单价。' : `要写多少元，比如：18.80，现在是“${short(text)}”。`;
  faults.at(row, 'price', says);
  return null;
}

/** At the row with which it becomes too much. */
function shortages(read: readonly ReadSale[], goods: GoodsView): ImportFault[] {
  const faults = createFaults();
  const taken = new Map<string, number>();
  for (const { row, sale } of read) {
    for (const { productId, variantId, quantity } of sale.lines) {
      const key = stockKey(productId, variantId);
      const sum = (taken.get(key) ?? 0) + quantity;
      taken.set(key, sum);
      if (sum > leftOf(goods, productId, variantId)) {
        faults.at(row, 'quantity', '库存不够，到这一行就超了。请先补库存，或者看看数量。');
      }
    }
  }
  return faults.list;
}
