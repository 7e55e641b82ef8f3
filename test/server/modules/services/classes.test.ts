// Who goes first and why: classes with a head start, the guard for those who are passed over, appointments, opening hours,
// windows one signs in to, letters of one's own.
import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { hoursPut } from '../../../../server/modules/catalogue/schema.ts';
import { adoptProfile, openDay } from '../../../../server/modules/centre/commands.ts';
import {
  bookAppointment,
  cancelAppointment,
} from '../../../../server/modules/services/appointment-commands.ts';
import { callNext, finishTicket } from '../../../../server/modules/services/call-commands.ts';
import {
  changeClassOf,
  giveUpTicket,
  takeTicket,
} from '../../../../server/modules/services/commands.ts';
import { selectBoard, selectServices } from '../../../../server/modules/services/pages.ts';
import {
  defaultPolicy,
  type VisitorClass,
} from '../../../../server/modules/services/terms-schema.ts';
import {
  closeWindow,
  openWindow,
  pauseWindow,
  putPolicy,
} from '../../../../server/modules/services/window-commands.ts';
import { event } from '../../../../server/store/module.ts';
import { profile } from '../attendance/memory-kiosk.ts';
import { type Bench, createBench } from '../decide.ts';
import { smallCatalogue } from '../small-catalogue.ts';

const items = [
  { id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1, 3] },
  { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] },
];
const DAY = '2026-11-23';
const clerk = { kind: 'staff', accountId: 'clerk' } as const;
let bench: Bench;
const pass = (minutes: number) => {
  bench.wallMs += minutes * 60_000;
};
function take(of: VisitorClass = 'ordinary', itemId = 'elder') {
  bench.actor = { kind: 'touchscreen' };
  pass(1);
  return bench.accept(takeTicket, { itemId, class: of, print: false });
}
const next = (window = 1) => bench.accept(callNext, { window }).number;
const open = (window: number, accountId = 'clerk', takeOver = false) => {
  bench.actor = { kind: 'staff', accountId };
  bench.accept(openWindow, { window, itemIds: null, takeOver });
};

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptProfile, profile);
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: DAY });
});

describe('a class', () => {
  test('has a head start, no right to pass everybody', () => {
    const early = take();
    pass(20);
    const late = take();
    const elderly = take('elderly');
    const soldier = take('military');
    expect(soldier.ahead).toBe(0);
    expect(elderly.ahead).toBe(1);
    const order = [early, late, elderly, soldier].map(({ number }) => number);
    const [a = '', b = '', c = '', d = ''] = order;
    expect([next(), next(), next(), next()]).toEqual([d, a, c, b]);
  });

  test('shows on the board as a mark', () => {
    take('expecting');
    take('military');
    next();
    next();
    expect(selectBoard(bench.views)).toMatchObject({
      now: { mark: 'priority', times: 1 },
      last: [{ mark: 'military' }],
    });
  });

  test('that the centre made strict goes before all, however long they waited', () => {
    bench.accept(putPolicy, { ...defaultPolicy, strictClass: 'military' });
    const patient = take();
    pass(120);
    const soldier = take('military');
    expect([next(), next()]).toEqual([soldier.number, patient.number]);
  });

  test('whose proof is not there loses the place, and has it again with the proof', () => {
    const ordinary = take();
    const elderly = take('elderly');
    bench.accept(changeClassOf, { ticketId: elderly.id, class: 'ordinary' });
    expect(bench.views.services.waiting).toEqual([ordinary.id, elderly.id]);
    bench.accept(changeClassOf, { ticketId: elderly.id, class: 'elderly' });
    expect(bench.views.services.waiting).toEqual([elderly.id, ordinary.id]);
    const none = { ticketId: 'none', class: 'elderly' } as const;
    expect(bench.refuse(changeClassOf, none)).toBe('TICKET_NOT_FOUND');
  });
});

