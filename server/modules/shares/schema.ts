// Who gets what of every order: an append-only ledger in fen, and the settlement of a period.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day, daysBetween } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
export const Id = Type.String({ minLength: 1, maxLength: 64 });

/** `village:liubu`, `coop:六埠茴香合作社`, `household:liubu/王家`, `host:<names>`, `committee` */
export const LedgerAccount = Type.String({ minLength: 1, maxLength: 130 });
/** One amount on one account; a refund is the same amount with the other sign. */
export const LedgerEntry = Type.Object(
  {
    account: LedgerAccount,
    fen: Type.Integer({ minimum: -100_000_000_000, maximum: 100_000_000_000 }),
    orderId: Id,
    /** Place of the line in its order. */
    line: Type.Integer({ minimum: 0 }),
    /** What was sold: the ledger outlives orders, and products are renamed. */
    title: Type.String({ maxLength: 62 }),
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

/** More accounts than that are settled in shorter periods. */
export const MOST_LINES = 2000;
/**
 * What one account gets in a settlement. `earnedFen`: booked in the period · `broughtFen`: what settled days left over, negative
 * while refunds outweigh sales · `payFen`: handed out, never negative; what is missing to their sum is carried on.
 */
export const SettlementLine = Type.Object(
  {
    account: LedgerAccount,
    earnedFen: Type.Integer(),
    broughtFen: Type.Integer(),
    payFen: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type SettlementLine = Static<typeof SettlementLine>;

/** 草稿 → 已确认 → 已发放; until the money is handed out it may be withdrawn, and its days are free again. */
export const SettlementState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('confirmed'),
  Type.Literal('paid'),
  Type.Literal('withdrawn'),
]);
export type SettlementState = Static<typeof SettlementState>;

/** The lines are frozen here: whatever is booked later, or however the sums are made later, they stay. */
export const settlementDrafted = defineEvent({
  type: 'shares.settlementDrafted',
  lifetime: 'standing',
  data: Type.Object(
    {
      settlementId: Id,
      from: Day,
      to: Day,
      lines: Type.Array(SettlementLine, { minItems: 1, maxItems: MOST_LINES }),
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
      state: SettlementState,
      /** Why it was withdrawn. */
      reason: Type.String({ maxLength: 80 }),
    },
    strict,
  ),
});
/** GET /api/workshop/shares/export, and the command that records it. */
export const SharesExportQuery = Type.Object(
  { from: Day, to: Day, format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) },
  strict,
);
/** On record, as every list that leaves the house. */
export const sharesExported = defineEvent({
  type: 'shares.exported',
  lifetime: 'ageing',
  data: SharesExportQuery,
});
export type EntriesBooked = Recorded<typeof entriesBooked>;
export type SettlementDrafted = Recorded<typeof settlementDrafted>;
export type SettlementMoved = Recorded<typeof settlementMoved>;
export type SharesEvent = EntriesBooked | SettlementDrafted | SettlementMoved;

export interface SettlementStep {
  state: SettlementState;
  /** Account id; null: the kiosk itself. */
  by: string | null;
  atMs: number;
  reason: string;
}
export interface Settlement {
  id: string;
  from: string;
  to: string;
  state: SettlementState;
  lines: SettlementLine[];
  /** Who did what and when, oldest first. */
  steps: SettlementStep[];
}
export interface DayPayments {
  paidFen: number;
  refundedFen: number;
}
export interface SharesView {
  /** Fen by day and account: what a period earned, refunds taken off. */
  byDay: Record<string, Record<string, number>>;
  /** Seqs of a day's first and last booking: where the history of a range begins and ends. */
  spans: Record<string, [first: number, last: number]>;
  /** What was paid and given back, told by the orders and not by the ledger, which has to come to the same. */
  payments: Record<string, DayPayments>;
  settlements: Record<string, Settlement>;
}

export const sharesRefusals = {
  SETTLEMENT_NOT_FOUND: 404,
  /** `state`: in which it is. */
  SETTLEMENT_STATE_WRONG: 409,
  /** A day of the period belongs to another settlement: `from`, `to` of that. */
  PERIOD_SETTLED: 409,
  /** Not in order, too long, or not over yet. */
  PERIOD_INVALID: 400,
  /** Nothing was booked in these days, and nothing is left over. */
  NOTHING_TO_SETTLE: 409,
  /** `most` accounts go into one settlement. */
  PERIOD_TOO_LARGE: 409,
  /** Nothing was ever booked on it. */
  SHARE_ACCOUNT_UNKNOWN: 404,
} as const;
export type SharesRefusal = keyof typeof sharesRefusals;
export const refuse = refusals(sharesRefusals);

/** Longest range of one bill, file or settlement. */
const MAX_RANGE_DAYS = 366;

export interface DayRange {
  readonly from: string;
  readonly to: string;
}
/** Real days, in order, at most a leap year. */
export function isDayRange({ from, to }: DayRange): boolean {
  const days = daysBetween(from, to);
  return days >= 0 && days < MAX_RANGE_DAYS;
}

export const DraftSettlementBody = Type.Object({ from: Day, to: Day }, strict);
const moves = [
  Type.Object({ state: Type.Union([Type.Literal('confirmed'), Type.Literal('paid')]) }, strict),
  Type.Object(
    {
      state: Type.Literal('withdrawn'),
      reason: Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' }),
    },
    strict,
  ),
] as const;
export const MoveRequest = Type.Union([...moves]);
const named = { settlementId: Id };
export const MoveSettlementBody = Type.Union([
  Type.Object({ ...named, ...moves[0].properties }, strict),
  Type.Object({ ...named, ...moves[1].properties }, strict),
]);
/** One account's bill, or with `unit:<id>` a whole village's. */
export const PrintBillBody = Type.Object(
  { from: Day, to: Day, of: Type.String({ minLength: 1, maxLength: 130 }) },
  strict,
);
