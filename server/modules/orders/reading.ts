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
