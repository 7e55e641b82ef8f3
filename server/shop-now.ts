// What the shop's pages need beside its views: the kiosk's clock, and what was sold and ordered at a session's prices. Orders
// know the sessions, not the other way round, so both meet here.
import type { OrdersIn } from './modules/livestream/console-schema.ts';
import type { ShopNow } from './modules/livestream/pages.ts';
import type { Desk } from './modules/livestream/staff-pages.ts';
import { ordersBySession, type SessionOrder, soldInSession } from './modules/orders/reading.ts';
import type { OrdersView } from './modules/orders/schema.ts';
import type { Views } from './modules/registry.ts';
import type { StoreHandle } from './store/execute.ts';

export function shopNowOf<Reads extends { orders: OrdersView }>(
  store: Pick<StoreHandle<Reads>, 'time'>,
): (views: Reads) => ShopNow {
  return ({ orders }) => ({
    nowMs: store.time().wallMs,
    soldIn: (sessionId, what) => soldInSession(orders, sessionId, what),
  });
}

/** Orders a console lists: what somebody can read between two products. */
const LAST_ORDERS = 5;

/** For whoever runs a session; names are of staff, never of buyers. */
export function hostDeskOf(
  store: Pick<StoreHandle<Views>, 'time'>,
  accountName: (views: Views, id: string) => string | null,
): (views: Views) => Desk {
  const shopNow = shopNowOf(store);
  return (views) => {
    const bySession = ordersBySession(views.orders);
    return {
      ...shopNow(views),
      accountName: (id) => accountName(views, id),
      ordersIn: (sessionId) => summed(bySession.get(sessionId) ?? []),
    };
  };
}

function summed(orders: readonly SessionOrder[]): OrdersIn {
  const open = orders.filter((order) => order.open);
  return {
    count: open.length,
    totalFen: open.reduce((sum, order) => sum + totalOf(order), 0),
    last: orders.slice(0, LAST_ORDERS).map((order) => ({
      id: order.id,
      atMs: order.atMs,
      open: order.open,
      lines: order.lines.map(({ title, unit, quantity, weighed }) => ({
        title,
        unit,
        quantity,
        weighed,
      })),
      totalFen: totalOf(order),
    })),
  };
}

function totalOf({ lines }: SessionOrder): number {
  return lines.reduce((sum, { totalFen }) => sum + totalFen, 0);
}
