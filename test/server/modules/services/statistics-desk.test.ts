// Who asks for statistics: an answer, or how far it is; read once for all who ask; dropped when nobody does.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ratings } from '../../../../server/modules/ratings/view.ts';
import type { ServicesView } from '../../../../server/modules/services/schema.ts';
import {
  createStatisticsDesk,
  type DeskReads,
  type DeskStore,
} from '../../../../server/modules/services/statistics-desk.ts';
import type { RecordedEvent } from '../../../../server/store/module.ts';
import { DAY, HallScript } from './hall-script.ts';

const NEXT = '2026-11-24';
type Item = RecordedEvent | { gap: { from: number; to: number } };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A store whose history can be stopped. */
class HeldStore {
  readonly events: Item[] = [];
  readonly spans: ServicesView['spans'] = {};
  ratings: DeskReads['ratings'] = ratings.initial();
  /** How often the history was read. */
  scans = 0;
  gate: Promise<void> = Promise.resolve();

  add({ events, day }: HallScript): this {
    this.events.push(...(events as RecordedEvent[]));
    this.spans[day] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    return this;
  }
  readonly store: DeskStore = {
    read: async (select) =>
      select({
        services: { spans: this.spans } as ServicesView,
        catalogue: { departments: {}, items: {}, packages: {}, hours: null },
        centre: { profile: null, day: null, openedAtMs: null, lastDay: null },
        ratings: this.ratings,
      }),
    history: (from = 1) => this.#history(from),
  };
  async *#history(from: number): AsyncGenerator<Item> {
    this.scans += 1;
    for (const item of this.events) {
      await this.gate;
      if ('gap' in item || item.seq >= from) yield item;
    }
  }
}

const first = () => new HallScript().take('A001').later(60_000).call('A001', 1).closeDay();
const second = () => new HallScript(NEXT, 100).take('A001').take('A002').closeDay();
const both = { from: DAY, to: NEXT };

function held(): { gate: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { gate: promise, open: resolve };
}

test('an answer is kept until something of its days changes', async () => {
  const hall = new HeldStore().add(first()).add(second());
  const desk = createStatisticsDesk(hall.store);
  const answer = await desk.ask(both);
  expect(answer).toMatchObject({ state: 'done', statistics: { total: { tickets: 3, void: 3 } } });
  expect(await desk.ask(both)).toEqual(answer);
  expect(hall.scans).toBe(1);
  await desk.ask({ from: DAY, to: DAY });
  expect(hall.scans).toBe(2);
  hall.spans[NEXT] = [101, 104];
  hall.events.push(...(new HallScript(NEXT, 103).take('A003').events as RecordedEvent[]));
  expect(await desk.ask(both)).toMatchObject({ statistics: { total: { tickets: 4 } } });
  await desk.ask({ from: DAY, to: DAY });
  expect(hall.scans).toBe(3);
});

test('a long one says how far it is, goes on, and is read once for all who ask', async () => {
  const hall = new HeldStore().add(first()).add(second());
  const { gate, open } = held();
  const desk = createStatisticsDesk(hall.store);
  let seen = 0;
  hall.store.history = async function* () {
    hall.scans += 1;
    for (const item of hall.events) {
      if (seen === 3) await gate;
      yield item;
      seen += 1;
    }
  };
  const asked = desk.ask(both);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await asked).toEqual({ state: 'working', daysRead: 1, days: 2 });
  const again = desk.ask(both);
  open();
  expect(await again).toMatchObject({ state: 'done', statistics: { total: { tickets: 3 } } });
  expect(hall.scans).toBe(1);
});

test('what nobody asks for any more is dropped, and begins anew when somebody does', async () => {
  const hall = new HeldStore().add(first()).add(second());
  const { gate, open } = held();
  hall.gate = gate;
  let nowMs = 0;
  const desk = createStatisticsDesk(hall.store, () => nowMs);
  const asked = desk.ask(both);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await asked).toMatchObject({ state: 'working' });
  nowMs = 21_000;
  open();
  expect(await desk.ask({ from: DAY, to: DAY })).toMatchObject({ state: 'done' });
  expect(await desk.ask(both)).toMatchObject({ state: 'done' });
  expect(hall.scans).toBe(3);
});

test('no more than eight ranges are counted at once', async () => {
  const hall = new HeldStore().add(first());
  const { gate, open } = held();
  hall.gate = gate;
  const desk = createStatisticsDesk(hall.store);
  const days = Array.from({ length: 9 }, (_, n) => ({ from: DAY, to: `2026-12-0${n + 1}` }));
  const asked = Promise.all(days.map((range) => desk.ask(range)));
  await vi.advanceTimersByTimeAsync(1_500);
  const states = (await asked).map(({ state }) => state);
  expect(states.filter((state) => state === 'busy')).toHaveLength(1);
  open();
});

test('a history that cannot be read fails the answer, not the next one', async () => {
  const hall = new HeldStore().add(first());
  const good = hall.store.history;
  hall.store.history = () => {
    throw new Error('EIO');
  };
  const desk = createStatisticsDesk(hall.store);
  await expect(desk.ask(both)).rejects.toThrow('EIO');
  hall.store.history = good;
  expect(await desk.ask(both)).toMatchObject({ state: 'done' });
});

test('days of which records are lost are named', async () => {
  const hall = new HeldStore().add(first()).add(second());
  hall.events.splice(1, 1, { gap: { from: 2, to: 2 } });
  const desk = createStatisticsDesk(hall.store);
  expect(await desk.ask(both)).toMatchObject({ statistics: { damagedDays: [DAY] } });
  expect(await desk.ask({ from: NEXT, to: NEXT })).toMatchObject({
    statistics: { damagedDays: [] },
  });
});

test('ratings by day; who was served and gave none is told apart', async () => {
  const script = new HallScript();
  for (const number of ['A001', 'A002', 'A003']) {
    script.take(number).call(number, 1).later(60_000).finish(number, 1);
  }
  const hall = new HeldStore().add(script);
  const total = { grades: [0, 1, 0, 0, 1], unrated: 1 };
  hall.ratings.days[DAY] = { total, windows: {}, items: {}, aspects: {} };
  const desk = createStatisticsDesk(hall.store);
  expect(await desk.ask(both)).toMatchObject({
    statistics: { ratings: [{ day: DAY, grades: [0, 1, 0, 0, 1], none: 1 }] },
  });
});
