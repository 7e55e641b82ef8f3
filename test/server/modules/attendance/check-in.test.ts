import { beforeEach, describe, expect, test } from 'vitest';
import type { CheckInCommandBody } from '../../../../server/modules/attendance/bodies.ts';
import { checkIn, checkOut } from '../../../../server/modules/attendance/commands.ts';
import { selectAttendance, selectVisits } from '../../../../server/modules/attendance/view.ts';
import { noticeVersion, profileAdopted } from '../../../../server/modules/centre/schema.ts';
import { addPerson } from '../../../../server/modules/directory/commands.ts';
import { event } from '../../../../server/store/module.ts';
import { DAY, MemoryKiosk, profile } from './memory-kiosk.ts';

const PHONE = '13800138000';
const ID_NUMBER = '12011119900307123X';
const notice = noticeVersion(profile);
const card = { name: '𬭎䶮㛃玥', idNumber: ID_NUMBER, birthDate: '1990-03-07' };
const byPhone = { method: 'phone', purpose: 'visit', phone: PHONE, notice } as const;
const byCard = { method: 'idCard', purpose: 'visit', card, notice } as const;

let kiosk: MemoryKiosk;
let wang: string;
const byResident = () =>
  ({ method: 'resident', purpose: 'study', residentId: wang, notice }) as const;
const byCode = (id = wang) =>
  ({ method: 'code', purpose: 'meeting', code: `DQ1.member.${id}.signed`, notice }) as const;
const visits = () => Object.values(kiosk.views.attendance.visits);
const today = () => selectAttendance(kiosk.views.attendance, kiosk.views.centre.day).today;
/** Everything the kiosk would write down or snapshot. */
const written = () => JSON.stringify([kiosk.journal, kiosk.views]);

beforeEach(() => {
  kiosk = MemoryKiosk.open();
  const person = { name: '王小芳', unitId: 'dongcun', group: '三组', member: true };
  wang = kiosk.accept(addPerson, {
    ...person,
    phone: '13900139000',
    idNumber: '120111195001011234',
  }).id;
});

