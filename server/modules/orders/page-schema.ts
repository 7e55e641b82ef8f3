// What pages send about orders and what they see of them.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { Fen, Id, Quantity } from '../goods/schema.ts';
import { OrderSource, OrderState, PayMethod, TakingsFigures } from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);
const Reason = Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' });

const WantedLine = Type.Object(
  {
    productId: Id,
    variantId: Type.String({ minLength: 1, maxLength: 16 }),
    quantity: Quantity,
    /** What the buyer saw and agreed to, for one; another price now is refused, never charged. */
    unitFen: Fen,
  },
  strict,
);
export type WantedLine = Static<typeof WantedLine>;
const Lines = Type.Array(WantedLine, { minItems: 1, maxItems: 20 });

const ByPhone = Type.Object(
  { method: Type.Literal('phone'), phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }) },
  strict,
);
const ByCode = Type.Object(
  { method: Type.Literal('code'), code: Type.String({ minLength: 1, maxLength: 256 }) },
  strict,
);
const ByCard = Type.Object(
  {
    method: Type.Literal('idCard'),
    card: Type.Object(
      { name: Type.String(), idNumber: Type.String(), birthDate: orNull(Day) },
      strict,
    ),
  },
  strict,
);
/** Instead of `readId`, the route hands over what the card said. */
const BuyerBy = Type.Union([ByPhone, ByCode, ByCard]);
export type BuyerBy = Static<typeof BuyerBy>;
/** POST /api/workshop/orders */
export const OrderRequest = Type.Object(
  {
    lines: Lines,
    pickUpDay: Day,
    by: Type.Optional(
      Type.Union([
        ByPhone,
        ByCode,
        Type.Object(
          {
            method: Type.Literal('idCard'),
            readId: Type.String({ minLength: 1, maxLength: 64 }),
          },
          strict,
        ),
      ]),
    ),
  },
  strict,
);
export type OrderRequest = Static<typeof OrderRequest>;
/** The command's: the route says where it comes from and whether a slip can be printed. */
export const ReserveOrderBody = Type.Object(
  {
    lines: Lines,
    pickUpDay: Day,
    by: Type.Optional(BuyerBy),
    source: Type.Union([Type.Literal('touch'), Type.Literal('desk')]),
    print: Type.Boolean(),
  },
  strict,
);
export type ReserveOrderBody = Static<typeof ReserveOrderBody>;
export const ReservationReply = Type.Object(
  {
    id: Id,
    code: Type.String(),
    totalFen: Fen,
    pickUpDay: Day,
    jobId: orNull(Id),
  },
  strict,
);
export type ReservationReply = Static<typeof ReservationReply>;

export const EmptyBody = Type.Object({}, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
export type DoneReply = Static<typeof DoneReply>;
export const OrderParams = Type.Object({ id: Id }, strict);
/** The whole text of the slip's code. */
export const SlipCodeParams = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 256 }) },
  strict,
);
export const OrderBody = Type.Object({ orderId: Id }, strict);

/** Everything that is paid here; `platform` is for what was sold outside. */
export const DeskMethod = Type.Exclude(PayMethod, Type.Literal('platform'));
export type DeskMethod = Static<typeof DeskMethod>;
const payment = { method: DeskMethod, fen: Fen };
export const PaymentRequest = Type.Object(payment, strict);
export type PaymentRequest = Static<typeof PaymentRequest>;
export const PayOrderBody = Type.Object({ orderId: Id, ...payment }, strict);

const How = Type.Union([Type.Literal('scan'), Type.Literal('digits'), Type.Literal('desk')]);
export const PickUpRequest = Type.Object({ how: How }, strict);
export type PickUpRequest = Static<typeof PickUpRequest>;
export const PickUpBody = Type.Object({ orderId: Id, how: How }, strict);

export const ReasonRequest = Type.Object({ reason: Reason }, strict);
export type ReasonRequest = Static<typeof ReasonRequest>;
export const CancelOrderBody = Type.Object({ orderId: Id, reason: Reason }, strict);
export const ForgetBuyerBody = Type.Object({ orderId: Id, reason: Reason }, strict);
/** Where the business day has gone; at most so many orders at once: a line of the journal stays short. */
export const ExpireOrdersBody = Type.Object({}, strict);

const refund = {
  /** Places of the lines; all that are left when not given. */
  lines: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: 19 }), { minItems: 1, maxItems: 20 }),
  ),
  method: PayMethod,
  /** The goods are back on the shelf. */
  returned: Type.Boolean(),
  reason: Reason,
};
export const RefundRequest = Type.Object(refund, strict);
export type RefundRequest = Static<typeof RefundRequest>;
export const RefundBody = Type.Object({ orderId: Id, ...refund }, strict);
export const RefundReply = Type.Object({ fen: Fen }, strict);

