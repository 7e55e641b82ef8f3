// Many durations in little memory, for mean and percentiles. Exact to the second below 512 s; above, a count for every 1/256 of
// an octave, so that a percentile is off by at most 0.2 %. However many come, a year of them takes a few kilobytes.

export interface Spread {
  count: number;
  meanMs: number;
  p50Ms: number;
  p90Ms: number;
}

const STEPS_PER_OCTAVE = 256;
/** Seconds below which every second has a count of its own. */
const EXACT_S = 2 * STEPS_PER_OCTAVE;
/** A week: nobody waits longer, whatever a clock says. */
const LONGEST_S = 7 * 86_400;

export class Durations {
  #counts = new Uint32Array(16);
  #count = 0;
  #sumMs = 0;

  add(ms: number): void {
    const index = indexOf(Math.min(LONGEST_S, Math.max(0, Math.floor(ms / 1000))));
    if (index >= this.#counts.length) this.#grow(index);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count += 1;
    this.#sumMs += ms;
  }

  /** Null when there is none. */
  spread(): Spread | null {
    if (this.#count === 0) return null;
    const meanMs = Math.round(this.#sumMs / this.#count);
    return {
      count: this.#count,
      meanMs,
      p50Ms: this.#percentile(0.5),
      p90Ms: this.#percentile(0.9),
    };
  }

  /** Nearest rank: the least value that so great a share does not exceed. */
  #percentile(share: number): number {
    let left = Math.ceil(share * this.#count);
    for (let index = 0; index < this.#counts.length; index++) {
      left -= this.#counts[index] ?? 0;
      if (left <= 0) return middleOf(index) * 1000;
    }
    return 0;
  }

  #grow(index: number): void {
    const grown = new Uint32Array(Math.max(index + 1, this.#counts.length * 2));
    grown.set(this.#counts);
    this.#counts = grown;
  }
}

function indexOf(seconds: number): number {
  if (seconds < EXACT_S) return seconds;
  const octave = Math.floor(Math.log2(seconds / STEPS_PER_OCTAVE));
  return octave * STEPS_PER_OCTAVE + Math.floor(seconds / 2 ** octave);
}

/** Of the seconds that share a count. */
function middleOf(index: number): number {
  if (index < EXACT_S) return index;
  const octave = Math.floor(index / STEPS_PER_OCTAVE) - 1;
  const least = (index - octave * STEPS_PER_OCTAVE) * 2 ** octave;
  return least + (2 ** octave - 1) / 2;
}
