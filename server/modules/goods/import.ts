// A spreadsheet against the goods: what it would change, or everything that is wrong with it. Pure; applying is one command.
import { isDeepStrictEqual } from 'node:util';
import {
  createFaults,
  type Faults,
  short,
  type TableRow,
  tableOf,
  textIn,
} from '../../sheets/import-table.ts';
import type { ImportedLine, ImportFault } from '../../sheets/schema.ts';
import type { SheetRows } from '../../sheets/sheet-shape.ts';
import { daysBetween } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { lineOf } from './import-preview.ts';
import { shareIn, variantsIn } from './import-variants.ts';
import type { ImportGoodsBody } from './page-schema.ts';
import { productOf, stockOf } from './reading.ts';
import { MOST_PRODUCTS, strands, wrongWith } from './rules.ts';
import { type GoodsRefusal, type GoodsView, type Product, ProductFields } from './schema.ts';
import { GOODS_SHEET, SHARE_COLUMNS, STATE_WORDS } from './sheets.ts';

export interface ImportPlan {
  readonly body: ImportGoodsBody;
  readonly lines: readonly ImportedLine[];
  readonly unchanged: number;
  readonly faults: readonly ImportFault[];
}
interface Views {
  readonly goods: GoodsView;
  readonly directory: DirectoryView;
}

export function planImport(
  sheets: readonly SheetRows[],
  views: Views,
  newId: () => string,
): ImportPlan {
  const faults = createFaults();
  const table = tableOf(sheets, GOODS_SHEET, faults);
  if (!table && faults.list.length === 0) {
    faults.inSheet(GOODS_SHEET, `文件里没有“${GOODS_SHEET.name}”这张表。可以先下载空表，照着填。`);
  }
  const body: ImportGoodsBody = { products: [], counts: [] };
  const lines: ImportedLine[] = [];
  const groups = groupsOf(table ?? []);
  const seen = new Set<string>();
  for (const rows of groups) {
    const read = readProduct(rows, views, { faults, seen, newId });
    if (!read) continue;
    const counts = read.counts.filter(({ was, is }) => was !== is);
    const changed = !read.before || !isDeepStrictEqual(fieldsOf(read.before), read.product);
    const line = lineOf(read, counts, views.directory);
    if (!changed && counts.length === 0) continue;
    if (changed) {
      const { id, before, product } = read;
      body.products.push({ id, revision: before?.revision ?? null, product });
    }
    body.counts.push(...counts);
    lines.push(line);
  }
  const news = body.products.filter(({ revision }) => revision === null).length;
  if (Object.keys(views.goods.products).length + news > MOST_PRODUCTS) {
    faults.inSheet(GOODS_SHEET, `商品太多了，最多 ${MOST_PRODUCTS} 件。`);
  }
  return { body, lines, unchanged: groups.length - lines.length, faults: faults.list };
}

