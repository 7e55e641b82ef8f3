// The rule of dispatch.ts for a hall that is played forward many times. It makes the same choice as `chooseNext` (a test holds
// one against the other), but each window goes through the queue only once: behind its marks nobody waits whom it may call.
import {
  cameBefore,
  type GuardLimits,
  mayCall,
  type Queued,
  type ServingWindow,
} from './dispatch.ts';

/** What is the same in every future. Tickets are known by their index in the order of `compareQueued`. */
export interface QueuePlan {
  readonly waiting: readonly Queued[];
  readonly windows: number;
  /** By ticket, then window: 1 where the window may call the ticket. */
  readonly callable: Uint8Array;
  /** Tickets in the order of their arrival. */
  readonly arrivals: Int32Array;
  /** Place of each ticket among the arrivals. */
  readonly arrival: Int32Array;
  readonly overtaken: Float64Array;
  mayCall(window: number, ticket: Queued): boolean;
}
export interface LiveQueue {
  /** Whom a window calls; -1 when nobody waits for it. */
  choose(window: number, nowMs: number): number;
  call(window: number, ticket: number): void;
  /** What another window could not do waits again at its place. */
  putBack(ticket: number, itemIds: readonly string[]): void;
  mayCall(window: number, ticket: number): boolean;
}

/** @param known also windows that call nobody now: they count among those who could serve all */
export function planQueue(
  waiting: readonly Queued[],
  windows: readonly ServingWindow[],
  known: readonly ServingWindow[],
): QueuePlan {
  const answers = new Map<string, readonly boolean[]>();
  /** Tickets for the same things are many, and their answers the same. */
  function callersOf(ticket: Queued): readonly boolean[] {
    const content = `${ticket.onlyWindow ?? ''} ${ticket.itemIds.join(' ')}`;
    const found = answers.get(content) ?? windows.map((one) => mayCall(one, ticket, known));
    answers.set(content, found);
    return found;
  }
  const callable = new Uint8Array(waiting.length * windows.length);
  for (const [index, ticket] of waiting.entries()) {
    for (const [window, may] of callersOf(ticket).entries()) {
      callable[index * windows.length + window] = may ? 1 : 0;
    }
  }
  const indices = waiting.map((ticket, index) => ({ ticket, index }));
  indices.sort((a, b) => (cameBefore(a.ticket, b.ticket) ? -1 : 1));
  const arrivals = Int32Array.from(indices, ({ index }) => index);
  const arrival = new Int32Array(waiting.length);
  for (const [place, index] of arrivals.entries()) arrival[index] = place;
  return {
    waiting,
    windows: windows.length,
    callable,
    arrivals,
    arrival,
    overtaken: Float64Array.from(waiting, (ticket) => ticket.overtaken),
    mayCall: (window, ticket) => callersOf(ticket)[window] ?? false,
  };
}

/** @param standsFor each call passes over the others so many times */
export function openQueue(plan: QueuePlan, limits: GuardLimits, standsFor: number): LiveQueue {
  const { waiting, windows, arrivals, arrival } = plan;
  const { overtakenLimit, longestWaitMs } = limits;
  const callable = plan.callable.slice();
  const waits = new Uint8Array(waiting.length).fill(1);
  const overtaken = plan.overtaken.slice();
  const nextByKey = new Int32Array(windows);
  const nextByArrival = new Int32Array(windows);
  /** How many wait who were overtaken too often. */
  let patient = 0;
  for (const times of overtaken) if (times >= overtakenLimit) patient++;

  const isFor = (window: number, ticket: number) =>
    waits[ticket] === 1 && callable[ticket * windows + window] === 1;
  const isPatient = (ticket: number) => at(overtaken, ticket) >= overtakenLimit;

  function firstByKey(window: number): number {
    let place = at(nextByKey, window);
    while (place < waiting.length && !isFor(window, place)) place++;
    nextByKey[window] = place;
    return place < waiting.length ? place : -1;
  }
  function firstByArrival(window: number): number {
    let place = at(nextByArrival, window);
    while (place < waiting.length && !isFor(window, at(arrivals, place))) place++;
    nextByArrival[window] = place;
    return place < waiting.length ? at(arrivals, place) : -1;
  }

  /** The first arrival that is passed no more. Of long waits the first of all has the longest; passed too often are few. */
  function guarded(window: number, nowMs: number): number {
    const first = firstByArrival(window);
    if (first < 0) return -1;
    const waitedMs = nowMs - (waiting[first]?.takenAtHallMs ?? nowMs);
    if (waitedMs > longestWaitMs || isPatient(first)) return first;
    if (patient === 0) return -1;
    for (let place = at(nextByArrival, window); place < arrivals.length; place++) {
      const ticket = at(arrivals, place);
      if (isFor(window, ticket) && isPatient(ticket)) return ticket;
    }
    return -1;
  }

  return {
    choose(window, nowMs) {
      const first = firstByKey(window);
      if (first < 0 || waiting[first]?.strict) return first;
      const other = guarded(window, nowMs);
      return other >= 0 && at(arrival, other) < at(arrival, first) ? other : first;
    },
    call(window, ticket) {
      waits[ticket] = 0;
      if (isPatient(ticket)) patient--;
      firstByArrival(window);
      for (let place = at(nextByArrival, window); place < at(arrival, ticket); place++) {
        const passed = at(arrivals, place);
        if (!isFor(window, passed)) continue;
        const was = isPatient(passed);
        overtaken[passed] = at(overtaken, passed) + standsFor;
        if (!was && isPatient(passed)) patient++;
      }
    },
    putBack(ticket, itemIds) {
      const before = waiting[ticket];
      if (!before) return;
      waits[ticket] = 1;
      if (isPatient(ticket)) patient++;
      for (let window = 0; window < windows; window++) {
        const may = plan.mayCall(window, { ...before, itemIds, onlyWindow: null });
        callable[ticket * windows + window] = may ? 1 : 0;
        nextByKey[window] = Math.min(at(nextByKey, window), ticket);
        nextByArrival[window] = Math.min(at(nextByArrival, window), at(arrival, ticket));
      }
    },
    mayCall: isFor,
  };
}

/** Of a list that is known to reach so far. */
function at(list: ArrayLike<number>, index: number): number {
  return list[index] as number;
}
