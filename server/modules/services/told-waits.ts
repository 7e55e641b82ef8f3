// How good the ranges were that visitors were told: whether the wait to the first call lay inside, and by how much it missed
// the middle.

import type { ToldFigures } from './statistics-schema.ts';
import type { Wait } from './terms-schema.ts';
import { type Outcome, outcomeOf } from './widening.ts';

const RECENT = 200;
const MINUTE_MS = 60_000;

export class ToldWaits {
  readonly #all = new Sums();
  #recent: Outcome[] = [];

  add(told: NonNullable<Wait>, actualMs: number): void {
    const outcome = outcomeOf(told, actualMs);
    this.#all.add(outcome);
    this.#recent.push(outcome);
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
  }

  figures(): { all: ToldFigures; recent: ToldFigures } {
    const recent = new Sums();
    for (const outcome of this.#recent.slice(-RECENT)) recent.add(outcome);
    return { all: this.#all.figures(), recent: recent.figures() };
  }
}

class Sums {
  readonly #sides = { inside: 0, early: 0, late: 0 };
  #errorMs = 0;
  #absoluteMs = 0;

  add({ side, errorMs }: Outcome): void {
    this.#sides[side] += 1;
    this.#errorMs += errorMs;
    this.#absoluteMs += Math.abs(errorMs);
  }

  figures(): ToldFigures {
    const { inside, early, late } = this.#sides;
    const count = inside + early + late;
    const meanMinutes = (sumMs: number) => (count === 0 ? null : sumMs / count / MINUTE_MS);
    return {
      count,
      inside,
      early,
      late,
      meanErrorMinutes: meanMinutes(this.#absoluteMs),
      biasMinutes: meanMinutes(this.#errorMs),
    };
  }
}
