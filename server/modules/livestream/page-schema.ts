// What everybody sees of a session and its shelf.
import { type Static, Type } from 'typebox';
import { Id, PhotoId } from '../goods/schema.ts';
import { Platform, SessionState } from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);
const VariantId = Type.String({ minLength: 1, maxLength: 16 });

const OnSale = Type.Object(
  {
    productId: Id,
    variantId: VariantId,
    title: Type.String(),
    spec: Type.String(),
    unit: Type.String(),
    description: Type.String(),
    village: Type.String(),
    coop: Type.String(),
    household: Type.String(),
    harvestDay: orNull(Type.String()),
    certificate: Type.String(),
    photoIds: Type.Array(PhotoId),
    weighed: Type.Boolean(),
    /** Now, by the clock of the kiosk. */
    priceFen: Type.Integer(),
    /** What it costs otherwise; struck through when it is more. */
    listPriceFen: orNull(Type.Integer()),
    /** ms since 1970; null: no flash price runs. */
    flashUntilMs: orNull(Type.Integer()),
    perPerson: orNull(Type.Integer()),
    left: Type.Integer(),
    soldOut: Type.Boolean(),
  },
  strict,
);
export type OnSale = Static<typeof OnSale>;
/** GET /api/workshop/products: what the touchscreen sells, in the order of the shelf. */
export const ProductList = Type.Object({ products: Type.Array(OnSale) }, strict);
export type ProductList = Static<typeof ProductList>;

/** GET /api/workshop/live and slice `workshop` on touchscreen and board; null: no session is on or planned today. */
export const LiveNow = Type.Object(
  {
    session: orNull(
      Type.Object(
        {
          id: Id,
          title: Type.String(),
          state: SessionState,
          startsAt: Type.String(),
          platform: Platform,
          playUrl: orNull(Type.String()),
          appUrl: orNull(Type.String()),
          hosts: Type.Array(Type.String()),
        },
        strict,
      ),
    ),
    /** 讲解中 */
    explaining: orNull(
      Type.Object(
        { item: OnSale, sinceMs: Type.Integer(), mediaTimeMs: orNull(Type.Integer()) },
        strict,
      ),
    ),
    /** What comes after it on the shelf. */
    next: orNull(OnSale),
  },
  strict,
);
export type LiveNow = Static<typeof LiveNow>;
export type WorkshopSlice = ProductList & LiveNow;
