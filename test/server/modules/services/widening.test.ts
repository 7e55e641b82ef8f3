// How good the told ranges were, and how the next ones follow from it.
import { describe, expect, test } from 'vitest';
import type { WaitRange, Widening } from '../../../../server/modules/services/estimate.ts';
import { ToldWaits } from '../../../../server/modules/services/told-waits.ts';
import { NOT_WIDENED, outcomeOf, widenedBy } from '../../../../server/modules/services/widening.ts';
import { seeded } from '../../store/random.ts';

const MINUTE_MS = 60_000;
const range = { lowMinutes: 10, highMinutes: 20 };

describe('the figures', () => {
  test('say how many waited as told, how far off the middle was, and to which side', () => {
    const waits = new ToldWaits();
    for (const minutes of [5, 10, 15, 20, 35]) waits.add(range, minutes * MINUTE_MS);
    const expected = {
      count: 5,
      inside: 3,
      early: 1,
      late: 1,
      meanErrorMinutes: 8,
      biasMinutes: 2,
    };
    expect(waits.figures()).toEqual({ all: expected, recent: expected });
  });

  test('say nothing where nothing was measured', () => {
    const nothing = {
      count: 0,
      inside: 0,
      early: 0,
      late: 0,
      meanErrorMinutes: null,
      biasMinutes: null,
    };
    expect(new ToldWaits().figures()).toEqual({ all: nothing, recent: nothing });
  });

  test('of lately are those of the last two hundred', () => {
    const waits = new ToldWaits();
    for (let i = 0; i < 300; i++) waits.add(range, 60 * MINUTE_MS);
    for (let i = 0; i < 200; i++) waits.add(range, 15 * MINUTE_MS);
    const { all, recent } = waits.figures();
    expect([all.count, all.late]).toEqual([500, 300]);
    expect([recent.count, recent.late]).toEqual([200, 0]);
  });
});

describe('the widening', () => {
  function widenedAfter(
    widening: Widening,
    told: WaitRange,
    minutes: number,
    times: number,
  ): Widening {
    let next = widening;
    for (let i = 0; i < times; i++) next = widenedBy(next, outcomeOf(told, minutes * MINUTE_MS));
    return next;
  }

  test('stays where it is while ranges hold, and goes back when they hold again', () => {
    const held = widenedAfter(NOT_WIDENED, range, 15, 50);
    expect(held).toEqual({ low: 1, high: 1 });
    const missed = widenedAfter(held, range, 60, 30);
    expect(missed.low).toBe(1);
    expect(missed.high).toBeGreaterThan(2);
    expect(widenedAfter(missed, range, 15, 500).high).toBe(1);
  });

  test('has an end, whatever happens', () => {
    expect(widenedAfter(NOT_WIDENED, range, 600, 5000).high).toBe(4);
  });

  test('brings the share of those who wait longer to one of five', () => {
    const random = seeded(7);
    let widening = NOT_WIDENED;
    let late = 0;
    for (let i = 0; i < 4000; i++) {
      // Waits are even between 0 and 40 minutes; the replay believes in 15 to 25.
      const actual = random.next() * 40;
      const highMinutes = 20 + 5 * widening.high;
      if (i >= 1000 && actual > highMinutes) late++;
      widening = widenedBy(
        widening,
        outcomeOf({ lowMinutes: 15, highMinutes }, actual * MINUTE_MS),
      );
    }
    expect(late / 3000).toBeGreaterThan(0.18);
    expect(late / 3000).toBeLessThan(0.22);
  });
});
