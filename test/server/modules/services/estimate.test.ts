// What somebody who takes a number is told about the wait, and when nothing is told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareQueued, type Queued } from '../../../../server/modules/services/dispatch.ts';
import {
  estimateWait,
  forecastWait,
  type HallState,
  type HallWindow,
  rangeOf,
} from '../../../../server/modules/services/estimate.ts';
import { seededDraws } from '../../../../server/modules/services/seeded-draws.ts';
import {
  capMs,
  meanOf,
  residualPool,
  servicePool,
} from '../../../../server/modules/services/service-times.ts';
import { anyQueue, anyWindows } from './random-halls.ts';

const MINUTE_MS = 60_000;
const NOW = 1000 * MINUTE_MS;

function ticket(order: number, some: Partial<Queued> = {}): Queued {
  const takenAtHallMs = some.takenAtHallMs ?? NOW - MINUTE_MS;
  return {
    id: `t${order}`,
    itemIds: ['pension'],
    takenAtHallMs,
    keyMs: takenAtHallMs,
    order,
    strict: false,
    overtaken: 0,
    onlyWindow: null,
    ...some,
  };
}
const mine = (some: Partial<Queued> = {}) =>
  ticket(1e9, { id: 'mine', takenAtHallMs: NOW, ...some });
const queue = (length: number, some: Partial<Queued> = {}) =>
  Array.from({ length }, (_, order) => ticket(order, some));

function window(number: number, some: Partial<HallWindow> = {}): HallWindow {
  return {
    window: number,
    itemIds: new Set(['pension']),
    paused: false,
    lastSeenMs: NOW,
    serving: null,
    ...some,
  };
}
/** Somebody has just sat down. */
const busy = { serving: { itemIds: ['pension'], sinceMs: NOW } };
function hall(some: Partial<HallState>): HallState {
  return {
    nowMs: NOW,
    waiting: [],
    windows: [window(1)],
    limits: { overtakenLimit: 5, longestWaitMs: 45 * MINUTE_MS },
    // Measured often enough, and the catalogue is right: services take ten minutes.
    serviceTimes: () => ({
      priorMs: 10 * MINUTE_MS,
      recentMs: Array.from({ length: 40 }, () => 10 * MINUTE_MS),
    }),
    ...some,
  };
}
const told = (some: Partial<HallState>, own = mine()) => estimateWait(hall(some), own, own.id);
const middle = (some: Partial<HallState>, own = mine()) =>
  (forecastWait(hall(some), own, own.id)?.medianMs ?? Number.NaN) / MINUTE_MS;

describe('nothing is told', () => {
  test('when no window serves it', () => {
    expect(told({ windows: [] })).toBeNull();
    expect(told({ windows: [window(1, { itemIds: new Set(['land']) })] })).toBeNull();
    expect(told({}, mine({ onlyWindow: 2 }))).toBeNull();
  });

  test('when every window that serves it is paused', () => {
    expect(told({ windows: [window(1, { paused: true })] })).toBeNull();
    const other = window(2, { itemIds: new Set(['land']) });
    expect(told({ windows: [window(1, { paused: true }), other] })).toBeNull();
  });

  test('when the only window that does everything on it is paused', () => {
    const all = window(1, { paused: true, itemIds: new Set(['pension', 'land']) });
    const both = mine({ itemIds: ['pension', 'land'] });
    expect(told({ windows: [all, window(2)] }, both)).toBeNull();
    expect(told({ windows: [window(2)] }, both)).not.toBeNull();
  });

  test('when people wait and the window has done nothing for a quarter of an hour', () => {
    const waiting = queue(3, { takenAtHallMs: NOW - 20 * MINUTE_MS });
    expect(
      told({ waiting, windows: [window(1, { lastSeenMs: NOW - 16 * MINUTE_MS })] }),
    ).toBeNull();
    const seen = [window(1, { lastSeenMs: NOW - 14 * MINUTE_MS })];
    expect(told({ waiting, windows: seen })).not.toBeNull();
  });

  test('when one service has lasted as long as six', () => {
    const since = (minutes: number) =>
      window(1, {
        lastSeenMs: NOW - minutes * MINUTE_MS,
        serving: { itemIds: ['pension'], sinceMs: NOW - minutes * MINUTE_MS },
      });
    expect(told({ windows: [since(59)] })).not.toBeNull();
    expect(told({ windows: [since(61)] })).toBeNull();
  });
});

