// Tickets of the last business days, who waits, who is being called.
import type { ModuleDefinition } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import {
  type BoardSlice,
  catalogueAdopted,
  type ServiceItem,
  type ServicesEvent,
  type ServicesSlice,
  type ServicesView,
  type Ticket,
  type TicketCalled,
  type TicketRated,
  type TicketStatus,
  type TicketsSlice,
  type TicketTaken,
  type TicketTransferred,
  ticketCalled,
  ticketFinished,
  ticketRated,
  ticketTaken,
  ticketTransferred,
  windowPaused,
  windowResumed,
} from './schema.ts';

/** Days whose tickets stay in memory: yesterday's slips are still asked about. */
const KEPT_TICKET_DAYS = 3;
/** Counters stay longer: staff may open an earlier day again, and its numbers must go on. */
const KEPT_COUNTER_DAYS = 60;
/** The number being called and the last five. */
const KEPT_CALLS = 6;

export const services: ModuleDefinition<ServicesView> = {
  name: 'services',
  events: [
    catalogueAdopted,
    ticketTaken,
    ticketCalled,
    ticketFinished,
    ticketTransferred,
    ticketRated,
    windowPaused,
    windowResumed,
  ],
  initial: () => ({
    items: [],
    tickets: {},
    waiting: [],
    counters: {},
    calls: [],
    paused: [],
    transferred: {},
    lastCalled: {},
    rated: {},
    ratings: {},
  }),
  fold(view, recorded) {
    const event = recorded as ServicesEvent | DayOpened | DayClosed;
    switch (event.type) {
      case 'services.catalogueAdopted':
        view.items = event.data.items;
        break;
      case 'services.ticketTaken':
        take(view, event);
        break;
      case 'services.ticketCalled':
        call(view, event);
        break;
      case 'services.ticketFinished': {
        const ticket = view.tickets[event.data.ticketId];
        if (ticket) ticket.state = event.data.outcome;
        break;
      }
      case 'services.ticketTransferred':
        transfer(view, event);
        break;
      case 'services.ticketRated':
        rate(view, event);
        break;
      case 'services.windowPaused':
        view.paused = [...new Set([...view.paused, event.data.window])];
        break;
      case 'services.windowResumed':
        view.paused = view.paused.filter((window) => window !== event.data.window);
        break;
      case 'centre.dayClosed':
        for (const id of view.waiting) {
          const ticket = view.tickets[id];
          if (ticket) ticket.state = 'void';
        }
        view.waiting = [];
        view.calls = [];
        view.paused = [];
        view.transferred = {};
        view.lastCalled = {};
        break;
      case 'centre.dayOpened':
        forgetOldDays(view);
        break;
    }
  },
};

function take(view: ServicesView, { data, wallMs, hallMs }: TicketTaken): void {
  const { ticketId: id, day, itemId, number, ordinal, ahead } = data;
  view.tickets[id] = {
    id,
    day,
    itemId,
    number,
    state: 'waiting',
    ahead,
    takenAtMs: wallMs,
    takenAtHallMs: hallMs,
    calledAtMs: null,
    calls: 0,
    window: null,
  };
  view.waiting.push(id);
  const counters = view.counters[day] ?? {};
  view.counters[day] = { ...counters, [number.charAt(0)]: ordinal };
}

function call(view: ServicesView, { data, wallMs }: TicketCalled): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  const { window } = data;
  Object.assign(ticket, { state: 'called', window, calls: ticket.calls + 1 });
  ticket.calledAtMs ??= wallMs;
  view.waiting = view.waiting.filter((id) => id !== ticket.id);
  delete view.transferred[ticket.id];
  view.lastCalled[window] = ticket.id;
  const latest = { ticketId: ticket.id, number: ticket.number, window, atMs: wallMs };
  const others = view.calls.filter(({ ticketId }) => ticketId !== ticket.id);
  view.calls = [latest, ...others].slice(0, KEPT_CALLS);
}

/** It leaves the board too: nobody shall go to the window that sent it away. */
function transfer(view: ServicesView, { data }: TicketTransferred): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  Object.assign(ticket, { state: 'waiting', window: null });
  view.transferred[ticket.id] = data.window;
  if (view.lastCalled[data.from] === ticket.id) delete view.lastCalled[data.from];
  view.calls = view.calls.filter(({ ticketId }) => ticketId !== ticket.id);
  view.waiting = Object.values(view.tickets)
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => a.takenAtHallMs - b.takenAtHallMs)
    .map(({ id }) => id);
}

function rate(view: ServicesView, { data: { ticketId, grade } }: TicketRated): void {
  const ticket = view.tickets[ticketId];
  if (!ticket) return;
  view.rated[ticketId] = true;
  const day = view.ratings[ticket.day] ?? {};
  view.ratings[ticket.day] = { ...day, [grade]: (day[grade] ?? 0) + 1 };
}

