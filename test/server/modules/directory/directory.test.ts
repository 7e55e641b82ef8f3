import { beforeEach, describe, expect, test } from 'vitest';
import { checkIn } from '../../../../server/modules/attendance/commands.ts';
import { backfillVisit } from '../../../../server/modules/attendance/record-commands.ts';
import { KEPT_DAYS, selectVisits } from '../../../../server/modules/attendance/view.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import {
  addPerson,
  adoptUnits,
  forgetPerson,
} from '../../../../server/modules/directory/commands.ts';
import { findOlderTraces } from '../../../../server/modules/directory/older-traces.ts';
import {
  createMasks,
  directory,
  selectPeople,
  selectResidents,
  selectSurnames,
} from '../../../../server/modules/directory/view.ts';
import { at, DAY, dayAfter, MemoryKiosk, profile } from '../attendance/memory-kiosk.ts';

const notice = noticeVersion(profile);
const PHONE = '13800138000';
const ID_NUMBER = '12011119900307123X';
const NOTHING_OLDER = { visit: null, keyIds: [] };
const reason = '本人要求删除';

let kiosk: MemoryKiosk;
const add = (name: string, more: object = {}) =>
  kiosk.accept(addPerson, { name, unitId: 'dongcun', group: '三组', member: false, ...more }).id;
const masks = () => createMasks(kiosk.open);
const byPhone = (phone = PHONE) =>
  kiosk.accept(checkIn, { method: 'phone', purpose: 'visit', phone, notice }).id;
const byCard = (idNumber = ID_NUMBER) => {
  const card = { name: '李大山', idNumber, birthDate: null };
  return kiosk.accept(checkIn, { method: 'idCard', purpose: 'visit', card, notice }).id;
};
const keyOf = (visitId: string) => kiosk.views.attendance.visits[visitId]?.keyId ?? '';
const forget = (wanted: { personId?: string; visitId?: string }) =>
  kiosk.accept(forgetPerson(NOTHING_OLDER), { ...wanted, reason }).keys;

beforeEach(() => {
  kiosk = MemoryKiosk.open();
});

describe('the list to pick oneself from', () => {
  test('goes by surname, compound ones whole, most frequent first, and shows masks only', () => {
    for (const name of [
      '王小芳',
      '王芳',
      '欧阳娜娜',
      '司马光宗',
      '上官婉儿',
      '诸葛孔明',
      '尉迟敬德',
      '𬭎䶮㛃',
      '张伟',
    ]) {
      add(name);
    }
    const { surnames } = selectSurnames(kiosk.views.directory, masks());
    expect(surnames[0]).toEqual({ surname: '王', count: 2 });
    expect(new Set(surnames.map(({ surname }) => surname))).toEqual(
      new Set(['王', '欧阳', '司马', '上官', '诸葛', '尉迟', '𬭎', '张']),
    );
    const { residents } = selectResidents(kiosk.views.directory, '王', masks());
    expect(residents.map(({ mask, unit, group }) => [mask, unit, group])).toEqual([
      ['王*', '东村', '三组'],
      ['王*芳', '东村', '三组'],
    ]);
    expect(selectResidents(kiosk.views.directory, '欧', masks()).residents).toEqual([]);
    expect(selectResidents(kiosk.views.directory, '欧阳', masks()).residents).toMatchObject([
      { mask: '欧阳**' },
    ]);
    expect(selectResidents(kiosk.views.directory, '', masks()).residents).toEqual([]);
  });

  test('is in the order of pinyin', () => {
    for (const name of ['王小卓', '王小安', '王小明', '王小波']) add(name);
    const { residents } = selectResidents(kiosk.views.directory, '王', masks());
    expect(residents.map(({ mask }) => mask)).toEqual(['王*安', '王*波', '王*明', '王*卓']);
  });

  test('opens every name once, and never again after the key is gone', () => {
    let opened = 0;
    const maskOf = createMasks((field) => {
      opened += 1;
      return kiosk.open(field);
    });
    for (const name of ['王小芳', '张伟', '李娜']) add(name);
    for (let touch = 0; touch < 5; touch++) selectSurnames(kiosk.views.directory, maskOf);
    expect(opened).toBe(3);
    kiosk.destroyed.add('key-2');
    expect(selectSurnames(kiosk.views.directory, masks()).surnames).toHaveLength(2);
  });
});

describe('people', () => {
  test('are added once, with everything personal sealed', () => {
    add('李大山', { phone: PHONE, idNumber: ID_NUMBER, member: true });
    expect(JSON.stringify([kiosk.journal, kiosk.views])).not.toMatch(/李大山|13800138000|12011119/);
    const { people } = selectPeople(kiosk.views.directory, masks());
    expect(people).toMatchObject([{ mask: '李*山', unit: '东村', group: '三组', member: true }]);
    const body = { unitId: 'dongcun', group: '', member: false };
    const refuse = (more: object) => kiosk.refuse(addPerson, { name: '李大山', ...body, ...more });
    expect(refuse({ idNumber: ID_NUMBER, name: '别人' })).toBe('PERSON_EXISTS');
    expect(refuse({ phone: PHONE })).toBe('PERSON_EXISTS');
    expect(refuse({ unitId: 'nowhere' })).toBe('UNIT_NOT_FOUND');
    add('李小山', { phone: PHONE });
    add('李大山');
  });

  test('units are an event only when they change', () => {
    const { units } = kiosk.views.directory;
    const before = kiosk.journal.length;
    expect(kiosk.accept(adoptUnits, { units })).toEqual({ adopted: false });
    expect(kiosk.journal).toHaveLength(before);
    kiosk.accept(adoptUnits, { units: units.slice(1) });
    expect(kiosk.views.directory.units).toHaveLength(1);
  });
});