/** Rows of one product stand together by id, or by name where there is none. */
function groupsOf(table: readonly TableRow[]): TableRow[][] {
  const groups = new Map<string, TableRow[]>();
  for (const row of table) {
    const key = row.text('id') || `= ${row.text('title')}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

export interface ReadProduct {
  readonly id: string;
  readonly before: Product | null;
  readonly product: ProductFields;
  readonly counts: ImportGoodsBody['counts'];
}
interface Reading {
  readonly faults: Faults;
  /** Ids that rows before these were about. */
  readonly seen: Set<string>;
  readonly newId: () => string;
}

/** Null: something is wrong with it, and said. */
function readProduct(
  rows: readonly TableRow[],
  { goods, directory }: Views,
  { faults, seen, newId }: Reading,
): ReadProduct | null {
  const [first, ...others] = rows;
  if (!first) return null;
  const before = productIn(first, goods, faults);
  if (before === undefined) return null;
  const id = before?.id ?? newId();
  const faultsBefore = faults.list.length;
  if (seen.has(id)) faults.at(first, 'title', '这件商品在表里写了两次，请写在一起，都填上编号。');
  seen.add(id);
  for (const row of others) sameAsFirst(row, first, faults);
  const fields = fieldsIn(first, before, directory, faults);
  const { variants, counts } = variantsIn(rows, before, faults);
  if (faults.list.length > faultsBefore || !fields) return null;
  const product = { ...fields, variants };
  const wrong = wrongWith(directory, product) ?? strands(goods, before, product);
  if (wrong) {
    const [column, says] = RULES[wrong] ?? [null, '这件商品填得不对。'];
    faults.at(first, column, says);
    return null;
  }
  const stocked = counts.map(({ variantId, row, is }) => {
    const { onHand: was, reserved } = stockOf(goods, id, variantId);
    if (is < reserved) faults.at(row, 'stock', `已经有人订了 ${reserved}，库存不能比这个少。`);
    return { productId: id, variantId, was, is };
  });
  return faults.list.length > faultsBefore ? null : { id, before, product, counts: stocked };
}

/** By its id; without one, by its name; else it is new (null). Undefined: none can be meant. */
function productIn(row: TableRow, goods: GoodsView, faults: Faults): Product | null | undefined {
  const id = row.text('id');
  if (id !== '') {
    const found = productOf(goods, id);
    if (!found) faults.at(row, 'id', '没有这个编号的商品。编号是机器用的，新加的请空着。');
    return found;
  }
  const same = Object.values(goods.products).filter(({ title }) => title === row.text('title'));
  if (same.length < 2) return same[0] ?? null;
  faults.at(row, 'title', '有好几件商品叫这个名称，请填上编号，编号在导出的表里。');
  return undefined;
}

const PRODUCT_COLUMNS = Object.keys(GOODS_SHEET.columns).filter(
  (column) =>
    !['id', 'title', 'variantId', 'variant', 'price', 'listPrice', 'weighed', 'stock'].includes(
      column,
    ),
);

function sameAsFirst(row: TableRow, first: TableRow, faults: Faults): void {
  for (const column of ['title', ...PRODUCT_COLUMNS]) {
    const text = row.text(column);
    if (text === '' || text === first.text(column)) continue;
    faults.at(row, column, `和第 ${first.row} 行写的不一样。同一件商品，这一列写在第一行就行。`);
  }
}

/** What is not in the sheet stays as it is; photos are never in it. */
function fieldsIn(
  row: TableRow,
  before: Product | null,
  directory: DirectoryView,
  faults: Faults,
): Omit<ProductFields, 'variants'> | null {
  const { title, spec, unit, description, origin, certificate } = ProductFields.properties;
  const text = (column: string, schema: typeof title, most: number, old = '') =>
    row.has(column) ? textIn(row, column, { schema, most }, faults) : old;
  const read = {
    title: textIn(row, 'title', { schema: title, most: 40, needed: true }, faults),
    unit: textIn(row, 'unit', { schema: unit, most: 8, needed: true }, faults),
    spec: text('spec', spec, 40, before?.spec),
    description: text('description', description, 200, before?.description),
    certificate: text('certificate', certificate, 60, before?.certificate),
    coop: text('coop', origin.properties.coop, 40, before?.origin.coop),
    household: text('household', origin.properties.household, 40, before?.origin.household),
    unitId: unitIn(row, directory, faults),
  };
  const harvestDay = dayIn(row, before, faults);
  const shares = sharesIn(row, before, faults);
  stateIn(row, before, faults);
  const { coop, household, unitId, ...rest } = read;
  if (unitId === null || !shares) return null;
  const said = { ...rest, coop, household };
  if (Object.values(said).some((one) => one === null)) return null;
  const { title: name, unit: per, spec: what, description: long, certificate: number } = rest;
  return {
    title: name ?? '',
    spec: what ?? '',
    unit: per ?? '',
    description: long ?? '',
    origin: { unitId, coop: coop ?? '', household: household ?? '' },
    harvestDay,
    certificate: number ?? '',
    photoIds: before?.photoIds ?? [],
    shares,
  };
}

function unitIn(row: TableRow, { units }: DirectoryView, faults: Faults): string | null {
  const name = row.text('village');
  const found = units.find((unit) => unit.name === name);
  if (!found) {
    faults.at(
      row,
      'village',
      name === '' ? '缺少村。' : `没有“${short(name)}”这个村，请照名册里的写。`,
    );
  }
  return found?.id ?? null;
}

/** Excel keeps a day as a moment at midnight. */
function dayIn(row: TableRow, before: Product | null, faults: Faults): string | null {
  if (!row.has('harvestDay')) return before?.harvestDay ?? null;
  const text = row.text('harvestDay').replace(/T00:00:00.*$/, '');
  if (text === '') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(daysBetween(text, text))) return text;
  faults.at(row, 'harvestDay', `“${short(text)}”不是日期，要写成 2026-11-20 这样。`);
  return null;
}

function sharesIn(
  row: TableRow,
  before: Product | null,
  faults: Faults,
): ProductFields['shares'] | null {
  const parts = SHARE_COLUMNS.map(([party, column]) => {
    const bps = row.has(column) ? shareIn(row, column, faults) : (before?.shares[party] ?? 0);
    return [party, bps] as const;
  });
  if (parts.some(([, bps]) => bps === null)) return null;
  return Object.fromEntries(parts) as ProductFields['shares'];
}

function stateIn(row: TableRow, before: Product | null, faults: Faults): void {
  const text = row.text('state');
  if (text === '' || text === STATE_WORDS[before?.state ?? 'draft']) return;
  faults.at(row, 'state', '状态不能在表格里改，请空着，导入后到商品页面上点。');
}

const RULES: Partial<Record<GoodsRefusal, readonly [column: string | null, says: string]>> = {
  PRODUCT_NAMELESS: ['title', '缺少名称或者单位。'],
  SHARES_NOT_WHOLE: ['village_', '四项分成加起来要正好是 100。'],
  COOP_MISSING: ['coop', '给合作社分成，要写上是哪个合作社。'],
  VARIANTS_WRONG: ['variant', '两个规格不能同名；还有库存的规格，散称不散称也不能改。'],
};

function fieldsOf({
  title,
  spec,
  unit,
  description,
  origin,
  harvestDay,
  certificate,
  photoIds,
  variants,
  shares,
}: Product): ProductFields {
  return {
    title,
    spec,
    unit,
    description,
    origin,
    harvestDay,
    certificate,
    photoIds,
    variants,
    shares,
  };
}