describe('checking in', () => {
  test('by head count is anonymous and needs no notice', () => {
    const reply = kiosk.accept(checkIn, {
      method: 'headcount',
      purpose: 'meeting',
      headcount: 12,
      unitId: 'huaxin',
    });
    expect(reply).toMatchObject({ purpose: 'meeting', headcount: 12, already: false });
    expect(visits()).toMatchObject([
      { id: reply.id, proof: 'none', unitId: 'huaxin', keyId: null, personId: null },
    ]);
    expect(today()).toEqual({ visits: 1, people: 12, inside: 12, byPurpose: { meeting: 12 } });
  });

  test.each([
    ['card', byCard],
    ['phone', byPhone],
  ] as const)('records the strength of the proof: %s', (proof, body) => {
    kiosk.accept(checkIn, body);
    expect(visits()).toMatchObject([{ proof, headcount: 1, keyId: expect.any(String) }]);
  });

  test('a code proves more than picking oneself from the list', () => {
    kiosk.accept(checkIn, byCode());
    kiosk.closeDay();
    kiosk.openDay('2026-11-24');
    kiosk.accept(checkIn, byResident());
    expect(visits().map(({ proof, method }) => [method, proof])).toEqual([
      ['code', 'code'],
      ['resident', 'selfDeclared'],
    ]);
    expect(visits().every(({ unitId }) => unitId === 'dongcun')).toBe(true);
  });

  test('personal fields are sealed under a key of the visit, and rows show masks', () => {
    kiosk.accept(checkIn, byCard);
    kiosk.accept(checkIn, byPhone);
    for (const plain of [PHONE, ID_NUMBER, card.name]) expect(written()).not.toContain(plain);
    const [phone, named] = visits()
      .map(({ keyId }) => keyId)
      .reverse();
    expect(phone).not.toBe(named);
    const { attendance, directory } = kiosk.views;
    const rows = selectVisits(attendance, directory, DAY, kiosk.open).visits;
    expect(rows.map(({ name, phone }) => [name, phone])).toEqual([
      [null, '138****8000'],
      ['𬭎**玥', null],
    ]);
  });

  test.each(['phone', 'card'])(
    'a resident known by %s is a person, and nothing is repeated',
    (how) => {
      const known = { ...card, idNumber: '120111195001011234' };
      kiosk.accept(
        checkIn,
        how === 'phone' ? { ...byPhone, phone: '13900139000' } : { ...byCard, card: known },
      );
      expect(visits()).toMatchObject([
        { personId: wang, keyId: null, name: null, phone: null, idNumber: null },
      ]);
      const { attendance, directory } = kiosk.views;
      const [row] = selectVisits(attendance, directory, DAY, kiosk.open).visits;
      expect(row).toMatchObject({ name: '王*芳', phone: '139****9000', unit: '东村' });
    },
  );

  test('a phone that two residents share names neither', () => {
    const person = { unitId: 'dongcun', group: '三组', member: false, phone: '13900139000' };
    kiosk.accept(addPerson, { ...person, name: '李大山' });
    kiosk.accept(checkIn, { ...byPhone, phone: '13900139000' });
    expect(visits()).toMatchObject([{ personId: null, phone: { sealed: expect.any(String) } }]);
  });

  test('refuses what is not offered, not known, not agreed, not ours, or too young', () => {
    const refuse = (body: CheckInCommandBody) => kiosk.refuse(checkIn, body);
    const child = (birthDate: string | null, idNumber = ID_NUMBER) =>
      ({ ...byCard, card: { ...card, birthDate, idNumber } }) as const;
    expect(refuse({ ...byPhone, purpose: 'volunteering' })).toBe('PURPOSE_NOT_OFFERED');
    expect(refuse({ ...byPhone, unitId: 'nowhere' })).toBe('UNIT_NOT_FOUND');
    expect(refuse({ ...byPhone, notice: '' })).toBe('NOTICE_NOT_AGREED');
    expect(refuse({ ...byPhone, notice: 'other' })).toBe('NOTICE_OUTDATED');
    expect(refuse({ ...byResident(), residentId: '__proto__' })).toBe('RESIDENT_NOT_FOUND');
    expect(refuse({ ...byCode(), code: 'https://example.org' })).toBe('CODE_NOT_OURS');
    expect(refuse({ ...byCode(), code: `DQ1.ticket.${wang}.signed` })).toBe('CODE_NOT_OURS');
    expect(refuse(byCode('nobody'))).toBe('CODE_NOT_OURS');
    expect(refuse(child('2012-11-24'))).toBe('GUARDIAN_NEEDED');
    expect(refuse(child(null, '120111201503071234'))).toBe('GUARDIAN_NEEDED');
    expect(visits()).toEqual([]);
    kiosk.accept(checkIn, child('2012-11-23'));
    expect(visits()).toHaveLength(1);
  });

  test('the notice that counts is the one in force', () => {
    kiosk.record(event(profileAdopted, { ...profile, personalDays: 90 }));
    expect(kiosk.refuse(checkIn, byPhone)).toBe('NOTICE_OUTDATED');
    const now = noticeVersion({ ...profile, personalDays: 90 });
    kiosk.accept(checkIn, { ...byPhone, notice: now });
    expect(kiosk.journal.at(-1)).toMatchObject({ data: { noticeVersion: now } });
    expect(noticeVersion({ ...profile, name: '别的中心' })).toBe(notice);
  });

  test('needs a business day', () => {
    kiosk.closeDay();
    expect(kiosk.refuse(checkIn, byPhone)).toBe('DAY_NOT_OPEN');
  });
});

