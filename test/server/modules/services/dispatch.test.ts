// Whom a window calls next is fair, whatever the queue: the rule itself, without commands.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseNext,
  compareQueued,
  type GuardLimits,
  mayCall,
  type ServingWindow,
} from '../../../../server/modules/services/dispatch.ts';
import { anyQueue, anyWindows, callFrom, type Waiting } from './random-halls.ts';

const MINUTE_MS = 60_000;
const nobodyWaitsLong: GuardLimits = { overtakenLimit: 5, longestWaitMs: 1e12 };
const noLimits: GuardLimits = { overtakenLimit: 1e9, longestWaitMs: 1e12 };
const sorted = (queue: readonly Waiting[]) => queue.map((one) => ({ ...one })).sort(compareQueued);
const one: ServingWindow = { window: 1, itemIds: new Set(['pension', 'land', 'card', 'birth']) };

/** All windows in turn, until none of them finds anybody. */
function callAll(
  queue: readonly Waiting[],
  windows: readonly ServingWindow[],
  limits: GuardLimits,
  onCall: (called: Waiting, window: ServingWindow, passed: readonly Waiting[]) => void,
): void {
  const waiting = sorted(queue);
  let nowMs = 90 * MINUTE_MS;
  for (let idle = 0, turn = 0; idle < windows.length; turn++) {
    const window = windows[turn % windows.length] ?? one;
    const called = chooseNext(waiting, window, windows, { ...limits, nowMs });
    idle = called ? 0 : idle + 1;
    nowMs += MINUTE_MS;
    if (called) onCall(called, window, callFrom(waiting, called, window, windows));
  }
}

describe('nobody is passed for ever', () => {
  test('who was overtaken often enough is passed by nobody who came later, but a strict class', () => {
    const limits = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(anyQueue(), anyWindows, limits, (queue, windows, overtakenLimit) => {
        callAll(queue, windows, { ...nobodyWaitsLong, overtakenLimit }, (called, _, passed) => {
          if (called.strict) return;
          for (const { overtaken } of passed) expect(overtaken).toBeLessThanOrEqual(overtakenLimit);
        });
      }),
    );
  });

  test('who has waited long enough is passed by nobody who came later, but a strict class', () => {
    const guard = { overtakenLimit: 1e9, longestWaitMs: 0 };
    fc.assert(
      fc.property(anyQueue(), anyWindows, (queue, windows) => {
        callAll(queue, windows, guard, (called, _, passed) => {
          if (!called.strict) expect(passed).toEqual([]);
        });
      }),
    );
  });

  test('a strict class comes before everybody, also before the patient', () => {
    const guard = { overtakenLimit: 0, longestWaitMs: 0 };
    fc.assert(
      fc.property(anyQueue(), (queue) => {
        const order: boolean[] = [];
        const here = queue.map((ticket) => ({ ...ticket, onlyWindow: null }));
        callAll(here, [one], guard, ({ strict }) => order.push(strict));
        expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('the order', () => {
  test('is that of the keys while nobody is guarded', () => {
    fc.assert(
      fc.property(anyQueue({ plain: true }), (queue) => {
        const keys: number[] = [];
        callAll(queue, [one], noLimits, ({ keyMs }) => keys.push(keyMs));
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
      }),
    );
  });

  test('within a class is that of arrival, with the guard as well', () => {
    const headStart = ({ keyMs, takenAtHallMs }: Waiting) => takenAtHallMs - keyMs;
    fc.assert(
      fc.property(anyQueue({ plain: true }), (queue) => {
        const seen = new Map<number, number>();
        callAll(queue, [one], { overtakenLimit: 2, longestWaitMs: 45 * MINUTE_MS }, (called) => {
          expect(called.order).toBeGreaterThan(seen.get(headStart(called)) ?? -1);
          seen.set(headStart(called), called.order);
        });
      }),
    );
  });

  test('is the same on every kiosk, whatever order the tickets became known in', () => {
    const shuffled = anyQueue().chain((queue) =>
      fc.tuple(
        fc.constant(queue),
        fc.shuffledSubarray(queue, { minLength: queue.length, maxLength: queue.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyWindows, ([queue, mixed], windows) => {
        const sequence = (tickets: readonly Waiting[]) => {
          const ids: string[] = [];
          callAll(
            tickets,
            windows,
            { overtakenLimit: 2, longestWaitMs: 45 * MINUTE_MS },
            (called) => ids.push(called.id),
          );
          return ids;
        };
        expect(sequence(mixed)).toEqual(sequence(queue));
      }),
    );
  });
});

describe('a window calls', () => {
  test('a transferred ticket only where it was sent', () => {
    fc.assert(
      fc.property(anyQueue(), anyWindows, (queue, windows) => {
        callAll(queue, windows, nobodyWaitsLong, ({ onlyWindow }, { window }) => {
          if (onlyWindow !== null) expect(window).toBe(onlyWindow);
        });
      }),
    );
  });

  test('several things where they are all done, if there is such a window; else where the first is', () => {
    const servesAll = ({ itemIds }: ServingWindow, ticket: Waiting) =>
      ticket.itemIds.every((id) => itemIds.has(id));
    fc.assert(
      fc.property(anyQueue(), anyWindows, (queue, windows) => {
        callAll(queue, windows, nobodyWaitsLong, (called, window) => {
          if (called.onlyWindow !== null) return;
          const somewhere = windows.some((other) => servesAll(other, called));
          if (somewhere) expect(servesAll(window, called)).toBe(true);
          else expect(window.itemIds.has(called.itemIds[0] ?? '')).toBe(true);
        });
      }),
    );
  });

  test('everybody whom it may call, in the end', () => {
    fc.assert(
      fc.property(anyQueue(), anyWindows, (queue, windows) => {
        const called = new Set<string>();
        callAll(queue, windows, nobodyWaitsLong, ({ id }) => called.add(id));
        const served = queue.filter((ticket) => windows.some((w) => mayCall(w, ticket, windows)));
        expect([...called].sort()).toEqual(served.map(({ id }) => id).sort());
      }),
    );
  });
});
