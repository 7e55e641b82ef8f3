// What every account earned, by day, what was paid for it, and what was settled.
import type { ModuleDefinition, RecordedEvent } from '../../store/module.ts';
import type { LinesRefunded, OrderPaid } from '../orders/schema.ts';
import {
  type DayPayments,
  type EntriesBooked,
  entriesBooked,
  type SettlementState,
  type SettlementStep,
  type SharesEvent,
  type SharesView,
  settlementDrafted,
  settlementMoved,
  sharesExported,
} from './schema.ts';

export const shares: ModuleDefinition<SharesView> = {
  name: 'shares',
  events: [entriesBooked, settlementDrafted, settlementMoved, sharesExported],
  initial: () => ({ byDay: {}, spans: {}, payments: {}, settlements: {} }),
  fold(view, recorded) {
    const event = recorded as SharesEvent | OrderPaid | LinesRefunded;
    switch (event.type) {
      case 'shares.entriesBooked':
        book(view, event);
        break;
      case 'orders.orderPaid':
        paymentsOf(view, event.data.day).paidFen += event.data.fen;
        break;
      case 'orders.linesRefunded':
        paymentsOf(view, event.data.day).refundedFen += event.data.fen;
        break;
      case 'shares.settlementDrafted': {
        const { settlementId: id, from, to, lines } = event.data;
        const steps = [stepOf(event, 'draft', '')];
        view.settlements[id] = { id, from, to, state: 'draft', lines, steps };
        break;
      }
      case 'shares.settlementMoved': {
        const { settlementId, state, reason } = event.data;
        const settlement = view.settlements[settlementId];
        if (!settlement) break;
        settlement.state = state;
        settlement.steps.push(stepOf(event, state, reason));
        break;
      }
    }
  },
};

function book(view: SharesView, { data: { day, entries }, seq }: EntriesBooked): void {
  const accounts = view.byDay[day] ?? {};
  view.byDay[day] = accounts;
  for (const { account, fen } of entries) accounts[account] = (accounts[account] ?? 0) + fen;
  view.spans[day] = [view.spans[day]?.[0] ?? seq, seq];
}

function paymentsOf(view: SharesView, day: string): DayPayments {
  const payments = view.payments[day] ?? { paidFen: 0, refundedFen: 0 };
  view.payments[day] = payments;
  return payments;
}

function stepOf(
  { actor, wallMs: atMs }: RecordedEvent,
  state: SettlementState,
  reason: string,
): SettlementStep {
  return { state, by: actor.kind === 'staff' ? actor.accountId : null, atMs, reason };
}
