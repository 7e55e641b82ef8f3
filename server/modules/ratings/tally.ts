// Counting: grades and silence by day, window and item, and which of these counts may be shown.
import type { Aspect, Aspects, DayTally, Grade, RatingsView, Tally } from './schema.ts';

const GRADES = 5;

export function emptyTally(): Tally {
  return { grades: Array(GRADES).fill(0), unrated: 0 };
}

/** What is counted together for one visitor. */
export interface Place {
  readonly day: string;
  /** Null: a paper form that names none. */
  readonly window: number | null;
  readonly itemIds: readonly string[];
}

export function countGrade(
  view: RatingsView,
  place: Place,
  grade: Grade,
  aspects: Aspects = {},
): void {
  for (const { grades } of talliesOf(view, place)) addGrade(grades, grade);
  const day = dayTally(view, place.day);
  for (const [aspect, given] of Object.entries(aspects) as [Aspect, Grade][]) {
    const grades = day.aspects[aspect] ?? emptyTally().grades;
    addGrade(grades, given);
    day.aspects[aspect] = grades;
  }
}

export function countUnrated(view: RatingsView, place: Place, by: 1 | -1): void {
  for (const tally of talliesOf(view, place)) tally.unrated += by;
}

function addGrade(grades: number[], grade: Grade): void {
  grades[grade - 1] = (grades[grade - 1] ?? 0) + 1;
}

function* talliesOf(view: RatingsView, { day, window, itemIds }: Place): Generator<Tally> {
  const tally = dayTally(view, day);
  yield tally.total;
  if (window !== null) {
    tally.windows[window] ??= emptyTally();
    yield tally.windows[window];
  }
  for (const id of new Set(itemIds)) {
    tally.items[id] ??= emptyTally();
    yield tally.items[id];
  }
}

function dayTally(view: RatingsView, day: string): DayTally {
  view.days[day] ??= { total: emptyTally(), windows: {}, items: {}, aspects: {} };
  return view.days[day];
}

export function sum(tallies: Iterable<Tally>): Tally {
  const all = emptyTally();
  for (const { grades, unrated } of tallies) {
    all.unrated += unrated;
    addGrades(all.grades, grades);
  }
  return all;
}

export function addGrades(to: number[], from: readonly number[]): void {
  from.forEach((count, index) => {
    to[index] = (to[index] ?? 0) + count;
  });
}

export function ratedOf({ grades }: Tally): number {
  return grades.reduce((all, count) => all + count, 0);
}

/**
 * Keys whose grades may be shown. Fewer ratings than `fewest` say who gave them; and when those that are hidden are
 * so few together, they are what is left of the total, so that the next smallest is hidden as well.
 */
export function shownKeys(rows: ReadonlyMap<string, Tally>, fewest: number): Set<string> {
  const byRated = [...rows]
    .map(([key, tally]) => ({ key, rated: ratedOf(tally) }))
    .sort((a, b) => a.rated - b.rated);
  const shown = new Set(byRated.filter(({ rated }) => rated === 0).map(({ key }) => key));
  let hidden = 0;
  for (const { key, rated } of byRated) {
    if (rated === 0) continue;
    if (rated < fewest || (hidden > 0 && hidden < fewest)) hidden += rated;
    else shown.add(key);
  }
  return shown;
}
