// Whom a window calls next. Every number has a fixed key, so the order is the same wherever it is computed; an early key is a
// head start, never a right to pass for ever: who was passed often enough, or has waited long enough, is passed no more.

/** A ticket that waits, as far as the order of the queue is concerned. Times are hall time, ms. */
export interface Queued {
  readonly id: string;
  /** What is still to be done, in order. */
  readonly itemIds: readonly string[];
  /** Arrival less the head start of its class; the lowest is called first. */
  /** Never later than `takenAtHallMs`. */
  readonly keyMs: number;
  readonly takenAtHallMs: number;
  /** Breaks ties: earlier records have lower ones. */
  readonly order: number;
  /** Of a class that goes before all others (军人依法优先, where the centre says so). */
  readonly strict: boolean;
  /** How many who came later were called before it. */
  readonly overtaken: number;
  /** Transferred: no other window may call it. */
  readonly onlyWindow: number | null;
}
/** A window with somebody behind it. */
export interface ServingWindow {
  readonly window: number;
  readonly itemIds: ReadonlySet<string>;
}
export interface GuardLimits {
  /** Later arrivals that may be called before a ticket. */
  readonly overtakenLimit: number;
  /** Waiting longer than this, nobody who came later is called first. */
  readonly longestWaitMs: number;
}

export function compareQueued(a: Queued, b: Queued): number {
  if (a.strict !== b.strict) return a.strict ? -1 : 1;
  return a.keyMs - b.keyMs || a.order - b.order;
}

/**
 * One window does everything on a ticket where there is such a window; else the first thing is done at a window that can,
 * and the rest follows.
 */
export function mayCall(
  window: ServingWindow,
  ticket: Queued,
  windows: readonly ServingWindow[],
): boolean {
  if (ticket.onlyWindow !== null) return ticket.onlyWindow === window.window;
  const [first] = ticket.itemIds;
  if (first === undefined || !window.itemIds.has(first)) return false;
  if (ticket.itemIds.length === 1) return true;
  return servesAll(window, ticket) || !windows.some((other) => servesAll(other, ticket));
}

function servesAll({ itemIds }: ServingWindow, ticket: Queued): boolean {
  return ticket.itemIds.every((id) => itemIds.has(id));
}

/**
 * Looks no further than it must: whoever came before the first has a key before the first one's arrival.
 * @param waiting in the order of `compareQueued`
 */
export function chooseNext<T extends Queued>(
  waiting: Iterable<T>,
  window: ServingWindow,
  windows: readonly ServingWindow[],
  limits: GuardLimits & { readonly nowMs: number },
): T | null {
  let first: T | null = null;
  let guarded: T | null = null;
  for (const ticket of waiting) {
    if (first !== null && ticket.keyMs > first.takenAtHallMs) break;
    if (!mayCall(window, ticket, windows)) continue;
    first ??= ticket;
    // Law puts a strict class before everybody, also before the patient.
    if (first.strict) return first;
    if (isGuarded(ticket, limits) && (guarded === null || cameBefore(ticket, guarded))) {
      guarded = ticket;
    }
  }
  return first !== null && guarded !== null && cameBefore(guarded, first) ? guarded : first;
}

/** Whom a call passes over: those who came before, and whom the window could have called instead. */
export function* passedOver<T extends Queued>(
  waiting: Iterable<T>,
  called: T,
  window: ServingWindow,
  windows: readonly ServingWindow[],
): Generator<T> {
  for (const ticket of waiting) {
    if (!ticket.strict && ticket.keyMs > called.takenAtHallMs) break;
    if (ticket.id === called.id || !cameBefore(ticket, called)) continue;
    if (mayCall(window, ticket, windows)) yield ticket;
  }
}

export function cameBefore(a: Queued, b: Queued): boolean {
  return (a.takenAtHallMs - b.takenAtHallMs || a.order - b.order) < 0;
}

function isGuarded(ticket: Queued, limits: GuardLimits & { readonly nowMs: number }): boolean {
  return (
    ticket.overtaken >= limits.overtakenLimit ||
    limits.nowMs - ticket.takenAtHallMs > limits.longestWaitMs
  );
}
