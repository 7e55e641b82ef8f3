// What visitors see of an order, and what the desk sees of all of them.
import type { Open, Sealed } from '../../store/module.ts';
import type { AccountsView } from '../accounts/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import type { SharesView } from '../shares/schema.ts';
import type {
  FoundOrders,
  OrderRow,
  OrdersSlice,
  ShownLine,
  ShownOrder,
  Takings,
} from './page-schema.ts';
import { orderById } from './reading.ts';
import type { Order, OrdersView } from './schema.ts';
import { figuresOf } from './takings.ts';

export interface Desk {
  readonly orders: OrdersView;
  readonly centre: CentreView;
  readonly directory: DirectoryView;
}
const LISTED = 200;
const FOUND = 20;
/** Six digits on a slip; the last four of a phone, or all of it. */
const DIGITS = /^\d{6}$/;
const PHONE_TAIL = /^(\d{4}|1\d{10})$/;

export function selectOrder(
  { orders }: { readonly orders: OrdersView },
  id: string,
): ShownOrder | null {
  const order = orderById(orders, id);
  return order && shown(order);
}

function shown({ code, state, packed, lines, refunded, totalFen, pickUpDay }: Order): ShownOrder {
  const shownLines = lines.map(
    ({ sessionId: _session, ...line }, place): ShownLine => ({
      ...line,
      refunded: refunded.includes(place),
    }),
  );
  return { code, state, packed, lines: shownLines, totalFen, pickUpDay };
}

function rowOf({ directory, centre }: Desk, open: Open): (order: Order) => OrderRow {
  const maskOf = (field: Sealed | null) => (field ? (open(field)?.mask ?? null) : null);
  return (order) => {
    const { id, source, platform, paid, day, reservedAtMs, over, state, pickUpDay } = order;
    const { name, phone } = personOf(directory, order);
    return {
      id,
      ...shown(order),
      source,
      platform,
      method: paid?.method ?? null,
      name: maskOf(name),
      phone: maskOf(phone),
      day,
      reservedAtMs,
      over: over && { day: over.day, atMs: over.ms },
      overdue: state === 'paid' && centre.day !== null && pickUpDay < centre.day,
    };
  };
}

/** The directory's word for residents, the order's own for everybody else. */
function personOf({ people }: DirectoryView, order: Order): Pick<Order, 'name' | 'phone'> {
  const { personId } = order;
  return (personId !== null && Object.hasOwn(people, personId) && people[personId]) || order;
}

/** Slice `orders`. */
export function selectOrders(desk: Desk, open: Open): OrdersSlice {
  const all = Object.values(desk.orders.orders);
  const openOnes = all
    .filter(({ over }) => over === null)
    .sort((a, b) => a.pickUpDay.localeCompare(b.pickUpDay) || a.reservedAtMs - b.reservedAtMs);
  const done = all
    .filter(({ over }) => over !== null)
    .sort((a, b) => (b.over?.ms ?? 0) - (a.over?.ms ?? 0));
  return {
    day: desk.centre.day,
    orders: [...openOnes, ...done].slice(0, LISTED).map(rowOf(desk, open)),
    openCount: openOnes.length,
  };
}

/** Six digits or a phone's; those that may still be fetched first, then the newest. A code's order is found by its id. */
export function findOrders(desk: Desk, text: string, open: Open): FoundOrders {
  const digits = text.replace(/\s/g, '');
  const all = Object.values(desk.orders.orders);
  const how = DIGITS.test(digits) ? 'digits' : 'phone';
  const fits =
    how === 'digits'
      ? ({ code }: Order) => code === digits
      : (order: Order) => PHONE_TAIL.test(digits) && phoneEnds(desk, order, digits, open);
  const found = all
    .filter(fits)
    .sort(
      (a, b) =>
        Number(a.over !== null) - Number(b.over !== null) || b.reservedAtMs - a.reservedAtMs,
    );
  return { orders: found.slice(0, FOUND).map(rowOf(desk, open)), how };
}

function phoneEnds(desk: Desk, order: Order, digits: string, open: Open): boolean {
  const { phone } = personOf(desk.directory, order);
  return phone !== null && (open(phone)?.value.endsWith(digits) ?? false);
}

export function findByCode(desk: Desk, orderId: string, open: Open): FoundOrders | null {
  const order = orderById(desk.orders, orderId);
  return order && { orders: [rowOf(desk, open)(order)], how: 'scan' };
}

/** Null: nothing is known of that day. */
export function selectTakings(
  views: {
    readonly orders: OrdersView;
    readonly shares: SharesView;
    readonly accounts: AccountsView;
    readonly centre: CentreView;
  },
  day: string,
): Takings | null {
  const { orders, centre, accounts } = views;
  const takings = Object.hasOwn(orders.takings, day) ? orders.takings[day] : undefined;
  if (!takings && day !== (centre.day ?? centre.lastDay)) return null;
  return {
    day,
    figures: figuresOf(views, day),
    closings: (takings?.closings ?? []).map(({ byAccountId, slips: _slips, ...closing }) => ({
      ...closing,
      by: byAccountId === null ? '' : accountName(accounts, byAccountId),
    })),
  };
}

export function accountName({ accounts }: AccountsView, id: string): string {
  return (Object.hasOwn(accounts, id) && accounts[id]?.name) || '';
}
