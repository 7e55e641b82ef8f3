// What a rating is about: from the queue while it knows the ticket, from what was kept of it afterwards.
import type { ServicesView, Ticket } from '../services/schema.ts';
import type { RatingsView } from './schema.ts';
import { ticketById } from './view.ts';

export interface Rated {
  readonly day: string;
  readonly window: number;
  readonly itemIds: string[];
  /** Null once the queue has forgotten it. */
  readonly number: string | null;
}

/** As long as the queue knows it. */
export function queuedTicket({ tickets }: ServicesView, id: string): Ticket | null {
  return (Object.hasOwn(tickets, id) && tickets[id]) || null;
}

/** Null when no window ever had it, or it is too old to be known. */
export function ratedTicket(
  { services, ratings }: { services: ServicesView; ratings: RatingsView },
  ticketId: string,
): Rated | null {
  const queued = queuedTicket(services, ticketId);
  if (queued) {
    const { day, window, itemIds, doneItemIds, number } = queued;
    if (window === null) return null;
    return { day, window, itemIds: [...new Set([...doneItemIds, ...itemIds])], number };
  }
  const kept = ticketById(ratings, ticketId);
  if (!kept?.served && !kept?.rated) return null;
  const { day, window, itemIds } = kept;
  return { day, window, itemIds, number: null };
}
