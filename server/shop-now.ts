// What the shop's pages need beside its views: the kiosk's clock, and what was sold at a session's prices. Orders know the
// sessions, not the other way round, so both meet here.
import type { ShopNow } from './modules/livestream/pages.ts';
import { soldInSession } from './modules/orders/reading.ts';
import type { OrdersView } from './modules/orders/schema.ts';
import type { StoreHandle } from './store/execute.ts';

export function shopNowOf<Views extends { orders: OrdersView }>(
  store: Pick<StoreHandle<Views>, 'time'>,
): (views: Views) => ShopNow {
  return ({ orders }) => ({
    nowMs: store.time().wallMs,
    soldIn: (sessionId, what) => soldInSession(orders, sessionId, what),
  });
}
