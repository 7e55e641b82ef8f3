// Who gets what of every order: an append-only ledger in fen, and the settlement of a period.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });

/** `village:liubu`, `coop:六埠茴香合作社`, `household:liubu/王家`, `host:<account>`, `committee` */
export const LedgerAccount = Type.String({ minLength: 1, maxLength: 90 });
/** One amount on one account; a refund is the same amount with the other sign. */
export const LedgerEntry = Type.Object(
  {
    account: LedgerAccount,
    fen: Type.Integer({ minimum: -100_000_000_000, maximum: 100_000_000_000 }),
    orderId: Id,
    /** Place of the line in its order. */
    line: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type LedgerEntry = Static<typeof LedgerEntry>;

/** In the batch of what was paid or refunded: neither exists without the other. */
export const entriesBooked = defineEvent({
  type: 'shares.entriesBooked',
  lifetime: 'standing',
  data: Type.Object(
    { day: Day, entries: Type.Array(LedgerEntry, { minItems: 1, maxItems: 200 }) },
    strict,
  ),
});
export const settlementDrafted = defineEvent({
  type: 'shares.settlementDrafted',
  lifetime: 'standing',
  data: Type.Object(
    {
      settlementId: Id,
      from: Day,
      to: Day,
      lines: Type.Array(Type.Object({ account: LedgerAccount, fen: Type.Integer() }, strict), {
        maxItems: 2000,
      }),
    },
    strict,
  ),
});
export const settlementMoved = defineEvent({
  type: 'shares.settlementMoved',
  lifetime: 'standing',
  data: Type.Object(
    {
      settlementId: Id,
      state: Type.Union([
        Type.Literal('confirmed'),
        Type.Literal('paid'),
        Type.Literal('withdrawn'),
      ]),
    },
    strict,
  ),
});
export type EntriesBooked = Recorded<typeof entriesBooked>;
export type SettlementDrafted = Recorded<typeof settlementDrafted>;
export type SettlementMoved = Recorded<typeof settlementMoved>;
export type SharesEvent = EntriesBooked | SettlementDrafted | SettlementMoved;

export interface Settlement {
  id: string;
  from: string;
  to: string;
  state: 'draft' | 'confirmed' | 'paid' | 'withdrawn';
  lines: { account: string; fen: number }[];
}
export interface SharesView {
  /** Fen by day and account: what a period earned, refunds taken off. */
  byDay: Record<string, Record<string, number>>;
  settlements: Record<string, Settlement>;
}

export const sharesRefusals = {
  SETTLEMENT_NOT_FOUND: 404,
  SETTLEMENT_STATE_WRONG: 409,
  /** A day of the period belongs to another settlement. */
  PERIOD_SETTLED: 409,
  PERIOD_INVALID: 400,
} as const;
export type SharesRefusal = keyof typeof sharesRefusals;
export const refuse = refusals(sharesRefusals);
