// Rating the service one has just had.
import { type CommandDefinition, event } from '../../store/module.ts';
import type { ServicesView } from '../services/schema.ts';
import { RateAtWindowBody, type RatingsView, refuse, ticketRated } from './schema.ts';

interface Reads {
  ratings: RatingsView;
  services: ServicesView;
}

/** For whoever the window called last, once: a second visitor's grade must not count for the first one's ticket. */
export const rateAtWindow: CommandDefinition<Reads, typeof RateAtWindowBody, { done: true }> = {
  type: 'ratings.rateAtWindow',
  body: RateAtWindowBody,
  decide({ ratings, services }, { window, grade }) {
    const ticket = services.tickets[services.windows[window]?.lastTicketId ?? ''];
    const came = ticket && ['called', 'serving', 'served'].includes(ticket.state);
    if (!came) return refuse('NOTHING_TO_RATE');
    if (Object.hasOwn(ratings.rated, ticket.id)) return refuse('ALREADY_RATED');
    const { id: ticketId, day } = ticket;
    const rated = event(ticketRated, { ticketId, day, window, grade });
    return { events: [rated], reply: { done: true } };
  },
};
