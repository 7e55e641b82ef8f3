// The queue of the replay makes the choices of the rule that calls, in every hall and whatever happens in it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseNext, compareQueued } from '../../../../server/modules/services/dispatch.ts';
import { openQueue, planQueue } from '../../../../server/modules/services/live-queue.ts';
import { anyQueue, anyWindows, callFrom, type Waiting } from './random-halls.ts';

const MINUTE_MS = 60_000;
/** Who calls, how many minutes later, and whether the ticket comes back with the rest of its items. */
const anySteps = fc.array(
  fc.record({
    caller: fc.nat(3),
    minutes: fc.nat(6),
    comesBack: fc.boolean(),
  }),
  { minLength: 10, maxLength: 60 },
);
const anyLimits = fc.record({
  overtakenLimit: fc.integer({ min: 0, max: 4 }),
  longestWaitMs: fc.constantFrom(20, 45, 1000).map((minutes) => minutes * MINUTE_MS),
});
const anyOvertaken = fc.infiniteStream(fc.nat(5));

test('chooseNext and the live queue call the same', () => {
  let calls = 0;
  let returns = 0;
  fc.assert(
    fc.property(
      anyQueue(),
      anyOvertaken,
      anyWindows,
      fc.nat(3),
      anyLimits,
      anySteps,
      (queue, overtaken, known, away, limits, steps) => {
        for (const ticket of queue) ticket.overtaken = overtaken.next().value ?? 0;
        const windows = known.filter(({ window }) => window !== away);
        const planned = queue.sort(compareQueued).map((ticket) => ({ ...ticket }));
        const live = openQueue(planQueue(planned, windows, known), limits, 1);
        const waiting: Waiting[] = [...queue];
        let nowMs = 60 * MINUTE_MS;
        for (const { caller, minutes, comesBack } of steps) {
          nowMs += minutes * MINUTE_MS;
          const at = caller % Math.max(1, windows.length);
          const window = windows[at];
          if (!window) return;
          const expected = chooseNext(waiting, window, known, { ...limits, nowMs });
          const chosen = live.choose(at, nowMs);
          expect(planned[chosen]?.id).toBe(expected?.id);
          if (!expected) continue;
          calls++;
          callFrom(waiting, expected, window, known);
          live.call(at, chosen);
          const rest = expected.itemIds.filter((id) => !window.itemIds.has(id));
          if (!comesBack || rest.length === 0) continue;
          returns++;
          live.putBack(chosen, rest);
          Object.assign(expected, { itemIds: rest, onlyWindow: null });
          waiting.push(expected);
          waiting.sort(compareQueued);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(calls).toBeGreaterThan(1000);
  expect(returns).toBeGreaterThan(10);
});
