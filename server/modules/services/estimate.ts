// How long somebody who takes a number now will wait, as a range; null when nothing honest can be said.
import type { GuardLimits, Queued, ServingWindow } from './dispatch.ts';

/** The hall at this moment, as far as waiting depends on it. Times are hall time, ms. */
export interface HallState {
  readonly nowMs: number;
  /** In the order of `compareQueued`, without the ticket in question. */
  readonly waiting: readonly Queued[];
  /** Windows with somebody behind them; whoever is away for a while still counts among those who could serve all. */
  readonly windows: readonly HallWindow[];
  readonly limits: GuardLimits;
  serviceTimes(itemId: string): ServiceTimes;
}
export interface HallWindow extends ServingWindow {
  readonly paused: boolean;
  readonly lastSeenMs: number;
  /** Null when nobody is there. */
  readonly serving: { readonly itemIds: readonly string[]; readonly sinceMs: number } | null;
}
export interface ServiceTimes {
  /** What the catalogue says, ms. */
  readonly priorMs: number;
  /** The last 40 measured, ms, oldest first. */
  readonly recentMs: readonly number[];
}
export interface WaitRange {
  readonly lowMinutes: number;
  readonly highMinutes: number;
}

/** @param seed the ticket's id: the same hall gives the same answer */
export function estimateWait(hall: HallState, ticket: Queued, seed: string): WaitRange | null {
  void hall;
  void ticket;
  void seed;
  return null;
}
