// What other modules may ask of orders: which there are, and how much of something was already sold at a session's prices.
import type { Order, OrderLine, OrdersView } from './schema.ts';

type What = Pick<OrderLine, 'productId' | 'variantId'>;

/** Ids come from outside: `constructor` is no order. */
export function orderById(view: OrdersView, id: string): Order | null {
  return (Object.hasOwn(view.orders, id) && view.orders[id]) || null;
}

/** Goods are promised to somebody. */
export function isOpen({ state }: Pick<Order, 'state'>): boolean {
  return state === 'reserved' || state === 'paid';
}

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

/** What a 日结 slip refers to: `<day>/<count>`. */
export function closingReference(day: string, count: number): string {
  return `${day}/${count}`;
}

export function closingOf(reference: string): { day: string; count: number } | null {
  const [, day, count] = /^(\d{4}-\d{2}-\d{2})\/(\d+)$/.exec(reference) ?? [];
  return day === undefined ? null : { day, count: Number(count) };
}
