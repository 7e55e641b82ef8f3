// The estimator against the formulas that other systems show, in simulated halls. Each number that is taken is told a
// wait by all of them at once; what counts is how far that was from the wait that followed (root of the mean square).
//
// The three that the bound is about:
//   one service     three equal windows, 92 % busy, 8 minutes; the catalogue says 12.
//   two services    5 and 14 minutes, 65 to 35; one window for each, one for both; 90 % busy; 15 of 100 visitors have a head
//                   start of 15 minutes; the catalogue says 8 and 10.
//   other numbers   the same windows; 6 and 11 minutes, one to one; 92 % busy; a head start of 30 minutes; the catalogue says
//                   10 and 8.
// And two that are harder, beside them:
//   a window for all  7 and 12 minutes, 4 to 1; two windows for the first alone, one for both; else as the third; the
//                     catalogue says 5 and 20.
//   uneven clerks     as the third, but one clerk is slow (1.3) and two are quick (0.9): the estimator knows nobody's pace.
// Services are lognormal with 0.8 of their mean as deviation, as those of real counters are (Brown et al., 2005).
//
// The formulas: who waits before me × mean ÷ windows, over the whole hall or only over my service and its windows; the mean
// is what the catalogue says, as in the systems that do this, or rolls as ours does. HOL: as long as the first of my service
// has waited. LES: as long as the last called of my service had waited. Where a window is free, all of them say nothing.
// With one service and a rolling mean the formula is what the replay comes to as well: nothing can be gained there.

import {
  forecastWait,
  type HallState,
  rangeOf,
  type WaitRange,
} from '../../server/modules/services/estimate.ts';
import { meanOf, servicePool } from '../../server/modules/services/service-times.ts';
import type { ToldFigures } from '../../server/modules/services/statistics-schema.ts';
import { ToldWaits } from '../../server/modules/services/told-waits.ts';
import { NOT_WIDENED, outcomeOf, widenedBy } from '../../server/modules/services/widening.ts';
import { type HallPlan, lognormal, type Moment, simulate } from './queue-simulator.ts';

const MINUTE_MS = 60_000;
/** Until the first have been measured. */
const WARM_UP = 200;
const limits = { overtakenLimit: 5, longestWaitMs: 45 * MINUTE_MS };

export interface Scenario {
  readonly name: string;
  readonly plan: Omit<HallPlan, 'tickets'>;
  /** What the catalogue says, minutes. */
  readonly priors: Readonly<Record<string, number>>;
}
export interface ScenarioResult {
  /** Squares of the errors, minutes², of the estimator and of each formula. */
  readonly errors: ReadonlyMap<string, SquareSum>;
  readonly told: ToldFigures;
  /** Of one estimate, ms. */
  readonly costs: readonly number[];
}
interface SquareSum {
  squares: number;
  count: number;
}
/** Root mean square errors, minutes, over several results taken together. */
export interface Comparison {
  readonly estimator: number;
  readonly best: { readonly name: string; readonly error: number };
}

const item = (id: string, share: number, minutes: number) => ({
  id,
  share,
  serviceMs: (random: Parameters<typeof lognormal>[0]) =>
    lognormal(random, minutes * MINUTE_MS, 0.8),
});
const classes = (headStartMinutes: number) => [
  { share: 0.15, headStartMs: headStartMinutes * MINUTE_MS, strict: false },
  { share: 0.85, headStartMs: 0, strict: false },
];
const every = (minutes: number) => () => minutes * MINUTE_MS;

const apart = [
  { window: 1, itemIds: ['pension'] },
  { window: 2, itemIds: ['pension', 'land'] },
  { window: 3, itemIds: ['land'] },
];
const even = [item('pension', 0.5, 6), item('land', 0.5, 11)];

export const scenarios: readonly Scenario[] = [
  {
    name: 'one service',
    plan: {
      windows: [1, 2, 3].map((window) => ({ window, itemIds: ['pension'] })),
      items: [item('pension', 1, 8)],
      classes: [{ share: 1, headStartMs: 0, strict: false }],
      arrivalEvery: every(8 / (3 * 0.92)),
      limits,
    },
    priors: { pension: 12 },
  },
  {
    name: 'two services',
    plan: {
      windows: apart,
      items: [item('pension', 0.65, 5), item('land', 0.35, 14)],
      classes: classes(15),
      arrivalEvery: every((0.65 * 5 + 0.35 * 14) / (3 * 0.9)),
      limits,
    },
    priors: { pension: 8, land: 10 },
  },
  {
    name: 'other numbers',
    plan: {
      windows: apart,
      items: even,
      classes: classes(30),
      arrivalEvery: every(8.5 / (3 * 0.92)),
      limits,
    },
    priors: { pension: 10, land: 8 },
  },
];
export const harder: readonly Scenario[] = [
  {
    name: 'a window for all',
    plan: {
      windows: apart.map((one) => ({ ...one, itemIds: ['pension', ...one.itemIds.slice(1)] })),
      items: [item('pension', 0.8, 7), item('land', 0.2, 12)],
      classes: classes(30),
      arrivalEvery: every(8 / (3 * 0.92)),
      limits,
    },
    priors: { pension: 5, land: 20 },
  },
  {
    name: 'uneven clerks',
    plan: {
      windows: apart.map((one) => ({ ...one, slowness: one.window === 1 ? 1.3 : 0.9 })),
      items: even,
      classes: classes(30),
      arrivalEvery: every(8.5 / (3 * 0.92)),
      limits,
    },
    priors: { pension: 10, land: 8 },
  },
];

