// What every account earned, by day, and what was settled.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  entriesBooked,
  type SharesEvent,
  type SharesView,
  settlementDrafted,
  settlementMoved,
} from './schema.ts';

export const shares: ModuleDefinition<SharesView> = {
  name: 'shares',
  events: [entriesBooked, settlementDrafted, settlementMoved],
  initial: () => ({ byDay: {}, settlements: {} }),
  fold(view, recorded) {
    const event = recorded as SharesEvent;
    switch (event.type) {
      case 'shares.entriesBooked': {
        const day = view.byDay[event.data.day] ?? {};
        view.byDay[event.data.day] = day;
        for (const { account, fen } of event.data.entries) day[account] = (day[account] ?? 0) + fen;
        break;
      }
      case 'shares.settlementDrafted': {
        const { settlementId: id, from, to, lines } = event.data;
        view.settlements[id] = { id, from, to, state: 'draft', lines };
        break;
      }
      case 'shares.settlementMoved': {
        const settlement = view.settlements[event.data.settlementId];
        if (settlement) settlement.state = event.data.state;
        break;
      }
    }
  },
};