function forgetOldDays(view: ServicesView): void {
  const byTime = Object.keys(view.counters);
  for (const day of byTime.slice(0, -KEPT_COUNTER_DAYS)) {
    delete view.counters[day];
    delete view.ratings[day];
  }
  const keptDays = new Set(byTime.slice(-KEPT_TICKET_DAYS));
  for (const ticket of Object.values(view.tickets)) {
    if (keptDays.has(ticket.day)) continue;
    delete view.tickets[ticket.id];
    delete view.rated[ticket.id];
  }
}

/** In the order of the queue. */
export function waitingTickets(view: ServicesView): Ticket[] {
  return view.waiting.map((id) => view.tickets[id]).filter((ticket) => ticket !== undefined);
}

/** How many hold a number of this prefix and wait, wherever they were transferred to. */
function waitingOf(view: ServicesView, prefix: string): number {
  return waitingTickets(view).filter(({ number }) => number.startsWith(prefix)).length;
}

/** A transferred ticket is for its window alone; any other for every window that serves its item. */
export function mayCall(view: ServicesView, window: number, ticket: Ticket): boolean {
  const only = view.transferred[ticket.id];
  if (only !== undefined) return only === window;
  return view.items.some(({ id, windows }) => id === ticket.itemId && windows.includes(window));
}

/** Whom somebody with a number for this item stands behind: its prefix, and who was transferred to its windows. */
export function queueFor(
  view: ServicesView,
  item: Pick<ServiceItem, 'prefix' | 'windows'>,
): Ticket[] {
  return waitingTickets(view).filter(({ id, number }) => {
    const only = view.transferred[id];
    return only === undefined ? number.startsWith(item.prefix) : item.windows.includes(only);
  });
}

/** Null when it does not wait. */
function aheadOf(view: ServicesView, ticket: Ticket): number | null {
  if (ticket.state !== 'waiting') return null;
  const only = view.transferred[ticket.id];
  const windows = view.items.find(({ id }) => id === ticket.itemId)?.windows ?? [];
  const queue =
    only === undefined
      ? queueFor(view, { prefix: ticket.number.charAt(0), windows })
      : waitingTickets(view).filter((other) => mayCall(view, only, other));
  return queue.indexOf(ticket);
}

function itemName(view: ServicesView, ticket: Ticket): string {
  return view.items.find(({ id }) => id === ticket.itemId)?.name ?? ticket.itemId;
}

/** GET /api/services/items and slice `services`. */
export function selectServices(view: ServicesView): ServicesSlice {
  return {
    waiting: view.waiting.length,
    items: view.items.map(({ id, name, department, prefix, windows }) => ({
      id,
      name,
      department,
      prefix,
      waiting: waitingOf(view, prefix),
      served: windows.length > 0,
    })),
  };
}

/** Slice `board`. */
export function selectBoard(view: ServicesView): BoardSlice {
  const [now, ...last] = view.calls.map(({ number, window, atMs }) => ({ number, window, atMs }));
  const prefixes = [...new Set(view.items.map(({ prefix }) => prefix))].sort();
  return {
    now: now ?? null,
    last,
    waiting: prefixes.map((prefix) => ({
      prefix,
      names: view.items.filter((item) => item.prefix === prefix).map(({ name }) => name),
      waiting: waitingOf(view, prefix),
    })),
  };
}

/** GET /api/services/tickets/:id; null when it is unknown or too old. */
export function selectTicket(view: ServicesView, ticketId: string): TicketStatus | null {
  const ticket = view.tickets[ticketId];
  if (!ticket) return null;
  const { number, state, window } = ticket;
  return { number, item: itemName(view, ticket), state, ahead: aheadOf(view, ticket), window };
}

/** Windows that serve anything. */
export function windowsOf(view: ServicesView): number[] {
  return [...new Set(view.items.flatMap((item) => item.windows))].sort((a, b) => a - b);
}

/** The ticket that is being served at a window; null when nobody is. */
export function ticketAt(view: ServicesView, window: number): Ticket | null {
  return (
    Object.values(view.tickets).find(
      (ticket) => ticket.state === 'called' && ticket.window === window,
    ) ?? null
  );
}

/** Slice `tickets`: of the open day, newest first. */
export function selectTickets(view: ServicesView, day: string | null): TicketsSlice {
  const windows = windowsOf(view);
  const paused = windows.filter((window) => view.paused.includes(window));
  const tickets = Object.values(view.tickets)
    .filter((ticket) => ticket.day === day)
    .reverse()
    .map((ticket) => ({
      id: ticket.id,
      number: ticket.number,
      item: itemName(view, ticket),
      state: ticket.state,
      takenAtMs: ticket.takenAtMs,
      calledAtMs: ticket.calledAtMs,
      calls: ticket.calls,
      window: view.transferred[ticket.id] ?? ticket.window,
    }));
  return { day, windows, paused, tickets };
}
