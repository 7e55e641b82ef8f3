// Orders that somebody may still ask about, and each day's takings.
import type { ModuleDefinition } from '../../store/module.ts';
import { type DayOpened, daysBetween } from '../centre/schema.ts';
import type { EntriesBooked } from '../shares/schema.ts';
import { soldKey } from './reading.ts';
import {
  type DayTakings,
  type Order,
  type OrderLine,
  type OrderReserved,
  type OrdersEvent,
  type OrdersView,
  ordersEvents,
} from './schema.ts';

/** Days that an order which is over stays: somebody comes back with a slip, or wants money back. */
const KEPT_DAYS = 30;
const KEPT_TAKINGS_DAYS = 62;

export const orders: ModuleDefinition<OrdersView> = {
  name: 'orders',
  events: ordersEvents,
  initial: () => ({ orders: {}, takings: {}, soldInSessions: {} }),
  fold(view, recorded) {
    const event = recorded as OrdersEvent | EntriesBooked | DayOpened;
    switch (event.type) {
      case 'orders.orderReserved':
        reserve(view, event);
        break;
      case 'orders.orderPaid': {
        const { orderId, method, fen, day } = event.data;
        change(view, orderId, (order) => {
          order.state = 'paid';
          order.paid = { method, fen, day };
        });
        const takings = takingsOf(view, day);
        takings.orders += 1;
        takings.paidFen[method] = (takings.paidFen[method] ?? 0) + fen;
        break;
      }
      case 'orders.orderPacked':
        change(view, event.data.orderId, (order) => {
          order.packed = true;
        });
        break;
      case 'orders.orderPickedUp':
        change(view, event.data.orderId, (order) => {
          order.state = 'pickedUp';
        });
        break;
      case 'orders.orderExpired':
        change(view, event.data.orderId, (order) => {
          order.state = 'expired';
          countSold(view, order.lines, -1);
        });
        break;
      case 'orders.orderCancelled':
        change(view, event.data.orderId, (order) => {
          order.state = 'cancelled';
          countSold(view, order.lines, -1);
        });
        break;
      case 'orders.linesRefunded': {
        const { orderId, lines, fen, method, day } = event.data;
        change(view, orderId, (order) => {
          order.refunded = [...order.refunded, ...lines];
          if (order.refunded.length === order.lines.length) order.state = 'refunded';
          countSold(
            view,
            lines.flatMap((place) => order.lines[place] ?? []),
            -1,
          );
        });
        const takings = takingsOf(view, day);
        takings.refunds += 1;
        takings.refundedFen[method] = (takings.refundedFen[method] ?? 0) + fen;
        break;
      }
      case 'shares.entriesBooked':
        for (const entry of event.data.entries) {
          if (entry.fen > 0) change(view, entry.orderId, ({ entries }) => entries.push(entry));
        }
        break;
      case 'centre.dayOpened':
        forgetOld(view, event.data.day);
        break;
    }
  },
  indexes: [
    {
      name: 'orders.phone',
      *entries(view) {
        for (const { id, phone } of Object.values(view.orders)) if (phone) yield [phone, id];
      },
    },
  ],
};

function reserve(view: OrdersView, { data, wallMs }: OrderReserved): void {
  const { orderId: id, ...fields } = data;
  view.orders[id] = {
    ...fields,
    id,
    state: 'reserved',
    packed: false,
    refunded: [],
    paid: null,
    reservedAtMs: wallMs,
    entries: [],
  };
  countSold(view, data.lines, 1);
}

function countSold(view: OrdersView, lines: readonly OrderLine[], sign: 1 | -1): void {
  for (const line of lines) {
    if (line.sessionId === null) continue;
    const key = soldKey(line.sessionId, line);
    view.soldInSessions[key] = (view.soldInSessions[key] ?? 0) + sign * line.quantity;
  }
}

function change(view: OrdersView, id: string, how: (order: Order) => void): void {
  const order = view.orders[id];
  if (order) how(order);
}

function takingsOf(view: OrdersView, day: string): DayTakings {
  const takings = view.takings[day] ?? { paidFen: {}, refundedFen: {}, orders: 0, refunds: 0 };
  view.takings[day] = takings;
  return takings;
}

function forgetOld(view: OrdersView, today: string): void {
  for (const { id, state, pickUpDay } of Object.values(view.orders)) {
    const open = state === 'reserved' || state === 'paid';
    if (!open && daysBetween(pickUpDay, today) > KEPT_DAYS) delete view.orders[id];
  }
  for (const day of Object.keys(view.takings)) {
    if (daysBetween(day, today) > KEPT_TAKINGS_DAYS) delete view.takings[day];
  }
}