describe('a range', () => {
  test('of an empty hall is up to five minutes, also after a quiet hour', () => {
    expect(told({})).toEqual({ lowMinutes: 0, highMinutes: 5 });
    const quiet = [window(1, { lastSeenMs: NOW - 60 * MINUTE_MS })];
    expect(told({ windows: quiet })).toEqual({ lowMinutes: 0, highMinutes: 5 });
  });

  test('follows (ahead + 1) × mean ÷ windows where all are alike', () => {
    for (const [ahead, windows] of [
      [5, 1],
      [11, 2],
      [23, 3],
    ] as const) {
      const state = {
        waiting: queue(ahead),
        windows: Array.from({ length: windows }, (_, i) => window(i + 1, busy)),
      };
      const expected = ((ahead + 1) * 10) / windows;
      expect(middle(state) / expected).toBeGreaterThan(0.9);
      expect(middle(state) / expected).toBeLessThan(1.1);
    }
  });

  test('is the same for the same hall and ticket', () => {
    const state = { waiting: queue(9), windows: [window(1, busy)] };
    expect(told(state)).toEqual(told(state));
    expect(forecastWait(hall(state), mine(), 'a')).not.toEqual(
      forecastWait(hall(state), mine(), 'b'),
    );
  });

  test('does not count the ticket itself twice', () => {
    const state = { waiting: queue(4), windows: [window(1, busy)] };
    expect(told({ ...state, waiting: [...state.waiting, mine()] })).toEqual(told(state));
  });

  test('is shorter with a head start, shortest for a strict class', () => {
    const waiting = queue(12, { takenAtHallMs: NOW - 10 * MINUTE_MS });
    const state = { waiting, windows: [window(1, busy)] };
    const early = mine({ keyMs: NOW - 15 * MINUTE_MS });
    expect(middle(state, early)).toBeLessThan(middle(state) / 4);
    const lateKey = mine({ keyMs: NOW - 5 * MINUTE_MS });
    expect(middle(state, lateKey)).toBe(middle(state));
    expect(middle(state, mine({ strict: true }))).toBe(middle(state, early));
  });

  test('knows whom the guard lets nobody pass', () => {
    const patient = queue(12, { takenAtHallMs: NOW - 10 * MINUTE_MS, overtaken: 5 });
    const early = mine({ keyMs: NOW - 30 * MINUTE_MS });
    const state = { waiting: patient, windows: [window(1, busy)] };
    expect(middle(state, early)).toBeCloseTo(middle(state), 5);
  });

  test('leaves out who is in nobody else’s way, and windows that are away', () => {
    const land = queue(10, { itemIds: ['land'] });
    const windows = [window(1, busy), window(2, { itemIds: new Set(['land']) })];
    expect(middle({ waiting: land, windows })).toBe(middle({ windows }));
    const away = [window(1, busy), window(2, { ...busy, paused: true })];
    const waiting = queue(9);
    expect(middle({ waiting, windows: away })).toBe(
      middle({ waiting, windows: [window(1, busy)] }),
    );
  });

  test('counts the rest of who goes on to another window', () => {
    const birth = window(1, { ...busy, itemIds: new Set(['birth']) });
    const pension = window(2, { ...busy });
    const waiting = queue(6, {
      itemIds: ['birth', 'pension'],
      takenAtHallMs: NOW - 30 * MINUTE_MS,
    });
    const late = { windows: [birth, pension], waiting: [...waiting, ...queue(6)] };
    const without = { ...late, waiting: queue(6) };
    expect(middle(late)).toBeGreaterThan(middle(without) + 10);
  });

  test('what was told as “low to high” is rounded outwards, in steps that people say', () => {
    const range = (lowMs: number, highMs: number) =>
      rangeOf({
        lowMs: lowMs * MINUTE_MS,
        medianMs: lowMs * MINUTE_MS,
        highMs: highMs * MINUTE_MS,
      });
    expect(range(0, 0)).toEqual({ lowMinutes: 0, highMinutes: 5 });
    expect(range(11, 14)).toEqual({ lowMinutes: 10, highMinutes: 15 });
    expect(range(10, 10)).toEqual({ lowMinutes: 10, highMinutes: 15 });
    expect(range(44, 61)).toEqual({ lowMinutes: 40, highMinutes: 70 });
    expect(range(170, 181)).toEqual({ lowMinutes: 150, highMinutes: 210 });
  });

  test('is widened from its middle, each side for itself', () => {
    const forecast = { lowMs: 20 * MINUTE_MS, medianMs: 30 * MINUTE_MS, highMs: 35 * MINUTE_MS };
    expect(rangeOf(forecast, { low: 1, high: 3 })).toEqual({ lowMinutes: 20, highMinutes: 45 });
    expect(rangeOf(forecast, { low: 4, high: 1 })).toEqual({ lowMinutes: 0, highMinutes: 35 });
  });

  test('is a range in every hall', () => {
    fc.assert(
      fc.property(anyQueue(), anyWindows, (waiting, known) => {
        const windows = known.map((one) => ({ ...window(one.window, busy), ...one }));
        const own = mine();
        const range = estimateWait(
          hall({ waiting: waiting.sort(compareQueued), windows }),
          own,
          'x',
        );
        if (!range) return;
        expect(range.lowMinutes).toBeGreaterThanOrEqual(0);
        expect(range.highMinutes).toBeGreaterThan(range.lowMinutes);
        expect(range.lowMinutes % 5).toBe(0);
        expect(range.highMinutes % 5).toBe(0);
      }),
    );
  });
});

