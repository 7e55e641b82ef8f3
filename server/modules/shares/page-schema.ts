// What pages see of the ledger and of settlements.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { Id, SettlementState } from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);
const Fen = Type.Integer();

/** GET /api/workshop/shares */
export const RangeQuery = Type.Object({ from: Day, to: Day }, strict);

const BillRow = Type.Object({ account: Type.String(), name: Type.String(), fen: Fen }, strict);
export type BillRow = Static<typeof BillRow>;
const VillageBill = Type.Object(
  {
    unitId: Type.String(),
    name: Type.String(),
    /** Its households, and 村集体 for what no household is named for; largest first. */
    rows: Type.Array(BillRow),
    fen: Fen,
  },
  strict,
);
export type VillageBill = Static<typeof VillageBill>;
/** What the range booked, refunds taken off. `paidFen` − `refundedFen` has to be `totalFen`. */
export const Bill = Type.Object(
  {
    from: Day,
    to: Day,
    villages: Type.Array(VillageBill),
    coops: Type.Array(BillRow),
    hosts: Type.Array(BillRow),
    committee: orNull(BillRow),
    totalFen: Fen,
    paidFen: Fen,
    refundedFen: Fen,
  },
  strict,
);
export type Bill = Static<typeof Bill>;

/** GET /api/workshop/shares/entries */
export const EntriesQuery = Type.Object(
  {
    from: Day,
    to: Day,
    account: Type.String({ minLength: 1, maxLength: 130 }),
    /** `next` of the page before. */
    after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
  },
  strict,
);
export const EntriesPage = Type.Object(
  {
    name: Type.String(),
    /** Oldest first; below zero: the reversal of a refund. */
    entries: Type.Array(
      Type.Object(
        {
          day: Day,
          atMs: Type.Integer(),
          orderId: Id,
          title: Type.String(),
          fen: Fen,
        },
        strict,
      ),
    ),
    /** Where the next page begins; null: no more. */
    next: orNull(Type.String()),
    /** Records of these days are lost, the sums of the bill are not. */
    damaged: Type.Boolean(),
  },
  strict,
);
export type EntriesPage = Static<typeof EntriesPage>;

const Step = Type.Object(
  {
    state: SettlementState,
    /** Null: nobody that is known. */
    by: orNull(Type.String()),
    atMs: Type.Integer(),
    reason: Type.String(),
  },
  strict,
);
const settlement = {
  id: Id,
  from: Day,
  to: Day,
  state: SettlementState,
  accounts: Type.Integer(),
  earnedFen: Fen,
  broughtFen: Fen,
  payFen: Fen,
  /** Left to the next period: what refunds took and sales have not made good yet. */
  carriedFen: Fen,
  steps: Type.Array(Step),
  /** Who drafted also confirmed. */
  alone: Type.Boolean(),
};
const SettlementRow = Type.Object(settlement, strict);
export type SettlementRow = Static<typeof SettlementRow>;
export const SettlementList = Type.Object(
  {
    /** The latest period first. */
    settlements: Type.Array(SettlementRow),
    /** The days that a settlement is due for. */
    next: orNull(Type.Object({ from: Day, to: Day }, strict)),
    /** The latest day that a settlement may take in; null before the first. */
    lastClosedDay: orNull(Day),
  },
  strict,
);
export type SettlementList = Static<typeof SettlementList>;
export const SettlementDetail = Type.Object(
  {
    ...settlement,
    lines: Type.Array(
      Type.Object(
        {
          account: Type.String(),
          name: Type.String(),
          earnedFen: Fen,
          broughtFen: Fen,
          payFen: Fen,
          carriedFen: Fen,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SettlementDetail = Static<typeof SettlementDetail>;
export const IdReply = Type.Object({ id: Id }, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
