// Orders to pick up: goods promised to somebody who comes for them, paid at the desk. The kiosk charges nothing.
import { type Static, Type } from 'typebox';
import { Personal } from '../../privacy/mark.ts';
import { defineEvent, type Recorded, refusals, type Sealed } from '../../store/module.ts';
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
  /** An outside platform took it: never in the drawer. */
  Type.Literal('platform'),
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
  /** 抖音; empty unless it was sold outside. */
  platform: Type.String({ maxLength: 20 }),
  /** Six digits on the slip. */
  code: Type.String({ pattern: '^\\d{6}$' }),
  lines: Type.Array(OrderLine, { minItems: 1, maxItems: 20 }),
  totalFen: Type.Integer({ minimum: 0 }),
  /** The goods are kept until this business day is over. */
  pickUpDay: Day,
  /** Of whoever is in the directory it says all: then nothing of them stands here. */
  personId: orNull(Type.String()),
  keyId: orNull(Type.String()),
  name: Type.Optional(Personal('name')),
  phone: Type.Optional(Personal('phone')),
  idNumber: Type.Optional(Personal('idNumber')),
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
  reason: Type.String({ maxLength: 200 }),
});
/** `lines`: which of them, whole; `returned`: the goods are back on the shelf. */
export const linesRefunded = define('linesRefunded', {
  orderId: Id,
  day: Day,
  lines: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 20 }),
  fen: Type.Integer({ minimum: 0 }),
  method: PayMethod,
  returned: Type.Boolean(),
  reason: Type.String({ maxLength: 200 }),
});
/** The keys of buyers are destroyed: the time is over (`reason` null), or somebody asked for it. */
export const buyersForgotten = defineEvent({
  type: 'orders.buyersForgotten',
  lifetime: 'standing',
  data: Type.Object(
    {
      keyIds: Type.Array(Type.String(), { minItems: 1, maxItems: 500 }),
      reason: orNull(Type.String({ maxLength: 200 })),
    },
    strict,
  ),
});

const Money = Type.Object({ paidFen: Type.Integer(), refundedFen: Type.Integer() }, strict);
/** What 日结 says of a day, whole: what was printed can be printed again. */
export const TakingsFigures = Type.Object(
  {
    made: Type.Integer(),
    paid: Type.Integer(),
    pickedUp: Type.Integer(),
    cancelled: Type.Integer(),
    /** Of those that were to be fetched that day. */
    expired: Type.Integer(),
    refunds: Type.Integer(),
    /** To be fetched up to that day and neither fetched nor over. */
    waiting: Type.Integer(),
    methods: Type.Array(Type.Object({ method: PayMethod, ...Money.properties }, strict)),
    /** By name; their sum is method `platform`. */
    platforms: Type.Array(Type.Object({ name: Type.String(), ...Money.properties }, strict)),
    /** Paid that day less what was refunded that day. */
    sold: Type.Array(
      Type.Object(
        {
          title: Type.String(),
          unit: Type.String(),
          weighed: Type.Boolean(),
          quantity: Type.Integer(),
          fen: Type.Integer(),
        },
        strict,
      ),
    ),
    ...Money.properties,
    /** What the ledger of shares booked that day. It is balanced when this is what was paid less what was refunded. */
    bookedFen: Type.Integer(),
    /** Cash that came in less cash that went out. */
    cashFen: Type.Integer(),
  },
  strict,
);
export type TakingsFigures = Static<typeof TakingsFigures>;
export const takingsClosed = define('takingsClosed', {
  day: Day,
  /** 2: closed a second time, because something came after. */
  count: Type.Integer({ minimum: 1 }),
  /** Change that was in the drawer before. */
  floatFen: Fen,
  /** What somebody counted in the drawer; null: nobody did. */
  countedFen: orNull(Fen),
  note: Type.String({ maxLength: 80 }),
  figures: TakingsFigures,
});
export type OrderReserved = Recorded<typeof orderReserved>;
export type OrderPaid = Recorded<typeof orderPaid>;
export type LinesRefunded = Recorded<typeof linesRefunded>;
export type BuyersForgotten = Recorded<typeof buyersForgotten>;
export type TakingsClosed = Recorded<typeof takingsClosed>;
export type OrdersEvent =
  | OrderReserved
  | OrderPaid
  | Recorded<typeof orderPacked>
  | Recorded<typeof orderPickedUp>
  | Recorded<typeof orderExpired>
  | Recorded<typeof orderCancelled>
  | LinesRefunded
  | BuyersForgotten
  | TakingsClosed;
export const ordersEvents = [
  orderReserved,
  orderPaid,
  orderPacked,
  orderPickedUp,
  orderExpired,
  orderCancelled,
  linesRefunded,
  buyersForgotten,
  takingsClosed,
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

export interface Buyer {
  personId: string | null;
  keyId: string | null;
  name: Sealed | null;
  phone: Sealed | null;
  idNumber: Sealed | null;
}
export interface Order extends Buyer {
  id: string;
  day: string;
  source: OrderSource;
  platform: string;
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
  reservedAtMs: number;
  reservedAtHallMs: number;
  /** Since when nothing more is to be done; null while something is. */
  over: { day: string; ms: number; hallMs: number } | null;
  /** What was booked for each line, to be reversed by equal entries. */
  entries: LedgerEntry[];
  /** Copies queued of its slips. */
  slips: { order: number; receipt: number };
}
export interface Closing {
  count: number;
  floatFen: number;
  countedFen: number | null;
  note: string;
  figures: TakingsFigures;
  byAccountId: string | null;
  atMs: number;
  /** Copies queued of its slip. */
  slips: number;
}
/** One day's orders and money: 日结 compares it with the ledger and with the drawer. */
export interface DayTakings {
  paidFen: Partial<Record<PayMethod, number>>;
  refundedFen: Partial<Record<PayMethod, number>>;
  platforms: { name: string; paidFen: number; refundedFen: number }[];
  made: number;
  paid: number;
  pickedUp: number;
  cancelled: number;
  expired: number;
  refunds: number;
  sold: (Pick<OrderLine, 'productId' | 'variantId' | 'title' | 'unit' | 'weighed' | 'quantity'> & {
    fen: number;
  })[];
  closings: Closing[];
}
export interface OrdersView {
  /** The open business day. */
  day: string | null;
  /** Open ones, and those that are over for a while. */
  orders: Record<string, Order>;
  /** By business day: what 日结 prints. */
  takings: Record<string, DayTakings>;
  /** Sold or promised at a session's prices, by `<sessionId>/<productId>/<variantId>`; what came back is taken off. */
  soldInSessions: Record<string, number>;
  /** Keys that were destroyed: once more after a restore. */
  destroyed: { hallMs: number; keyIds: string[] }[];
}

export const ordersRefusals = {
  ORDER_NOT_FOUND: 404,
  /** The code is one of ours, its order left memory long ago. */
  ORDER_FORGOTTEN: 404,
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
  /** Longer ago than ten seconds. */
  SALE_UNDO_TOO_LATE: 409,
  /** What a platform took is given back by the platform, what was paid here is given back here. */
  METHOD_WRONG: 400,
  /** Somebody closed the day meanwhile: look at it first. */
  TAKINGS_CLOSED: 409,
  /** Nobody left anything, or it is destroyed already. */
  BUYER_GONE: 409,
  /** The day is not over yet, or so long ago that its sums are not kept. */
  TAKINGS_NOT_FOUND: 404,
} as const;
export type OrdersRefusal = keyof typeof ordersRefusals;
export const refuse = refusals(ordersRefusals);
