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
const spans = fc.array(fc.record({ from: time, to: time }), { maxLength: 3 });
const day = fc.integer({ min: 23, max: 29 }).map((date) => `2026-11-${date}`);
const hours: fc.Arbitrary<OpeningHours> = fc.record({
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  exceptions: fc.array(fc.record({ day, spans, reason: fc.constant('停电') }), { maxLength: 2 }),
  lockMinutes: fc.constantFrom(0, 15, 60, 240),
});

test('hours are wrong for the page exactly when they are for the server', () => {
  fc.assert(
    fc.property(hours, (some) => {
      expect(hoursAreWrong(some)).toBe(refused(some));
    }),
    { numRuns: 2000 },
  );
});

test('the page names the minute at which numbers end', () => {
  const sound = hours.filter((some) => !refused(some));
  fc.assert(
    fc.property(sound, day, (some, date) => {
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
