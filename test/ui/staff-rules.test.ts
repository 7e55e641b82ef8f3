// The small rules of the staff page that need no browser.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWeakPin } from '../../server/auth/pins.ts';
import { momentOf, rangeOf, timeText } from '../../ui/staff/parts/format.ts';
import { pinFault } from '../../ui/staff/sign-in/pin.ts';

describe('a PIN', () => {
  test('is weak for the page exactly when it is weak for the server', () => {
    const digits = fc.stringMatching(/^\d{4,13}$/);
    const patterned = fc
      .tuple(fc.stringMatching(/^\d{1,3}$/), fc.integer({ min: 2, max: 6 }))
      .map(([part, times]) => part.repeat(times));
    const date = fc
      .date({ min: new Date('1930-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10).replaceAll('-', ''));
    const name = fc.constantFrom('王主任', 'wang138001', '13800138000');
    fc.assert(
      fc.property(fc.oneof(digits, patterned, date), name, (pin, owner) => {
        expect(pinFault(pin, owner) !== null, pin).toBe(isWeakPin(pin, owner));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['888888', '同一个数字'],
    ['123456', '连着的数字'],
    ['135791', '连着的数字'],
    ['392345671', '2345'],
    ['121212', '来回重复'],
    ['19800512', '年月日'],
    ['520131', '很多人都用'],
    ['112332', '四个不同'],
    ['12345', '6 到 12 位'],
    ['12345a', '只能是数字'],
  ])('%s: %s', (pin, reason) => {
    expect(pinFault(pin, '王主任')).toContain(reason);
  });
});

describe('days and times', () => {
  test('a time on a day in the centre’s zone, whatever zone the desk has', () => {
    const ms = momentOf('2026-11-22', '09:42', 'Asia/Shanghai');
    expect(new Date(ms).toISOString()).toBe('2026-11-22T01:42:00.000Z');
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/New_York'),
        fc.integer({ min: 0, max: 23 }),
        (zone, hour) => {
          const time = `${String(hour).padStart(2, '0')}:30`;
          expect(timeText(momentOf('2026-06-15', time, zone), zone)).toBe(time);
        },
      ),
    );
  });

  test('ranges by name; weeks begin on Monday', () => {
    expect(rangeOf('today', '2026-11-22')).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    expect(rangeOf('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(rangeOf('week', '2026-11-23')).toEqual({ from: '2026-11-23', to: '2026-11-23' });
    expect(rangeOf('month', '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-22' });
    expect(rangeOf('lastMonth', '2026-01-09')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });
});
