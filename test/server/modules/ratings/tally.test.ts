// Which counts may be shown, and working days: the rules that need no kiosk.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpeningHours } from '../../../../server/modules/catalogue/schema.ts';
import type { Tally } from '../../../../server/modules/ratings/schema.ts';
import { ratedOf, shownKeys } from '../../../../server/modules/ratings/tally.ts';
import { addWorkingDays } from '../../../../server/modules/ratings/working-days.ts';

const tally = (rated: number): Tally => ({ grades: [0, 0, 0, 0, rated], unrated: 0 });
const rows = (...rated: number[]) =>
  new Map(rated.map((count, index) => [String(index), tally(count)]));

describe('what is shown', () => {
  test('nothing that is too small, and nothing from which the small one follows', () => {
    expect([...shownKeys(rows(9, 3), 3)].sort()).toEqual(['0', '1']);
    // 2 of 11 are hidden: the total less the shown nine would be these two.
    expect([...shownKeys(rows(9, 2), 3)]).toEqual([]);
    expect([...shownKeys(rows(9, 2, 4), 3)]).toEqual(['0']);
    expect([...shownKeys(rows(9, 2, 2), 3)]).toEqual(['0']);
    expect([...shownKeys(rows(9, 0), 3)].sort()).toEqual(['0', '1']);
  });

  test('what is hidden together is never fewer than the limit, unless nothing else is there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(8), { maxLength: 8 }),
        fc.integer({ min: 3, max: 6 }),
        (all, few) => {
          const table = rows(...all);
          const shown = shownKeys(table, few);
          const left = [...table].filter(([key]) => !shown.has(key));
          const hidden = left.reduce((sum, [, one]) => sum + ratedOf(one), 0);
          const small = [...table].filter(([, one]) => ratedOf(one) > 0 && ratedOf(one) < few);
          expect(small.every(([key]) => !shown.has(key))).toBe(true);
          const somethingShown = [...shown].some((key) => ratedOf(table.get(key) ?? tally(0)) > 0);
          expect(hidden === 0 || hidden >= few || !somethingShown).toBe(true);
        },
      ),
    );
  });
});

describe('working days', () => {
  const span = [{ from: '08:30', to: '17:00' }];
  const week = [span, span, span, span, span, [], []];
  const hours = (exceptions: OpeningHours['exceptions'] = []): OpeningHours => ({
    week,
    exceptions,
    lockMinutes: 0,
  });

  test('Monday to Friday where no hours are set', () => {
    expect(addWorkingDays('2026-11-27', 1, null)).toBe('2026-11-30');
    expect(addWorkingDays('2026-11-23', 15, null)).toBe('2026-12-14');
    expect(addWorkingDays('2026-12-31', 1, hours())).toBe('2027-01-01');
  });

  test('holidays do not count, weekends on which one works do', () => {
    const closed = { day: '2027-02-08', spans: [], reason: '春节' };
    const worked = { day: '2027-02-06', spans: span, reason: '调休' };
    expect(addWorkingDays('2027-02-05', 1, hours([closed]))).toBe('2027-02-09');
    expect(addWorkingDays('2027-02-05', 1, hours([closed, worked]))).toBe('2027-02-06');
  });

  test('hours without an open day end the search', () => {
    const never = { ...hours(), week: [[], [], [], [], [], [], []] };
    expect(addWorkingDays('2026-11-23', 15, never)).toBe('2026-12-08');
  });
});
