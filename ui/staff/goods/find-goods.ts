// Products as staff look for them: by name, by where they come from, by the first letters of the pinyin.
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { ProductState } from '../../../server/modules/goods/schema.ts';
import { initialsOf } from '../../text/initials.ts';

export interface Wanted {
  readonly words: string;
  /** Empty: all. */
  readonly unitId: string;
  readonly state: ProductState | '';
}

export function goodsMatching(goods: readonly GoodsRow[], wanted: Wanted): GoodsRow[] {
  const part = wanted.words.trim().toLowerCase();
  return goods.filter(
    (row) =>
      (wanted.unitId === '' || row.product.origin.unitId === wanted.unitId) &&
      (wanted.state === '' || row.state === wanted.state) &&
      (part === '' || wordsOf(row).some((word) => word.includes(part))),
  );
}

function wordsOf({ product: { title, origin }, village }: GoodsRow): string[] {
  const words = [title, village, origin.coop, origin.household];
  return [...words.map((word) => word.toLowerCase()), ...words.map(initialsOf)];
}