describe('forgetting', () => {
  test('a resident takes the entry, the name in lists and the visits by their phone and card', () => {
    const before = [byPhone(), byCard()];
    const keys = before.map(keyOf);
    kiosk.closeDay();
    kiosk.openDay(dayAfter(DAY));
    const personId = add('李大山', { phone: PHONE, idNumber: ID_NUMBER });
    const person = kiosk.views.directory.people[personId];
    const now = byPhone();
    expect(forget({ personId })).toBe(3);
    expect(kiosk.views.directory.people).toEqual({});
    const gone = directory.forgottenKeys?.(kiosk.views.directory) ?? [];
    expect(new Set(gone)).toEqual(new Set([...keys, person?.keyId]));
    for (const id of [...before, now]) {
      expect(kiosk.views.attendance.visits[id]).toMatchObject({
        name: null,
        phone: null,
        idNumber: null,
        personId: null,
        keyId: null,
      });
    }
    const { attendance, directory: people } = kiosk.views;
    const rows = selectVisits(attendance, people, dayAfter(DAY), kiosk.open).visits;
    expect(rows).toMatchObject([{ name: null, phone: null, unit: '东村' }]);
    expect(kiosk.views.attendance.counts[DAY]).toMatchObject({ visits: 2 });
    expect(kiosk.views.attendance.keys).toEqual([]);
    expect(kiosk.find('directory.phone', PHONE)).toEqual([]);
  });

  test('somebody behind a visit takes all their visits, and nobody else’s', () => {
    const other = byPhone('13800138001');
    const first = byPhone();
    const key = keyOf(first);
    kiosk.openDay(dayAfter(DAY));
    const second = byPhone();
    const secondKey = keyOf(second);
    const filled = kiosk.accept(backfillVisit, {
      day: DAY,
      purpose: 'visit',
      headcount: 1,
      phone: PHONE,
      startedAtMs: at(DAY, '08:00'),
      reason: '停电补登',
    }).id;
    const filledKey = keyOf(filled);
    expect(forget({ visitId: first })).toBe(3);
    expect(kiosk.destroyed).toEqual(new Set([key, secondKey, filledKey]));
    expect(keyOf(other)).not.toBe('');
  });

  test('by a visit also finds the resident behind its phone', () => {
    const visitId = byPhone();
    const personId = add('李大山', { phone: PHONE, idNumber: ID_NUMBER });
    const card = keyOf(byCard('120111199003071240'));
    expect(forget({ visitId })).toBe(2);
    expect(kiosk.views.directory.people[personId]).toBeUndefined();
    expect(kiosk.destroyed.has(card)).toBe(false);
  });

  test('a phone that a couple shares forgets neither by a visit alone', () => {
    add('李大山', { phone: PHONE });
    add('王小芳', { phone: PHONE });
    expect(forget({ visitId: byPhone() })).toBe(1);
    expect(Object.keys(kiosk.views.directory.people)).toHaveLength(2);
  });

  test('needs somebody to forget', () => {
    const anonymous = kiosk.accept(checkIn, {
      method: 'headcount',
      purpose: 'visit',
      headcount: 2,
    }).id;
    for (const wanted of [
      {},
      { personId: 'nobody' },
      { personId: '__proto__' },
      { visitId: anonymous },
      { visitId: 'constructor' },
    ]) {
      expect(kiosk.refuse(forgetPerson(NOTHING_OLDER), { ...wanted, reason })).toBe(
        'PERSON_NOT_FOUND',
      );
    }
  });

  describe('what has left memory', () => {
    let old: string[];
    let keys: string[];
    beforeEach(() => {
      old = [byPhone(), byCard()];
      keys = old.map(keyOf);
      byPhone('13800138001');
      for (let day = 1; day <= KEPT_DAYS; day++) {
        kiosk.openDay(dayAfter(DAY, day));
        kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 1 });
      }
    });

    test('is found in the history by phone and by card', async () => {
      const personId = add('李大山', { phone: PHONE, idNumber: ID_NUMBER });
      const older = await findOlderTraces(kiosk.store(), { personId });
      kiosk.accept(forgetPerson(older), { personId, reason });
      for (const key of keys) expect(kiosk.destroyed.has(key)).toBe(true);
      expect(kiosk.destroyed.size).toBe(3);
    });

    test('names somebody by a visit of then, whose visits of now go too', async () => {
      const now = keyOf(byPhone());
      const [visitId = ''] = old;
      const older = await findOlderTraces(kiosk.store(), { visitId });
      kiosk.accept(forgetPerson(older), { visitId, reason });
      expect(kiosk.destroyed).toEqual(new Set([keys[0], now]));
    });

    test('is the same command when it is sent again', async () => {
      const [visitId = ''] = old;
      const replies = [];
      for (let attempt = 0; attempt < 2; attempt++) {
        const older = await findOlderTraces(kiosk.store(), { visitId });
        replies.push(kiosk.accept(forgetPerson(older), { visitId, reason }, 'forget-1'));
      }
      expect(replies[1]).toEqual(replies[0]);
    });

    test('is not looked for where every key is destroyed already', async () => {
      kiosk.views.attendance.keys = [];
      const older = await findOlderTraces(kiosk.store(), { visitId: old[0] ?? '' });
      expect(older).toEqual(NOTHING_OLDER);
    });
  });
});
