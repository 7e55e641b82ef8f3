// Settings of the livestream shop 创富工坊.
import { Type } from 'typebox';
import { FirstProducts } from './workshop-products.ts';
import { FirstSessions } from './workshop-sessions.ts';

const strict = { additionalProperties: false } as const;

export const Workshop = Type.Object(
  {
    /**
     * Origins of the media server to which OBS sends (MediaMTX `http://ADDRESS:8888`, Owncast `http://ADDRESS:8080`). Pages
     * play a live stream from these and from nowhere else. Screens at the Hall listener need https ones.
     */
    streamOrigins: Type.Array(
      Type.String({
        pattern: '^https?://[a-z0-9.-]{1,253}(:[1-9]\\d{0,4})?$',
        expected: '"http://192.168.1.30:8888"',
      }),
      { maxItems: 5, default: [] },
    ),
    products: FirstProducts,
    /** MiB of photos, about five photos to each: when it is full, staff are told to take old ones off. */
    photosMiB: Type.Integer({ minimum: 1, maximum: 8192, default: 512 }),
    sessions: FirstSessions,
  },
  { ...strict, default: {} },
);
