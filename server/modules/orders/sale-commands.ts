// Sold and handed over at once: at the counter, by weight, or on an outside platform; taken back; and whole lines refunded.
import {
  type CommandDefinition,
  type DecideContext,
  event,
  type NewEvent,
  type Refused,
} from '../../store/module.ts';
import { refuse as refuseDay } from '../centre/schema.ts';
import { jobQueued } from '../printing/schema.ts';
import { entriesBooked } from '../shares/schema.ts';
import { orderIn, type Reads } from './commands.ts';
import { checkedLines } from './lines.ts';
import {
  type DoneReply,
  ImportSalesBody,
  type ImportSalesReply,
  OrderBody,
  OutsideSaleBody,
  RefundBody,
  type SaleReply,
  SellBody,
} from './page-schema.ts';
import {
  linesRefunded,
  type Order,
  type OrderLine,
  orderPickedUp,
  orderReserved,
  type PayMethod,
  refuse,
} from './schema.ts';
import { freeCodes, moves, paid, sumOf } from './selling.ts';

/** As long as the page offers to take a tap back, and the way there. */
const UNDO_MS = 12_000;
/** What taking back a sale gives as its reason. */
const UNDONE = '点错了';

export const sellGoods: CommandDefinition<Reads, typeof SellBody, SaleReply> = {
  type: 'orders.sell',
  body: SellBody,
  decide(views, { lines: wanted, method, print }, context) {
    const { day } = views.centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const lines = checkedLines(views, wanted, {
      nowMs: context.wallMs,
      boughtIn: [],
      weighs: true,
      prices: 'now',
    });
    if ('refused' in lines) return lines;
    const [code = ''] = freeCodes(views.orders, context.randomId(), 1);
    const id = context.id(0);
    const sale = { id, code, lines, source: 'walkIn', platform: '', method } as const;
    const events = saleEvents(views, sale, day);
    const jobId = print ? context.id(events.length) : null;
    if (jobId) events.push(event(jobQueued, { jobId, kind: 'receipt', reference: id, copy: 1 }));
    return { events, reply: { id, totalFen: sumOf(lines), jobId } };
  },
};

/** At the price that the platform took. */
export const sellOutside: CommandDefinition<Reads, typeof OutsideSaleBody, SaleReply> = {
  type: 'orders.sellOutside',
  body: OutsideSaleBody,
  decide(views, sale, context) {
    const sold = outsideSales(views, [sale], context);
    if ('refused' in sold) return sold;
    return {
      events: sold.events,
      reply: { id: context.id(0), totalFen: sold.totalFen, jobId: null },
    };
  },
};

/** All of them or none. */
export const importSales: CommandDefinition<Reads, typeof ImportSalesBody, ImportSalesReply> = {
  type: 'orders.importSales',
  body: ImportSalesBody,
  decide(views, { sales }, context) {
    const sold = outsideSales(views, sales, context);
    if ('refused' in sold) return sold;
    return {
      events: sold.events,
      reply: { sales: sales.length, totalFen: sold.totalFen },
    };
  },
};

function outsideSales(
  views: Reads,
  sales: readonly OutsideSaleBody[],
  context: DecideContext,
): { events: NewEvent[]; totalFen: number } | Refused {
  const { day } = views.centre;
  if (!day) return refuseDay('DAY_NOT_OPEN');
  const codes = freeCodes(views.orders, context.randomId(), sales.length);
  const events: NewEvent[] = [];
  const taken = new Map<string, number>();
  let totalFen = 0;
  for (const [place, { platform, lines: wanted }] of sales.entries()) {
    const lines = checkedLines(views, wanted, {
      nowMs: context.wallMs,
      boughtIn: [],
      weighs: true,
      prices: 'asSold',
      taken,
    });
    if ('refused' in lines) return lines;
    const id = context.id(events.length);
    const sale = { id, code: codes[place] ?? '', lines, source: 'outside', platform } as const;
    events.push(...saleEvents(views, { ...sale, method: 'platform' }, day));
    totalFen += sumOf(lines);
  }
  return { events, totalFen };
}

interface Sale {
  readonly id: string;
  readonly code: string;
  readonly lines: OrderLine[];
  readonly source: 'walkIn' | 'outside';
  readonly platform: string;
  readonly method: PayMethod;
}

/** Reserved, paid and handed over in one batch. */
function saleEvents(views: Reads, sale: Sale, day: string): NewEvent[] {
  const { id: orderId, code, lines, source, platform, method } = sale;
  const totalFen = sumOf(lines);
  const nobody = { personId: null, keyId: null };
  const reserved = { orderId, day, source, platform, code, lines, totalFen, pickUpDay: day };
  return [
    event(orderReserved, { ...reserved, ...nobody }),
    ...moves(lines, 'allocate', orderId),
    ...paid(views, { id: orderId, lines, totalFen }, { day, method }),
    event(orderPickedUp, { orderId, how: 'desk' }),
    ...moves(lines, 'sale', orderId),
  ];
}

/** Whole lines; what was booked for them is reversed by equal entries, to the fen. */
export const refundLines: CommandDefinition<Reads, typeof RefundBody, { fen: number }> = {
  type: 'orders.refund',
  body: RefundBody,
  decide({ orders, centre }, body) {
    const { day } = centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const order = orderIn(orders, body.orderId, ['paid', 'pickedUp']);
    if ('refused' in order) return order;
    // The platform took the money and gives it back; nothing of it is in the drawer.
    if ((body.method === 'platform') !== (order.source === 'outside'))
      return refuse('METHOD_WRONG');
    return refunded(order, day, body);
  },
};

/** A tap too many on +1: as if it had not been, in stock, money and shares. */
export const undoSale: CommandDefinition<Reads, typeof OrderBody, DoneReply> = {
  type: 'orders.undoSale',
  body: OrderBody,
  decide({ orders, centre }, { orderId }, { hallMs }) {
    const { day } = centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const order = orderIn(orders, orderId, ['pickedUp']);
    if ('refused' in order) return order;
    const fresh = hallMs - order.reservedAtHallMs <= UNDO_MS;
    if (order.source !== 'outside' || !fresh) return refuse('SALE_UNDO_TOO_LATE');
    const back = refunded(order, day, { method: 'platform', returned: true, reason: UNDONE });
    return 'refused' in back ? back : { events: back.events, reply: { done: true } };
  },
};

interface Refund {
  readonly lines?: readonly number[];
  readonly method: PayMethod;
  readonly returned: boolean;
  readonly reason: string;
}

function refunded(
  order: Order,
  day: string,
  { lines: asked, method, returned, reason }: Refund,
): { events: NewEvent[]; reply: { fen: number } } | Refused {
  const open = order.lines.map((_, place) => place).filter((p) => !order.refunded.includes(p));
  const places = [...new Set(asked ?? open)];
  if (places.length === 0 || places.some((p) => !open.includes(p))) return refuse('LINES_WRONG');
  const orderId = order.id;
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
}
