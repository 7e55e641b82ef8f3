// The sums of a business day: what came in and went out by every way of paying, what was sold, what became of the orders.
import type { SharesView } from '../shares/schema.ts';
import type {
  DayTakings,
  Order,
  OrderLine,
  OrdersView,
  PayMethod,
  TakingsFigures,
} from './schema.ts';

const METHODS = ['cash', 'wechat', 'alipay', 'card', 'other', 'platform'] as const;

function emptyTakings(): DayTakings {
  return {
    paidFen: {},
    refundedFen: {},
    platforms: [],
    made: 0,
    paid: 0,
    pickedUp: 0,
    cancelled: 0,
    expired: 0,
    refunds: 0,
    sold: [],
    closings: [],
  };
}

export function takingsOf(view: OrdersView, day: string): DayTakings {
  const takings = view.takings[day] ?? emptyTakings();
  view.takings[day] = takings;
  return takings;
}

/** Money and goods of one payment, or of one refund. */
export function countMoney(
  takings: DayTakings,
  kind: 'paid' | 'refunded',
  what: {
    readonly method: PayMethod;
    readonly fen: number;
    readonly platform: string;
    readonly lines: readonly OrderLine[];
  },
): void {
  const { method, fen, platform, lines } = what;
  const byMethod = kind === 'paid' ? takings.paidFen : takings.refundedFen;
  byMethod[method] = (byMethod[method] ?? 0) + fen;
  if (kind === 'paid') takings.paid += 1;
  else takings.refunds += 1;
  if (method === 'platform') countPlatform(takings, kind, platform, fen);
  for (const line of lines) countSold(takings, line, kind === 'paid' ? 1 : -1);
}

function countPlatform(
  { platforms }: DayTakings,
  kind: 'paid' | 'refunded',
  name: string,
  fen: number,
): void {
  const known = platforms.find((one) => one.name === name);
  const platform = known ?? { name, paidFen: 0, refundedFen: 0 };
  if (!known) platforms.push(platform);
  platform[kind === 'paid' ? 'paidFen' : 'refundedFen'] += fen;
}

function countSold({ sold }: DayTakings, line: OrderLine, sign: 1 | -1): void {
  const { productId, variantId, title, unit, weighed, quantity, totalFen } = line;
  const known = sold.find((one) => one.productId === productId && one.variantId === variantId);
  const entry = known ?? { productId, variantId, title, unit, weighed, quantity: 0, fen: 0 };
  if (!known) sold.push(entry);
  entry.quantity += sign * quantity;
  entry.fen += sign * totalFen;
}

/** As they are at this moment. */
export function figuresOf(
  { orders, shares }: { readonly orders: OrdersView; readonly shares: SharesView },
  day: string,
): TakingsFigures {
  const takings = (Object.hasOwn(orders.takings, day) && orders.takings[day]) || emptyTakings();
  const { made, paid, pickedUp, cancelled, expired, refunds, platforms, sold } = takings;
  const methods = METHODS.map((method) => ({
    method,
    paidFen: takings.paidFen[method] ?? 0,
    refundedFen: takings.refundedFen[method] ?? 0,
  })).filter(({ paidFen, refundedFen }) => paidFen > 0 || refundedFen > 0);
  const booked = Object.values((Object.hasOwn(shares.byDay, day) && shares.byDay[day]) || {});
  const cash = methods.find(({ method }) => method === 'cash');
  return {
    made,
    paid,
    pickedUp,
    cancelled,
    expired,
    refunds,
    waiting: Object.values(orders.orders).filter((order) => isWaiting(order, day)).length,
    methods,
    platforms: platforms.map((one) => ({ ...one })),
    sold: sold
      .filter(({ quantity, fen }) => quantity !== 0 || fen !== 0)
      .map(({ title, unit, weighed, quantity, fen }) => ({ title, unit, weighed, quantity, fen })),
    paidFen: sum(methods.map(({ paidFen }) => paidFen)),
    refundedFen: sum(methods.map(({ refundedFen }) => refundedFen)),
    bookedFen: sum(booked),
    cashFen: (cash?.paidFen ?? 0) - (cash?.refundedFen ?? 0),
  };
}

function isWaiting({ over, pickUpDay }: Order, day: string): boolean {
  return over === null && pickUpDay <= day;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
