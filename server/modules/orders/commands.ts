// Reserving goods and what becomes of the promise: paid, packed, picked up, expired, cancelled.
import {
  type CommandDefinition,
  type DecideContext,
  event,
  type NewEvent,
  type Refused,
} from '../../store/module.ts';
import { type CentreView, daysBetween, refuse as refuseDay } from '../centre/schema.ts';
import { type GoodsView, type StockMoveKind, stockMoved } from '../goods/schema.ts';
import type { LivestreamView } from '../livestream/schema.ts';
import { jobQueued } from '../printing/schema.ts';
import { entriesBooked } from '../shares/schema.ts';
import { type Buyer, checkedLines, entriesOf } from './lines.ts';
import {
  CancelOrderBody,
  ExpireOrdersBody,
  OrderBody,
  PayOrderBody,
  PickUpBody,
  RefundBody,
  type ReservationReply,
  ReserveOrderBody,
  SellBody,
} from './page-schema.ts';
import {
  linesRefunded,
  type Order,
  type OrderLine,
  type OrdersView,
  orderCancelled,
  orderExpired,
  orderPacked,
  orderPaid,
  orderPickedUp,
  orderReserved,
  type PayMethod,
  refuse,
} from './schema.ts';

export interface Reads {
  orders: OrdersView;
  goods: GoodsView;
  livestream: LivestreamView;
  centre: CentreView;
}
interface Done {
  done: true;
}
const DONE: Done = { done: true };
const MOST_DAYS_AHEAD = 14;
const DAY_MS = 86_400_000;
const CODES = 1_000_000;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Order, promised stock and slip are one batch: nothing is promised that is not there. */
export const reserveOrder: CommandDefinition<Reads, typeof ReserveOrderBody, ReservationReply> = {
  type: 'orders.reserve',
  body: ReserveOrderBody,
  decide(views, body, context) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const ahead = daysBetween(day, body.pickUpDay);
    if (!(ahead >= 0 && ahead <= MOST_DAYS_AHEAD)) return refuse('PICK_UP_DAY_INVALID');
    const buyer = buyerOf(body.phone, context);
    const lines = checkedLines(views, body.lines, {
      nowMs: context.wallMs,
      buyer,
      weighs: false,
      prices: 'now',
    });
    if ('refused' in lines) return lines;
    const orderId = context.id(0);
    const code = freeCode(views.orders, context.randomId());
    const totalFen = sumOf(lines);
    const keyId = body.phone === undefined ? null : context.newKey();
    const { pickUpDay, source } = body;
    const events: NewEvent[] = [
      event(orderReserved, {
        orderId,
        day,
        source,
        code,
        lines,
        totalFen,
        pickUpDay,
        // To the end of the day it is fetched: nobody comes at midnight, and staff close later than planned.
        reservedUntilMs: context.hallMs + (ahead + 1) * DAY_MS,
        phone: body.phone ?? null,
        keyId,
        personId: null,
      }),
      ...moves(lines, 'allocate', orderId),
    ];
    const jobId = body.print ? context.id(events.length) : null;
    if (jobId) events.push(event(jobQueued, { jobId, kind: 'order', reference: orderId, copy: 1 }));
    return { events, reply: { id: orderId, code, totalFen, pickUpDay, jobId } };
  },
};

function buyerOf(phone: string | undefined, context: DecideContext): Buyer {
  return { orderIds: phone === undefined ? null : context.find('orders.phone', phone) };
}

/** Six digits that no open order has. */
function freeCode({ orders }: OrdersView, random: string): string {
  let code = 0;
  for (const char of random) code = (code * 64 + Math.max(0, BASE64URL.indexOf(char))) % CODES;
  const taken = new Set(
    Object.values(orders)
      .filter(isOpen)
      .map((order) => order.code),
  );
  const text = () => String(code).padStart(6, '0');
  while (taken.has(text())) code = (code + 1) % CODES;
  return text();
}

function isOpen({ state }: Order): boolean {
  return state === 'reserved' || state === 'paid';
}

function sumOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, { totalFen }) => sum + totalFen, 0);
}

function moves(lines: readonly OrderLine[], kind: StockMoveKind, reference: string): NewEvent[] {
  return lines.map(({ productId, variantId, quantity }) =>
    event(stockMoved, { productId, variantId, kind, quantity, reference, note: '' }),
  );
}

/** Paid at the desk: the clerk says how and how much; another sum than the order's is refused. */
export const payOrder: CommandDefinition<Reads, typeof PayOrderBody, Done> = {
  type: 'orders.pay',
  body: PayOrderBody,
  decide(views, { orderId, method, fen }) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const order = orderIn(views.orders, orderId, ['reserved']);
    if ('refused' in order) return order;
    if (fen !== order.totalFen) return refuse('PRICE_CHANGED', { title: '', fen: order.totalFen });
    return { events: paid(views, order, { day, method }), reply: DONE };
  },
};

function paid(
  views: Pick<Reads, 'goods' | 'livestream'>,
  { id: orderId, lines, totalFen: fen }: Pick<Order, 'id' | 'lines' | 'totalFen'>,
  { day, method }: { day: string; method: PayMethod },
): NewEvent[] {
  const entries = entriesOf(views, orderId, lines);
  const booked = entries.length > 0 ? [event(entriesBooked, { day, entries })] : [];
  return [event(orderPaid, { orderId, day, method, fen }), ...booked];
}

