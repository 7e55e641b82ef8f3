// What visitors see of the queue: touchscreen, board, the slip's code.
import { clockIn, hallHours, itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import { estimateWait } from './estimate.ts';
import type { BoardSlice, ItemList, ServicesSlice, TicketStatus } from './page-schema.ts';
import {
  aheadOf,
  eachWaiting,
  hallState,
  isServedNow,
  letterOf,
  servingWindows,
  ticketOf,
  titleOf,
  waitingFor,
} from './queue.ts';
import type { ServicesView, Ticket } from './schema.ts';

interface Hall {
  services: ServicesView;
  catalogue: CatalogueView;
  centre: CentreView;
}
/** `trusted`: whether the wall clock is believed; opening hours mean nothing otherwise. */
export interface Now {
  wallMs: number;
  hallMs: number;
  trusted: boolean;
}

function waitingByLetter(view: ServicesView): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { number } of eachWaiting(view)) {
    const letter = number.charAt(0);
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return counts;
}

/** GET /api/services/items */
export function selectItems(hall: Hall): ItemList {
  const { services, catalogue } = hall;
  const offered = Object.values(catalogue.items).filter(({ retired }) => !retired);
  const open = servingWindows(services);
  const waiting = waitingFor(
    services,
    offered.map(({ id }) => id),
  );
  const items = offered.map(({ id, name, departmentId, prefix, windows, general }) => ({
    id,
    name,
    department: catalogue.departments[departmentId]?.name ?? '',
    prefix: letterOf(hall.centre, prefix),
    waiting: waiting.get(id) ?? 0,
    served: windows.length > 0,
    open: open.some(({ itemIds }) => itemIds.has(id)),
    general,
  }));
  return { items };
}

/** Slice `services`. */
export function selectServices(hall: Hall, now: Now): ServicesSlice {
  const { items } = selectItems(hall);
  return { items, waiting: hall.services.waiting.length, hall: hallNow(hall, now) };
}

function hallNow({ catalogue, centre }: Hall, now: Now): ServicesSlice['hall'] {
  const { profile } = centre;
  if (!now.trusted || !profile) return { open: true, opensAt: null, reason: '' };
  const hours = hallHours(catalogue.hours, clockIn(now.wallMs, profile.zone));
  if (hours.open) return { open: true, opensAt: null, reason: '' };
  return { open: false, opensAt: hours.opensAt, reason: hours.reason };
}

/** Slice `board`. */
export function selectBoard(hall: Hall): BoardSlice {
  const { services } = hall;
  const [now, ...last] = services.calls.map(({ ticketId: _, ...call }) => call);
  const paused = Object.values(services.windows).flatMap((state) =>
    state.paused ? [{ window: state.window, ...state.paused }] : [],
  );
  return { now: now ?? null, last, waiting: rows(hall), paused };
}

/** One row for each letter, with the departments behind it. */
function rows({ services, catalogue, centre }: Hall): BoardSlice['waiting'] {
  const waiting = waitingByLetter(services);
  const open = servingWindows(services);
  const byLetter = new Map<string, BoardSlice['waiting'][number]>();
  for (const { id, departmentId, retired, ...item } of Object.values(catalogue.items)) {
    if (retired) continue;
    const prefix = letterOf(centre, item.prefix);
    const row = byLetter.get(prefix) ?? {
      prefix,
      names: [],
      waiting: waiting.get(prefix) ?? 0,
      served: false,
    };
    const department = catalogue.departments[departmentId]?.name;
    if (department && !row.names.includes(department)) row.names.push(department);
    row.served ||= open.some(({ itemIds }) => itemIds.has(id));
    byLetter.set(prefix, row);
  }
  return [...byLetter.values()].sort((a, b) => a.prefix.localeCompare(b.prefix));
}

/** GET /api/services/tickets/:id; null when it is unknown or too old. */
export function selectTicket(hall: Hall, ticketId: string, hallMs: number): TicketStatus | null {
  const { services, catalogue } = hall;
  const ticket = ticketOf(services, ticketId);
  if (!ticket) return null;
  const { number, state, window, outcome, missing } = ticket;
  const waits = state === 'waiting';
  return {
    number,
    item: titleOf(catalogue, ticket.packageId, ticket.itemIds),
    items: ticket.itemIds.map((id) => itemName(catalogue, id)),
    state,
    class: ticket.class,
    ahead: waits ? aheadOf(services, ticket) : null,
    wait: waits ? waitOf(hall, ticket, hallMs) : null,
    served: !waits || isServedNow(services, ticket),
    window: ticket.onlyWindow ?? window,
    outcome,
    missing,
  };
}

/** From now, for one who waits already: whoever comes after is not in the way. */
function waitOf({ services, catalogue }: Hall, ticket: Ticket, hallMs: number) {
  const hall = hallState(services, catalogue, hallMs);
  return estimateWait(hall, ticket, ticket.id, services.widening);
}
