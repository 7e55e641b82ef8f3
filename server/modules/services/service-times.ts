// How long a service takes: what the catalogue says and what was measured, as a pool to draw from. The mean of the pool is
// Ŝ = (5·S₀ + Σ min(x, cap)) / (5 + n): a catalogue that is wrong is forgotten after some ten visitors.
import type { Draws } from './seeded-draws.ts';

export interface ServiceTimes {
  /** What the catalogue says, ms. */
  readonly priorMs: number;
  /** The last 40 measured, ms, oldest first. */
  readonly recentMs: readonly number[];
}
/** Equally likely times, ms; never empty. */
export type Pool = readonly number[];

const KEPT = 40;
const MINUTE_MS = 60_000;
/** Quantiles of an exponential, scaled to a mean of 1: as many as the weight of the catalogue, and as spread as services are. */
const PRIOR_SPREAD = spread(5);
/** Draws of a sum, for somebody who has several things done. */
const SUMS = 64;

/** Longer is a clerk who forgot to press, not a service; a catalogue that says too little is still corrected. */
export function capMs(priorMs: number): number {
  return Math.max(30 * MINUTE_MS, 5 * priorMs);
}

export function servicePool({ priorMs, recentMs }: ServiceTimes): Pool {
  const most = capMs(priorMs);
  return [
    ...PRIOR_SPREAD.map((factor) => factor * priorMs),
    ...recentMs.slice(-KEPT).map((ms) => Math.min(ms, most)),
  ];
}

export function meanOf(pool: Pool): number {
  return pool.reduce((sum, ms) => sum + ms, 0) / pool.length;
}

/** What is left of one that has lasted so long: past ones that lasted longer say it; when none did, it may begin anew. */
export function residualPool(pools: readonly Pool[], elapsedMs: number, draws: Draws): Pool {
  const totals = sumPool(pools, draws);
  const longer = totals.filter((ms) => ms > elapsedMs).map((ms) => ms - elapsedMs);
  return longer.length > 0 ? longer : totals;
}

function sumPool(pools: readonly Pool[], draws: Draws): Pool {
  const [only] = pools;
  if (only && pools.length === 1) return only;
  return Array.from({ length: SUMS }, () =>
    pools.reduce((sum, pool) => sum + pick(pool, draws), 0),
  );
}

export function pick(pool: Pool, draws: Draws): number {
  return pool[Math.floor(draws() * pool.length)] ?? 0;
}

function spread(count: number): readonly number[] {
  const quantiles = Array.from({ length: count }, (_, i) => -Math.log1p(-(i + 0.5) / count));
  return quantiles.map((one) => one / meanOf(quantiles));
}
