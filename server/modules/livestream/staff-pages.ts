// What hosts and their assistants see: sessions with their shelves, what each item costs and how much of it is left, who
// changed it last, and the orders that come in.
import type { DirectoryView } from '../directory/schema.ts';
import { leftOf, productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView } from '../goods/schema.ts';
import type {
  CandidateList,
  OrdersIn,
  SessionCard,
  SessionsSlice,
  ShelfRow,
} from './console-schema.ts';
import type { ShopNow } from './pages.ts';
import { isOffered, nextUp, priceNow } from './reading.ts';
import type { Changed, ItemRef, LiveSession, LivestreamView, ShelfEntry } from './schema.ts';
import { isOver, isRunning } from './session-life.ts';

interface Reads {
  livestream: LivestreamView;
  goods: GoodsView;
}
export interface Desk extends ShopNow {
  readonly accountName: (id: string) => string | null;
  /** Orders know the sessions, not the other way round. */
  readonly ordersIn: (sessionId: string) => OrdersIn;
}

const MOST_PLANNED = 20;
const MOST_OVER = 10;

/** What runs first, then what is planned, the next one first, then what was last. */
export function selectSessions(shop: Reads, desk: Desk): SessionsSlice {
  const all = Object.values(shop.livestream.sessions).toSorted((a, b) => byTime(a, b));
  const running = all.filter(({ state }) => isRunning(state));
  const planned = all.filter(({ state }) => state === 'planned').slice(0, MOST_PLANNED);
  const over = all.filter(({ state }) => isOver(state)).slice(-MOST_OVER);
  const sessions = [...running, ...planned, ...over.toReversed()];
  return { sessions: sessions.map((session) => cardOf(shop, session, desk)) };
}

function byTime(a: LiveSession, b: LiveSession): number {
  return `${a.day} ${a.startsAt}`.localeCompare(`${b.day} ${b.startsAt}`);
}

function cardOf(shop: Reads, session: LiveSession, desk: Desk): SessionCard {
  const { id, title, day, startsAt, platform, playUrl, appUrl, hosts, unitIds, script } = session;
  const { state, revision, shelfRevision, changed, shelf, explaining } = session;
  return {
    ...{ id, title, day, startsAt, platform, playUrl, appUrl, hosts, unitIds, script },
    ...{ state, revision, shelfRevision },
    changed: { ...named(changed, desk), act: changed.act, item: changed.item },
    shelfCount: shelf.length,
    shelf: isOver(state) ? [] : shelf.flatMap((entry) => rowOf(shop, session, entry, desk) ?? []),
    explaining: explaining && { ...refOf(explaining), sinceMs: explaining.sinceMs },
    next: refOf(nextUp(shop.goods, session)),
    orders: desk.ordersIn(id),
  };
}

function named({ atMs, by }: Changed, { accountName }: Desk): ShelfRow['changed'] {
  return { atMs, by, name: accountName(by) };
}

function refOf<Item extends ItemRef | null>(item: Item): ItemRef | (Item & null) {
  return item && { productId: item.productId, variantId: item.variantId };
}

function rowOf(
  { livestream, goods }: Reads,
  { id: sessionId, state }: LiveSession,
  entry: ShelfEntry,
  desk: Desk,
): ShelfRow | null {
  const { changed, revision: _, ...item } = entry;
  const { productId, variantId } = item;
  const product = productOf(goods, productId);
  const variant = product && variantOf(product, variantId);
  if (!product || !variant) return null;
  const soldIn = (id: string) => desk.soldIn(id, item);
  // Of a planned session: what visitors pay now, not what they will.
  const price = priceNow(livestream, productId, variant, {
    quantity: 1,
    nowMs: desk.nowMs,
    soldIn,
  });
  return {
    ...item,
    title: variant.name === '' ? product.title : `${product.title} ${variant.name}`,
    spec: product.spec,
    unit: product.unit,
    weighed: variant.weighed,
    photoId: product.photoIds[0] ?? null,
    productState: product.state,
    ordinaryFen: variant.priceFen,
    priceFen: price.priceFen,
    flashRuns: isRunning(state) && price.flashUntilMs !== null,
    left: leftOf(goods, productId, variantId),
    sold: soldIn(sessionId),
    offered: isOffered(goods, entry),
    changed: named(changed, desk),
  };
}

/** What could be put on a shelf: on sale, or paused and perhaps on sale again by then. */
export function selectCandidates({
  goods,
  directory,
}: {
  goods: GoodsView;
  directory: DirectoryView;
}): CandidateList {
  const villages = new Map(directory.units.map(({ id, name }) => [id, name]));
  const sellable = Object.values(goods.products).filter(
    ({ state }) => state === 'onSale' || state === 'paused',
  );
  const candidates = sellable.flatMap((product) =>
    product.variants.map((variant) => ({
      productId: product.id,
      variantId: variant.id,
      title: variant.name === '' ? product.title : `${product.title} ${variant.name}`,
      spec: product.spec,
      unit: product.unit,
      village: villages.get(product.origin.unitId) ?? '',
      state: product.state,
      priceFen: variant.priceFen,
      left: leftOf(goods, product.id, variant.id),
    })),
  );
  return { candidates };
}
