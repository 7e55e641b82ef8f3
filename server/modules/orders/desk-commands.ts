// What the desk does beside selling: another copy of a slip, 日结, forgetting a buyer.
import { type CommandDefinition, event, type NewEvent } from '../../store/module.ts';
import type { CentreView } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { copyAfter, isOnTheWay } from '../printing/reading.ts';
import {
  jobQueued,
  type PrintingView,
  refuse as refuseJob,
  type SlipKind,
} from '../printing/schema.ts';
import type { SharesView } from '../shares/schema.ts';
import { destroyed, expiredBuyers } from './buyer.ts';
import {
  CloseTakingsCommandBody,
  type CloseTakingsReply,
  type DoneReply,
  EmptyBody,
  ForgetBuyerBody,
  ReprintTakingsBody,
  SlipBody,
  type SlipReply,
} from './page-schema.ts';
import { closingReference, orderById } from './reading.ts';
import { type OrdersView, refuse, takingsClosed } from './schema.ts';
import { figuresOf } from './takings.ts';

export interface DeskReads {
  orders: OrdersView;
  centre: CentreView;
  directory: DirectoryView;
  shares: SharesView;
  printing: PrintingView;
}

/** The pick-up slip while there is something to fetch, the receipt once it is paid; further copies are marked 补打. */
export const printSlip: CommandDefinition<DeskReads, typeof SlipBody, SlipReply> = {
  type: 'orders.printSlip',
  body: SlipBody,
  decide({ orders, printing }, { orderId, kind }, context) {
    const order = orderById(orders, orderId);
    if (!order) return refuse('ORDER_NOT_FOUND');
    const { state } = order;
    if (kind === 'receipt' && order.paid === null) return refuse('NOT_PAID');
    if (kind === 'order' && order.over !== null) return refuse('ORDER_STATE_WRONG', { state });
    const of = { kind, reference: orderId };
    if (isOnTheWay(printing, of)) return refuseJob('JOB_STATE_WRONG');
    const copy = copyAfter(printing, of, order.slips[kind]);
    return { events: [asked(context.id(0), of, copy)], reply: { jobId: context.id(0), copy } };
  },
};

function asked(
  jobId: string,
  { kind, reference }: { kind: SlipKind; reference: string },
  copy: number,
): NewEvent {
  return event(jobQueued, { jobId, kind, reference, copy, asked: true });
}

/** A second closing of a day is marked as one; one that came while somebody counted is refused. */
export const closeTakings: CommandDefinition<
  DeskReads,
  typeof CloseTakingsCommandBody,
  CloseTakingsReply
> = {
  type: 'orders.closeTakings',
  body: CloseTakingsCommandBody,
  decide({ orders, shares, centre }, body, context) {
    const { day, floatFen, countedFen, note, seen, print } = body;
    const known = Object.hasOwn(orders.takings, day) ? orders.takings[day] : undefined;
    const today = centre.day ?? centre.lastDay;
    if (!known && day !== today) return refuse('TAKINGS_NOT_FOUND');
    const closings = known?.closings.length ?? 0;
    if (closings !== seen) return refuse('TAKINGS_CLOSED');
    const count = closings + 1;
    const figures = figuresOf({ orders, shares }, day);
    const events = [event(takingsClosed, { day, count, floatFen, countedFen, note, figures })];
    if (!print) return { events, reply: { count, jobId: null } };
    const jobId = context.id(1);
    const of = { kind: 'takings', reference: closingReference(day, count) } as const;
    return { events: [...events, asked(jobId, of, 1)], reply: { count, jobId } };
  },
};

export const reprintTakings: CommandDefinition<DeskReads, typeof ReprintTakingsBody, SlipReply> = {
  type: 'orders.reprintTakings',
  body: ReprintTakingsBody,
  decide({ orders, printing }, { day, count }, context) {
    const takings = Object.hasOwn(orders.takings, day) ? orders.takings[day] : undefined;
    const closing = takings?.closings.find((one) => one.count === count);
    if (!closing) return refuse('TAKINGS_NOT_FOUND');
    const of = { kind: 'takings', reference: closingReference(day, count) } as const;
    if (isOnTheWay(printing, of)) return refuseJob('JOB_STATE_WRONG');
    const copy = copyAfter(printing, of, closing.slips);
    return { events: [asked(context.id(0), of, copy)], reply: { jobId: context.id(0), copy } };
  },
};

/** 遗忘: whoever left a phone or a card with an order and nothing else is in no list but this. */
export const forgetBuyer: CommandDefinition<DeskReads, typeof ForgetBuyerBody, DoneReply> = {
  type: 'orders.forgetBuyer',
  body: ForgetBuyerBody,
  decide({ orders }, { orderId, reason }) {
    const order = orderById(orders, orderId);
    if (!order) return refuse('ORDER_NOT_FOUND');
    if (order.keyId === null) return refuse('BUYER_GONE');
    return { events: destroyed([order.keyId], reason), reply: { done: true } };
  },
};

export const expireBuyers: CommandDefinition<DeskReads, typeof EmptyBody, { keys: number }> = {
  type: 'orders.expireBuyers',
  body: EmptyBody,
  decide(views, _body, context) {
    const keyIds = expiredBuyers(views, context);
    return { events: destroyed(keyIds, null), reply: { keys: keyIds.length } };
  },
};
