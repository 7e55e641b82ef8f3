import { beforeEach, describe, expect, test } from 'vitest';
import { checkIn, checkOut } from '../../../../server/modules/attendance/commands.ts';
import {
  backfillVisit,
  correctVisit,
  expirePersonal,
  recordExport,
} from '../../../../server/modules/attendance/record-commands.ts';
import { readOldVisit } from '../../../../server/modules/attendance/rows.ts';
import {
  attendance,
  KEPT_DAYS,
  selectAttendance,
} from '../../../../server/modules/attendance/view.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import { at, DAY, DAY_MS, dayAfter, MemoryKiosk, profile } from './memory-kiosk.ts';

const notice = noticeVersion(profile);
const NEXT = dayAfter(DAY);
let kiosk: MemoryKiosk;

const head = (headcount = 2) =>
  kiosk.accept(checkIn, { method: 'headcount', purpose: 'errand', headcount }).id;
const phone = (number: string) =>
  kiosk.accept(checkIn, { method: 'phone', purpose: 'visit', phone: number, notice }).id;
const visit = (id: string) => kiosk.views.attendance.visits[id];
const count = (day = DAY) => kiosk.views.attendance.counts[day];
const today = () => selectAttendance(kiosk.views.attendance, kiosk.views.centre.day).today;
const correct = (visitId: string, changes: object) =>
  kiosk.accept(correctVisit(null), { visitId, reason: '登记错了', ...changes });
const miscorrect = (visitId: string, changes: object) =>
  kiosk.refuse(correctVisit(null), { visitId, reason: '登记错了', ...changes });
const backfilled = {
  day: DAY,
  purpose: 'study',
  headcount: 5,
  startedAtMs: at(DAY, '08:30'),
  reason: '停电补登',
} as const;

beforeEach(() => {
  kiosk = MemoryKiosk.open();
});

describe('更正', () => {
  test('changes the visit and the count, keeps the reason; the original stays in the journal', () => {
    const id = head(2);
    correct(id, { purpose: 'meeting', headcount: 20, unitId: 'huaxin' });
    expect(visit(id)).toMatchObject({
      purpose: 'meeting',
      headcount: 20,
      unitId: 'huaxin',
      reason: '登记错了',
      state: 'corrected',
    });
    expect(count()).toEqual({ visits: 1, people: 20, byPurpose: { meeting: 20 } });
    expect(JSON.stringify(kiosk.journal)).toContain('"headcount":2,');
  });

  test('striking out takes it off the count and out of the house; taking that back restores both', () => {
    const id = phone('13800138000');
    correct(id, { void: true });
    expect(count()).toEqual({ visits: 0, people: 0, byPurpose: {} });
    expect(today()).toMatchObject({ inside: 0 });
    expect(kiosk.find('attendance.openPhone', '13800138000')).toEqual([]);
    correct(id, { headcount: 3 });
    expect(visit(id)?.state).toBe('void');
    correct(id, { void: false });
    expect(count()).toEqual({ visits: 1, people: 3, byPurpose: { visit: 3 } });
    expect(today()).toMatchObject({ inside: 3 });
  });

  test('a visit that was struck out over the end of the day does not come back as open', () => {
    const id = head();
    correct(id, { void: true });
    kiosk.openDay(NEXT);
    correct(id, { void: false });
    expect(visit(id)).toMatchObject({ endedBy: 'dayEnd', state: 'corrected' });
    expect(today().inside).toBe(0);
  });

  test('a departure can be entered, and taken back while the day is open', () => {
    const id = head();
    kiosk.wallMs = at(DAY, '12:00');
    correct(id, { endedAtMs: at(DAY, '11:00') });
    expect(visit(id)).toMatchObject({ endedBy: 'staff', endedAtMs: at(DAY, '11:00') });
    correct(id, { endedAtMs: null });
    expect(visit(id)).toMatchObject({ endedBy: null, endedAtMs: null });
    expect(today().inside).toBe(2);
    kiosk.openDay(NEXT);
    correct(id, { endedAtMs: at(DAY, '11:30') });
    correct(id, { endedAtMs: null });
    expect(visit(id)).toMatchObject({ endedBy: 'dayEnd', endedAtMs: null });
  });

  test('times must be possible', () => {
    const id = head();
    kiosk.wallMs = at(DAY, '12:00');
    for (const changes of [
      { endedAtMs: at(DAY, '08:59') },
      { endedAtMs: at(DAY, '12:01') },
      { startedAtMs: at(DAY, '12:01') },
      { startedAtMs: at(NEXT, '09:00') },
      { startedAtMs: at(dayAfter(DAY, -1), '23:59') },
      { startedAtMs: Number.MAX_SAFE_INTEGER },
      { startedAtMs: at(DAY, '10:00'), endedAtMs: at(DAY, '09:30') },
    ]) {
      expect(miscorrect(id, changes)).toBe('VISIT_TIMES_WRONG');
    }
    kiosk.clockTrusted = false;
    correct(id, { endedAtMs: at(DAY, '12:01') });
    expect(miscorrect(id, { endedAtMs: at(dayAfter(DAY, 2), '09:01') })).toBe('VISIT_TIMES_WRONG');
  });

  test('refuses what is not there', () => {
    expect(miscorrect('T1-1-zz', { headcount: 1 })).toBe('VISIT_NOT_FOUND');
    expect(miscorrect('__proto__', { headcount: 1 })).toBe('VISIT_NOT_FOUND');
    expect(miscorrect(head(), { unitId: 'nowhere' })).toBe('UNIT_NOT_FOUND');
  });
});

