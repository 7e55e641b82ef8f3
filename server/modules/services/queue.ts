// Questions about the queue that commands, folds and pages share.
import { itemName, itemOnOffer } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import {
  cameBefore,
  compareQueued,
  type GuardLimits,
  mayCall,
  type Queued,
  type ServingWindow,
} from './dispatch.ts';
import type { HallState, HallWindow } from './estimate.ts';
import type { ServicesView, Ticket, WindowState } from './schema.ts';
import type { QueuePolicy } from './terms-schema.ts';

const MINUTE_MS = 60_000;

/** Ids come from outside: `constructor` is no ticket. */
export function ticketOf(view: ServicesView, id: string): Ticket | undefined {
  return Object.hasOwn(view.tickets, id) ? view.tickets[id] : undefined;
}

/** Windows that can serve an item, as the catalogue says. */
export function windowsFor(view: ServicesView, itemId: string): readonly number[] {
  return (Object.hasOwn(view.itemWindows, itemId) && view.itemWindows[itemId]) || [];
}

/** In the order of the queue. */
export function waitingTickets(view: ServicesView): Ticket[] {
  return [...eachWaiting(view)];
}

/** The same, for whoever stops early: ten thousand may wait. */
export function* eachWaiting(view: ServicesView): Generator<Ticket> {
  for (const id of view.waiting) {
    const ticket = view.tickets[id];
    if (ticket) yield ticket;
  }
}

/** Windows that serve anything, and those that are open though the catalogue gives them nothing any more. */
export function windowsOf(view: ServicesView): number[] {
  const named = Object.values(view.itemWindows).flat();
  const open = Object.keys(view.windows).map(Number);
  return [...new Set([...named, ...open])].sort((a, b) => a - b);
}

/** Everything the catalogue gives to a window. */
export function itemsOf(view: ServicesView, window: number): string[] {
  return Object.keys(view.itemWindows).filter((id) => view.itemWindows[id]?.includes(window));
}

export function serving(view: ServicesView, state: WindowState): ServingWindow {
  const { window, itemIds } = state;
  return { window, itemIds: new Set(itemIds ?? itemsOf(view, window)) };
}

/** Windows with somebody behind them, also while paused: nobody else takes over what only they can do. */
export function servingWindows(view: ServicesView): ServingWindow[] {
  return Object.values(view.windows).map((state) => serving(view, state));
}

export function guardLimits({ overtakenLimit, longestWaitMinutes }: QueuePolicy): GuardLimits {
  return { overtakenLimit, longestWaitMs: longestWaitMinutes * MINUTE_MS };
}

/** Who is being called or served at a window; null when nobody is. */
export function ticketAt(view: ServicesView, window: number): Ticket | null {
  const id = view.windows[window]?.ticketId;
  return (id && view.tickets[id]) || null;
}

/** Hall time less the head start of the class. */
export function keyOf(
  policy: QueuePolicy,
  { class: visitorClass, takenAtHallMs }: Pick<Ticket, 'class' | 'takenAtHallMs'>,
): number {
  if (visitorClass === 'ordinary') return takenAtHallMs;
  return takenAtHallMs - policy.headStartMinutes[visitorClass] * MINUTE_MS;
}

/** Waiting tickets that the same windows may call: one of them stands for all. */
export function kindOf({ onlyWindow, itemIds }: Queued): string {
  return `${onlyWindow ?? ''} ${itemIds.join()}`;
}

/**
 * Whether another ticket may be called before this one: a window that serves both will decide. With nobody behind any of its
 * windows, those that the catalogue names count.
 */
function inTheWayOf(view: ServicesView, ticket: Queued): (other: Queued) => boolean {
  const open = servingWindows(view);
  const now = open.filter((window) => mayCall(window, ticket, open));
  const named = windowsFor(view, ticket.itemIds[0] ?? '').map((window) => ({
    window,
    itemIds: new Set(itemsOf(view, window)),
  }));
  const [mine, all] = now.length > 0 ? [now, open] : [named, named];
  const known = new Map<string, boolean>();
  return (other) => {
    const kind = kindOf(other);
    const answer = known.get(kind) ?? mine.some((window) => mayCall(window, other, all));
    known.set(kind, answer);
    return answer;
  };
}

/**
 * How many stand before it at the windows that may call it: whoever has a lower key, and whoever came earlier and will have been
 * passed often enough by those.
 */