describe('whoever is passed over', () => {
  test('is passed five times by later arrivals, not six', () => {
    const patient = take();
    const called: string[] = [];
    for (let one = 0; one < 7; one++) {
      take('elderly');
      called.push(next());
    }
    expect(called.indexOf(patient.number)).toBe(5);
  });

  test('counts among those ahead of whoever could not pass any more', () => {
    const patient = [take(), take()].map(({ number }) => number);
    const passing = Array.from({ length: 5 }, () => take('elderly'));
    expect(passing.map(({ ahead }) => ahead)).toEqual([0, 1, 2, 3, 4]);
    const sixth = take('elderly');
    expect(sixth.ahead).toBe(7);
    const called = Array.from({ length: 8 }, () => next());
    expect(called.slice(5)).toEqual([...patient, sixth.number]);
  });

  test('is passed no more after three quarters of an hour', () => {
    bench.accept(putPolicy, {
      ...defaultPolicy,
      overtakenLimit: 100,
      headStartMinutes: {
        ...defaultPolicy.headStartMinutes,
        elderly: 60,
      },
    });
    const patient = take();
    pass(40);
    const first = take('elderly');
    expect(next()).toBe(first.number);
    take('elderly');
    pass(6);
    expect(next()).toBe(patient.number);
  });
});

describe('an appointment', () => {
  const book = (slot: string, day = DAY) =>
    bench.accept(bookAppointment, { day, slot, itemId: 'elder' });
  /** 09:00 in the centre. */
  const at = (clock: string) => {
    bench.wallMs = Date.parse(`${DAY}T${clock}:00+08:00`);
  };
  const arrive = (appointmentCode: string) =>
    bench.accept(takeTicket, { appointmentCode, print: false });

  test('goes before who came after its hour; late, it queues like everybody', () => {
    const [punctual, late] = [book('09:30'), book('09:10')];
    expect(punctual.code).toMatch(/^\d{6}$/);
    at('09:31');
    const walkIn = bench.accept(takeTicket, { itemId: 'elder', print: false });
    at('09:35');
    const first = arrive(punctual.code);
    const last = arrive(late.code);
    expect([next(), next(), next()]).toEqual([first.number, walkIn.number, last.number]);
    expect(bench.refuse(takeTicket, { appointmentCode: late.code, print: false })).toBe(
      'APPOINTMENT_NOT_FOUND',
    );
  });

  test('too early is no head start', () => {
    const { code } = book('11:00');
    at('09:00');
    const walkIn = bench.accept(takeTicket, { itemId: 'elder', print: false });
    at('09:05');
    const early = arrive(code);
    expect([next(), next()]).toEqual([walkIn.number, early.number]);
  });

  test('is refused for a full hour, a day gone by, an hour that is none', () => {
    book('10:00');
    book('10:00');
    const refused = (day: string, slot: string) =>
      bench.refuse(bookAppointment, { day, slot, itemId: 'elder' });
    expect(refused(DAY, '10:00')).toBe('SLOT_FULL');
    expect(refused('2026-11-22', '10:00')).toBe('SLOT_INVALID');
    expect(refused('2026-02-30', '10:00')).toBe('SLOT_INVALID');
    expect(refused(DAY, '10:01')).toBe('SLOT_INVALID');
    expect(refused(DAY, '25:00')).toBe('SLOT_INVALID');
  });

  test('is for its day, and cancelled frees its hour', () => {
    const tomorrow = book('10:00', '2026-11-24');
    const wrong = { appointmentCode: tomorrow.code, print: false };
    expect(bench.refuse(takeTicket, wrong)).toBe('APPOINTMENT_WRONG_DAY');
    bench.accept(cancelAppointment, { appointmentId: tomorrow.id });
    expect(bench.refuse(takeTicket, wrong)).toBe('APPOINTMENT_NOT_FOUND');
    expect(bench.refuse(cancelAppointment, { appointmentId: 'constructor' })).toBe(
      'APPOINTMENT_NOT_FOUND',
    );
  });
});

