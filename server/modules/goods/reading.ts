// What other modules may ask of the goods.
import type { GoodsView, Product, Stock, StockMoved, Variant } from './schema.ts';

export function stockKey(productId: string, variantId: string): string {
  return `${productId}/${variantId}`;
}

/** Ids come from outside: `constructor` is no product. */
export function productOf(view: GoodsView, id: string): Product | undefined {
  return Object.hasOwn(view.products, id) ? view.products[id] : undefined;
}

export function variantOf(product: Product, id: string): Variant | undefined {
  return product.variants.find((variant) => variant.id === id);
}

export function stockOf(view: GoodsView, productId: string, variantId: string): Stock {
  const key = stockKey(productId, variantId);
  return (Object.hasOwn(view.stock, key) && view.stock[key]) || { onHand: 0, reserved: 0 };
}

/** There and promised to nobody. */
export function leftOf(view: GoodsView, productId: string, variantId: string): number {
  const { onHand, reserved } = stockOf(view, productId, variantId);
  return onHand - reserved;
}

/** What a move makes of it; everybody counts by this. */
export function afterMove(
  before: Stock | undefined,
  { kind, quantity }: Pick<StockMoved['data'], 'kind' | 'quantity'>,
): Stock {
  const { onHand, reserved } = before ?? { onHand: 0, reserved: 0 };
  switch (kind) {
    case 'receive':
    case 'adjust':
    case 'return':
      return { onHand: onHand + quantity, reserved };
    case 'allocate':
      return { onHand, reserved: reserved + quantity };
    case 'release':
      return { onHand, reserved: reserved - quantity };
    case 'sale':
      return { onHand: onHand - quantity, reserved: reserved - quantity };
  }
}
