// Settling a period, step by step, and printing or taking home what it says. Nobody writes to the ledger here: bookings come with
// the payments and refunds of orders, on the day when those happen. A refund of an order that was settled long ago is therefore
// booked today, and taken off the period that today belongs to.
import { type CommandDefinition, event } from '../../store/module.ts';
import { refuse as refuseVisits } from '../attendance/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import { jobQueued, type PrintingView } from '../printing/schema.ts';
import { belongsTo, billReference } from './bills.ts';
import {
  DraftSettlementBody,
  isDayRange,
  MOST_LINES,
  MoveSettlementBody,
  PrintBillBody,
  refuse,
  type SettlementState,
  SharesExportQuery,
  type SharesView,
  settlementDrafted,
  settlementMoved,
  sharesExported,
} from './schema.ts';
import { isIn, lastClosedDay, linesFor, settledIn } from './settling.ts';

interface Reads {
  shares: SharesView;
  centre: CentreView;
}
interface Done {
  done: true;
}
const DONE: Done = { done: true };

export const draftSettlement: CommandDefinition<Reads, typeof DraftSettlementBody, { id: string }> =
  {
    type: 'shares.draftSettlement',
    body: DraftSettlementBody,
    decide({ shares, centre }, range, context) {
      const last = lastClosedDay(centre);
      if (!isDayRange(range) || last === null || range.to > last) return refuse('PERIOD_INVALID');
      const taken = settledIn(shares, range);
      if (taken) return refuse('PERIOD_SETTLED', { from: taken.from, to: taken.to });
      const lines = linesFor(shares, range);
      if (lines.length === 0) return refuse('NOTHING_TO_SETTLE');
      if (lines.length > MOST_LINES) return refuse('PERIOD_TOO_LARGE', { most: MOST_LINES });
      const settlementId = context.id(0);
      const { from, to } = range;
      return {
        events: [event(settlementDrafted, { settlementId, from, to, lines })],
        reply: { id: settlementId },
      };
    },
  };

const NEXT: Readonly<Record<SettlementState, readonly SettlementState[]>> = {
  draft: ['confirmed', 'withdrawn'],
  confirmed: ['paid', 'withdrawn'],
  paid: [],
  withdrawn: [],
};

/** Who drafted may also confirm: many a village has one manager. Both names are shown with it. */
export const moveSettlement: CommandDefinition<
  Pick<Reads, 'shares'>,
  typeof MoveSettlementBody,
  Done
> = {
  type: 'shares.moveSettlement',
  body: MoveSettlementBody,
  decide({ shares: { settlements } }, body) {
    const { settlementId, state } = body;
    const known = Object.hasOwn(settlements, settlementId) ? settlements[settlementId] : undefined;
    if (!known) return refuse('SETTLEMENT_NOT_FOUND');
    if (!NEXT[known.state].includes(state)) {
      return refuse('SETTLEMENT_STATE_WRONG', { state: known.state });
    }
    const reason = 'reason' in body ? body.reason.trim() : '';
    return { events: [event(settlementMoved, { settlementId, state, reason })], reply: DONE };
  },
};

export const recordSharesExport: CommandDefinition<object, typeof SharesExportQuery, Done> = {
  type: 'shares.recordExport',
  body: SharesExportQuery,
  decide: (_views, query) =>
    isDayRange(query)
      ? { events: [event(sharesExported, query)], reply: DONE }
      : refuseVisits('RANGE_INVALID'),
};

/** The same bill printed again is marked as a copy. */
export const printBill: CommandDefinition<
  Pick<Reads, 'shares'> & { printing: PrintingView },
  typeof PrintBillBody,
  { id: string }
> = {
  type: 'shares.printBill',
  body: PrintBillBody,
  decide({ shares, printing }, { from, to, of }, context) {
    if (!isDayRange({ from, to })) return refuseVisits('RANGE_INVALID');
    const booked = Object.entries(shares.byDay)
      .filter(([day]) => isIn(day, { from, to }))
      .some(([, accounts]) => Object.keys(accounts).some((account) => belongsTo(account, of)));
    if (!booked) return refuse('SHARE_ACCOUNT_UNKNOWN');
    const jobId = context.id(0);
    const reference = billReference({ from, to, of });
    const copy = (printing.copies[`shares:${reference}`] ?? 0) + 1;
    const queued = { jobId, kind: 'shares', reference, copy, asked: true } as const;
    return { events: [event(jobQueued, queued)], reply: { id: jobId } };
  },
};
