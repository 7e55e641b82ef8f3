// What staff see of the queue: every window, who waits, what was done today. Numbers and items, never names.
import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import { chooseNext, mayCall, type ServingWindow } from './dispatch.ts';
import type { NumberList, QueueTicket, TicketsSlice, WindowRow } from './page-schema.ts';
import {
  eachWaiting,
  guardLimits,
  heldTickets,
  kindOf,
  serving,
  servingWindows,
  ticketAt,
  titleOf,
  windowsOf,
} from './queue.ts';
import type { ServicesView, Ticket } from './schema.ts';

const LISTED_WAITING = 200;
const LISTED_RECENT = 100;
const LISTED_NEXT = 20;

interface Hall {
  services: ServicesView;
  catalogue: CatalogueView;
  centre: CentreView;
}
/** Waiting tickets that the same windows may call: one of them stands for all. */
interface Alike {
  readonly ticket: Ticket;
  count: number;
  /** The first few, with their place in the queue. */
  readonly first: { readonly ticket: Ticket; readonly place: number }[];
}

/** Slice `tickets`. `nameOf`: of an account. */
export function selectTickets(
  hall: Hall,
  nameOf: (accountId: string) => string | null,
  nowMs: number,
): TicketsSlice {
  const { services, catalogue, centre } = hall;
  const show = (ticket: Ticket) => shown(catalogue, ticket);
  const alike = waitingAlike(services);
  const held = heldTickets(services);
  const windows = windowsOf(services).map((window): WindowRow => {
    const ticket = ticketAt(services, window);
    return {
      ...behind(services, window, nameOf),
      ...inLine(services, window, alike, nowMs),
      ticket: ticket && show(ticket),
      held: held.filter((one) => one.window === window).map(show),
    };
  });
  const nextSomewhere = new Set(windows.flatMap(({ next }) => next));
  const listed = services.waiting.filter(
    (id, place) => place < LISTED_WAITING || nextSomewhere.has(id),
  );
  const over = recent(services, centre.day);
  return {
    day: centre.day,
    windows,
    waiting: listed.flatMap((id) => services.tickets[id] ?? []).map(show),
    waitingCount: services.waiting.length,
    recent: over.slice(0, LISTED_RECENT).map(show),
    recentCount: over.length,
    appointments: appointments(hall),
    policy: services.policy,
  };
}

function appointments({ services, catalogue, centre }: Hall): TicketsSlice['appointments'] {
  return Object.values(services.appointments)
    .filter(({ day }) => centre.day === null || day >= centre.day)
    .sort((a, b) => `${a.day} ${a.slot}`.localeCompare(`${b.day} ${b.slot}`))
    .map(({ itemIds, ...one }) => ({
      ...one,
      items: itemIds.map((id) => itemName(catalogue, id)),
    }));
}

function recent(view: ServicesView, day: string | null): Ticket[] {
  return Object.values(view.tickets)
    .filter((ticket) => ticket.day === day && ticket.state !== 'waiting')
    .sort((a, b) => (b.calledAtMs ?? b.takenAtMs) - (a.calledAtMs ?? a.takenAtMs));
}

/** GET /api/services/numbers/:number: also what the lists have no room for. */
export function selectNumber({ services, catalogue, centre }: Hall, number: string): NumberList {
  const tickets = Object.values(services.tickets)
    .filter((ticket) => ticket.day === centre.day && ticket.number === number)
    .map((ticket) => shown(catalogue, ticket));
  return { tickets };
}

function behind(
  view: ServicesView,
  window: number,
  nameOf: (accountId: string) => string | null,
): Pick<WindowRow, 'window' | 'clerk' | 'accountId' | 'itemIds' | 'paused'> {
  const state = view.windows[window];
  if (!state) return { window, clerk: null, accountId: null, itemIds: [], paused: null };
  const { accountId, paused } = state;
  const clerk = accountId === null ? '' : (nameOf(accountId) ?? '');
  return { window, clerk, accountId, itemIds: [...serving(view, state).itemIds], paused };
}

/** With ten thousand waiting there are still only as many kinds as things to do. */
function waitingAlike(view: ServicesView): Alike[] {
  const kinds = new Map<string, Alike>();
  let place = 0;
  for (const ticket of eachWaiting(view)) {
    const kind = kindOf(ticket);
    const alike = kinds.get(kind) ?? { ticket, count: 0, first: [] };
    alike.count += 1;
    if (alike.first.length < LISTED_NEXT) alike.first.push({ ticket, place });
    kinds.set(kind, alike);
    place += 1;
  }
  return [...kinds.values()];
}

/** Whoever is called next there first, then the order of the queue. */
function inLine(
  view: ServicesView,
  window: number,
  alike: readonly Alike[],
  nowMs: number,
): Pick<WindowRow, 'next' | 'waiting'> {
  const state = view.windows[window];
  if (!state) return { next: [], waiting: 0 };
  const windows = servingWindows(view);
  const here: ServingWindow = serving(view, state);
  const mine = alike.filter(({ ticket }) => mayCall(here, ticket, windows));
  const limits = { ...guardLimits(view.policy), nowMs };
  const next = chooseNext(eachWaiting(view), here, windows, limits);
  const others = mine
    .flatMap(({ first }) => first)
    .sort((a, b) => a.place - b.place)
    .map(({ ticket }) => ticket)
    .filter((ticket) => ticket !== next);
  return {
    next: [...(next ? [next] : []), ...others].slice(0, LISTED_NEXT).map(({ id }) => id),
    waiting: mine.reduce((sum, { count }) => sum + count, 0),
  };
}

function shown(catalogue: CatalogueView, ticket: Ticket): QueueTicket {
  const { id, number, itemIds, packageId, state, takenAtMs, calledAtMs, calls, outcome } = ticket;
  return {
    id,
    number,
    items: itemIds.map((item) => itemName(catalogue, item)),
    itemIds,
    package: packageId === null ? null : titleOf(catalogue, packageId, itemIds),
    class: ticket.class,
    appointment: ticket.appointmentId !== null,
    state,
    takenAtMs,
    calledAtMs,
    calls,
    window: ticket.onlyWindow ?? ticket.window,
    outcome,
    overtaken: ticket.overtaken,
  };
}
