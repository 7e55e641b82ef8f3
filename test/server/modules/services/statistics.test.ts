// The sums of a hall, against days computed by hand, and against a plain sort of everything.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Durations } from '../../../../server/modules/services/durations.ts';
import { StatisticsTally } from '../../../../server/modules/services/statistics.ts';
import type { Statistics } from '../../../../server/modules/services/statistics-schema.ts';
import type { TicketStory } from '../../../../server/modules/services/ticket-story.ts';
import { DAY, HallScript } from './hall-script.ts';

const MINUTE = 60_000;
const NEXT = '2026-11-24';

function countOf(stories: readonly TicketStory[]): Statistics {
  const tally = new StatisticsTally('Asia/Shanghai');
  for (const story of stories) tally.add(story);
  return tally.result({
    from: DAY,
    to: NEXT,
    itemName: (id) => ({ elder: '高龄津贴申请', insure: '居民医保缴费' })[id] ?? '',
    ratings: [],
    damagedDays: [],
  });
}

/** Five tickets: waits 10, 20, 30 and 5 min, one gives up; services 8, 6 and 4 min, one is missed. */
function handDay(): HallScript {
  return new HallScript()
    .at('09:00')
    .take('A001', { wait: { lowMinutes: 8, highMinutes: 12 } })
    .take('A002', { wait: { lowMinutes: 8, highMinutes: 12 }, class: 'elderly' })
    .take('A003', { itemIds: ['elder', 'insure'], wait: { lowMinutes: 40, highMinutes: 50 } })
    .at('09:10')
    .call('A001', 1)
    .at('09:18')
    .finish('A001', 1)
    .at('09:20')
    .call('A002', 2)
    .at('09:26')
    .finish('A002', 2, { outcome: 'materialsMissing' })
    .at('09:30')
    .call('A003', 1)
    .at('09:38')
    .finish('A003', 1, { itemIds: ['elder', 'insure'] })
    .at('14:00')
    .take('B001', { itemIds: ['insure'], appointmentId: 'p1' })
    .take('B002', { itemIds: ['insure'] })
    .at('14:05')
    .call('B001', 2, 'appointment')
    .at('14:07')
    .miss('B001', 2)
    .giveUp('B002')
    .at('17:30')
    .closeDay();
}

describe('a day by hand', () => {
  const sums = countOf(handDay().stories());

  test('in all', () => {
    expect(sums.total).toEqual({
      tickets: 5,
      served: 3,
      missed: 1,
      givenUp: 1,
      void: 0,
      open: 0,
      wait: { count: 4, meanMs: 16.25 * MINUTE, p50Ms: near(10), p90Ms: near(30) },
      service: { count: 3, meanMs: (22 * MINUTE) / 3, p50Ms: 8 * MINUTE, p90Ms: 8 * MINUTE },
    });
    expect(sums.outcomes).toEqual({
      done: 2,
      materialsMissing: 1,
      referred: 0,
      consulted: 0,
      unrecorded: 0,
    });
    expect(sums.appointments).toBe(1);
    expect(sums.outOfTurn).toMatchObject({ appointment: 1, unwell: 0 });
  });

  test('by hour of taking, in the centre’s zone', () => {
    expect(sums.byHour).toHaveLength(24);
    const busy = sums.byHour.filter(({ tickets }) => tickets > 0);
    expect(busy.map(({ hour, tickets, served }) => [hour, tickets, served])).toEqual([
      [9, 3, 3],
      [14, 2, 0],
    ]);
    expect(busy[1]?.wait).toMatchObject({ count: 1, p50Ms: 5 * MINUTE });
  });

  test('by item: a number for two counts for each, and each gets half the time', () => {
    expect(
      sums.byItem.map(({ id, name, tickets, served, missed }) => [
        id,
        name,
        tickets,
        served,
        missed,
      ]),
    ).toEqual([
      ['elder', '高龄津贴申请', 3, 3, 0],
      ['insure', '居民医保缴费', 3, 1, 1],
    ]);
    expect(sums.byItem[0]?.service).toMatchObject({ count: 3, meanMs: 6 * MINUTE });
    expect(sums.byItem[1]?.service).toMatchObject({ count: 1, p50Ms: 4 * MINUTE });
  });

  test('by window: what became of the numbers that were called there', () => {
    expect(
      sums.byWindow.map(({ window, tickets, served, missed }) => [window, tickets, served, missed]),
    ).toEqual([
      [1, 2, 2, 0],
      [2, 2, 1, 1],
    ]);
    expect(sums.byWindow[0]?.wait).toMatchObject({ count: 2, meanMs: 20 * MINUTE });
  });

  test('by class and day', () => {
    const elderly = sums.byClass.find((one) => one.class === 'elderly');
    expect(elderly).toMatchObject({ tickets: 1, wait: { p50Ms: near(20) } });
    expect(sums.byDay.map(({ day, tickets }) => [day, tickets])).toEqual([[DAY, 5]]);
  });

  test('what visitors were told, against what came: inside, longer, shorter', () => {
    expect(sums.told.all).toEqual({
      count: 3,
      inside: 1,
      early: 1,
      late: 1,
      meanErrorMinutes: (0 + 10 + 15) / 3,
      biasMinutes: (0 + 10 - 15) / 3,
    });
    expect(sums.told.recent).toEqual(sums.told.all);
  });
});

