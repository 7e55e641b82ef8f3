// What other modules may ask of orders: how much of something was already sold at a session's prices.
import type { OrderLine, OrdersView } from './schema.ts';

type What = Pick<OrderLine, 'productId' | 'variantId'>;

export function soldKey(sessionId: string, { productId, variantId }: What): string {
  return `${sessionId}/${productId}/${variantId}`;
}

export function soldInSession(view: OrdersView, sessionId: string, what: What): number {
  const key = soldKey(sessionId, what);
  return (Object.hasOwn(view.soldInSessions, key) && view.soldInSessions[key]) || 0;
}

/** An order as far as it is of a session, without who bought. */
export interface SessionOrder {
  readonly id: string;
  readonly atMs: number;
  /** Neither expired, cancelled nor refunded. */
  readonly open: boolean;
  readonly lines: readonly OrderLine[];
}

/** By session, newest first: one pass over the orders, however many sessions are shown. */
export function ordersBySession(view: OrdersView): Map<string, SessionOrder[]> {
  const bySession = new Map<string, SessionOrder[]>();
  const newestFirst = Object.values(view.orders).toSorted(
    (a, b) => b.reservedAtMs - a.reservedAtMs,
  );
  for (const { id, state, lines, refunded, reservedAtMs: atMs } of newestFirst) {
    const open = state === 'reserved' || state === 'paid' || state === 'pickedUp';
    const kept = lines.filter((_, place) => !refunded.includes(place));
    for (const sessionId of new Set(lines.flatMap((line) => line.sessionId ?? []))) {
      const own = (open ? kept : lines).filter((line) => line.sessionId === sessionId);
      const known = bySession.get(sessionId) ?? [];
      known.push({ id, atMs, open, lines: own });
      bySession.set(sessionId, known);
    }
  }
  return bySession;
}
