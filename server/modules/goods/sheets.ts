// The goods as a spreadsheet shows them: one row a variant; what is of the product stands in its first row. Export writes it,
// import reads the same.
import type { SheetShape } from '../../sheets/sheet-shape.ts';
import { PARTIES, type Party } from '../shares/reading.ts';
import type { ProductState } from './schema.ts';

export const GOODS_SHEET = {
  name: '商品',
  columns: {
    id: { heading: '编号', width: 16, hint: '机器用的，新加的不用填，已有的不要改。' },
    title: {
      heading: '名称',
      width: 22,
      hint: '最多 40 个字。一个规格写一行，同一件商品每行都写上名称。',
      needed: true,
    },
    spec: { heading: '说明', width: 20, hint: '比如：当天采摘，带根带土。' },
    unit: { heading: '单位', width: 8, hint: '袋、箱、斤、幅。写在第一行就行。', needed: true },
    description: { heading: '介绍', width: 40, hint: '来的人看得到，最多 200 个字。' },
    village: { heading: '村', width: 14, hint: '产地，写村名，比如：小沙窝村。', needed: true },
    coop: { heading: '合作社', width: 18, hint: '可以不填。' },
    household: { heading: '农户', width: 14, hint: '可以不填，比如：三组王家。' },
    harvestDay: { heading: '采收日期', width: 12, hint: '比如：2026-11-20，可以不填。' },
    certificate: { heading: '证书号', width: 20, hint: '绿色食品、地理标志的号，可以不填。' },
    variantId: { heading: '规格编号', width: 10, hint: '机器用的，新加的不用填，已有的不要改。' },
    variant: { heading: '规格', width: 12, hint: '比如：5 斤装。只有一种时可以不填。' },
    price: {
      heading: '售价（元）',
      width: 12,
      hint: '比如：19.90；散称的写一斤多少元。',
      needed: true,
    },
    listPrice: { heading: '原价（元）', width: 12, hint: '划掉给人比的价，可以不填。' },
    weighed: { heading: '散称', width: 8, hint: '按斤称的写“是”，其余空着。' },
    stock: {
      heading: '库存',
      width: 10,
      hint: '现在有多少，散称的写斤。和机器里不一样的，导入时按盘点改；空着就不改。',
    },
    village_: { heading: '村分成', width: 10, hint: '百分之几，比如：70。四项加起来要正好 100。' },
    coop_: { heading: '合作社分成', width: 12, hint: '百分之几，没有合作社的写 0。' },
    host_: { heading: '主播分成', width: 10, hint: '百分之几。' },
    committee_: { heading: '联合党委分成', width: 14, hint: '百分之几。' },
    state: { heading: '状态', width: 8, hint: '只是给您看的，要改请到商品页面上点。' },
  },
} as const satisfies SheetShape;

/** Column of each party's share. */
export const SHARE_COLUMNS = PARTIES.map(
  (party) => [party, `${party}_`] as const,
) satisfies (readonly [Party, string])[];

export const STATE_WORDS: Readonly<Record<ProductState, string>> = {
  draft: '草稿',
  review: '待审核',
  onSale: '在售',
  paused: '暂停',
  off: '下架',
};

/** 1990 → 19.90; whole digits only, no fractions of them are ever computed with. */
export function yuanText(fen: number): string {
  return decimalText(fen, 2)
    .replace(/^(\d+)$/, '$1.00')
    .replace(/\.(\d)$/, '.$10');
}
/** Basis points as per cent: 7000 → 70, 1250 → 12.5. */
export function percentText(bps: number): string {
  return decimalText(bps, 2);
}
/** What is weighed is kept in grams and spoken of in 斤: 6250 → 12.5. */
export function stockText(quantity: number, weighed: boolean): string {
  return weighed ? decimalText(quantity * 2, 3) : String(quantity);
}
/** Null: no such number, or more digits than there are. */
export function stockIn(text: string, weighed: boolean): number | null {
  const units = weighed ? integerIn(text, 3) : integerIn(text, 0);
  if (units === null || !weighed) return units;
  return units % 2 === 0 ? units / 2 : null;
}

/** `digits` after the point, as one whole number: ("19.9", 2) → 1990. Null: it is none. */
export function integerIn(text: string, digits: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d*))?$/.exec(rounded(text)) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return null;
  return Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
}

/** A spreadsheet computes in binary: what it shows as 19.9 may be written 19.900000000000002. */
function rounded(text: string): string {
  return /\.\d{9,}$/.test(text) ? Number(text).toFixed(6) : text;
}

function decimalText(value: number, digits: number): string {
  return pointed(value, digits).replace(/\.?0+$/, '');
}

function pointed(value: number, digits: number): string {
  const text = String(value).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
