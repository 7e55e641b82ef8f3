import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkIn, checkOut } from '../../../../server/modules/attendance/commands.ts';
import {
  backfillVisit,
  correctVisit,
} from '../../../../server/modules/attendance/record-commands.ts';
import {
  placeOf,
  readOldVisit,
  visitPage,
  visitsBetween,
} from '../../../../server/modules/attendance/rows.ts';
import type { Purpose, Visit } from '../../../../server/modules/attendance/schema.ts';
import { KEPT_DAYS } from '../../../../server/modules/attendance/view.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import { at, DAY, dayAfter, MemoryKiosk, profile } from './memory-kiosk.ts';

const notice = noticeVersion(profile);
const EVER = { from: '1900-01-01', to: '2999-12-31' };

/** What a plain list of everything that was ever accepted would hold: no window, no folds, no history. */
type Known = Pick<
  Visit,
  'id' | 'day' | 'purpose' | 'headcount' | 'startedAtMs' | 'endedAtMs' | 'endedBy' | 'state'
>;

const purpose = fc.constantFrom<Purpose>('errand', 'visit', 'meeting', 'study');
const headcount = fc.integer({ min: 1, max: 9 });
/** Picks any visit ever made, old or new. */
const which = fc.nat();
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('arrive'), purpose, headcount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('phone'), last: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave'), which }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('nextDay'), skip: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reopen'), back: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close') }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        do: fc.constant('correct'),
        which,
        purpose,
        headcount,
        void: fc.boolean(),
        minute: fc.nat(50),
        ends: fc.boolean(),
      },
      { requiredKeys: ['do', 'which'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('backfill'),
      back: fc.nat(60),
      minute: fc.nat(50),
      purpose,
      headcount,
      ends: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
);
type Step = {
  do:
    | 'arrive'
    | 'phone'
    | 'leave'
    | 'nextDay'
    | 'reopen'
    | 'close'
    | 'correct'
    | 'backfill'
    | 'restart';
  purpose?: Purpose;
  headcount?: number;
  last?: number;
  which?: number;
  skip?: number;
  back?: number;
  void?: boolean;
  minute?: number;
  ends?: boolean;
};

/** Plays steps on a kiosk and on the plain list side by side. */
class Play {
  readonly kiosk = MemoryKiosk.open();
  readonly all: Known[] = [];
  #latest = DAY;

  get #open(): string | null {
    return this.kiosk.views.centre.day;
  }
  /** Staff may open any day, the clock only the next ones. */
  #confirm(day: string): void {
    this.kiosk.actor = { kind: 'staff', accountId: 'a' };
    this.kiosk.openDay(day);
    this.kiosk.actor = { kind: 'touchscreen' };
  }
  #closeAll(): void {
    for (const visit of this.all) {
      if (visit.day === this.#open && visit.endedBy === null) visit.endedBy = 'dayEnd';
    }
  }
  #started(id: string, day: string, purpose: Purpose, headcount: number): void {
    const startedAtMs = this.kiosk.wallMs;
    const still = { endedAtMs: null, endedBy: null, state: 'recorded' } as const;
    this.all.push({ id, day, purpose, headcount, startedAtMs, ...still });
  }

  async take(step: Step): Promise<void> {
    const { kiosk } = this;
    kiosk.wallMs += 60_000;
    const day = this.#open;
    const { which = 0 } = step;
    // Those who leave came lately.
    const picked = this.all.at(
      step.do === 'leave' ? -1 - (which % 4) : which % (this.all.length || 1),
    );
    switch (step.do) {
      case 'arrive': {
        if (!day) return;
        const { purpose = 'visit', headcount = 1 } = step;
        const { id } = kiosk.accept(checkIn, { method: 'headcount', purpose, headcount });
        this.#started(id, day, purpose, headcount);
        return;
      }
      case 'phone': {
        if (!day) return;
        const phone = `1380013800${step.last}`;
        const reply = kiosk.accept(checkIn, { method: 'phone', purpose: 'visit', phone, notice });
        if (!reply.already) this.#started(reply.id, day, 'visit', 1);
        return;
      }
      case 'leave': {
        if (!picked) return;
        kiosk.accept(checkOut, { method: 'session', visitId: picked.id });
        if (picked.day !== day || picked.endedBy !== null || picked.state === 'void') return;
        Object.assign(picked, { endedBy: 'session', endedAtMs: kiosk.wallMs });
        return;
      }
      case 'nextDay':
        this.#closeAll();
        this.#latest = dayAfter(this.#latest, 1 + (step.skip ?? 0));
        this.#confirm(this.#latest);
        return;
      case 'reopen': {
        const earlier = dayAfter(this.#latest, -(step.back ?? 1));
        if (earlier === day) return;
        this.#closeAll();
        this.#confirm(earlier);
        // The clock stays where it is: only the day was confirmed anew.
        kiosk.wallMs = at(this.#latest, '13:00');
        return;
      }
      case 'close':
        this.#closeAll();
        kiosk.closeDay();
        return;
      case 'correct': {
        if (!picked) return;
        const { purpose, headcount, minute } = step;
        const times =
          minute === undefined ? {} : { startedAtMs: at(picked.day, `08:${10 + (minute % 50)}`) };
        const started = times.startedAtMs ?? picked.startedAtMs;
        const ended =
          step.ends === undefined ? picked.endedAtMs : step.ends ? started + 60_000 : null;
        const body = {
          visitId: picked.id,
          reason: '核对登记表',
          ...(purpose && { purpose }),
          ...(headcount !== undefined && { headcount }),
          ...(step.void !== undefined && { void: step.void }),
          ...times,
          ...(step.ends !== undefined && { endedAtMs: ended }),
        };
        const old = await readOldVisit(kiosk.store(), picked.id);
        const outcome = kiosk.try(correctVisit(old), body);
        const last = ended ?? started;
        const possible =
          started >= at(picked.day, '00:00') &&
          started < at(dayAfter(picked.day), '00:00') &&
          last >= started &&
          last <= kiosk.wallMs &&
          last - started <= 86_400_000;
        expect(outcome.ok).toBe((minute === undefined && step.ends === undefined) || possible);
        if (!outcome.ok) return;
        const isVoid = step.void ?? picked.state === 'void';
        Object.assign(picked, {
          purpose: purpose ?? picked.purpose,
          headcount: headcount ?? picked.headcount,
          startedAtMs: started,
          state: isVoid ? 'void' : 'corrected',
        });
        if (step.ends === undefined) return;
        const unknown = picked.day === day ? null : 'dayEnd';
        Object.assign(picked, { endedAtMs: ended, endedBy: ended === null ? unknown : 'staff' });
        return;
      }
      case 'backfill': {
        const { purpose = 'visit', headcount = 1, minute = 0 } = step;
        const of = dayAfter(this.#latest, -(step.back ?? 0));
        const startedAtMs = at(of, `08:${10 + (minute % 50)}`);
        const endedAtMs = step.ends ? startedAtMs + 60_000 : null;
        const { id } = kiosk.accept(backfillVisit, {
          day: of,
          purpose,
          headcount,
          startedAtMs,
          ...(endedAtMs !== null && { endedAtMs }),
          reason: '停电补登',
        });
        const unknown = of === day ? null : 'dayEnd';
        const endedBy = endedAtMs === null ? unknown : 'staff';
        this.all.push({
          id,
          day: of,
          purpose,
          headcount,
          startedAtMs,
          endedAtMs,
          endedBy,
          state: 'backfilled',
        });
        return;
      }
      case 'restart':
        kiosk.restart();
    }
  }

  sorted(): Known[] {
    return [...this.all].sort(
      (a, b) =>
        a.day.localeCompare(b.day) || a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1),
    );
  }
}

async function collect(visits: AsyncIterable<Visit>): Promise<Known[]> {
  const found: Known[] = [];
  for await (const visit of visits) {
    const { id, day, purpose, headcount, startedAtMs, endedAtMs, endedBy, state } = visit;
    found.push({ id, day, purpose, headcount, startedAtMs, endedAtMs, endedBy, state });
  }
  return found;
}

function recount(visits: readonly Known[]) {
  const counts: Record<
    string,
    { visits: number; people: number; byPurpose: Partial<Record<Purpose, number>> }
  > = {};
  for (const { day, purpose, headcount, state } of visits) {
    if (state === 'void') continue;
    counts[day] ??= { visits: 0, people: 0, byPurpose: {} };
    counts[day].visits += 1;
    counts[day].people += headcount;
    counts[day].byPurpose[purpose] = (counts[day].byPurpose[purpose] ?? 0) + headcount;
  }
  return counts;
}

describe('whatever happens in whatever order', () => {
  test('counts equal a recount, lists equal everything that was recorded, memory holds the window only', async () => {
    const plays = fc.asyncProperty(
      fc.array(step, { minLength: 30, maxLength: 120 }),
      async (steps) => {
        const play = new Play();
        // A month has passed already, so that days leave memory in every play.
        for (let day = 0; day < KEPT_DAYS - 2; day++) {
          await play.take({ do: 'arrive' });
          await play.take({ do: 'nextDay' });
        }
        for (const one of steps) await play.take(one as Step);
        const { attendance } = play.kiosk.views;

        const counts = Object.entries(attendance.counts).filter(([, { visits }]) => visits > 0);
        expect(Object.fromEntries(counts)).toEqual(recount(play.all));

        expect(await collect(visitsBetween(play.kiosk.store(), EVER))).toEqual(play.sorted());

        const held = Object.values(attendance.days).flat();
        expect(new Set(held)).toEqual(new Set(Object.keys(attendance.visits)));
        const inside = play.all.filter(
          ({ day, endedBy, state }) =>
            day === attendance.day && endedBy === null && state !== 'void',
        );
        expect(new Set(Object.keys(attendance.open))).toEqual(new Set(inside.map(({ id }) => id)));
        expect(attendance.inside).toBe(inside.reduce((sum, visit) => sum + visit.headcount, 0));

        await play.take({ do: 'nextDay' });
        expect(Object.keys(attendance.days).length).toBeLessThanOrEqual(KEPT_DAYS);
      },
    );
    await fc.assert(plays, { numRuns: 40 });
  });
});

describe('pages', () => {
  function year(correctedDay = -1): MemoryKiosk {
    const kiosk = MemoryKiosk.open();
    for (let day = 0; day < 60; day++) {
      if (day > 0) kiosk.openDay(dayAfter(DAY, day));
      for (let visit = 0; visit < 7; visit++) {
        // Two in the same millisecond: their ids decide.
        if (visit % 2 === 0) kiosk.wallMs += 60_000;
        kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 1 });
      }
      if (day === correctedDay) {
        const [visitId = ''] = kiosk.views.attendance.days[dayAfter(DAY, day)] ?? [];
        kiosk.accept(correctVisit(null), { visitId, reason: '人数有误', headcount: 3 });
      }
    }
    return kiosk;
  }

  test('follow one another without a hole or a repetition, over the history and the view', async () => {
    const kiosk = year();
    const store = kiosk.store();
    const ids: string[] = [];
    const sizes: number[] = [];
    let after: string | null = null;
    do {
      const place = after === null ? undefined : (placeOf(after) ?? undefined);
      const page = await visitPage(store, EVER, place);
      ids.push(...page.visits.map(({ id }) => id));
      sizes.push(page.visits.length);
      after = page.after;
    } while (after !== null);
    expect(sizes).toEqual([100, 100, 100, 100, 20]);
    expect(ids).toEqual((await collect(visitsBetween(store, EVER))).map(({ id }) => id));
    expect(new Set(ids).size).toBe(420);
  });

  test('of an old day read that day, not the years after it', async () => {
    const kiosk = year();
    const store = kiosk.store();
    let read = 0;
    const counting = {
      ...store,
      history: async function* (from?: number) {
        for await (const item of store.history(from)) {
          read += 1;
          yield item;
        }
      },
    };
    const range = { from: dayAfter(DAY, 2), to: dayAfter(DAY, 2) };
    expect((await visitPage(counting, range, undefined)).visits).toHaveLength(7);
    expect(read).toBeLessThan(15);
  });

  test('of an old year do not look for corrections of days on other pages', async () => {
    const kiosk = year(30);
    const [late = ''] = kiosk.views.attendance.days[dayAfter(DAY, 30)] ?? [];
    const old = { visitId: late, reason: '人数有误', headcount: 2 };
    for (let day = 60; day < 90; day++) kiosk.openDay(dayAfter(DAY, day));
    const store = kiosk.store();
    kiosk.accept(correctVisit(await readOldVisit(store, late)), old);
    let read = 0;
    const counting = {
      ...store,
      history: async function* (from?: number) {
        for await (const item of store.history(from)) {
          read += 1;
          yield item;
        }
      },
    };
    const { visits } = await visitPage(counting, EVER, undefined);
    expect(visits).toHaveLength(100);
    expect(read).toBeLessThan(200);
    expect(kiosk.journal.length).toBeGreaterThan(500);
  });

  test('hold every day, also after staff went back to an old one and then to a recent one', async () => {
    const kiosk = year();
    const everything = (await collect(visitsBetween(kiosk.store(), EVER))).map(({ id }) => id);
    kiosk.actor = { kind: 'staff', accountId: 'a' };
    kiosk.openDay(dayAfter(DAY, 3));
    kiosk.openDay(dayAfter(DAY, 58));
    const listed = (await collect(visitsBetween(kiosk.store(), EVER))).map(({ id }) => id);
    expect(listed).toEqual(everything);
  });

  test('know who left on a day that began with a back-fill', async () => {
    const kiosk = MemoryKiosk.open();
    const { id } = kiosk.accept(backfillVisit, {
      day: DAY,
      purpose: 'visit',
      headcount: 1,
      startedAtMs: at(DAY, '08:30'),
      reason: '停电补登',
    });
    kiosk.accept(checkOut, { method: 'session', visitId: id });
    for (let day = 1; day <= KEPT_DAYS; day++) kiosk.openDay(dayAfter(DAY, day));
    const listed = await collect(visitsBetween(kiosk.store(), { from: DAY, to: DAY }));
    expect(listed).toMatchObject([{ id, endedBy: 'session', endedAtMs: at(DAY, '09:00') }]);
  });

  test('a day that leaves memory while it is being listed is listed all the same', async () => {
    const kiosk = year();
    const expected = await collect(visitsBetween(kiosk.store(), EVER));
    let reads = 0;
    kiosk.afterRead = () => {
      reads += 1;
      if (reads === 4) for (let day = 60; day < 80; day++) kiosk.openDay(dayAfter(DAY, day));
    };
    const listed = await collect(visitsBetween(kiosk.store(), EVER));
    expect(listed.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  test('damage inside the range is reported, damage after it is not', async () => {
    const kiosk = year();
    const second = kiosk.views.attendance.spans[dayAfter(DAY)]?.visits?.[0] ?? 0;
    // From the opening of the second day to its third visit.
    const at = kiosk.journal.findIndex((item) => 'seq' in item && item.seq === second - 1);
    kiosk.journal.splice(at, 4, { gap: { from: second - 1, to: second + 2 } });
    let gaps = 0;
    const onGap = () => {
      gaps += 1;
    };
    const first = { from: DAY, to: DAY };
    await collect(visitsBetween(kiosk.store(), first, { onGap }));
    expect(gaps).toBe(0);
    const listed = await collect(visitsBetween(kiosk.store(), EVER, { onGap }));
    expect(gaps).toBe(1);
    expect(listed).toHaveLength(417);
  });

  test('a place is only what a page gave', () => {
    for (const wrong of [
      '',
      'T1-1-3',
      '2026-11-23',
      '2026-11-23_1',
      `2026-11-23_x_a`,
      '2026-11-23_1_',
    ]) {
      expect(placeOf(wrong)).toBeNull();
    }
  });
});