describe('a long queue', () => {
  const windows = Array.from({ length: 8 }, (_, i) => window(i + 1, busy));

  test('is thinned: ten thousand come to what the formula says, and spread as much as they would', () => {
    const forecast = forecastWait(hall({ waiting: queue(10_000), windows }), mine(), 'mine');
    const expected = (10_001 * 10 * MINUTE_MS) / 8;
    // What the windows have in hand is not thinned: 2 % of twenty hours.
    expect((forecast?.medianMs ?? 0) / expected).toBeGreaterThan(0.97);
    expect((forecast?.medianMs ?? 0) / expected).toBeLessThan(1.03);
    // P20 to P80 is 1.68 deviations; that of a sum of n is √n of one, shared by eight.
    const { serviceTimes } = hall({});
    const pool = servicePool(serviceTimes('pension'));
    const deviation = Math.sqrt(meanOf(pool.map((ms) => (ms - meanOf(pool)) ** 2)));
    const spread = (1.68 * deviation * Math.sqrt(10_000)) / 8;
    const measured = (forecast?.highMs ?? 0) - (forecast?.lowMs ?? 0);
    expect(measured / spread).toBeGreaterThan(0.5);
    expect(measured / spread).toBeLessThan(2);
  });

  test('costs no more than a short one: few of it are looked at', () => {
    let looks = 0;
    const million = new Proxy(queue(1000), {
      get(target, name) {
        if (name === 'length') return 1_000_000;
        if (typeof name === 'string' && /^\d+$/.test(name)) {
          looks++;
          return target[Number(name) % 1000];
        }
        return Reflect.get(target, name);
      },
    });
    expect(forecastWait(hall({ waiting: million, windows }), mine(), 'mine')).not.toBeNull();
    expect(looks).toBeLessThan(1000);
  });
});

describe('service times', () => {
  test('Ŝ = (5·S₀ + Σ min(x, cap)) / (5 + n), of the last forty', () => {
    const priorMs = 10 * MINUTE_MS;
    expect(meanOf(servicePool({ priorMs, recentMs: [] }))).toBeCloseTo(priorMs);
    const recentMs = [8, 12, 400].map((minutes) => minutes * MINUTE_MS);
    const expected = (5 * priorMs + (8 + 12) * MINUTE_MS + capMs(priorMs)) / 8;
    expect(meanOf(servicePool({ priorMs, recentMs }))).toBeCloseTo(expected);
    const many = [
      ...Array.from({ length: 60 }, () => 30 * MINUTE_MS),
      ...Array(40).fill(MINUTE_MS),
    ];
    const last = (5 * priorMs + 40 * MINUTE_MS) / 45;
    expect(meanOf(servicePool({ priorMs, recentMs: many }))).toBeCloseTo(last);
  });

  test('what is left is what longer ones lasted more; where none did, a service begins anew', () => {
    const draws = seededDraws('any');
    const pool = [4, 8, 20].map((minutes) => minutes * MINUTE_MS);
    expect(residualPool([pool], 5 * MINUTE_MS, draws)).toEqual([3 * MINUTE_MS, 15 * MINUTE_MS]);
    expect(residualPool([pool], 30 * MINUTE_MS, draws)).toEqual(pool);
    const both = residualPool([[MINUTE_MS], [2 * MINUTE_MS]], 2 * MINUTE_MS, draws);
    expect(new Set(both)).toEqual(new Set([MINUTE_MS]));
  });
});
