// The goods as staff see them: everything, with what is there and what of it is promised.
import type { DirectoryView } from '../directory/schema.ts';
import type { GoodsRow, GoodsSlice } from './page-schema.ts';
import { stockOf } from './reading.ts';
import type { GoodsView, Product } from './schema.ts';

interface Shop {
  goods: GoodsView;
  directory: DirectoryView;
}

/** In the order in which they were first put. */
export function selectGoods(shop: Shop): GoodsSlice {
  return { goods: Object.values(shop.goods.products).map((product) => rowOf(shop, product)) };
}

function rowOf({ goods, directory }: Shop, one: Product): GoodsRow {
  const { id, state, revision, changedAtMs, movedFrom: _from, sinceSeq: _since, ...product } = one;
  return {
    id,
    state,
    revision,
    changedAtMs,
    product,
    village: directory.units.find((unit) => unit.id === product.origin.unitId)?.name ?? '',
    stock: product.variants.map((variant) => ({
      variantId: variant.id,
      ...stockOf(goods, id, variant.id),
    })),
  };
}

/** Photos that a product shows, whatever its state. */
export function photosInUse({ products }: GoodsView): Set<string> {
  return new Set(Object.values(products).flatMap(({ photoIds }) => photoIds));
}
