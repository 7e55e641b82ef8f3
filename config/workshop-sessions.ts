// The first live sessions of a shop that has none: in a demo there is something to run.
import { Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Fen = Type.Integer({ minimum: 1, maximum: 10_000_000 });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T, expected: string) =>
  Type.Union([one, Type.Null()], { expected, default: null });
const Address = orNull(Type.String({ maxLength: 300 }), '"https://v.douyin.com/…" | null');

const Item = Type.Object(
  {
    /** Of `products`; one that is not there is left out. */
    productId: Type.String({ minLength: 1, maxLength: 64 }),
    variantId: Type.String({ minLength: 1, maxLength: 16 }),
    /** null: the ordinary price. */
    livePriceFen: orNull(Fen, '1–10000000 | null'),
    quota: orNull(Count, '1–1000000 | null'),
    perPerson: orNull(Count, '1–1000000 | null'),
    note: Type.String({ maxLength: 200, default: '' }),
  },
  strict,
);
const Session = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 40 }),
    /** Of the first business day that is opened. */
    startsAt: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', expected: '"19:30"' }),
    platform: Type.Union([
      Type.Literal('local'),
      Type.Literal('douyin'),
      Type.Literal('channels'),
      Type.Literal('other'),
    ]),
    playUrl: Address,
    appUrl: Address,
    hosts: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 5, default: [] }),
    unitIds: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 30, default: [] }),
    script: Type.String({ maxLength: 2000, default: '' }),
    shelf: Type.Array(Item, { maxItems: 200, default: [] }),
  },
  strict,
);
export const FirstSessions = Type.Array(Session, { maxItems: 20, default: [] });