describe('coming twice', () => {
  test.each([
    ['card', () => byCard, () => ({ ...byCard, purpose: 'errand' as const })],
    ['phone', () => byPhone, () => byPhone],
    ['code', byCode, byCode],
    ['resident', byResident, byResident],
    ['resident, then code', byResident, byCode],
    ['code, then own phone', byCode, () => ({ ...byPhone, phone: '13900139000' })],
  ] as const)('by %s counts once', (_how, first, second) => {
    const one = kiosk.accept(checkIn, first());
    const events = kiosk.journal.length;
    const two = kiosk.accept(checkIn, second());
    expect(two).toEqual({ ...one, already: true });
    expect(kiosk.journal).toHaveLength(events);
    expect(today()).toMatchObject({ visits: 1, people: 1, inside: 1 });
  });

  test('after leaving, and on another day, it is a new visit', () => {
    const one = kiosk.accept(checkIn, byPhone);
    kiosk.accept(checkOut, { method: 'phone', phone: PHONE });
    const two = kiosk.accept(checkIn, byPhone);
    kiosk.openDay('2026-11-24');
    const three = kiosk.accept(checkIn, byPhone);
    expect(new Set([one.id, two.id, three.id]).size).toBe(3);
    expect([two.already, three.already]).toEqual([false, false]);
  });

  test('two phones are two people', () => {
    kiosk.accept(checkIn, byPhone);
    expect(kiosk.accept(checkIn, { ...byPhone, phone: '13800138001' }).already).toBe(false);
  });
});

describe('checking out', () => {
  test.each([
    ['phone', () => byPhone, () => ({ method: 'phone', phone: PHONE }) as const],
    ['idCard', () => byCard, () => ({ method: 'idCard', card }) as const],
    ['code', byCode, () => ({ method: 'code', code: `DQ1.member.${wang}.signed` }) as const],
    ['resident', byResident, () => ({ method: 'resident', residentId: wang }) as const],
    ['phone', byResident, () => ({ method: 'phone', phone: '13900139000' }) as const],
    [
      'session',
      () => ({ method: 'headcount', purpose: 'visit', headcount: 3 }) as const,
      (visitId: string) => ({ method: 'session', visitId }) as const,
    ],
  ] as const)('by %s', (by, body, leaving) => {
    const { id } = kiosk.accept(checkIn, body());
    kiosk.wallMs += 3_600_000;
    kiosk.accept(checkOut, leaving(id));
    expect(kiosk.views.attendance.visits[id]).toMatchObject({
      endedBy: by,
      endedAtMs: kiosk.wallMs,
    });
    expect(today()).toMatchObject({ visits: 1, inside: 0 });
  });

  test('answers the same whether somebody was inside or not', () => {
    kiosk.accept(checkIn, byPhone);
    kiosk.accept(checkIn, byCode());
    const guesses = [
      { method: 'phone', phone: PHONE },
      { method: 'phone', phone: PHONE },
      { method: 'phone', phone: '13712345678' },
      { method: 'resident', residentId: wang },
      { method: 'resident', residentId: 'nobody' },
      { method: 'resident', residentId: 'constructor' },
      { method: 'session', visitId: '__proto__' },
      { method: 'code', code: 'DQ1.member.nobody.signed' },
      { method: 'idCard', card },
    ] as const;
    for (const guess of guesses) expect(kiosk.accept(checkOut, guess)).toEqual({ done: true });
    kiosk.closeDay();
    expect(kiosk.accept(checkOut, guesses[0])).toEqual({ done: true });
    expect(kiosk.refuse(checkOut, { method: 'code', code: 'foreign' })).toBe('CODE_NOT_OURS');
  });

  test('forgetting it closes the visit with the day, and nobody claims to know when they left', () => {
    const { id } = kiosk.accept(checkIn, byPhone);
    kiosk.closeDay();
    expect(kiosk.views.attendance.visits[id]).toMatchObject({ endedBy: 'dayEnd', endedAtMs: null });
    expect(kiosk.find('attendance.openPhone', PHONE)).toEqual([]);
  });
});
