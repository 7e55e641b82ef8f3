// What pages send about orders and what they see of them.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { Fen, Id, Quantity } from '../goods/schema.ts';
import { OrderSource, OrderState, PayMethod } from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

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
/** POST /api/workshop/orders */
export const OrderRequest = Type.Object(
  {
    lines: Type.Array(WantedLine, { minItems: 1, maxItems: 20 }),
    pickUpDay: Day,
    phone: Type.Optional(Type.String({ pattern: '^1[3-9]\\d{9}$' })),
  },
  strict,
);
export type OrderRequest = Static<typeof OrderRequest>;
/** The command's: the route says where it comes from and whether a slip can be printed. */
export const ReserveOrderBody = Type.Object(
  { ...OrderRequest.properties, source: OrderSource, print: Type.Boolean() },
  strict,
);
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
export const OrderBody = Type.Object({ orderId: Id }, strict);
export const PayOrderBody = Type.Object({ orderId: Id, method: PayMethod, fen: Fen }, strict);
export const PickUpBody = Type.Object(
  {
    orderId: Id,
    how: Type.Union([Type.Literal('scan'), Type.Literal('digits'), Type.Literal('desk')]),
  },
  strict,
);
export const CancelOrderBody = Type.Object(
  { orderId: Id, reason: Type.String({ maxLength: 80 }) },
  strict,
);
export const ExpireOrdersBody = Type.Object({}, strict);
export const RefundBody = Type.Object(
  {
    orderId: Id,
    /** Places of the lines; all that are left when not given. */
    lines: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 20 })),
    method: PayMethod,
    /** The goods are back on the shelf. */
    returned: Type.Boolean(),
    reason: Type.String({ minLength: 2, maxLength: 80 }),
  },
  strict,
);
/** Sold and handed over at once: at the counter, by weight, or counted from an outside platform. */
export const SellBody = Type.Object(
  {
    lines: Type.Array(WantedLine, { minItems: 1, maxItems: 20 }),
    source: Type.Union([Type.Literal('walkIn'), Type.Literal('outside')]),
    method: PayMethod,
    print: Type.Boolean(),
  },
  strict,
);

const Row = Type.Object(
  {
    id: Id,
    code: Type.String(),
    state: OrderState,
    packed: Type.Boolean(),
    source: OrderSource,
    lines: Type.Array(
      Type.Object(
        {
          title: Type.String(),
          unit: Type.String(),
          quantity: Type.Integer(),
          weighed: Type.Boolean(),
          unitFen: Type.Integer(),
          totalFen: Type.Integer(),
          refunded: Type.Boolean(),
        },
        strict,
      ),
    ),
    totalFen: Type.Integer(),
    pickUpDay: Day,
    /** `138****5678`; null: nobody said. */
    phone: orNull(Type.String()),
    reservedAtMs: Type.Integer(),
  },
  strict,
);
/** Slice `orders` on the staff page: open ones first, at most 200. */
export const OrderList = Type.Object(
  { orders: Type.Array(Row), openCount: Type.Integer() },
  strict,
);
export type OrdersSlice = Static<typeof OrderList>;
