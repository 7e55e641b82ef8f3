// Orders that somebody may still ask about, and each day's takings.
import type { ModuleDefinition, RecordedEvent, Sealed } from '../../store/module.ts';
import { type DayClosed, type DayOpened, daysBetween } from '../centre/schema.ts';
import type { PersonForgotten } from '../directory/schema.ts';
import type { JobQueued } from '../printing/schema.ts';
import type { EntriesBooked } from '../shares/schema.ts';
import { closingOf, isOpen, orderById, soldKey } from './reading.ts';
import {
  type BuyersForgotten,
  type LinesRefunded,
  type Order,
  type OrderLine,
  type OrderPaid,
  type OrderReserved,
  type OrderState,
  type OrdersEvent,
  type OrdersView,
  ordersEvents,
  type TakingsClosed,
} from './schema.ts';
import { countMoney, takingsOf } from './takings.ts';

/** Days that an order which is over stays: somebody comes back with a slip, or wants money back. */
const KEPT_DAYS = 30;
const KEPT_TAKINGS_DAYS = 62;
/** Backups of the keyring live a week; every start looks through these keys. */
const DESTROYED_KEPT_MS = 14 * 86_400_000;

export const orders: ModuleDefinition<OrdersView> = {
  name: 'orders',
  events: ordersEvents,
  initial: () => ({ day: null, orders: {}, takings: {}, soldInSessions: {}, destroyed: [] }),
  fold,
  indexes: [
    { name: 'orders.phone', entries: (view) => fieldsOf(view, 'phone') },
    { name: 'orders.idNumber', entries: (view) => fieldsOf(view, 'idNumber') },
  ],
  forgottenKeys: (view) => view.destroyed.flatMap(({ keyIds }) => keyIds),
};

type Folded = OrdersEvent | EntriesBooked | JobQueued | DayOpened | DayClosed | PersonForgotten;

function fold(view: OrdersView, recorded: RecordedEvent): void {
  const event = recorded as Folded;
  switch (event.type) {
    case 'orders.orderReserved':
      reserve(view, event);
      break;
    case 'orders.orderPaid':
      pay(view, event);
      break;
    case 'orders.orderPacked':
      change(view, event.data.orderId, (order) => {
        order.packed = true;
      });
      break;
    case 'orders.orderPickedUp':
      end(view, event, 'pickedUp');
      takingsOf(view, dayOf(view, event.data.orderId)).pickedUp += 1;
      break;
    case 'orders.orderExpired':
      end(view, event, 'expired');
      change(view, event.data.orderId, ({ lines, pickUpDay }) => {
        countSold(view, lines, -1);
        takingsOf(view, pickUpDay).expired += 1;
      });
      break;
    case 'orders.orderCancelled':
      end(view, event, 'cancelled');
      change(view, event.data.orderId, ({ lines }) => countSold(view, lines, -1));
      takingsOf(view, dayOf(view, event.data.orderId)).cancelled += 1;
      break;
    case 'orders.linesRefunded':
      refund(view, event);
      break;
    case 'orders.buyersForgotten':
      destroyBuyers(view, event);
      break;
    case 'orders.takingsClosed':
      close(view, event);
      break;
    case 'shares.entriesBooked':
      for (const entry of event.data.entries) {
        if (entry.fen > 0) change(view, entry.orderId, ({ entries }) => entries.push(entry));
      }
      break;
    case 'printing.jobQueued':
      countSlip(view, event);
      break;
    case 'directory.personForgotten':
      forgetBuyers(view, event.data.keyIds, event.data.personId);
      break;
    case 'centre.dayOpened':
      view.day = event.data.day;
      forgetOld(view, event.data.day);
      break;
    case 'centre.dayClosed':
      view.day = null;
      break;
  }
}

function* fieldsOf(
  view: OrdersView,
  field: 'phone' | 'idNumber',
): Generator<readonly [Sealed, string]> {
  for (const order of Object.values(view.orders)) if (order[field]) yield [order[field], order.id];
}

function reserve(view: OrdersView, { data, wallMs, hallMs }: OrderReserved): void {
  const { orderId: id, name = null, phone = null, idNumber = null, ...fields } = data;
  view.orders[id] = {
    ...fields,
    id,
    name,
    phone,
    idNumber,
    state: 'reserved',
    packed: false,
    refunded: [],
    paid: null,
    reservedAtMs: wallMs,
    reservedAtHallMs: hallMs,
    over: null,
    entries: [],
    slips: { order: 0, receipt: 0 },
  };
  countSold(view, data.lines, 1);
  takingsOf(view, data.day).made += 1;
}

