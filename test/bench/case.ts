// What a benchmark hands to the runner: one measured thing, its peer of the same run, and the bound it should keep.

export interface Case {
  /** `one durable command` */
  readonly name: string;
  readonly unit: 'ms' | 'min' | 'ops/s' | 'MB' | 'KB' | 'slips' | 'changes' | '%';
  /** Median of the rounds. */
  readonly value: number;
  /** Other quantiles and facts worth a column: p95, rounds, rows. */
  readonly detail?: Readonly<Record<string, number | string>>;
  /** Measured in the same run, interleaved, so that a noisy machine harms both alike. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** value ÷ peer, or the value itself when there is no peer, must be at most or at least this. */
  readonly bound?: { readonly atMost: number } | { readonly atLeast: number };
}

export type Bench = () => Promise<Case[]>;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
