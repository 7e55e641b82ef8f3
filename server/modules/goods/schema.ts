// What the livestream shop 创富工坊 sells: products of villages, co-operatives and households, and how much of each is there.
import { type Static, Type } from 'typebox';
import { photoRefusals } from '../../photos/schema.ts';
import { importRefusals } from '../../sheets/schema.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
export const Id = Type.String({ minLength: 1, maxLength: 64 });
/** A million yuan at most: products of prices, counts and basis points stay exact. */
export const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000 });
const Price = Type.Integer({ minimum: 1, maximum: 10_000_000 });
/** Pieces, or grams of what is weighed. */
export const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Bps = Type.Integer({ minimum: 0, maximum: 10_000 });
/** More than any village brings: a slip of the finger stays far below what sums hold exactly. */
export const MOST_ON_HAND = 100_000_000;
export const StockCount = Type.Integer({ minimum: -MOST_ON_HAND, maximum: MOST_ON_HAND });
/** Hex SHA-256 of the stored picture. */
export const PhotoId = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const ShareRule = Type.Object(
  { village: Bps, coop: Bps, host: Bps, committee: Bps },
  strict,
);
export const Variant = Type.Object(
  {
    /** Unique within the product: `a`, `b`, … */
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,15}$' }),
    /** 5 斤装; may be empty when there is one only. */
    name: Type.String({ maxLength: 20 }),
    /** Of a piece, or of 500 g of what is weighed. */
    priceFen: Price,
    /** Struck through beside the price. */
    listPriceFen: Type.Union([Price, Type.Null()]),
    /** Sold by weight at the counter (散称); never reserved at the touchscreen. */
    weighed: Type.Boolean(),
  },
  strict,
);
export type Variant = Static<typeof Variant>;
export const Origin = Type.Object(
  {
    /** The village, as a unit of the directory. */
    unitId: Type.String({ minLength: 1, maxLength: 32 }),
    coop: Type.String({ maxLength: 40 }),
    /** 王家, 第三组; may be empty. */
    household: Type.String({ maxLength: 40 }),
  },
  strict,
);
const productFields = {
  title: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  spec: Type.String({ maxLength: 40 }),
  /** 袋 */
  unit: Type.String({ minLength: 1, maxLength: 8 }),
  description: Type.String({ maxLength: 200 }),
  origin: Origin,
  harvestDay: Type.Union([Day, Type.Null()]),
  /** Number of the certificate: 绿色食品 LB-…; may be empty. */
  certificate: Type.String({ maxLength: 60 }),
  photoIds: Type.Array(PhotoId, { maxItems: 8, uniqueItems: true }),
  variants: Type.Array(Variant, { minItems: 1, maxItems: 10 }),
  shares: ShareRule,
};
export const ProductFields = Type.Object(productFields, strict);
export type ProductFields = Static<typeof ProductFields>;
/** 草稿 → 待审核 → 在售 ⇄ 暂停 → 下架; from 下架 it may be put up for review again. */
export const ProductState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('review'),
  Type.Literal('onSale'),
  Type.Literal('paused'),
  Type.Literal('off'),
]);
export type ProductState = Static<typeof ProductState>;

export const productPut = defineEvent({
  type: 'goods.productPut',
  lifetime: 'standing',
  data: Type.Object({ productId: Id, ...productFields }, strict),
});
export const productMoved = defineEvent({
  type: 'goods.productMoved',
  lifetime: 'standing',
  data: Type.Object(
    { productId: Id, state: ProductState, reason: Type.String({ maxLength: 80 }) },
    strict,
  ),
});
/**
 * receive: came in · adjust: counted, `quantity` may be negative · allocate: promised to an order · release: the promise is
 * over · sale: handed over, what was promised leaves · return: came back.
 */
export const StockMoveKind = Type.Union([
  Type.Literal('receive'),
  Type.Literal('adjust'),
  Type.Literal('allocate'),
  Type.Literal('release'),
  Type.Literal('sale'),
  Type.Literal('return'),
]);
export type StockMoveKind = Static<typeof StockMoveKind>;
export const stockMoved = defineEvent({
  type: 'goods.stockMoved',
  lifetime: 'standing',
  data: Type.Object(
    {
      productId: Id,
      variantId: Type.String({ maxLength: 16 }),
      kind: StockMoveKind,
      quantity: StockCount,
      /** The order, or empty. */
      reference: Type.String({ maxLength: 64 }),
      note: Type.String({ maxLength: 80 }),
    },
    strict,
  ),
});
export type ProductPut = Recorded<typeof productPut>;
export type ProductMoved = Recorded<typeof productMoved>;
export type StockMoved = Recorded<typeof stockMoved>;
export type GoodsEvent = ProductPut | ProductMoved | StockMoved;

export interface Product extends ProductFields {
  id: string;
  state: ProductState;
  /** In which it was before; null when something else changed since, so that only the last move can be taken back. */
  movedFrom: ProductState | null;
  /** Seq of the first mention: its history begins there. */
  sinceSeq: number;
  /** Seq of the last change: whoever edits says which one the form was opened with. */
  revision: number;
  changedAtMs: number;
}
/** What is there, and how much of it is promised. Never negative, never more promised than there is. */
export interface Stock {
  onHand: number;
  reserved: number;
}
export interface GoodsView {
  products: Record<string, Product>;
  /** By `<productId>/<variantId>`. */
  stock: Record<string, Stock>;
}

export const goodsRefusals = {
  PRODUCT_NOT_FOUND: 404,
  VARIANT_NOT_FOUND: 404,
  /** `state`: in which it is. */
  PRODUCT_STATE_WRONG: 409,
  /** Somebody else changed it since the form was opened; `name`: of an import. */
  PRODUCT_CHANGED: 409,
  /** A title or a unit of blanks alone. */
  PRODUCT_NAMELESS: 400,
  /** The basis points do not make a whole. */
  SHARES_NOT_WHOLE: 400,
  /** A share for a co-operative that is not named. */
  COOP_MISSING: 400,
  VARIANTS_WRONG: 400,
  ORIGIN_UNKNOWN: 400,
  PHOTO_UNKNOWN: 400,
  /** Putting on sale what waits for review is for others than who may edit it. */
  PUBLISHING_RESERVED: 403,
  /** The settings' products are for a shop that has none. */
  GOODS_EXIST: 409,
  GOODS_FULL: 409,
  /** `onHand`: so many are there; it was another number when the form was opened. */
  STOCK_CHANGED: 409,
  /** `most`: more cannot be there. */
  STOCK_TOO_MUCH: 409,
  /** `left`: so many are there and not promised. */
  STOCK_SHORT: 409,
  ...photoRefusals,
  ...importRefusals,
} as const;
export type GoodsRefusal = keyof typeof goodsRefusals;
export const refuse = refusals(goodsRefusals);
