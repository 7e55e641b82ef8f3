// What other modules may ask of live sessions: what a product costs at this moment.
import type { Variant } from '../goods/schema.ts';
import type { LiveSession, LivestreamView, ShelfItem } from './schema.ts';

export interface PriceNow {
  readonly priceFen: number;
  /** Null: the ordinary price. */
  readonly sessionId: string | null;
  readonly perPerson: number | null;
}

/** The session that is on, also while it pauses. */
export function runningSession(view: LivestreamView): LiveSession | null {
  return (
    Object.values(view.sessions).find(({ state }) => state === 'live' || state === 'paused') ?? null
  );
}

export function shelfItem(
  session: LiveSession,
  productId: string,
  variantId: string,
): ShelfItem | undefined {
  return session.shelf.find((item) => item.productId === productId && item.variantId === variantId);
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
  const ordinary = { priceFen: variant.priceFen, sessionId: null, perPerson: null };
  const session = runningSession(view);
  const item = session && shelfItem(session, productId, variant.id);
  if (!session || !item || item.hidden || item.soldOut) return ordinary;
  const { quota } = item;
  if (quota !== null && how.soldIn(session.id) + how.quantity > quota) return ordinary;
  const { flash, livePriceFen, perPerson } = item;
  const flashes = flash !== null && flash.fromMs <= how.nowMs && how.nowMs < flash.toMs;
  const priceFen = flashes ? flash.priceFen : livePriceFen;
  return { priceFen: priceFen ?? variant.priceFen, sessionId: session.id, perPerson };
}
