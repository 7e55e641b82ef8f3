// How each day was rated, which tickets can still be, and the rectifications. What is kept is bounded: counts of a year
// and a month, tickets while a late rating is possible, closed rectifications as long as the counts of their day.
import type { ModuleDefinition, RecordedEvent } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import type { PersonForgotten } from '../directory/schema.ts';
import type { CallUndone, TicketFinished } from '../services/schema.ts';
import { forgetContact, openedCase, takeStepOf } from './rectification.ts';
import {
  type ContactsDestroyed,
  defaultPolicy,
  type RateableTicket,
  type RatingsEvent,
  type RatingsView,
  type Rectification,
  ratingsEvents,
  type TicketRated,
} from './schema.ts';
import { countGrade, countUnrated } from './tally.ts';

/** Business days: a month can be compared with that of last year. */
const KEPT_DAYS = 400;
/** Backups of the keyring live a week; every start looks through these keys. */
const DESTROYED_KEPT_MS = 14 * 86_400_000;

export const ratings: ModuleDefinition<RatingsView> = {
  name: 'ratings',
  events: ratingsEvents,
  initial: () => ({
    policy: { ...defaultPolicy },
    day: null,
    tickets: {},
    days: {},
    cases: {},
    destroyed: [],
  }),
  fold,
  forgottenKeys: (view) => view.destroyed.flatMap(({ keyIds }) => keyIds),
};

type Folded = RatingsEvent | TicketFinished | CallUndone | DayOpened | DayClosed | PersonForgotten;

function fold(view: RatingsView, recorded: RecordedEvent): void {
  const event = recorded as Folded;
  switch (event.type) {
    case 'ratings.policyPut':
      view.policy = event.data;
      break;
    case 'services.ticketFinished':
      finish(view, event);
      break;
    case 'services.callUndone':
      reopen(view, event.data.reopened);
      break;
    case 'ratings.ticketRated':
      rate(view, event);
      break;
    case 'ratings.paperRated':
      countGrade(view, event.data, event.data.grade, event.data.aspects);
      break;
    case 'ratings.rectificationOpened':
      view.cases[event.data.caseId] = openedCase(event);
      break;
    case 'ratings.stepTaken': {
      const one = caseById(view, event.data.caseId);
      if (one) takeStepOf(one, event);
      break;
    }
    case 'ratings.contactsDestroyed':
      destroyContacts(view, event);
      break;
    case 'directory.personForgotten':
      dropContacts(view, event.data.keyIds);
      break;
    case 'centre.dayOpened':
      view.day = event.data.day;
      forgetOldDays(view);
      break;
    case 'centre.dayClosed':
      view.day = null;
      break;
  }
}

/** Ids come from outside: `__proto__` is no ticket. */
export function ticketById(view: RatingsView, id: string): RateableTicket | null {
  return (Object.hasOwn(view.tickets, id) && view.tickets[id]) || null;
}
export function caseById(view: RatingsView, id: string): Rectification | null {
  return (Object.hasOwn(view.cases, id) && view.cases[id]) || null;
}

/** Tickets are finished on their own day: what the day leaves open is void. */
function finish(view: RatingsView, { data }: TicketFinished): void {
  const before = ticketById(view, data.ticketId);
  const day = before?.day ?? view.day;
  if (day === null) return;
  const ticket: RateableTicket = {
    day,
    window: data.window,
    itemIds: [...new Set([...(before?.itemIds ?? []), ...data.itemIds])],
    served: data.remaining.length === 0,
    rated: before?.rated ?? false,
  };
  view.tickets[data.ticketId] = ticket;
  if (ticket.served && !ticket.rated) countUnrated(view, ticket, 1);
}

/** The call that had ended it was a slip of the finger. */
function reopen(view: RatingsView, ticketId: string | null): void {
  const ticket = ticketId === null ? null : ticketById(view, ticketId);
  if (!ticket?.served) return;
  ticket.served = false;
  if (!ticket.rated) countUnrated(view, ticket, -1);
}

function rate(view: RatingsView, { data }: TicketRated): void {
  const { ticketId, day, window, itemIds, grade, aspects } = data;
  const before = ticketById(view, ticketId);
  if (before?.served && !before.rated) countUnrated(view, before, -1);
  view.tickets[ticketId] = before
    ? { ...before, rated: true }
    : { day, window, itemIds: [...itemIds], served: false, rated: true };
  countGrade(view, { day, window, itemIds }, grade, aspects);
}

function destroyContacts(view: RatingsView, { data, hallMs }: ContactsDestroyed): void {
  dropContacts(view, data.keyIds);
  view.destroyed = [
    ...view.destroyed.filter((batch) => hallMs - batch.hallMs < DESTROYED_KEPT_MS),
    { hallMs, keyIds: [...data.keyIds] },
  ];
}

function dropContacts(view: RatingsView, keyIds: readonly string[]): void {
  const gone = new Set(keyIds);
  for (const one of Object.values(view.cases)) {
    if (one.keyId !== null && gone.has(one.keyId)) forgetContact(one);
  }
}

/** By how many days there are, not by date: a day that was confirmed wrongly as 2099 takes a single place. */
function forgetOldDays(view: RatingsView): void {
  const { tickets, days, cases, policy } = view;
  const ticketDays = [...new Set(Object.values(tickets).map(({ day }) => day))].sort();
  const rateable = new Set(ticketDays.slice(-(policy.lateDays + 1)));
  for (const [id, { day }] of Object.entries(tickets)) if (!rateable.has(day)) delete tickets[id];

  const dropped = Object.keys(days).sort().slice(0, -KEPT_DAYS);
  const last = dropped.at(-1);
  if (last === undefined) return;
  for (const day of dropped) delete days[day];
  for (const { id, day, closed, keyId } of Object.values(cases)) {
    if (closed && keyId === null && day <= last) delete cases[id];
  }
}
