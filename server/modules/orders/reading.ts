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

/** What a 日结 slip refers to: `<day>/<count>`. */
export function closingReference(day: string, count: number): string {
  return `${day}/${count}`;
}

export function closingOf(reference: string): { day: string; count: number } | null {
  const [, day, count] = /^(\d{4}-\d{2}-\d{2})\/(\d+)$/.exec(reference) ?? [];
  return day === undefined ? null : { day, count: Number(count) };
}
