// The hall played forward from this moment: who is called when, by the rule that calls, if services last as drawn.
import type { GuardLimits, Queued, ServingWindow } from './dispatch.ts';
import { openQueue, planQueue } from './live-queue.ts';
import type { Draws } from './seeded-draws.ts';
import { meanOf, type Pool, pick } from './service-times.ts';

export interface ReplayWindow extends ServingWindow {
  /** What may be left of the service in hand; null: nobody is there. */
  readonly residual: Pool | null;
}
export interface ReplayHall {
  readonly nowMs: number;
  /** In the order of `compareQueued`. */
  readonly waiting: readonly Queued[];
  /** Those that call. */
  readonly windows: readonly ReplayWindow[];
  /** Also those that are away: they count among those who could serve all. */
  readonly known: readonly ServingWindow[];
  readonly limits: GuardLimits;
  /** Each that waits stands for so many like it. */
  readonly standsFor: number;
  pool(itemId: string): Pool;
}
export interface ReplayedCall {
  readonly id: string;
  readonly window: number;
  /** Counted from `nowMs`. */
  readonly afterMs: number;
}
/** Plays one future, call by call, until `onCall` answers false or nobody is left whom a window may call. */
export type Replay = (draws: Draws, onCall: (call: ReplayedCall) => boolean) => void;

export function prepareReplay(hall: ReplayHall): Replay {
  const { windows, waiting, limits, standsFor } = hall;
  const plan = planQueue(waiting, windows, hall.known);
  const service = serviceOf(hall);

  return (draws, onCall) => {
    const queue = openQueue(plan, limits, standsFor);
    const itemsOf = waiting.map(({ itemIds }) => itemIds);
    const freeAfter = Float64Array.from(windows, ({ residual }) =>
      residual ? pick(residual, draws) : 0,
    );
    /** Who has more to do than the window can, by window. */
    const leaving = windows.map(() => -1);

    /** Goes on to whoever can, and wakes those who had nobody to call. */
    function sendOn(index: number, afterMs: number): void {
      queue.putBack(index, itemsOf[index] ?? []);
      for (let at = 0; at < windows.length; at++) {
        const rests = freeAfter[at] === Number.POSITIVE_INFINITY;
        if (rests && queue.mayCall(at, index)) freeAfter[at] = afterMs;
      }
    }
    for (;;) {
      const at = earliest(freeAfter);
      const window = windows[at];
      const afterMs = freeAfter[at] ?? Number.POSITIVE_INFINITY;
      if (!window || afterMs === Number.POSITIVE_INFINITY) return;
      const left = leaving[at] ?? -1;
      if (left >= 0) sendOn(left, afterMs);
      leaving[at] = -1;
      const index = queue.choose(at, hall.nowMs + afterMs);
      const ticket = waiting[index];
      if (!ticket) {
        freeAfter[at] = Number.POSITIVE_INFINITY;
        continue;
      }
      queue.call(at, index);
      if (!onCall({ id: ticket.id, window: window.window, afterMs })) return;
      const { done, rest } = divide(itemsOf[index] ?? [], window);
      freeAfter[at] = afterMs + service(done, draws);
      if (rest.length > 0) leaving[at] = index;
      itemsOf[index] = rest;
    }
  };
}

function earliest(freeAfter: Float64Array): number {
  let first = 0;
  for (let at = 1; at < freeAfter.length; at++) {
    if ((freeAfter[at] as number) < (freeAfter[first] as number)) first = at;
  }
  return first;
}

/** A window does all it serves of a ticket; who was sent there for something else is done there too. */
function divide(
  itemIds: readonly string[],
  window: ServingWindow,
): { done: readonly string[]; rest: readonly string[] } {
  if (itemIds.length === 1) return { done: itemIds, rest: [] };
  const rest = itemIds.filter((id) => !window.itemIds.has(id));
  if (rest.length === 0 || rest.length === itemIds.length) return { done: itemIds, rest: [] };
  return { done: itemIds.filter((id) => window.itemIds.has(id)), rest };
}

/**
 * One who stands for k takes k times as long, and varies only √k times as much: as k services one after another do.
 */
function serviceOf(hall: ReplayHall): (itemIds: readonly string[], draws: Draws) => number {
  const { standsFor } = hall;
  const pools = new Map<string, { pool: Pool; meanMs: number }>();
  function known(itemId: string) {
    const found = pools.get(itemId);
    if (found) return found;
    const pool = hall.pool(itemId);
    const made = { pool, meanMs: meanOf(pool) };
    pools.set(itemId, made);
    return made;
  }
  return (itemIds, draws) => {
    let sum = 0;
    for (const id of itemIds) {
      const { pool, meanMs } = known(id);
      sum += standsFor * meanMs + Math.sqrt(standsFor) * (pick(pool, draws) - meanMs);
    }
    return sum;
  };
}
