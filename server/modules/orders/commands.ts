// Reserving goods and what becomes of the promise: paid, packed, picked up, expired, cancelled.
import { type CommandDefinition, event, type NewEvent, type Refused } from '../../store/module.ts';
import { type CentreView, daysBetween, refuse as refuseDay } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { leftOf } from '../goods/reading.ts';
import { type GoodsView, refuse as refuseGoods } from '../goods/schema.ts';
import type { LivestreamView } from '../livestream/schema.ts';
import { jobQueued } from '../printing/schema.ts';
import { buyerOf } from './buyer.ts';
import { checkedLines } from './lines.ts';
import {
  CancelOrderBody,
  type DoneReply,
  ExpireOrdersBody,
  OrderBody,
  PayOrderBody,
  PickUpBody,
  type ReservationReply,
  ReserveOrderBody,
} from './page-schema.ts';
import { orderById } from './reading.ts';
import {
  type Order,
  type OrdersView,
  orderCancelled,
  orderExpired,
  orderPacked,
  orderPickedUp,
  orderReserved,
  refuse,
} from './schema.ts';
import { freeCodes, moves, paid, sumOf } from './selling.ts';

export interface Reads {
  orders: OrdersView;
  goods: GoodsView;
  livestream: LivestreamView;
  centre: CentreView;
  directory: DirectoryView;
}
const DONE: DoneReply = { done: true };
const MOST_DAYS_AHEAD = 14;
/** Orders in one batch: the lines of the journal stay few. */
const EXPIRED_AT_ONCE = 100;

/** Order, promised stock and slip are one batch: nothing is promised that is not there. */
export const reserveOrder: CommandDefinition<Reads, typeof ReserveOrderBody, ReservationReply> = {
  type: 'orders.reserve',
  body: ReserveOrderBody,
  decide(views, body, context) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const ahead = daysBetween(day, body.pickUpDay);
    if (!(ahead >= 0 && ahead <= MOST_DAYS_AHEAD)) return refuse('PICK_UP_DAY_INVALID');
    const buyer = buyerOf(views, body.by, context);
    if ('refused' in buyer) return buyer;
    const { orderIds, ...kept } = buyer;
    const lines = checkedLines(views, body.lines, {
      nowMs: context.wallMs,
      boughtIn: orderIds,
      weighs: false,
      prices: 'now',
    });
    if ('refused' in lines) return lines;
    const orderId = context.id(0);
    const [code = ''] = freeCodes(views.orders, context.randomId(), 1);
    const totalFen = sumOf(lines);
    const { pickUpDay, source } = body;
    const reserved = { orderId, day, source, platform: '', code, lines, totalFen, pickUpDay };
    const events: NewEvent[] = [
      event(orderReserved, { ...reserved, ...kept }),
      ...moves(lines, 'allocate', orderId),
    ];
    const jobId = body.print ? context.id(events.length) : null;
    if (jobId) events.push(event(jobQueued, { jobId, kind: 'order', reference: orderId, copy: 1 }));
    return { events, reply: { id: orderId, code, totalFen, pickUpDay, jobId } };
  },
};

/**
 * Paid at the desk: the clerk says how and how much; another sum than the order's is refused. Whoever comes a day late gets
 * what they ordered while it is still there.
 */
export const payOrder: CommandDefinition<Reads, typeof PayOrderBody, DoneReply> = {
  type: 'orders.pay',
  body: PayOrderBody,
  decide(views, { orderId, method, fen }) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const order = orderIn(views.orders, orderId, ['reserved', 'expired']);
    if ('refused' in order) return order;
    if (fen !== order.totalFen) return refuse('PRICE_CHANGED', { title: '', fen: order.totalFen });
    const again = order.state === 'expired' ? promisedAgain(views.goods, order) : [];
    if ('refused' in again) return again;
    return { events: [...again, ...paid(views, order, { day, method })], reply: DONE };
  },
};

function promisedAgain(goods: GoodsView, { id, lines }: Order): NewEvent[] | Refused {
  for (const { productId, variantId, quantity, title } of lines) {
    const left = leftOf(goods, productId, variantId);
    if (quantity > left) return refuseGoods('STOCK_SHORT', { title, left });
  }
  return moves(lines, 'allocate', id);
}

export const packOrder: CommandDefinition<Reads, typeof OrderBody, DoneReply> = {
  type: 'orders.pack',
  body: OrderBody,
  decide({ orders }, { orderId }) {
    const order = orderIn(orders, orderId, ['reserved', 'paid']);
    if ('refused' in order) return order;
    return { events: order.packed ? [] : [event(orderPacked, { orderId })], reply: DONE };
  },
};

/** Once: who shows the slip a second time is told that the goods are gone. */
export const pickUpOrder: CommandDefinition<Reads, typeof PickUpBody, DoneReply> = {
  type: 'orders.pickUp',
  body: PickUpBody,
  decide({ orders }, { orderId, how }) {
    const order = orderIn(orders, orderId, ['reserved', 'paid', 'pickedUp']);
    if ('refused' in order) return order;
    if (order.state === 'pickedUp') return refuse('ALREADY_PICKED_UP');
    if (order.state === 'reserved') return refuse('NOT_PAID');
    const left = order.lines.filter((_, place) => !order.refunded.includes(place));
    return {
      events: [event(orderPickedUp, { orderId, how }), ...moves(left, 'sale', orderId)],
      reply: DONE,
    };
  },
};

export const cancelOrder: CommandDefinition<Reads, typeof CancelOrderBody, DoneReply> = {
  type: 'orders.cancel',
  body: CancelOrderBody,
  decide({ orders }, { orderId, reason }) {
    const order = orderIn(orders, orderId, ['reserved']);
    if ('refused' in order) return order;
    const cancelled = event(orderCancelled, { orderId, reason });
    return { events: [cancelled, ...moves(order.lines, 'release', orderId)], reply: DONE };
  },
};

/**
 * What nobody came for: the goods are free again once a later business day is open. The closing of the day itself frees nothing:
 * until the next one opens nothing is sold, and a day that was closed by mistake is opened again with all its orders.
 */
export const expireOrders: CommandDefinition<Reads, typeof ExpireOrdersBody, { expired: number }> =
  {
    type: 'orders.expire',
    body: ExpireOrdersBody,
    decide({ orders, centre }) {
      const over = overdueOrders(orders, centre).slice(0, EXPIRED_AT_ONCE);
      const events = over.flatMap(({ id: orderId, lines }) => [
        event(orderExpired, { orderId }),
        ...moves(lines, 'release', orderId),
      ]);
      return { events, reply: { expired: over.length } };
    },
  };

/** Reserved for a day that is over. What is paid waits for its owner. */
export function overdueOrders({ orders }: OrdersView, { day }: CentreView): Order[] {
  if (day === null) return [];
  return Object.values(orders).filter(
    ({ state, pickUpDay }) => state === 'reserved' && pickUpDay < day,
  );
}

export function orderIn(
  orders: OrdersView,
  orderId: string,
  states: readonly Order['state'][],
): Order | Refused {
  const order = orderById(orders, orderId);
  if (!order) return refuse('ORDER_NOT_FOUND');
  return states.includes(order.state) ? order : refuse('ORDER_STATE_WRONG', { state: order.state });
}
