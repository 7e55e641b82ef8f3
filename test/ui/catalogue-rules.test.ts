// What the page says of opening hours is what the server will do.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hallHours } from '../../server/modules/catalogue/reading.ts';
import { hoursAreWrong as refused } from '../../server/modules/catalogue/rules.ts';
import type { OpeningHours } from '../../server/modules/catalogue/schema.ts';
import { hoursAreWrong, spansOn, spanText } from '../../ui/staff/catalogue/hours-today.ts';

const two = (value: number) => String(value).padStart(2, '0');
const time = fc
  .integer({ min: 0, max: 24 * 12 - 1 })
  .map((fives) => `${two(Math.floor(fives / 12))}:${two((fives % 12) * 5)}`);
const anySpans = fc.array(fc.record({ from: time, to: time }), { maxLength: 3 });
/** One after the other. */
const soundSpans = fc.uniqueArray(time, { maxLength: 6 }).map((times) => {
  const sorted = [...times].sort();
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({
    from: sorted[2 * at] ?? '',
    to: sorted[2 * at + 1] ?? '',
  }));
});
const day = fc.integer({ min: 23, max: 29 }).map((date) => `2026-11-${date}`);
function hoursOf(spans: typeof anySpans): fc.Arbitrary<OpeningHours> {
  const exception = fc.record({ day, spans, reason: fc.constant('停电') });
  return fc.record({
    week: fc.array(spans, { minLength: 7, maxLength: 7 }),
    exceptions: fc.array(exception, { maxLength: 2 }),
    lockMinutes: fc.constantFrom(0, 15, 60, 240),
  });
}

test('hours are wrong for the page exactly when they are for the server', () => {
  fc.assert(
    fc.property(fc.oneof(hoursOf(anySpans), hoursOf(soundSpans)), (some) => {
      expect(hoursAreWrong(some)).toBe(refused(some));
    }),
    { numRuns: 2000 },
  );
});

test('the page names the minute at which numbers end', () => {
  fc.assert(
    fc.property(hoursOf(soundSpans), day, (some, date) => {
      for (const span of spansOn(some, date).spans) {
        const at = hallHours(some, { day: date, time: span.from });
        const said = spanText(span, some.lockMinutes);
        if (at.open) expect(said).toContain(`${at.locksAt}`);
        else expect(said).toContain('太短');
      }
    }),
    { numRuns: 1000 },
  );
});
