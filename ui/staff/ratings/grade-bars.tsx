// Grades as bars with their words and numbers, and as one strip in a table's row.
import type { Grade } from '../../../server/modules/ratings/schema.ts';
import { grades as names } from '../../text/zh-ratings.ts';

const BEST_FIRST = [5, 4, 3, 2, 1] as const satisfies readonly Grade[];

/** @param grades how often each was given, worst first */
export function GradeBars({ grades }: { grades: readonly number[] }) {
  const most = Math.max(...grades, 1);
  return (
    <ul class="grade-bars">
      {BEST_FIRST.map((grade) => {
        const count = grades[grade - 1] ?? 0;
        return (
          <li key={grade}>
            <span>{names[grade]}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="10" class="grade-ground" />
              <rect width={(count / most) * 100} height="10" class={`grade-${grade}`} />
            </svg>
            <b>{count}</b>
          </li>
        );
      })}
    </ul>
  );
}

/** The words stand beside the numbers: colours alone tell nobody anything. */
export function GradeStrip({ grades }: { grades: readonly number[] }) {
  const all = grades.reduce((sum, count) => sum + count, 0);
  const given = BEST_FIRST.filter((grade) => (grades[grade - 1] ?? 0) > 0);
  let from = 0;
  return (
    <div class="grade-strip">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {given.map((grade) => {
          const width = ((grades[grade - 1] ?? 0) / all) * 100;
          const x = from;
          from += width;
          return <rect key={grade} x={x} width={width} height="10" class={`grade-${grade}`} />;
        })}
      </svg>
      <small>{given.map((grade) => `${names[grade]} ${grades[grade - 1]}`).join('，')}</small>
    </div>
  );
}

/** 满意率: 基本满意 and better, of those who said. */
export function goodShare(grades: readonly number[] | null): string {
  if (grades === null) return '';
  const all = grades.reduce((sum, count) => sum + count, 0);
  if (all === 0) return '–';
  const bad = (grades[0] ?? 0) + (grades[1] ?? 0);
  return `${Math.round(((all - bad) / all) * 100)}%`;
}
