// What the touchscreen, the board and the host's phone see of the shop at this moment: the same for all three.
import type { CentreView } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { leftOf, productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView, Product, Variant } from '../goods/schema.ts';
import type { LiveNow, OnSale, ProductList, WorkshopSlice } from './page-schema.ts';
import { nextUp, priceNow, runningSession, sameItem, shelfItem } from './reading.ts';
import type { LiveSession, LivestreamView } from './schema.ts';

export interface Shop {
  livestream: LivestreamView;
  goods: GoodsView;
  directory: DirectoryView;
  centre: CentreView;
}
export interface ShopNow {
  readonly nowMs: number;
  /** Already sold of a variant at a session's prices. */
  readonly soldIn: (sessionId: string, what: { productId: string; variantId: string }) => number;
}

export function selectProducts(shop: Shop, now: ShopNow): ProductList {
  const session = runningSession(shop.livestream);
  const rank = (product: Product, variant: Variant) => {
    const item = { productId: product.id, variantId: variant.id };
    const at = session?.shelf.findIndex((one) => sameItem(one, item));
    return at === undefined || at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  const all = Object.values(shop.goods.products)
    .filter(({ state }) => state === 'onSale')
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
    .filter(({ product, variant }) => !isHidden(session, product.id, variant.id));
  const ranked = all.toSorted((a, b) => rank(a.product, a.variant) - rank(b.product, b.variant));
  return { products: ranked.map(({ product, variant }) => shown(shop, product, variant, now)) };
}

function isHidden(session: LiveSession | null, productId: string, variantId: string): boolean {
  return session !== null && shelfItem(session, productId, variantId)?.hidden === true;
}

function shown(shop: Shop, product: Product, variant: Variant, now: ShopNow): OnSale {
  const {
    id: productId,
    title,
    spec,
    unit,
    description,
    origin,
    harvestDay,
    certificate,
  } = product;
  const price = priceNow(shop.livestream, productId, variant, {
    quantity: 1,
    nowMs: now.nowMs,
    soldIn: (sessionId) => now.soldIn(sessionId, { productId, variantId: variant.id }),
  });
  const session = runningSession(shop.livestream);
  const item = session && shelfItem(session, productId, variant.id);
  const left = leftOf(shop.goods, productId, variant.id);
  const usual = variant.listPriceFen ?? variant.priceFen;
  return {
    productId,
    variantId: variant.id,
    title: variant.name === '' ? title : `${title} ${variant.name}`,
    spec,
    unit,
    description,
    village: shop.directory.units.find(({ id }) => id === origin.unitId)?.name ?? '',
    coop: origin.coop,
    household: origin.household,
    harvestDay,
    certificate,
    photoIds: product.photoIds,
    weighed: variant.weighed,
    priceFen: price.priceFen,
    listPriceFen: usual > price.priceFen ? usual : null,
    flashUntilMs: price.flashUntilMs,
    perPerson: price.perPerson,
    left,
    // What was paused or taken off while somebody explains it stays on the screen, and nobody can reserve it.
    soldOut: left <= 0 || item?.soldOut === true || product.state !== 'onSale',
  };
}

export function selectLive(shop: Shop, now: ShopNow): LiveNow {
  const session = runningSession(shop.livestream) ?? plannedToday(shop);
  if (!session) return { session: null, explaining: null, next: null };
  const { id, title, state, startsAt, platform, playUrl, appUrl, hosts, explaining } = session;
  const item = explaining && find(shop, explaining, now);
  const next = nextUp(shop.goods, session);
  return {
    session: { id, title, state, startsAt, platform, playUrl, appUrl, hosts },
    explaining:
      item && explaining
        ? { item, sinceMs: explaining.sinceMs, mediaTimeMs: explaining.mediaTimeMs }
        : null,
    next: next && find(shop, next, now),
  };
}

function plannedToday({ livestream, centre }: Shop): LiveSession | null {
  const today = Object.values(livestream.sessions)
    .filter(({ state, day }) => state === 'planned' && day === centre.day)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  return today[0] ?? null;
}

function find(
  shop: Shop,
  { productId, variantId }: { productId: string; variantId: string },
  now: ShopNow,
): OnSale | null {
  const product = productOf(shop.goods, productId);
  const variant = product && variantOf(product, variantId);
  return product && variant ? shown(shop, product, variant, now) : null;
}

/** Slice `workshop`. */
export function selectWorkshop(shop: Shop, now: ShopNow): WorkshopSlice {
  return { ...selectProducts(shop, now), ...selectLive(shop, now) };
}
