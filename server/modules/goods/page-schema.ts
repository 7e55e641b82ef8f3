// What staff send about the goods and what they see of them.
import { type Static, Type } from 'typebox';
import {
  Id,
  MOST_ON_HAND,
  ProductFields,
  ProductState,
  StockCount,
  StockMoveKind,
} from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);
const VariantId = Type.String({ maxLength: 16 });

/** `revision` null: a new one. */
export const PutProductBody = Type.Object(
  { productId: orNull(Id), revision: orNull(Type.Integer()), product: ProductFields },
  strict,
);
export const ProductReply = Type.Object({ id: Id, revision: Type.Integer() }, strict);

const move = {
  productId: Id,
  state: ProductState,
  reason: Type.String({ maxLength: 80 }),
  /** Of the product as it was seen; absent: whatever it is now. */
  revision: Type.Optional(Type.Integer()),
  /** Takes the last move back: also a way that is not open otherwise. */
  undo: Type.Optional(Type.Boolean()),
};
export const MoveProductRequest = Type.Object(move, strict);
/** The command's body: the route adds whether whoever asks may publish; absent: yes. */
export const MoveProductBody = Type.Object(
  { ...move, mayPublish: Type.Optional(Type.Boolean()) },
  strict,
);

/** By hand: what came in, what was counted, what came back. */
export const MoveStockBody = Type.Object(
  {
    productId: Id,
    variantId: VariantId,
    kind: Type.Union([Type.Literal('receive'), Type.Literal('adjust'), Type.Literal('return')]),
    quantity: StockCount,
    note: Type.String({ maxLength: 80 }),
    /** What was there when it was counted, or after the move that is taken back; absent: does not matter. */
    seenOnHand: Type.Optional(Type.Integer()),
  },
  strict,
);
export const StockReply = Type.Object({ left: Type.Integer(), onHand: Type.Integer() }, strict);

/** The first goods of a shop: from the settings. */
export const AdoptGoodsBody = Type.Object(
  {
    products: Type.Array(
      Type.Object(
        {
          id: Id,
          product: ProductFields,
          onSale: Type.Boolean(),
          stock: Type.Array(
            Type.Object(
              {
                variantId: VariantId,
                quantity: Type.Integer({ minimum: 1, maximum: MOST_ON_HAND }),
              },
              strict,
            ),
            { maxItems: 10 },
          ),
        },
        strict,
      ),
      { maxItems: 500 },
    ),
  },
  strict,
);
export type AdoptGoodsBody = Static<typeof AdoptGoodsBody>;

/** A spreadsheet as it was shown: all of it as one batch, or nothing. A new product brings its id. */
export const ImportGoodsBody = Type.Object(
  {
    products: Type.Array(
      Type.Object({ id: Id, revision: orNull(Type.Integer()), product: ProductFields }, strict),
      { maxItems: 500 },
    ),
    counts: Type.Array(
      Type.Object(
        {
          productId: Id,
          variantId: VariantId,
          was: Type.Integer(),
          is: Type.Integer({ minimum: 0, maximum: MOST_ON_HAND }),
        },
        strict,
      ),
      { maxItems: 5000 },
    ),
  },
  strict,
);
export type ImportGoodsBody = Static<typeof ImportGoodsBody>;
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);

const StockRow = Type.Object(
  {
    variantId: VariantId,
    onHand: Type.Integer(),
    /** Promised to orders. */
    reserved: Type.Integer(),
  },
  strict,
);
const GoodsRow = Type.Object(
  {
    id: Id,
    state: ProductState,
    revision: Type.Integer(),
    changedAtMs: Type.Integer(),
    product: ProductFields,
    village: Type.String(),
    stock: Type.Array(StockRow),
  },
  strict,
);
export type GoodsRow = Static<typeof GoodsRow>;
/** GET /api/workshop/goods and slice `goods` on the staff page: everything, also what is off. */
export const GoodsList = Type.Object({ goods: Type.Array(GoodsRow) }, strict);
export type GoodsSlice = Static<typeof GoodsList>;

const HistoryLine = Type.Object(
  {
    atMs: Type.Integer(),
    /** An account's name; empty: the kiosk itself, or a visitor's order. */
    by: Type.String(),
    what: Type.Union([
      Type.Object(
        {
          kind: StockMoveKind,
          variantId: VariantId,
          quantity: Type.Integer(),
          /** After it. */
          onHand: Type.Integer(),
          reserved: Type.Integer(),
          /** The order, or empty. */
          reference: Type.String(),
          note: Type.String(),
        },
        strict,
      ),
      Type.Object(
        { kind: Type.Literal('moved'), state: ProductState, reason: Type.String() },
        strict,
      ),
      Type.Object(
        {
          kind: Type.Literal('put'),
          /** As they are since. */
          prices: Type.Array(
            Type.Object({ variantId: VariantId, priceFen: Type.Integer() }, strict),
          ),
        },
        strict,
      ),
    ]),
  },
  strict,
);
export type HistoryLine = Static<typeof HistoryLine>;
/** GET /api/workshop/goods/:id/history: the newest first, 200 at most. */
export const GoodsHistory = Type.Object(
  {
    lines: Type.Array(HistoryLine),
    /** There are older ones. */
    more: Type.Boolean(),
    /** Records in between are lost. */
    damaged: Type.Boolean(),
  },
  strict,
);
export type GoodsHistory = Static<typeof GoodsHistory>;
