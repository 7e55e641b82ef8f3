// The shop's shelf as a page shows it: one card a product, its variants behind it.
import type { OnSale, WorkshopSlice } from '../../../server/modules/livestream/page-schema.ts';

export interface Product {
  readonly id: string;
  readonly title: string;
  /** In the order of the shelf; one at least. */
  readonly variants: readonly [OnSale, ...OnSale[]];
}
type What = Pick<OnSale, 'productId' | 'variantId'>;

/** In the order of the shelf, each where its first variant stands. */
export function productsOf(slice: Pick<WorkshopSlice, 'products'> | null): Product[] {
  const grouped = Map.groupBy(slice?.products ?? [], ({ productId }) => productId);
  return [...grouped].flatMap(([id, [first, ...rest]]) =>
    first ? [{ id, title: commonTitle([first, ...rest]), variants: [first, ...rest] }] : [],
  );
}

export function itemOf(
  slice: Pick<WorkshopSlice, 'products'> | null,
  { productId, variantId }: What,
): OnSale | undefined {
  return slice?.products.find(
    (item) => item.productId === productId && item.variantId === variantId,
  );
}

/** `沙窝萝卜 5斤装` and `沙窝萝卜 10斤装` are 沙窝萝卜. */
function commonTitle(variants: readonly OnSale[]): string {
  const [first = [], ...others] = variants.map(({ title }) => title.split(' '));
  const differs = first.findIndex((word, place) => others.some((words) => words[place] !== word));
  return first.slice(0, differs < 1 ? first.length : differs).join(' ');
}

/** What sets one variant apart from the others of its product. */
export function variantName({ title }: OnSale, product: Product): string {
  return title.slice(product.title.length).trim() || title;
}

/** The one that costs least of those that are left. */
export function cheapest({ variants }: Product): OnSale {
  const there = variants.filter(({ soldOut }) => !soldOut);
  return (there.length > 0 ? there : variants).reduce((least, one) =>
    one.priceFen < least.priceFen ? one : least,
  );
}

export function isSoldOut({ variants }: Product): boolean {
  return variants.every(({ soldOut }) => soldOut);
}

export interface Village {
  readonly name: string;
  readonly kinds: number;
}
export function villagesOf(products: readonly Product[]): Village[] {
  const grouped = Map.groupBy(products, ({ variants: [{ village }] }) => village);
  return [...grouped].map(([name, { length: kinds }]) => ({ name, kinds }));
}

/** The village, the co-operative, the household: as far as they are known. */
export function makersOf({ coop, household }: OnSale): string {
  return [coop, household].filter(Boolean).join('，');
}

export function isRunning(slice: Pick<WorkshopSlice, 'session'> | null): boolean {
  const state = slice?.session?.state;
  return state === 'live' || state === 'paused';
}
