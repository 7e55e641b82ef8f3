// Orders to pick up: goods promised to somebody who comes for them, paid at the desk. The kiosk charges nothing.
import { type Static, Type } from 'typebox';
import { Personal } from '../../privacy/mark.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';
import { Fen, Id, Quantity } from '../goods/schema.ts';
import type { LedgerEntry } from '../shares/schema.ts';

const strict = { additionalProperties: false } as const;
const VariantId = Type.String({ minLength: 1, maxLength: 16 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

export const OrderLine = Type.Object(
  {
    productId: Id,
    variantId: VariantId,
    /** As they were then; a product may be renamed. */
    title: Type.String({ maxLength: 62 }),
    unit: Type.String({ maxLength: 8 }),
    quantity: Quantity,
    weighed: Type.Boolean(),
    unitFen: Fen,
    totalFen: Type.Integer({ minimum: 0 }),
    /** The session whose price it is. */
    sessionId: orNull(Id),
  },
  strict,
);
export type OrderLine = Static<typeof OrderLine>;
export const PayMethod = Type.Union([
  Type.Literal('cash'),
  Type.Literal('wechat'),
  Type.Literal('alipay'),
  Type.Literal('card'),
  Type.Literal('other'),
]);
export type PayMethod = Static<typeof PayMethod>;
/** touch: reserved at the touchscreen · desk: by staff for somebody · walkIn: sold and handed over at once · outside: on a platform. */
export const OrderSource = Type.Union([
  Type.Literal('touch'),
  Type.Literal('desk'),
  Type.Literal('walkIn'),
  Type.Literal('outside'),
]);
export type OrderSource = Static<typeof OrderSource>;

const define = <const Name extends string, Data extends Parameters<typeof Type.Object>[0]>(
  name: Name,
  data: Data,
) => defineEvent({ type: `orders.${name}`, lifetime: 'ageing', data: Type.Object(data, strict) });

export const orderReserved = define('orderReserved', {
  orderId: Id,
  day: Day,
  source: OrderSource,
  /** Six digits on the slip. */
  code: Type.String({ pattern: '^\\d{6}$' }),
  lines: Type.Array(OrderLine, { minItems: 1, maxItems: 20 }),
  totalFen: Type.Integer({ minimum: 0 }),
  pickUpDay: Day,
  /** Hall time; after it the goods are free again. */
  reservedUntilMs: Type.Number(),
  phone: orNull(Personal('phone')),
  keyId: orNull(Type.String()),
  personId: orNull(Type.String()),
});
export const orderPaid = define('orderPaid', {
  orderId: Id,
  day: Day,
  method: PayMethod,
  fen: Type.Integer({ minimum: 0 }),
});
export const orderPacked = define('orderPacked', { orderId: Id });
/** `how`: by the slip's QR code, by its digits, or by who the clerk knows. */
export const orderPickedUp = define('orderPickedUp', {
  orderId: Id,
  how: Type.Union([Type.Literal('scan'), Type.Literal('digits'), Type.Literal('desk')]),
});
export const orderExpired = define('orderExpired', { orderId: Id });
export const orderCancelled = define('orderCancelled', {
  orderId: Id,
  reason: Type.String({ maxLength: 80 }),
});
/** `lines`: which of them, whole; `returned`: the goods are back on the shelf. */
export const linesRefunded = define('linesRefunded', {
  orderId: Id,
  day: Day,
  lines: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 20 }),
  fen: Type.Integer({ minimum: 0 }),
  method: PayMethod,
  returned: Type.Boolean(),
  reason: Type.String({ maxLength: 80 }),
});
export type OrderReserved = Recorded<typeof orderReserved>;
export type OrderPaid = Recorded<typeof orderPaid>;
export type OrderPacked = Recorded<typeof orderPacked>;
export type OrderPickedUp = Recorded<typeof orderPickedUp>;
export type OrderExpired = Recorded<typeof orderExpired>;
export type OrderCancelled = Recorded<typeof orderCancelled>;
export type LinesRefunded = Recorded<typeof linesRefunded>;
export type OrdersEvent =
  | OrderReserved
  | OrderPaid
  | OrderPacked
  | OrderPickedUp
  | OrderExpired
  | OrderCancelled
  | LinesRefunded;
export const ordersEvents = [
  orderReserved,
  orderPaid,
  orderPacked,
  orderPickedUp,
  orderExpired,
  orderCancelled,
  linesRefunded,
];

export const OrderState = Type.Union([
  Type.Literal('reserved'),
  Type.Literal('paid'),
  Type.Literal('pickedUp'),
  Type.Literal('expired'),
  Type.Literal('cancelled'),
  Type.Literal('refunded'),
]);
export type OrderState = Static<typeof OrderState>;

export interface Order {
  id: string;
  day: string;
  source: OrderSource;
  code: string;
  state: OrderState;
  /** Packed and waiting at the desk. */
  packed: boolean;
  lines: OrderLine[];
  /** Places of the lines that were refunded. */
  refunded: number[];
  totalFen: number;
  paid: { method: PayMethod; fen: number; day: string } | null;
  pickUpDay: string;
  reservedUntilMs: number;
  phone: { sealed: string } | null;
  keyId: string | null;
  personId: string | null;
  reservedAtMs: number;
  /** What was booked for each line, to be reversed by equal entries. */
  entries: LedgerEntry[];
}
/** One day's money, by method: 日结 compares it with the drawer. */
export interface DayTakings {
  paidFen: Partial<Record<PayMethod, number>>;
  refundedFen: Partial<Record<PayMethod, number>>;
  orders: number;
  refunds: number;
}
export interface OrdersView {
  /** Open ones, and those that are over for a while. */
  orders: Record<string, Order>;
  /** By business day: what 日结 prints. */
  takings: Record<string, DayTakings>;
  /** Sold or promised at a session's prices, by `<sessionId>/<productId>/<variantId>`; what came back is taken off. */
  soldInSessions: Record<string, number>;
}

export const ordersRefusals = {
  ORDER_NOT_FOUND: 404,
  /** `state`: in which it is. */
  ORDER_STATE_WRONG: 409,
  /** Paused, off, or sold by weight at the counter only; `title`. */
  NOT_FOR_SALE: 409,
  /** `title`, `fen`: what it costs now; the visitor sees and agrees to it. */
  PRICE_CHANGED: 409,
  /** `most` for one person. */
  LIMIT_REACHED: 409,
  /** Whoever is limited has to say who they are. */
  BUYER_NEEDED: 409,
  PICK_UP_DAY_INVALID: 400,
  LINES_WRONG: 400,
  NOT_PAID: 409,
  ALREADY_PICKED_UP: 409,
} as const;
export type OrdersRefusal = keyof typeof ordersRefusals;
export const refuse = refusals(ordersRefusals);