describe('opening hours', () => {
  const day = [
    { from: '08:30', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ];
  const hours = {
    week: [day, day, day, day, day, [], []],
    exceptions: [{ day: '2026-11-24', spans: [], reason: '全员培训' }],
    lockMinutes: 15,
  };
  const at = (moment: string) => {
    bench.wallMs = Date.parse(`${moment}:00+08:00`);
  };
  const hall = () =>
    selectServices(bench.views, { wallMs: bench.wallMs, hallMs: 0, trusted: true }).hall;
  const refused = () => bench.refuse(takeTicket, { itemId: 'elder', print: false });

  beforeEach(() => bench.fold(event(hoursPut, { hours })));

  test('numbers stop a quarter of an hour before closing, at noon too', () => {
    at(`${DAY}T11:44`);
    bench.accept(takeTicket, { itemId: 'elder', print: false });
    at(`${DAY}T11:45`);
    expect(refused()).toBe('HALL_CLOSED');
    expect(hall()).toEqual({ open: false, opensAt: '13:30', reason: '' });
    at(`${DAY}T13:30`);
    expect(hall().open).toBe(true);
    at(`${DAY}T17:15`);
    expect(hall()).toEqual({ open: false, opensAt: null, reason: '' });
  });

  test('weekends are closed, and days with a reason say it', () => {
    at('2026-11-22T10:00');
    expect(refused()).toBe('HALL_CLOSED');
    at('2026-11-24T10:00');
    expect(hall()).toMatchObject({ open: false, reason: '全员培训' });
  });

  test('bind neither staff nor a clock that nobody trusts', () => {
    at(`${DAY}T20:00`);
    bench.actor = clerk;
    bench.accept(takeTicket, { itemId: 'elder', print: false });
    const dark = selectServices(bench.views, { wallMs: bench.wallMs, hallMs: 0, trusted: false });
    expect(dark.hall.open).toBe(true);
  });
});

describe('a window', () => {
  test('belongs to who signed in; another takes it over only by saying so', () => {
    open(1, 'first');
    bench.actor = { kind: 'staff', accountId: 'second' };
    const body = { window: 1, itemIds: null, takeOver: false };
    expect(bench.refuse(openWindow, body)).toBe('WINDOW_TAKEN');
    bench.accept(openWindow, { ...body, takeOver: true });
    expect(bench.views.services.windows[1]?.accountId).toBe('second');
    expect(bench.refuse(openWindow, { ...body, window: 9 })).toBe('WINDOW_UNKNOWN');
    const foreign = { ...body, itemIds: ['insure'] };
    expect(bench.refuse(openWindow, foreign)).toBe('NOT_FOR_THIS_WINDOW');
    const inherited = { ...body, itemIds: ['constructor'] };
    expect(bench.refuse(openWindow, inherited)).toBe('NOT_FOR_THIS_WINDOW');
  });

  test('is left when its clerk opens another, unless somebody sits there', () => {
    open(1);
    open(3);
    expect(Object.keys(bench.views.services.windows)).toEqual(['3']);
    const { id } = take();
    next(3);
    bench.actor = clerk;
    const body = { window: 1, itemIds: null, takeOver: false };
    expect(bench.refuse(openWindow, body)).toBe('WINDOW_BUSY');
    expect(bench.refuse(closeWindow, { window: 3 })).toBe('WINDOW_BUSY');
    bench.accept(finishTicket, { ticketId: id, outcome: 'done' });
    bench.accept(closeWindow, { window: 3 });
    expect(bench.views.services.windows).toEqual({});
  });

  test('that pauses says why and who takes over; the board tells the queue', () => {
    open(1, 'a');
    open(3, 'b');
    const body = { window: 1, paused: true, reason: 'meeting', handOver: 3 } as const;
    bench.accept(pauseWindow, body);
    expect(selectBoard(bench.views).paused).toEqual([
      { window: 1, reason: 'meeting', handOver: 3 },
    ]);
    expect(bench.refuse(pauseWindow, { ...body, handOver: 1 })).toBe('TRANSFER_TO_SELF');
    expect(bench.refuse(pauseWindow, { ...body, handOver: 2 })).toBe('WINDOW_NOT_OPEN');
    take();
    expect(bench.refuse(callNext, { window: 1 })).toBe('WINDOW_PAUSED');
    expect(next(3)).toBe('A001');
  });
});

test('a number is given up by who holds it, once', () => {
  const { id } = take();
  bench.accept(giveUpTicket, { ticketId: id });
  expect(bench.views.services.waiting).toEqual([]);
  expect(bench.refuse(giveUpTicket, { ticketId: id })).toBe('TICKET_STATE_WRONG');
});

test('a kiosk with letters of its own gives no number that another gives', () => {
  const numbers = ['ABC', 'XYZ'].map((numberLetters) => {
    bench.accept(adoptProfile, { ...profile, numberLetters });
    return [take().number, take('ordinary', 'insure').number];
  });
  expect(numbers).toEqual([
    ['A001', 'B001'],
    ['X001', 'Y001'],
  ]);
  bench.accept(adoptProfile, { ...profile, numberLetters: 'Q' });
  expect([take().number, take('ordinary', 'insure').number]).toEqual(['Q001', 'Q002']);
});