export const packOrder: CommandDefinition<Reads, typeof OrderBody, Done> = {
  type: 'orders.pack',
  body: OrderBody,
  decide({ orders }, { orderId }) {
    const order = orderIn(orders, orderId, ['reserved', 'paid']);
    if ('refused' in order) return order;
    return { events: order.packed ? [] : [event(orderPacked, { orderId })], reply: DONE };
  },
};

/** Once: who shows the slip a second time is told that the goods are gone. */
export const pickUpOrder: CommandDefinition<Reads, typeof PickUpBody, Done> = {
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

export const cancelOrder: CommandDefinition<Reads, typeof CancelOrderBody, Done> = {
  type: 'orders.cancel',
  body: CancelOrderBody,
  decide({ orders }, { orderId, reason }) {
    const order = orderIn(orders, orderId, ['reserved']);
    if ('refused' in order) return order;
    const cancelled = event(orderCancelled, { orderId, reason });
    return { events: [cancelled, ...moves(order.lines, 'release', orderId)], reply: DONE };
  },
};

/** What nobody came for: the goods are free again. */
export const expireOrders: CommandDefinition<Reads, typeof ExpireOrdersBody, { expired: number }> =
  {
    type: 'orders.expire',
    body: ExpireOrdersBody,
    decide({ orders }, _body, { hallMs }) {
      const over = Object.values(orders.orders).filter(
        ({ state, reservedUntilMs }) => state === 'reserved' && reservedUntilMs <= hallMs,
      );
      const events = over.flatMap(({ id: orderId, lines }) => [
        event(orderExpired, { orderId }),
        ...moves(lines, 'release', orderId),
      ]);
      return { events, reply: { expired: over.length } };
    },
  };

/** Whole lines; what was booked for them is reversed by equal entries, to the fen. */
export const refundLines: CommandDefinition<Reads, typeof RefundBody, { fen: number }> = {
  type: 'orders.refund',
  body: RefundBody,
  decide({ orders, centre }, body) {
    const { day } = centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const { orderId, method, returned, reason } = body;
    const order = orderIn(orders, orderId, ['paid', 'pickedUp']);
    if ('refused' in order) return order;
    const open = order.lines.map((_, place) => place).filter((p) => !order.refunded.includes(p));
    const places = [...new Set(body.lines ?? open)];
    if (places.length === 0 || places.some((p) => !open.includes(p))) return refuse('LINES_WRONG');
    const lines = places.flatMap((place) => order.lines[place] ?? []);
    const fen = sumOf(lines);
    const entries = order.entries
      .filter(({ line }) => places.includes(line))
      .map((entry) => ({ ...entry, fen: -entry.fen }));
    const back = order.state === 'paid' ? 'release' : returned ? 'return' : null;
    return {
      events: [
        event(linesRefunded, { orderId, day, lines: places, fen, method, returned, reason }),
        ...(entries.length > 0 ? [event(entriesBooked, { day, entries })] : []),
        ...(back ? moves(lines, back, orderId) : []),
      ],
      reply: { fen },
    };
  },
};

/** Reserved, paid and handed over in one batch: at the counter, by weight, or counted from an outside platform. */
export const sellGoods: CommandDefinition<
  Reads,
  typeof SellBody,
  { id: string; totalFen: number }
> = {
  type: 'orders.sell',
  body: SellBody,
  decide(views, { lines: wanted, source, method, print }, context) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const prices = source === 'outside' ? 'asSold' : 'now';
    const how = { nowMs: context.wallMs, buyer: { orderIds: [] }, weighs: true, prices } as const;
    const lines = checkedLines(views, wanted, how);
    if ('refused' in lines) return lines;
    const orderId = context.id(0);
    const totalFen = sumOf(lines);
    const events: NewEvent[] = [
      event(orderReserved, {
        orderId,
        day,
        source,
        code: freeCode(views.orders, context.randomId()),
        lines,
        totalFen,
        pickUpDay: day,
        reservedUntilMs: context.hallMs + DAY_MS,
        phone: null,
        keyId: null,
        personId: null,
      }),
      ...moves(lines, 'allocate', orderId),
      ...paid(views, { id: orderId, lines, totalFen }, { day, method }),
      event(orderPickedUp, { orderId, how: 'desk' }),
      ...moves(lines, 'sale', orderId),
    ];
    if (print) {
      const jobId = context.id(events.length);
      events.push(event(jobQueued, { jobId, kind: 'order', reference: orderId, copy: 1 }));
    }
    return { events, reply: { id: orderId, totalFen } };
  },
};

function orderIn(
  { orders }: OrdersView,
  orderId: string,
  states: readonly Order['state'][],
): Order | Refused {
  const order = Object.hasOwn(orders, orderId) ? orders[orderId] : undefined;
  if (!order) return refuse('ORDER_NOT_FOUND');
  return states.includes(order.state) ? order : refuse('ORDER_STATE_WRONG', { state: order.state });
}