interface Told {
  readonly minutes: Readonly<Record<string, number>>;
  readonly range: WaitRange;
}

export function measureScenario(scenario: Scenario, tickets: number, seed: number): ScenarioResult {
  const { plan } = scenario;
  const told = new Map<string, Told>();
  const errors = new Map<string, SquareSum>();
  const toldWaits = new ToldWaits();
  let widening = NOT_WIDENED;
  const costs: number[] = [];
  simulate({ ...plan, tickets }, seed, {
    onArrival(moment) {
      const { ticket } = moment;
      if (ticket.order < WARM_UP) return;
      const hall = hallOf(scenario, moment);
      const begun = performance.now();
      const forecast = forecastWait(hall, ticket, ticket.id);
      costs.push(performance.now() - begun);
      if (!forecast) return;
      const middle = (forecast.lowMs + forecast.highMs) / 2 / MINUTE_MS;
      const range = rangeOf(forecast, widening);
      told.set(ticket.id, { minutes: { estimator: middle, ...formulas(scenario, moment) }, range });
    },
    onCall({ id }, waitedMs) {
      const one = told.get(id);
      if (!one) return;
      told.delete(id);
      for (const [name, minutes] of Object.entries(one.minutes)) {
        addTo(errors, name, { squares: (minutes - waitedMs / MINUTE_MS) ** 2, count: 1 });
      }
      toldWaits.add(one.range, waitedMs);
      widening = widenedBy(widening, outcomeOf(one.range, waitedMs));
    },
  });
  return { errors, told: toldWaits.figures().all, costs };
}

function addTo(sums: Map<string, SquareSum>, name: string, { squares, count }: SquareSum): void {
  const sum = sums.get(name) ?? { squares: 0, count: 0 };
  sum.squares += squares;
  sum.count += count;
  sums.set(name, sum);
}

/** Each result counts alike. */
export function compare(results: readonly ScenarioResult[]): Comparison {
  const sums = new Map<string, SquareSum>();
  for (const { errors } of results) {
    for (const [name, { squares, count }] of errors) {
      addTo(sums, name, { squares: squares / count, count: 1 });
    }
  }
  const roots = [...sums].map(([name, { squares, count }]) => ({
    name,
    error: Math.sqrt(squares / count),
  }));
  const estimator = roots.find(({ name }) => name === 'estimator')?.error ?? Number.NaN;
  const [best = { name: '', error: Number.NaN }] = roots
    .filter(({ name }) => name !== 'estimator')
    .sort((a, b) => a.error - b.error);
  return { estimator, best };
}

function hallOf({ plan, priors }: Scenario, moment: Moment): HallState {
  const { nowMs, waiting, windows, measured } = moment;
  return {
    nowMs,
    waiting,
    windows,
    limits: plan.limits,
    serviceTimes: (itemId) => ({
      priorMs: (priors[itemId] ?? 0) * MINUTE_MS,
      recentMs: measured(itemId),
    }),
  };
}

/** Minutes. */
function formulas({ plan, priors }: Scenario, moment: Moment): Record<string, number> {
  const { ticket, waiting, windows, nowMs } = moment;
  const { itemId } = ticket;
  const able = windows.filter(({ itemIds }) => itemIds.has(itemId));
  const free = able.some(({ serving }) => !serving);
  const before = waiting.filter(({ keyMs }) => keyMs <= ticket.keyMs);
  const same = before.filter((other) => other.itemId === itemId);
  const catalogue = (id: string) => priors[id] ?? 0;
  const rolling = (id: string) =>
    meanOf(servicePool({ priorMs: catalogue(id) * MINUTE_MS, recentMs: moment.measured(id) })) /
    MINUTE_MS;
  const ofHall = (mean: (id: string) => number) =>
    plan.items.reduce((sum, { id, share }) => sum + share * mean(id), 0);
  const head = waiting.find((other) => other.itemId === itemId);
  const told = {
    'hall, catalogue': ((before.length + 1) * ofHall(catalogue)) / windows.length,
    'hall, rolling': ((before.length + 1) * ofHall(rolling)) / windows.length,
    'service, catalogue': ((same.length + 1) * catalogue(itemId)) / able.length,
    'service, rolling': ((same.length + 1) * rolling(itemId)) / able.length,
    HOL: head ? (nowMs - head.takenAtHallMs) / MINUTE_MS : 0,
    LES: (moment.lastCalled(itemId) ?? 0) / MINUTE_MS,
  };
  return free ? Object.fromEntries(Object.keys(told).map((name) => [name, 0])) : told;
}
