// Where the history tells of a day's tickets, so that statistics read no more of it than they must.
import type { ItemPut } from '../catalogue/schema.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import type { ServicesEvent, ServicesView } from './schema.ts';

type Seen = ServicesEvent | ItemPut | DayOpened | DayClosed;

export function noteDay(
  { spans, tickets }: Pick<ServicesView, 'spans' | 'tickets'>,
  event: Seen,
): void {
  const day = dayOf(tickets, event);
  if (day === undefined) return;
  const known = spans[day];
  // A day without numbers has nothing to tell of.
  if (known || event.type === 'services.ticketTaken') {
    spans[day] = [known?.[0] ?? event.seq, event.seq];
  }
}

function dayOf(tickets: ServicesView['tickets'], event: Seen): string | undefined {
  if (event.type === 'services.ticketTaken' || event.type === 'centre.dayClosed') {
    return event.data.day;
  }
  return 'ticketId' in event.data ? tickets[event.data.ticketId]?.day : undefined;
}