/** Above 512 s a percentile stands for the seconds it shares a count with. */
function near(minutes: number): unknown {
  return expect.toSatisfy((ms: number) => Math.abs(ms - minutes * MINUTE) <= minutes * 120);
}

test('a service of four seconds or five hours is a slip of the finger: counted, not measured', () => {
  const sums = countOf(
    new HallScript()
      .take('A001')
      .call('A001', 1)
      .later(4_000)
      .finish('A001', 1)
      .at('10:00')
      .take('A002')
      .call('A002', 1)
      .at('15:00')
      .finish('A002', 1)
      .stories(),
  );
  expect(sums.total).toMatchObject({ served: 2, service: null });
  expect(sums.unbelievable).toBe(2);
});

test('the open day: who waits or sits at a window is still open', () => {
  const sums = countOf(new HallScript().take('A001').take('A002').call('A001', 1).stories());
  expect(sums.total).toMatchObject({ tickets: 2, open: 2, wait: { count: 1 } });
  expect(sums.byWindow).toMatchObject([{ window: 1, tickets: 1, open: 1 }]);
});

test('only the last 200 are recent', () => {
  const script = new HallScript();
  for (let n = 1; n <= 500; n++) {
    const number = `A${String(n).padStart(3, '0')}`;
    script.take(number, { wait: { lowMinutes: 0, highMinutes: n <= 400 ? 1 : 0 } });
    script.later(30_000).call(number, 1);
  }
  const { told } = countOf(script.stories());
  expect(told.all).toMatchObject({ count: 500, inside: 400, late: 100 });
  expect(told.recent).toMatchObject({ count: 200, inside: 100, late: 100, biasMinutes: 0.25 });
});

test('the order in which independent tickets are told changes nothing', () => {
  const minutes = fc.integer({ min: 0, max: 200 });
  const ticket = fc.record({
    taken: minutes,
    waits: minutes,
    serves: minutes,
    fate: fc.integer({ min: 0, max: 3 }),
  });
  const stories = fc.array(ticket, { minLength: 1, maxLength: 30 }).map((tickets) =>
    tickets.map(({ taken, waits, serves, fate }, index) => {
      // A letter of its own: nobody is passed over.
      const number = `${String.fromCharCode(65 + (index % 26))}${index}`;
      const script = new HallScript()
        .later(taken * MINUTE)
        .take(number)
        .later(waits * MINUTE);
      if (fate === 0) return script.giveUp(number).story(number);
      script.call(number, 1 + (index % 4)).later(serves * MINUTE);
      if (fate === 1) return script.miss(number, 1 + (index % 4)).story(number);
      return script.finish(number, 1 + (index % 4)).story(number);
    }),
  );
  const shuffled = stories.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      expect(countOf(other)).toEqual(countOf(all));
    }),
    { numRuns: 60 },
  );
});

describe('durations', () => {
  test('percentiles as a plain sort gives them: exact below 512 s, within 0.2 % above', () => {
    const durations = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 30_000 })),
      { minLength: 1, maxLength: 400 },
    );
    fc.assert(
      fc.property(durations, (seconds) => {
        const sketch = new Durations();
        for (const one of seconds) sketch.add(one * 1000);
        const sorted = [...seconds].sort((a, b) => a - b);
        const spread = sketch.spread();
        expect(spread?.count).toBe(seconds.length);
        expect(spread?.meanMs).toBe(
          Math.round((seconds.reduce((a, b) => a + b) * 1000) / seconds.length),
        );
        for (const [share, ms] of [
          [0.5, spread?.p50Ms],
          [0.9, spread?.p90Ms],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
          const slack = exact < 512 ? 0 : exact * 0.002 * 1000;
          expect(Math.abs((ms ?? 0) - exact * 1000)).toBeLessThanOrEqual(slack);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a clock gone wild takes no memory', () => {
    const durations = new Durations();
    for (const ms of [-5, 9e15, 1e9]) durations.add(ms);
    expect(durations.spread()?.count).toBe(3);
  });
});

test('a year of 500 tickets a day is counted in little memory', () => {
  const tally = new StatisticsTally('Asia/Shanghai');
  const before = usedBytes();
  let tickets = 0;
  for (let index = 0; index < 365; index++) {
    const day = new Date(Date.parse(DAY) + index * 86_400_000).toISOString().slice(0, 10);
    const script = new HallScript(day, index * 2000);
    for (let n = 1; n <= 500; n++) {
      const number = `A${String(n).padStart(3, '0')}`;
      const itemId = `item-${n % 53}`;
      const window = 1 + (n % 20);
      script
        .take(number, { itemIds: [itemId] })
        .later(45_000 + ((n * 7919 + index) % 3_600) * 1000);
      script.call(number, window).later(((n * 104_729) % 1_800) * 1000);
      script
        .finish(number, window, { itemIds: [itemId] })
        .at('09:00')
        .later(n * 57_000);
    }
    for (const story of script.stories()) tally.add(story);
    tickets += 500;
  }
  const grown = usedBytes() - before;
  const { total, byDay } = tally.result({
    from: DAY,
    to: DAY,
    itemName: () => '',
    ratings: [],
    damagedDays: [],
  });
  expect(total.tickets).toBe(tickets);
  expect(byDay).toHaveLength(365);
  expect(grown).toBeLessThan(12e6);
});

/** What is left after everything that can go is gone. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
