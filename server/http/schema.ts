// What every answer has in common: RFC 9457 problems, and the codes that come from HTTP itself.
import { type Static, Type } from 'typebox';

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    /** For BODY_INVALID: JSON pointer of the wrong field and what would be right. */
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { additionalProperties: false },
);
export type Problem = Static<typeof Problem>;

export const httpRefusals = {
  BODY_INVALID: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  BODY_TOO_DEEP: 400,
  CONTENT_TYPE_WRONG: 415,
  HOST_UNKNOWN: 421,
  ORIGIN_FOREIGN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  TOO_MANY_REQUESTS: 429,
  REQUEST_TIMEOUT: 408,
  TOO_MANY_STREAMS: 429,
  INTERNAL: 500,
} as const;
export type HttpRefusal = keyof typeof httpRefusals;

/** Refusals of the store. */
export const storeRefusals = {
  STORE_READ_ONLY: 503,
  IDEMPOTENCY_MISMATCH: 422,
  KEYS_EXHAUSTED: 503,
} as const;
export type StoreRefusal = keyof typeof storeRefusals;

/** One frame of GET /api/events. `hello` is first; then `snapshot`, or the missed `slice` frames after a resume. */
export type Frame =
  | { type: 'hello'; streamId: string; build: string }
  | { type: 'snapshot'; slices: Record<string, unknown> }
  | { type: 'slice'; name: string; value: unknown }
  | { type: 'moment'; name: string; value: unknown };

/** Slice `store` on every page: `readOnly` shows 机器暂时不能登记，请找工作人员; staff see the reason. */
export interface StoreSlice {
  state: 'writable' | 'readOnly';
  reason: 'DISK_FULL' | 'DISK_ERROR' | 'JOURNAL_DAMAGED' | null;
  detail: string | null;
  /** For staff: the disk is nearly full, nothing is held back to close the day with. */
  warning: 'RESERVE_MISSING' | null;
  /** For staff: seqs of records that cannot be read any more. */
  damage: readonly { from: number; to: number }[];
}
