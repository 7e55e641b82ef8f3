// Hall time never goes back, follows a trusted clock, and is not led astray by a wrong one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../server/store/clock.ts';
import { createHallClock, hallTimeAt, PLAUSIBLE_JUMP_MS } from '../../../server/store/hall-time.ts';
import { takeNumber } from './toy/registry.ts';
import { collect, DAY_MS, request, toyClock, toyStore } from './toy/toy-store.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 23, 4);
const at = (wallMs: number, monotonicMs: number, trusted = true, bootId = 'b0070001') => ({
  wallMs,
  trusted,
  bootId,
  monotonicMs,
});
const last = { hallMs: NOON, bootId: 'b0070001', monotonicMs: 50_000 };

describe('hall time', () => {
  test('runs with the monotonic clock while the wall clock is not trusted', () => {
    expect(hallTimeAt(last, at(0, 51_000, false))).toBe(NOON + 1000);
  });

  test('follows a trusted clock forward', () => {
    expect(hallTimeAt(last, at(NOON + HOUR_MS, 51_000))).toBe(NOON + HOUR_MS);
  });

  test('goes on at its own pace when a trusted clock is behind', () => {
    expect(hallTimeAt(last, at(NOON - HOUR_MS, 51_000))).toBe(NOON + 1000);
  });

  test('stands still over a boot until a trusted clock tells', () => {
    expect(hallTimeAt(last, at(NOON + HOUR_MS, 3000, false, 'b0070002'))).toBe(NOON);
    expect(hallTimeAt(last, at(NOON + HOUR_MS, 4000, true, 'b0070002'))).toBe(NOON + HOUR_MS);
  });

  test.each([
    ['1970', 0],
    ['2099', Date.UTC(2099, 0, 1)],
  ])('a boot in %s moves it nowhere, trusted or not', (_year, wallMs) => {
    for (const trusted of [true, false])
      expect(hallTimeAt(last, at(wallMs, 3000, trusted, 'b0070002'))).toBe(NOON);
  });

  test('follows a leap of more than 31 days only when staff confirm it, and never back', () => {
    const far = NOON + PLAUSIBLE_JUMP_MS + 1;
    expect(hallTimeAt(last, at(far - 1, 50_000))).toBe(far - 1);
    expect(hallTimeAt(last, at(far, 50_000))).toBe(NOON);
    expect(hallTimeAt(last, at(far, 50_000, false), true)).toBe(far);
    expect(hallTimeAt(last, at(NOON - DAY_MS, 50_000, true), true)).toBe(NOON);
  });

  test('counts from nothing on a new machine, until the first trusted clock sets it', () => {
    expect(hallTimeAt(null, at(Date.UTC(2099, 0, 1), 3000, false))).toBe(0);
    const early = { hallMs: 60_000, bootId: 'b0070001', monotonicMs: 63_000 };
    expect(hallTimeAt(early, at(NOON, 63_000))).toBe(NOON);
  });

  test('never goes back, whatever the clocks say', () => {
    const reading = fc.record({
      wallMs: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
      trusted: fc.boolean(),
      bootId: fc.constantFrom('b0070001', 'b0070002'),
      monotonicMs: fc.nat(10_000_000),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(reading, fc.boolean())), (readings) => {
        const clock = toyClock();
        const hall = createHallClock(clock);
        let before = 0;
        for (const [now, confirmed] of readings) {
          clock.now = now;
          if (confirmed) hall.confirm();
          const { hallMs } = hall.read();
          expect(hallMs).toBeGreaterThanOrEqual(before);
          before = hallMs;
        }
      }),
    );
  });
});

test('the journal carries hall time across boots', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hall-time-'));
  const hallTimes: number[] = [];
  const boots = [
    at(NOON, 10_000),
    at(0, 5000, false, 'b0070002'),
    at(Date.UTC(2099, 0, 1), 4000, false, 'b0070003'),
    at(NOON + HOUR_MS, 3000, true, 'b0070004'),
  ];
  for (const now of boots) {
    const systemClock = toyClock();
    systemClock.now = now;
    const store = toyStore(dataDir, { systemClock });
    await store.start();
    await store.execute(takeNumber, request({ text: 'x' }));
    systemClock.now.monotonicMs += 1000;
    await store.execute(takeNumber, request({ text: 'x' }));
    await store.stop();
  }
  const store = toyStore(dataDir);
  await store.start();
  for (const one of await collect(store.history())) if (!('gap' in one)) hallTimes.push(one.hallMs);
  const passed = hallTimes.map((hallMs) => hallMs - NOON);
  expect(passed).toEqual([0, 1000, 1000, 2000, 2000, 3000, HOUR_MS, HOUR_MS + 1000]);
  await store.stop();
  await rm(dataDir, { recursive: true });
});

describe('the system clock', () => {
  test('is trusted as its policy says', async () => {
    const trusted = async (...args: Parameters<typeof createSystemClock>) => {
      const clock = createSystemClock(...args);
      await clock.start();
      const reading = clock.read();
      await clock.stop();
      expect(reading.bootId).toMatch(/^[0-9a-f]{8}$/);
      return reading.trusted;
    };
    expect(await trusted('system')).toBe(true);
    expect(await trusted('staff')).toBe(false);
    expect(await trusted('ntp', async () => true)).toBe(true);
    expect(await trusted('ntp', async () => false)).toBe(false);
    expect(await trusted('ntp', () => Promise.reject(new Error('no systemd')))).toBe(false);
  });
});
