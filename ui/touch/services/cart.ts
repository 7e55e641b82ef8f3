// What a visitor wants on one number, before it is drawn.
import type { ServicePackage } from '../../../server/modules/catalogue/schema.ts';

/** The server's limit; a package is taken whole, however many it holds. */
export const MOST_ITEMS = 8;

export interface Cart {
  readonly itemIds: readonly string[];
  /** The package that was chosen; what is taken out or added makes it a list of items. */
  readonly packageId: string | null;
}
export type Wanted = { itemId: string } | { itemIds: string[] } | { packageId: string };

export const EMPTY_CART: Cart = { itemIds: [], packageId: null };

export function withItem(cart: Cart, id: string): Cart {
  return cart.itemIds.includes(id) ? cart : { ...cart, itemIds: [...cart.itemIds, id] };
}

export function withoutItem(cart: Cart, id: string): Cart {
  return { ...cart, itemIds: cart.itemIds.filter((one) => one !== id) };
}

/** The package that the cart is, whole and nothing else; null when it is single items. */
export function packageOf(
  { itemIds, packageId }: Cart,
  packages: readonly ServicePackage[],
): ServicePackage | null {
  const one = packages.find(({ id }) => id === packageId);
  const whole =
    one?.itemIds.length === itemIds.length && one.itemIds.every((id) => itemIds.includes(id));
  return whole ? one : null;
}

/** What is sent; null when one number cannot hold it. */
export function wantedOf(cart: Cart, packages: readonly ServicePackage[]): Wanted | null {
  const whole = packageOf(cart, packages);
  if (whole) return { packageId: whole.id };
  const { itemIds } = cart;
  const [first] = itemIds;
  if (first === undefined || itemIds.length > MOST_ITEMS) return null;
  return itemIds.length === 1 ? { itemId: first } : { itemIds: [...itemIds] };
}
