// What every sale writes: stock that moves, money that is booked, six digits that no open order has.
import { event, type NewEvent } from '../../store/module.ts';
import { type GoodsView, type StockMoveKind, stockMoved } from '../goods/schema.ts';
import type { LivestreamView } from '../livestream/schema.ts';
import { entriesBooked } from '../shares/schema.ts';
import { entriesOf } from './lines.ts';
import { isOpen } from './reading.ts';
import {
  type Order,
  type OrderLine,
  type OrdersView,
  orderPaid,
  type PayMethod,
} from './schema.ts';

const CODES = 1_000_000;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Six digits each that no open order has. */
export function freeCodes({ orders }: OrdersView, random: string, count: number): string[] {
  let code = 0;
  for (const char of random) code = (code * 64 + Math.max(0, BASE64URL.indexOf(char))) % CODES;
  const taken = new Set(
    Object.values(orders)
      .filter(isOpen)
      .map((order) => order.code),
  );
  const codes: string[] = [];
  while (codes.length < count) {
    const text = String(code).padStart(6, '0');
    if (!taken.has(text)) codes.push(text);
    code = (code + 1) % CODES;
  }
  return codes;
}

export function sumOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, { totalFen }) => sum + totalFen, 0);
}

export function moves(
  lines: readonly OrderLine[],
  kind: StockMoveKind,
  reference: string,
): NewEvent[] {
  return lines.map(({ productId, variantId, quantity }) =>
    event(stockMoved, { productId, variantId, kind, quantity, reference, note: '' }),
  );
}

export function paid(
  views: { readonly goods: GoodsView; readonly livestream: LivestreamView },
  { id: orderId, lines, totalFen: fen }: Pick<Order, 'id' | 'lines' | 'totalFen'>,
  { day, method }: { day: string; method: PayMethod },
): NewEvent[] {
  const entries = entriesOf(views, orderId, lines);
  const booked = entries.length > 0 ? [event(entriesBooked, { day, entries })] : [];
  return [event(orderPaid, { orderId, day, method, fen }), ...booked];
}
