// Settings of the livestream shop 创富工坊.
import { Type } from 'typebox';
import { FirstProducts } from './workshop-products.ts';

const strict = { additionalProperties: false } as const;

export const Workshop = Type.Object(
  {
    products: FirstProducts,
    /** MiB of photos, about five photos to each: when it is full, staff are told to take old ones off. */
    photosMiB: Type.Integer({ minimum: 1, maximum: 8192, default: 512 }),
  },
  { ...strict, default: {} },
);
