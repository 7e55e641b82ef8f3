// Which tickets were rated, and how often each grade was given.
import type { ModuleDefinition } from '../../store/module.ts';
import type { DayOpened } from '../centre/schema.ts';
import { type RatingsEvent, type RatingsView, ticketRated } from './schema.ts';

const KEPT_DAYS = 60;

export const ratings: ModuleDefinition<RatingsView> = {
  name: 'ratings',
  events: [ticketRated],
  initial: () => ({ rated: {}, counts: {} }),
  fold(view, recorded) {
    const event = recorded as RatingsEvent | DayOpened;
    switch (event.type) {
      case 'ratings.ticketRated': {
        const { ticketId, day, grade } = event.data;
        view.rated[ticketId] = day;
        const counts = view.counts[day] ?? {};
        view.counts[day] = { ...counts, [grade]: (counts[grade] ?? 0) + 1 };
        break;
      }
      case 'centre.dayOpened':
        forgetOldDays(view);
        break;
    }
  },
};

function forgetOldDays(view: RatingsView): void {
  const kept = Object.keys(view.counts).sort().slice(-KEPT_DAYS);
  const first = kept[0] ?? '';
  for (const day of Object.keys(view.counts)) if (day < first) delete view.counts[day];
  for (const [id, day] of Object.entries(view.rated)) if (day < first) delete view.rated[id];
}
