// How good the told ranges were, and how the next ones follow from it.
import { describe, expect, test } from 'vitest';
import {
  initialAccuracy,
  recordOutcome,
  summary,
} from '../../../../server/modules/services/accuracy.ts';
import { seeded } from '../../store/random.ts';

const MINUTE_MS = 60_000;
const DAY = '2026-11-23';
const range = { lowMinutes: 10, highMinutes: 20 };

describe('the figures', () => {
  test('say how many waited as told, how far off the middle was, and to which side', () => {
    const accuracy = initialAccuracy();
    for (const minutes of [5, 10, 15, 20, 35]) {
      recordOutcome(accuracy, DAY, range, minutes * MINUTE_MS);
    }
    const expected = {
      count: 5,
      insideShare: 0.6,
      lateShare: 0.2,
      meanAbsoluteErrorMinutes: 8,
      biasMinutes: 2,
    };
    expect(summary(accuracy)).toEqual({ recent: expected, days: [{ day: DAY, ...expected }] });
  });

  test('say nothing where nothing was measured', () => {
    expect(summary(initialAccuracy())).toEqual({
      recent: {
        count: 0,
        insideShare: null,
        lateShare: null,
        meanAbsoluteErrorMinutes: null,
        biasMinutes: null,
      },
      days: [],
    });
  });

  test('are kept by day, the last sixty days and two hundred tickets only, as JSON', () => {
    const accuracy = initialAccuracy();
    for (let i = 0; i < 100; i++) {
      const day = new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
      for (let n = 0; n < 5; n++) recordOutcome(accuracy, day, range, 15 * MINUTE_MS);
    }
    const { recent, days } = summary(accuracy);
    expect(recent.count).toBe(200);
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).sort());
    expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([60, '2026-02-10', '2026-04-10']);
    expect(JSON.parse(JSON.stringify(accuracy))).toEqual(accuracy);
  });
});

describe('the widening', () => {
  test('stays where it is while ranges hold, and goes back when they hold again', () => {
    const accuracy = initialAccuracy();
    for (let i = 0; i < 50; i++) recordOutcome(accuracy, DAY, range, 15 * MINUTE_MS);
    expect(accuracy.widening).toEqual({ low: 1, high: 1 });
    for (let i = 0; i < 30; i++) recordOutcome(accuracy, DAY, range, 60 * MINUTE_MS);
    expect(accuracy.widening.low).toBe(1);
    expect(accuracy.widening.high).toBeGreaterThan(2);
    for (let i = 0; i < 500; i++) recordOutcome(accuracy, DAY, range, 15 * MINUTE_MS);
    expect(accuracy.widening.high).toBe(1);
  });

  test('has an end, whatever happens', () => {
    const accuracy = initialAccuracy();
    for (let i = 0; i < 5000; i++) recordOutcome(accuracy, DAY, range, 600 * MINUTE_MS);
    expect(accuracy.widening.high).toBe(4);
  });

  test('brings the share of those who wait longer to one of five', () => {
    const random = seeded(7);
    const accuracy = initialAccuracy();
    let late = 0;
    for (let i = 0; i < 4000; i++) {
      // Waits are even between 0 and 40 minutes; the replay believes in 15 to 25.
      const actual = random.next() * 40;
      const highMinutes = 20 + 5 * accuracy.widening.high;
      if (i >= 1000 && actual > highMinutes) late++;
      recordOutcome(accuracy, DAY, { lowMinutes: 15, highMinutes }, actual * MINUTE_MS);
    }
    expect(late / 3000).toBeGreaterThan(0.18);
    expect(late / 3000).toBeLessThan(0.22);
  });
});
