// What other modules may ask of live sessions: what a product costs at this moment, and what is explained next.
import { leftOf, productOf } from '../goods/reading.ts';
import type { GoodsView, Variant } from '../goods/schema.ts';
import type { ItemRef, LiveSession, LivestreamView, ShelfEntry, ShelfItem } from './schema.ts';
import { isRunning } from './session-life.ts';

export interface PriceNow {
  readonly priceFen: number;
  /** Null: the ordinary price. */
  readonly sessionId: string | null;
  readonly perPerson: number | null;
  /** ms since 1970; null: it is no flash price. */
  readonly flashUntilMs: number | null;
}

/** The session that is on, also while it pauses. */
export function runningSession(view: LivestreamView): LiveSession | null {
  return Object.values(view.sessions).find(({ state }) => isRunning(state)) ?? null;
}

export function sameItem(a: ItemRef, b: ItemRef): boolean {
  return a.productId === b.productId && a.variantId === b.variantId;
}

export function shelfItem(
  session: LiveSession,
  productId: string,
  variantId: string,
): ShelfEntry | undefined {
  return session.shelf.find((item) => sameItem(item, { productId, variantId }));
}

/** Somebody could reserve it now: what is hidden, sold out, paused or off is not held up to the camera. */
export function isOffered(goods: GoodsView, item: ShelfItem): boolean {
  const { productId, variantId, hidden, soldOut } = item;
  if (hidden || soldOut || productOf(goods, productId)?.state !== 'onSale') return false;
  return leftOf(goods, productId, variantId) > 0;
}

/** What comes after what is explained; while nothing is, the first that was not explained yet. */
export function nextUp(goods: GoodsView, { shelf, explaining }: LiveSession): ShelfEntry | null {
  const at = explaining ? shelf.findIndex((item) => sameItem(item, explaining)) : -1;
  const rest = explaining ? shelf.slice(at + 1) : shelf;
  const found = rest.find(
    (item) => isOffered(goods, item) && (explaining !== null || item.explainedAtMs === null),
  );
  return found ?? null;
}

/** When the next flash price begins or ends; null: none will. */
export function nextFlashMs(view: LivestreamView, nowMs: number): number | null {
  const flashes = runningSession(view)?.shelf.flatMap(({ flash }) => flash ?? []) ?? [];
  const moments = flashes.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).filter((ms) => ms > nowMs);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Flash price before live price before the ordinary one; none of the first two beyond the quota or once it is sold out. */
export function priceNow(
  view: LivestreamView,
  productId: string,
  variant: Variant,
  how: {
    readonly quantity: number;
    readonly nowMs: number;
    /** Already sold at a session's prices. */
    readonly soldIn: (sessionId: string) => number;
  },
): PriceNow {
  const { priceFen: ordinaryFen } = variant;
  const ordinary = { priceFen: ordinaryFen, sessionId: null, perPerson: null, flashUntilMs: null };
  const session = runningSession(view);
  const item = session && shelfItem(session, productId, variant.id);
  if (!session || !item || item.hidden || item.soldOut) return ordinary;
  const { quota } = item;
  if (quota !== null && how.soldIn(session.id) + how.quantity > quota) return ordinary;
  const { flash, livePriceFen, perPerson } = item;
  const common = { sessionId: session.id, perPerson };
  if (flash && flash.fromMs <= how.nowMs && how.nowMs < flash.toMs) {
    return { ...common, priceFen: flash.priceFen, flashUntilMs: flash.toMs };
  }
  return { ...common, priceFen: livePriceFen ?? ordinaryFen, flashUntilMs: null };
}