export function aheadOf(view: ServicesView, ticket: Queued): number {
  const inTheWay = inTheWayOf(view, ticket);
  const arrivals: number[] = [];
  const passed: Queued[] = [];
  for (const other of eachWaiting(view)) {
    if (other.id === ticket.id || !inTheWay(other)) continue;
    if (compareQueued(other, ticket) < 0) arrivals.push(other.takenAtHallMs);
    else if (other.keyMs > ticket.takenAtHallMs) break;
    else if (!ticket.strict && cameBefore(other, ticket)) passed.push(other);
  }
  arrivals.sort((a, b) => a - b);
  const guarded = passed.filter(
    ({ overtaken, takenAtHallMs }) =>
      overtaken + countAfter(arrivals, takenAtHallMs) >= view.policy.overtakenLimit,
  );
  return arrivals.length + guarded.length;
}

/** @param sorted ascending */
function countAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

/** How many stand before whoever takes an ordinary number for an item now. */
export function waitingFor(view: ServicesView, itemIds: readonly string[]): Map<string, number> {
  const kinds = new Map<string, { ticket: Ticket; count: number }>();
  for (const ticket of eachWaiting(view)) {
    const kind = kindOf(ticket);
    const alike = kinds.get(kind) ?? { ticket, count: 0 };
    alike.count += 1;
    kinds.set(kind, alike);
  }
  return new Map(
    itemIds.map((id) => {
      const inTheWay = inTheWayOf(view, { ...NOBODY, itemIds: [id] });
      let count = 0;
      for (const alike of kinds.values()) if (inTheWay(alike.ticket)) count += alike.count;
      return [id, count];
    }),
  );
}

const NOBODY: Queued = {
  id: '',
  itemIds: [],
  keyMs: 0,
  takenAtHallMs: 0,
  order: 0,
  strict: false,
  overtaken: 0,
  onlyWindow: null,
};

export function prefixOf({ number }: Pick<Ticket, 'number'>): string {
  return number.charAt(0);
}

/** Whether somebody is behind a window that may call it, also when away for a while. */
export function isServedNow(view: ServicesView, ticket: Queued): boolean {
  const windows = servingWindows(view);
  return windows.some((window) => mayCall(window, ticket, windows));
}

/** Put aside, the one put aside first first: a window has one ticket at a time, so its last call tells. */
export function heldTickets(view: ServicesView): Ticket[] {
  return Object.values(view.tickets)
    .filter(({ state }) => state === 'held')
    .sort((a, b) => (a.calledAtHallMs ?? 0) - (b.calledAtHallMs ?? 0));
}

export function hallState(view: ServicesView, catalogue: CatalogueView, nowMs: number): HallState {
  return {
    nowMs,
    waiting: waitingTickets(view),
    windows: Object.values(view.windows).map((state) => hallWindow(view, state)),
    limits: guardLimits(view.policy),
    serviceTimes: (itemId) => ({
      priorMs: (itemOnOffer(catalogue, itemId)?.minutes ?? 8) * MINUTE_MS,
      recentMs: view.serviceTimes[itemId] ?? [],
    }),
  };
}

function hallWindow(view: ServicesView, state: WindowState): HallWindow {
  const ticket = ticketAt(view, state.window);
  const sinceMs = ticket && (ticket.startedAtHallMs ?? ticket.calledAtHallMs);
  return {
    ...serving(view, state),
    paused: state.paused !== null,
    lastSeenMs: state.seenAtHallMs,
    serving: ticket && sinceMs !== null ? { itemIds: ticket.itemIds, sinceMs: sinceMs ?? 0 } : null,
  };
}

/** The package's name, or the first item's. */
export function titleOf(
  catalogue: CatalogueView,
  packageId: string | null,
  itemIds: readonly string[],
): string {
  if (packageId !== null && Object.hasOwn(catalogue.packages, packageId)) {
    return catalogue.packages[packageId]?.name ?? '';
  }
  return itemName(catalogue, itemIds[0] ?? '');
}

/** A catalogue's letter as this kiosk gives it: two kiosks in one building have letters of their own, and never one number twice. */
export function letterOf({ profile }: CentreView, prefix: string): string {
  const letters = profile?.numberLetters ?? '';
  if (letters === '') return prefix;
  return letters.charAt((prefix.charCodeAt(0) - 65) % letters.length);
}
