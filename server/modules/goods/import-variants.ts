// The rows of one product as its variants, with their prices and what was counted of each.
import { type Faults, short, type TableRow, textIn, yesIn } from '../../sheets/import-table.ts';
import { MOST_ON_HAND, type Product, Variant } from './schema.ts';
import { integerIn, stockIn } from './sheets.ts';

export interface Counted {
  readonly variantId: string;
  readonly is: number;
  readonly row: TableRow;
}

/** What the sheet does not name stays, in its place: a variant is taken off on the page. */
export function variantsIn(
  rows: readonly TableRow[],
  before: Product | null,
  faults: Faults,
): { variants: Variant[]; counts: Counted[] } {
  const read = new Map<string, Variant>();
  const counts: Counted[] = [];
  const taken = new Set(rows.map((row) => row.text('variantId')));
  for (const row of rows) {
    const old = variantOf(row, before, faults);
    const name = textIn(row, 'variant', { schema: Variant.properties.name, most: 20 }, faults);
    const priceFen = priceIn(row, 'price', faults);
    const listPriceFen = row.has('listPrice')
      ? row.text('listPrice') === ''
        ? null
        : priceIn(row, 'listPrice', faults)
      : (old?.listPriceFen ?? null);
    const weighed = row.has('weighed') ? yesIn(row, 'weighed', faults) : (old?.weighed ?? false);
    if (old === undefined || name === null || priceFen === null) continue;
    const id = old?.id ?? freeId(taken, before);
    taken.add(id);
    if (read.has(id)) faults.at(row, 'variant', '这个规格在这件商品里写了两次。');
    read.set(id, { id, name, priceFen, listPriceFen, weighed });
    const is = countIn(row, weighed, faults);
    if (is !== null) counts.push({ variantId: id, is, row });
  }
  const known = (before?.variants ?? []).map((old) => read.get(old.id) ?? old);
  const news = [...read.values()].filter(({ id }) => !known.some((one) => one.id === id));
  const variants = [...known, ...news];
  const [first] = rows;
  if (first && variants.length > 10) faults.at(first, 'variant', '一件商品最多 10 个规格。');
  return { variants, counts };
}

/** By its id; without one, by its name; else it is new (null). Undefined: no such id. */
function variantOf(
  row: TableRow,
  before: Product | null,
  faults: Faults,
): Variant | null | undefined {
  const id = row.text('variantId');
  const known = before?.variants ?? [];
  if (id === '') return known.find(({ name }) => name === row.text('variant')) ?? null;
  const found = known.find((one) => one.id === id);
  if (!found)
    faults.at(row, 'variantId', '这件商品没有这个规格编号。编号是机器用的，新加的请空着。');
  return found;
}

/** The next letter that no variant has, nor had: stock is counted by it. */
function freeId(taken: ReadonlySet<string>, before: Product | null): string {
  const all = new Set([...taken, ...(before?.variants.map(({ id }) => id) ?? [])]);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.find((letter) => !all.has(letter)) ?? `v${all.size}`;
}

export function priceIn(row: TableRow, column: string, faults: Faults): number | null {
  const text = row.text(column).normalize('NFKC').replace(/元$/, '');
  const fen = integerIn(text, 2);
  if (fen !== null && fen >= 1 && fen <= 10_000_000) return fen;
  const says =
    text === ''
      ? '缺少售价。'
      : `要填 0.01 到 100000 的价钱，最多两位小数，现在是“${short(text)}”。`;
  faults.at(row, column, says);
  return null;
}

/** Basis points; an empty cell is none. */
export function shareIn(row: TableRow, column: string, faults: Faults): number | null {
  const text = row.text(column).normalize('NFKC').replace(/%$/, '');
  const bps = text === '' ? 0 : integerIn(text, 2);
  if (bps !== null && bps <= 10_000) return bps;
  faults.at(row, column, `要填 0 到 100，最多两位小数，现在是“${short(text)}”。`);
  return null;
}

/** Null: nothing was counted, or not what can be. */
function countIn(row: TableRow, weighed: boolean, faults: Faults): number | null {
  const text = row.text('stock').normalize('NFKC');
  if (text === '') return null;
  const quantity = stockIn(text, weighed);
  if (quantity !== null && quantity <= MOST_ON_HAND) return quantity;
  const how = weighed ? '要填多少斤，最多三位小数（精确到克）' : '要填 0 以上的整数';
  faults.at(row, 'stock', `${how}，现在是“${short(text)}”。`);
  return null;
}
