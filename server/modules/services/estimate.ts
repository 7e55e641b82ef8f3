// How long somebody who takes a number now will wait, as a range; null when nothing honest can be said.
//
// The hall is played forward some sixty times by the rule that calls (replay.ts), each time with other service times drawn
// from what was measured (service-times.ts). What is told is the middle of those futures, P20 to P80, widened by what
// earlier ranges missed (widening.ts). The cost is bounded: more draws than DRAWS, or more calls than CALLS in all, are
// never played. A longer queue is thinned: every k-th ticket stands for k, takes k times as long and varies √k times as
// much, so that mean and spread of the whole stay what they are.
//
// Who comes later with a head start is left out: with one in seven and half an hour each, the middle is a minute too early
// (of 25), and putting that right would take one per cent off the error.
import {
  compareQueued,
  type GuardLimits,
  mayCall,
  type Queued,
  type ServingWindow,
} from './dispatch.ts';
import { prepareReplay, type ReplayWindow } from './replay.ts';
import { type Draws, seededDraws } from './seeded-draws.ts';
import {
  meanOf,
  type Pool,
  residualPool,
  type ServiceTimes,
  servicePool,
} from './service-times.ts';

/** The hall at this moment, as far as waiting depends on it. Times are hall time, ms. */
export interface HallState {
  readonly nowMs: number;
  /** In the order of `compareQueued`; the ticket in question may be among them. */
  readonly waiting: readonly Queued[];
  /** Windows with somebody behind them; whoever is away for a while still counts among those who could serve all. */
  readonly windows: readonly HallWindow[];
  readonly limits: GuardLimits;
  serviceTimes(itemId: string): ServiceTimes;
}
export interface HallWindow extends ServingWindow {
  readonly paused: boolean;
  /** Of the last thing done there. */
  readonly lastSeenMs: number;
  /** Null when nobody is there. */
  readonly serving: { readonly itemIds: readonly string[]; readonly sinceMs: number } | null;
}
export interface WaitRange {
  readonly lowMinutes: number;
  readonly highMinutes: number;
}
/** The futures of one ticket, ms, before they are rounded for people. */
export interface Forecast {
  readonly lowMs: number;
  readonly medianMs: number;
  readonly highMs: number;
}
/** By how much the sides of the range are stretched, seen from its middle; 1 leaves them. */
export interface Widening {
  readonly low: number;
  readonly high: number;
}

const MINUTE_MS = 60_000;
const DRAWS = 60;
/** Of all draws together. */
const CALLS = 6000;
/** A longer queue is thinned to at most so many. */
const REPLAYED = 300;
const LOW = 0.2;
const HIGH = 0.8;
/** A window that did nothing for so long has nobody behind it, whatever it says; */
const SILENT_MS = 15 * MINUTE_MS;
/**
 * or, with somebody there, for so many services. After three, one of thirty services is still going on, and a window that is
 * left out by mistake cost more (error 16.0 minutes instead of 11.8) than one that is counted by mistake.
 */
const SILENT_SERVICES = 6;

/** @param seed the ticket's id: the same hall gives the same answer */
export function estimateWait(
  hall: HallState,
  ticket: Queued,
  seed: string,
  widening?: Widening,
): WaitRange | null {
  const forecast = forecastWait(hall, ticket, seed);
  return forecast && rangeOf(forecast, widening);
}

/** What people are told. */
export function rangeOf(
  { lowMs, medianMs, highMs }: Forecast,
  widening: Widening = { low: 1, high: 1 },
): WaitRange {
  return roundForPeople(
    Math.max(0, medianMs - (medianMs - lowMs) * widening.low),
    medianMs + (highMs - medianMs) * widening.high,
  );
}