describe('a visit that has left memory', () => {
  let old: string;
  beforeEach(() => {
    old = head(4);
    for (let days = 1; days <= KEPT_DAYS; days++) kiosk.openDay(dayAfter(DAY, days));
  });

  test('is no longer in the view, its count is', () => {
    expect(visit(old)).toBeUndefined();
    expect(count()).toMatchObject({ visits: 1, people: 4 });
  });

  test('is corrected from the history, count included, again and again', async () => {
    const store = kiosk.store();
    for (const [headcount, purpose] of [
      [7, 'meeting'],
      [9, 'study'],
    ] as const) {
      const command = correctVisit(await readOldVisit(store, old));
      kiosk.accept(command, { visitId: old, reason: '人数有误', headcount, purpose });
      expect(count()).toEqual({
        visits: 1,
        people: headcount,
        byPurpose: { [purpose]: headcount },
      });
    }
    const command = correctVisit(await readOldVisit(store, old));
    kiosk.accept(command, { visitId: old, reason: '重复登记', void: true });
    expect(count()).toEqual({ visits: 0, people: 0, byPurpose: {} });
  });

  test('is not corrected on the ground of what it was before somebody else corrected it', async () => {
    const store = kiosk.store();
    const [first, second] = [await readOldVisit(store, old), await readOldVisit(store, old)];
    kiosk.accept(correctVisit(first), { visitId: old, reason: '人数有误', headcount: 7 });
    const late = { visitId: old, reason: '人数有误', headcount: 8 };
    expect(kiosk.refuse(correctVisit(second), late)).toBe('VISIT_CHANGED');
    expect(count()).toMatchObject({ people: 7 });
  });

  test('the same command twice is one correction, whatever the history says meanwhile', async () => {
    const store = kiosk.store();
    const body = { visitId: old, reason: '人数有误', headcount: 7 };
    for (let attempt = 0; attempt < 2; attempt++) {
      kiosk.accept(correctVisit(await readOldVisit(store, old)), body, 'same-command');
    }
    expect(kiosk.views.attendance.lateChanges).toBe(1);
  });

  test('is found by its own id only', async () => {
    const store = kiosk.store();
    for (const id of [
      'T1-1-zzzz',
      'T9-1-3',
      'nothing',
      '',
      `${old}0`,
      '../3',
      kiosk.journal.length.toString(36),
    ]) {
      expect(await readOldVisit(store, id)).toBeNull();
    }
  });
});

