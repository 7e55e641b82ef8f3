// The first goods of a shop: from then on staff change them on their page.
import { Type } from 'typebox';

const strict = { additionalProperties: false } as const;

const Fen = Type.Integer({ minimum: 1, maximum: 10_000_000 });
const Bps = Type.Integer({ minimum: 0, maximum: 10_000 });
const Variant = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,15}$', expected: '"a"' }),
    /** 5 斤装; may be empty when there is one only. */
    name: Type.String({ maxLength: 20, default: '' }),
    /** fen a piece, or 500 g of what is weighed. */
    priceFen: Fen,
    listPriceFen: Type.Union([Fen, Type.Null()], { expected: '1–10000000 | null', default: null }),
    /** Sold by weight at the counter. */
    weighed: Type.Boolean({ default: false }),
    /** What is there on the first day: pieces, or grams. */
    stock: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  },
  strict,
);
const Product = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-z][a-z0-9-]{0,31}$',
      expected:
        '"a-z 0-9 -"，字母开头，最多 32 个字符 (begins with a letter, at most 32 characters)',
    }),
    title: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S', expected: '文字 (text)' }),
    spec: Type.String({ maxLength: 40, default: '' }),
    /** 袋 */
    unit: Type.String({ minLength: 1, maxLength: 8, pattern: '\\S', expected: '"袋"' }),
    description: Type.String({ maxLength: 200, default: '' }),
    /** The village, one of `units`. */
    unitId: Type.String({ minLength: 1, maxLength: 32 }),
    coop: Type.String({ maxLength: 40, default: '' }),
    household: Type.String({ maxLength: 40, default: '' }),
    harvestDay: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], {
      expected: '"2026-11-20" | null',
      default: null,
    }),
    certificate: Type.String({ maxLength: 60, default: '' }),
    variants: Type.Array(Variant, { minItems: 1, maxItems: 10 }),
    /** Basis points; together 10,000. */
    shares: Type.Object({ village: Bps, coop: Bps, host: Bps, committee: Bps }, strict),
    /** False: a draft that somebody looks at first. */
    onSale: Type.Boolean({ default: false }),
  },
  strict,
);

export const FirstProducts = Type.Array(Product, { maxItems: 500, default: [] });
