// What other modules may ask of the goods.
import type { GoodsView, Product, Stock, Variant } from './schema.ts';

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