export function forecastWait(hall: HallState, ticket: Queued, seed: string): Forecast | null {
  const draws = seededDraws(seed);
  const { waiting, standsFor } = thinned(hall.waiting, ticket);
  const pools = new Map<string, Pool>();
  function pool(itemId: string): Pool {
    const made = pools.get(itemId) ?? servicePool(hall.serviceTimes(itemId));
    pools.set(itemId, made);
    return made;
  }
  const windows = hall.windows
    .filter((window) => isActive(window, hall, waiting, ticket, pool))
    .map((window) => replayed(window, hall.nowMs, pool, draws));
  if (!windows.some((window) => mayCall(window, ticket, hall.windows))) return null;

  const { nowMs, limits } = hall;
  const replay = prepareReplay({
    nowMs,
    waiting,
    windows,
    known: hall.windows,
    limits,
    standsFor,
    pool,
  });
  const count = Math.min(DRAWS, Math.floor(CALLS / waiting.length));
  const waits: number[] = [];
  for (let draw = 0; draw < count; draw++) {
    replay(draws, ({ id, afterMs }) => {
      if (id === ticket.id) waits.push(afterMs);
      return id !== ticket.id;
    });
  }
  waits.sort((a, b) => a - b);
  return {
    lowMs: quantile(waits, LOW),
    medianMs: quantile(waits, 0.5),
    highMs: quantile(waits, HIGH),
  };
}

/** With the ticket in its place. */
function thinned(
  all: readonly Queued[],
  ticket: Queued,
): { waiting: readonly Queued[]; standsFor: number } {
  const standsFor = Math.max(1, Math.ceil(all.length / REPLAYED));
  const waiting: Queued[] = [];
  // From the middle of each group: neither its first nor its last stands for it.
  for (let at = Math.floor(standsFor / 2); at < all.length; at += standsFor) {
    const other = all[at];
    if (other) waiting.push(other);
  }
  const behind = waiting.findIndex((other) => compareQueued(other, ticket) > 0);
  waiting.splice(behind < 0 ? waiting.length : behind, 0, ticket);
  return { waiting, standsFor };
}

/** Silence counts while there is something to do: with nobody waiting, nobody presses a key. */
function isActive(
  window: HallWindow,
  { nowMs, windows }: HallState,
  waiting: readonly Queued[],
  asking: Queued,
  pool: (itemId: string) => Pool,
): boolean {
  if (window.paused) return false;
  const { serving, lastSeenMs } = window;
  if (serving) {
    const usualMs = serving.itemIds.reduce((sum, id) => sum + meanOf(pool(id)), 0);
    return nowMs - lastSeenMs <= Math.max(SILENT_MS, SILENT_SERVICES * usualMs);
  }
  let askedSinceMs = nowMs;
  for (const ticket of waiting) {
    if (
      ticket !== asking &&
      ticket.takenAtHallMs < askedSinceMs &&
      mayCall(window, ticket, windows)
    ) {
      askedSinceMs = ticket.takenAtHallMs;
    }
  }
  return nowMs - Math.max(lastSeenMs, askedSinceMs) <= SILENT_MS;
}

function replayed(
  { window, itemIds, serving }: HallWindow,
  nowMs: number,
  pool: (itemId: string) => Pool,
  draws: Draws,
): ReplayWindow {
  if (!serving) return { window, itemIds, residual: null };
  const residual = residualPool(serving.itemIds.map(pool), nowMs - serving.sinceMs, draws);
  return { window, itemIds, residual };
}

/** Outwards: a range that is a little wide is forgiven, one that is a little narrow was wrong. */
function roundForPeople(lowMs: number, highMs: number): WaitRange {
  const step = stepOf(highMs / MINUTE_MS);
  const low = Math.floor(lowMs / MINUTE_MS / step) * step;
  const high = Math.ceil(highMs / MINUTE_MS / step) * step;
  return { lowMinutes: low, highMinutes: Math.max(high, low + step) };
}

/** Minutes as people say them. */
function stepOf(minutes: number): number {
  if (minutes <= 60) return 5;
  return minutes <= 180 ? 10 : 30;
}

/** Between the two nearest. */
function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