describe('补登', () => {
  test('counts on its own day, not on the day it was entered', () => {
    kiosk.openDay(NEXT);
    const { id } = kiosk.accept(backfillVisit, { ...backfilled, endedAtMs: at(DAY, '10:00') });
    expect(visit(id)).toMatchObject({ day: DAY, state: 'backfilled', endedBy: 'staff' });
    expect(count()).toMatchObject({ visits: 1, people: 5 });
    expect(count(NEXT)).toBeUndefined();
  });

  test('without a departure it is open today and closed on an earlier day', () => {
    const { id } = kiosk.accept(backfillVisit, { ...backfilled, phone: '13800138000' });
    expect(today().inside).toBe(5);
    kiosk.accept(checkOut, { method: 'phone', phone: '13800138000' });
    expect(visit(id)).toMatchObject({ endedBy: 'phone' });
    kiosk.openDay(NEXT);
    const late = kiosk.accept(backfillVisit, backfilled).id;
    expect(visit(late)).toMatchObject({ endedBy: 'dayEnd', endedAtMs: null });
  });

  test('seals the name, and knows a resident by phone', () => {
    const { id } = kiosk.accept(backfillVisit, {
      ...backfilled,
      name: '李大山',
      phone: '13800138000',
    });
    expect(visit(id)?.keyId).not.toBeNull();
    expect(JSON.stringify([kiosk.journal, kiosk.views])).not.toMatch(/李大山|13800138000/);
  });

  test('needs a day that has been, and times on it', () => {
    const refuse = (changes: object) => kiosk.refuse(backfillVisit, { ...backfilled, ...changes });
    expect(refuse({ day: '2026-02-30' })).toBe('DAY_INVALID');
    expect(refuse({ day: NEXT, startedAtMs: at(NEXT, '08:30') })).toBe('DAY_INVALID');
    expect(refuse({ startedAtMs: at(NEXT, '08:30') })).toBe('VISIT_TIMES_WRONG');
    expect(refuse({ endedAtMs: at(DAY, '08:00') })).toBe('VISIT_TIMES_WRONG');
    expect(refuse({ unitId: 'nowhere' })).toBe('UNIT_NOT_FOUND');
  });
});

describe('retention', () => {
  const expire = () => kiosk.accept(expirePersonal, {}).keys;
  const rest = (days: number) => {
    kiosk.wallMs += days * DAY_MS;
  };

  test('destroys the keys of visits once the promised days are over, not before', () => {
    const ids = [phone('13800138000'), phone('13800138001')];
    rest(profile.personalDays - 1);
    expect(expire()).toBe(0);
    rest(1);
    expect(expire()).toBe(2);
    expect(expire()).toBe(0);
    for (const id of ids) expect(visit(id)).toMatchObject({ phone: null, keyId: null });
    expect(kiosk.destroyed).toEqual(new Set(['key-1', 'key-2']));
    expect(kiosk.views.attendance.keys).toEqual([]);
  });

  test('a clock that leaps ahead untrusted destroys nothing early, and none at all is needed in the end', () => {
    phone('13800138000');
    kiosk.clockTrusted = false;
    kiosk.wallMs = at('2099-01-01', '09:00');
    const wrong = { ...kiosk.views.attendance.keys[0], hallMs: kiosk.wallMs - DAY_MS };
    kiosk.views.attendance.keys = [wrong as never];
    expect(expire()).toBe(0);
    rest(profile.personalDays);
    expect(expire()).toBe(1);
  });

  test.each(['1999-01-01', '2099-01-01'])(
    'visits of a day that staff confirmed as %s are kept as long as all others',
    (day) => {
      kiosk.actor = { kind: 'staff', accountId: 'a' };
      kiosk.openDay(day);
      kiosk.wallMs = at(DAY, '10:00');
      phone('13800138000');
      rest(profile.personalDays - 1);
      expect(expire()).toBe(0);
      rest(1);
      expect(expire()).toBe(1);
    },
  );

  test('hall time that catches up with a trusted clock makes no visit older than its day', () => {
    kiosk.hallLagMs = 20 * DAY_MS;
    phone('13800138000');
    kiosk.hallLagMs = 0;
    rest(profile.personalDays - 1);
    expect(expire()).toBe(0);
    rest(1);
    expect(expire()).toBe(1);
  });

  test('destroyed keys are remembered as long as a backup may bring them back', () => {
    for (let day = DAY; day < '2027-06-01'; day = dayAfter(day, 10)) {
      kiosk.openDay(day === DAY ? NEXT : day);
      phone('13800138000');
      expire();
    }
    const remembered = attendance.forgottenKeys?.(kiosk.views.attendance) ?? [];
    expect(remembered.length).toBeGreaterThan(0);
    expect(remembered.length).toBeLessThan(4);
    expect(kiosk.destroyed.size).toBeGreaterThan(12);
  });
});

test('an export is on record with its range', () => {
  kiosk.actor = { kind: 'staff', accountId: 'manager' };
  kiosk.accept(recordExport, { from: '2026-01-01', to: DAY, format: 'xlsx' });
  expect(kiosk.journal.at(-1)).toMatchObject({
    type: 'attendance.listExported',
    actor: { accountId: 'manager' },
    data: { from: '2026-01-01', to: DAY, format: 'xlsx' },
  });
  for (const [from, to] of [
    [NEXT, DAY],
    ['2025-11-22', DAY],
    ['2026-02-30', DAY],
  ] as const) {
    expect(kiosk.refuse(recordExport, { from, to, format: 'csv' })).toBe('RANGE_INVALID');
  }
});