/** Sold and handed over at once at the counter, by piece or by gram. */
export const SaleRequest = Type.Object(
  { lines: Lines, method: DeskMethod, receipt: Type.Boolean() },
  strict,
);
export type SaleRequest = Static<typeof SaleRequest>;
export const SellBody = Type.Object(
  { lines: Lines, method: DeskMethod, print: Type.Boolean() },
  strict,
);
const Platform = Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' });
/** Sold on a platform, at the platform's price: +1, +5. */
export const OutsideSaleBody = Type.Object({ platform: Platform, lines: Lines }, strict);
export type OutsideSaleBody = Static<typeof OutsideSaleBody>;
export const ImportSalesBody = Type.Object(
  { sales: Type.Array(OutsideSaleBody, { minItems: 1, maxItems: 500 }) },
  strict,
);
export type ImportSalesReply = Static<typeof ImportSalesReply>;
export const ImportSalesReply = Type.Object(
  { sales: Type.Integer(), totalFen: Type.Integer() },
  strict,
);
export const SaleReply = Type.Object({ id: Id, totalFen: Fen, jobId: orNull(Id) }, strict);
export type SaleReply = Static<typeof SaleReply>;

export const SlipBody = Type.Object(
  { orderId: Id, kind: Type.Union([Type.Literal('order'), Type.Literal('receipt')]) },
  strict,
);
export const SlipRequest = Type.Object({ kind: SlipBody.properties.kind }, strict);
export type SlipRequest = Static<typeof SlipRequest>;
export const SlipReply = Type.Object({ jobId: Id, copy: Type.Integer() }, strict);
export type SlipReply = Static<typeof SlipReply>;

const ShownLine = Type.Object(
  {
    productId: Id,
    variantId: Type.String(),
    title: Type.String(),
    unit: Type.String(),
    quantity: Type.Integer(),
    weighed: Type.Boolean(),
    unitFen: Type.Integer(),
    totalFen: Type.Integer(),
    refunded: Type.Boolean(),
  },
  strict,
);
export type ShownLine = Static<typeof ShownLine>;
/** GET /api/workshop/orders/:id: what anybody sees who holds the slip; nothing of the buyer. */
export const ShownOrder = Type.Object(
  {
    code: Type.String(),
    state: OrderState,
    packed: Type.Boolean(),
    lines: Type.Array(ShownLine),
    totalFen: Type.Integer(),
    pickUpDay: Day,
  },
  strict,
);
export type ShownOrder = Static<typeof ShownOrder>;

const Row = Type.Object(
  {
    id: Id,
    ...ShownOrder.properties,
    source: OrderSource,
    platform: Type.String(),
    method: orNull(PayMethod),
    /** Masks: `王*芳`, `138****5678`; null: nobody said, or it is destroyed. */
    name: orNull(Type.String()),
    phone: orNull(Type.String()),
    day: Day,
    reservedAtMs: Type.Integer(),
    over: orNull(Type.Object({ day: Day, atMs: Type.Integer() }, strict)),
    /** Not fetched on its day. */
    overdue: Type.Boolean(),
  },
  strict,
);
export type OrderRow = Static<typeof Row>;
/** Slice `orders` on the staff page: open ones first, those to be fetched soonest in front, then what is over, newest first. */
export const OrderList = Type.Object(
  {
    day: orNull(Day),
    orders: Type.Array(Row),
    /** All of them: the list itself has 200 at most. */
    openCount: Type.Integer(),
  },
  strict,
);
export type OrdersSlice = Static<typeof OrderList>;
/** GET /api/workshop/orders?find=: a scanned code, six digits, a phone or its last four digits. */
export const FindQuery = Type.Object(
  { find: Type.String({ minLength: 4, maxLength: 256 }) },
  strict,
);
export const FoundOrders = Type.Object(
  {
    orders: Type.Array(Row),
    how: Type.Union([Type.Literal('scan'), Type.Literal('digits'), Type.Literal('phone')]),
  },
  strict,
);
export type FoundOrders = Static<typeof FoundOrders>;

export const TakingsQuery = Type.Object({ day: Day }, strict);
/** GET /api/workshop/takings?day= */
export const Takings = Type.Object(
  {
    day: Day,
    figures: TakingsFigures,
    closings: Type.Array(
      Type.Object(
        {
          count: Type.Integer(),
          floatFen: Fen,
          countedFen: orNull(Fen),
          note: Type.String(),
          by: Type.String(),
          atMs: Type.Integer(),
          figures: TakingsFigures,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type Takings = Static<typeof Takings>;
export const CloseTakingsBody = Type.Object(
  {
    day: Day,
    floatFen: Fen,
    countedFen: orNull(Fen),
    note: Type.String({ maxLength: 80 }),
    /** How many closings whoever closes has seen: one more that came meanwhile is refused. */
    seen: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type CloseTakingsBody = Static<typeof CloseTakingsBody>;
export const CloseTakingsCommandBody = Type.Object(
  { ...CloseTakingsBody.properties, print: Type.Boolean() },
  strict,
);
export const ReprintTakingsBody = Type.Object(
  { day: Day, count: Type.Integer({ minimum: 1 }) },
  strict,
);
export type ReprintTakingsBody = Static<typeof ReprintTakingsBody>;
export type CloseTakingsReply = Static<typeof CloseTakingsReply>;
export const CloseTakingsReply = Type.Object({ count: Type.Integer(), jobId: orNull(Id) }, strict);