function pay(view: OrdersView, { data: { orderId, method, fen, day } }: OrderPaid): void {
  change(view, orderId, (order) => {
    // Whoever came a day late and still got it.
    if (order.state === 'expired') countSold(view, order.lines, 1);
    order.state = 'paid';
    order.over = null;
    order.paid = { method, fen, day };
    const { platform, lines } = order;
    countMoney(takingsOf(view, day), 'paid', { method, fen, platform, lines });
  });
}

function refund(view: OrdersView, event: LinesRefunded): void {
  const { orderId, lines: places, fen, method, day } = event.data;
  change(view, orderId, (order) => {
    order.refunded = [...order.refunded, ...places];
    const lines = places.flatMap((place) => order.lines[place] ?? []);
    countSold(view, lines, -1);
    const { platform } = order;
    countMoney(takingsOf(view, day), 'refunded', { method, fen, platform, lines });
    if (order.refunded.length === order.lines.length) end(view, event, 'refunded');
  });
}

type Ending = Pick<RecordedEvent<string, { orderId: string }>, 'data' | 'wallMs' | 'hallMs'>;

function end(view: OrdersView, { data, wallMs: ms, hallMs }: Ending, state: OrderState): void {
  change(view, data.orderId, (order) => {
    order.state = state;
    order.over = { day: view.day ?? order.day, ms, hallMs };
  });
}

/** Orders move on the open day. */
function dayOf(view: OrdersView, orderId: string): string {
  return view.day ?? orderById(view, orderId)?.pickUpDay ?? '';
}

function countSold(view: OrdersView, lines: readonly OrderLine[], sign: 1 | -1): void {
  for (const line of lines) {
    if (line.sessionId === null) continue;
    const key = soldKey(line.sessionId, line);
    view.soldInSessions[key] = (view.soldInSessions[key] ?? 0) + sign * line.quantity;
  }
}

function change(view: OrdersView, id: string, how: (order: Order) => void): void {
  const order = orderById(view, id);
  if (order) how(order);
}

function close(view: OrdersView, { data, actor, wallMs: atMs }: TakingsClosed): void {
  const { day, ...closing } = data;
  const byAccountId = actor.kind === 'staff' ? actor.accountId : null;
  takingsOf(view, day).closings.push({ ...closing, byAccountId, atMs, slips: 0 });
}

function countSlip(view: OrdersView, { data: { kind, reference, copy } }: JobQueued): void {
  if (kind === 'order' || kind === 'receipt') {
    change(view, reference, ({ slips }) => {
      slips[kind] = copy;
    });
  }
  const of = kind === 'takings' ? closingOf(reference) : null;
  const closing = of && view.takings[of.day]?.closings.find(({ count }) => count === of.count);
  if (closing) closing.slips = copy;
}

function destroyBuyers(view: OrdersView, { data, hallMs }: BuyersForgotten): void {
  forgetBuyers(view, data.keyIds, null);
  view.destroyed = [
    ...view.destroyed.filter((batch) => hallMs - batch.hallMs < DESTROYED_KEPT_MS),
    { hallMs, keyIds: [...data.keyIds] },
  ];
}

function forgetBuyers(view: OrdersView, keyIds: readonly string[], personId: string | null): void {
  const gone = new Set(keyIds);
  for (const order of Object.values(view.orders)) {
    if (personId !== null && order.personId === personId) order.personId = null;
    if (order.keyId === null || !gone.has(order.keyId)) continue;
    Object.assign(order, { keyId: null, name: null, phone: null, idNumber: null });
  }
}

/** Nothing leaves memory while the key of its buyer is not destroyed: nobody else would know of it. */
function forgetOld(view: OrdersView, today: string): void {
  for (const order of Object.values(view.orders)) {
    const old = order.over !== null && daysBetween(order.over.day, today) > KEPT_DAYS;
    if (old && !isOpen(order) && order.keyId === null) delete view.orders[order.id];
  }
  for (const day of Object.keys(view.takings)) {
    if (daysBetween(day, today) > KEPT_TAKINGS_DAYS) delete view.takings[day];
  }
}
