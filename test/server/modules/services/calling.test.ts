// What a window does with a number: outcomes, several things on one number, undone calls, numbers put aside, missed, out of turn.
import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import {
  callAgain,
  callHeld,
  callNext,
  callTicket,
  finishTicket,
  holdTicket,
  missTicket,
  startService,
  transferTicket,
  undoCall,
} from '../../../../server/modules/services/call-commands.ts';
import { reactivateTicket, takeTicket } from '../../../../server/modules/services/commands.ts';
import { missingSlip } from '../../../../server/modules/services/receipt.ts';
import { openWindow } from '../../../../server/modules/services/window-commands.ts';
import { profile } from '../attendance/memory-kiosk.ts';
import { type Bench, createBench } from '../decide.ts';
import { smallCatalogue } from '../small-catalogue.ts';

/** Window 1 does everything, 2 and 3 one thing each. */
const items = [
  { id: 'birth', name: '出生登记', prefix: 'A', windows: [1, 2] },
  { id: 'insure', name: '医保参保', prefix: 'B', windows: [1, 3] },
  { id: 'card', name: '社会保障卡', prefix: 'B', windows: [1, 3] },
];
let bench: Bench;
const pass = (seconds: number) => {
  bench.wallMs += seconds * 1000;
};
function take(...itemIds: string[]) {
  pass(60);
  return bench.accept(takeTicket, { itemIds, print: true });
}
const open = (window: number) =>
  bench.accept(openWindow, { window, itemIds: null, takeOver: false });
const next = (window: number) => bench.accept(callNext, { window }).number;
const ticket = (id: string) => bench.views.services.tickets[id];

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, {
    ...smallCatalogue(items),
    packages: [
      {
        id: 'newborn',
        name: '新生儿一件事',
        note: '',
        itemIds: ['birth', 'insure'],
        retired: false,
      },
    ],
  });
  bench.accept(openDay, { day: '2026-11-23' });
});

describe('several things on one number', () => {
  test('are done at one window where one can do them all', () => {
    open(1);
    open(2);
    const { id, number, items: names } = take('birth', 'insure');
    expect([number, names]).toEqual(['A001', ['出生登记', '医保参保']]);
    expect(bench.refuse(callNext, { window: 2 })).toBe('QUEUE_EMPTY');
    expect(next(1)).toBe(number);
    bench.accept(finishTicket, { ticketId: id, outcome: 'done' });
    expect(ticket(id)).toMatchObject({ state: 'served', itemIds: ['birth', 'insure'] });
  });

  test('go from window to window, at the same place, where none can', () => {
    open(2);
    open(3);
    const first = take('birth', 'insure');
    const later = take('insure');
    expect(next(2)).toBe('A001');
    bench.accept(finishTicket, { ticketId: first.id, outcome: 'done' });
    expect(ticket(first.id)).toMatchObject({
      state: 'waiting',
      itemIds: ['insure'],
      doneItemIds: ['birth'],
    });
    expect([next(3), next(3)]).toEqual(['A001', later.number]);
    expect(ticket(first.id)?.state).toBe('served');
  });

  test('of a package are its items; the slip and the reply bear its name', () => {
    const {
      id,
      item,
      items: names,
    } = bench.accept(takeTicket, {
      packageId: 'newborn',
      print: false,
    });
    expect([item, names]).toEqual(['新生儿一件事', ['出生登记', '医保参保']]);
    expect(ticket(id)).toMatchObject({ packageId: 'newborn', itemIds: ['birth', 'insure'] });
  });

  test('are named in one way, not two, and each once', () => {
    const both = { itemId: 'birth', packageId: 'newborn', print: false };
    expect(bench.refuse(takeTicket, both)).toBe('ITEMS_WRONG');
    expect(bench.refuse(takeTicket, { print: false })).toBe('ITEMS_WRONG');
    expect(bench.refuse(takeTicket, { packageId: 'none', print: false })).toBe('PACKAGE_NOT_FOUND');
    expect(take('card', 'card').items).toEqual(['社会保障卡']);
  });
});

describe('an outcome', () => {
  test('材料不齐 prints what to bring, and what is left still waits', () => {
    open(1);
    const { id } = take('birth', 'card');
    next(1);
    const missing = ['出生医学证明原件', '父母双方身份证'];
    const { jobId } = bench.accept(finishTicket, {
      ticketId: id,
      outcome: 'materialsMissing',
      itemIds: ['birth'],
      missing,
      print: true,
    });
    expect(bench.views.printing.jobs[jobId ?? '']).toMatchObject({
      kind: 'missing',
      reference: id,
    });
    const slip = missingSlip(bench.views, id, { profile, copy: 1 });
    const lines = slip?.lines.map((line) => ('text' in line ? line.text : ''));
    expect(lines).toEqual(expect.arrayContaining(missing.map((name) => `□ ${name}`)));
    expect(ticket(id)).toMatchObject({ state: 'waiting', itemIds: ['card'] });
  });

  test('prints nothing where nothing is missing or no printer is set up', () => {
    open(1);
    for (const extra of [{ print: true }, { missing: ['照片'], print: false }]) {
      const { id } = take('birth');
      next(1);
      const how = { ticketId: id, outcome: 'materialsMissing', ...extra } as const;
      expect(bench.accept(finishTicket, how).jobId).toBeNull();
    }
  });

  test('is only for what is on the number, and for a number that is at a window', () => {
    open(1);
    const { id } = take('birth');
    expect(bench.refuse(finishTicket, { ticketId: id, outcome: 'done' })).toBe(
      'TICKET_STATE_WRONG',
    );
    next(1);
    const foreign = { ticketId: id, outcome: 'done' as const, itemIds: ['card'] };
    expect(bench.refuse(finishTicket, foreign)).toBe('ITEM_NOT_FOUND');
  });

  test('teaches how long a thing takes, from the start of the service; slips of the finger do not', () => {
    open(1);
    const times = () => bench.views.services.serviceTimes;
    const slow = take('birth');
    next(1);
    pass(30);
    bench.accept(startService, { ticketId: slow.id });
    pass(300);
    bench.accept(finishTicket, { ticketId: slow.id, outcome: 'done' });
    expect(times()).toEqual({ birth: [300_000] });
    const fast = take('birth');
    next(1);
    pass(2);
    bench.accept(finishTicket, { ticketId: fast.id, outcome: 'done' });
    expect(times()).toEqual({ birth: [300_000] });
    const both = take('birth', 'card');
    next(1);
    pass(600);
    bench.accept(finishTicket, { ticketId: both.id, outcome: 'done' });
    expect(times()).toEqual({ birth: [300_000, 300_000], card: [300_000] });
  });
});

describe('an undone call', () => {
  test('puts the number back at its place and the one before back at the window', () => {
    open(1);
    const one = take('birth');
    const two = take('birth');
    take('birth');
    next(1);
    pass(120);
    next(1);
    expect(ticket(one.id)?.state).toBe('served');
    pass(10);
    bench.accept(undoCall, { ticketId: two.id });
    expect(ticket(one.id)).toMatchObject({ state: 'serving', outcome: null });
    expect(ticket(two.id)).toMatchObject({ state: 'waiting', calls: 0, window: null });
    expect(bench.views.services.calls.map(({ number }) => number)).toEqual(['A001']);
    expect(bench.views.services.serviceTimes).toEqual({ birth: [] });
    expect(next(1)).toBe('A002');
  });

  test('is for ten seconds, and not for who was called again or sat down', () => {
    open(1);
    const { id } = take('birth');
    next(1);
    pass(11);
    expect(bench.refuse(undoCall, { ticketId: id })).toBe('UNDO_TOO_LATE');
    bench.accept(callAgain, { ticketId: id });
    expect(bench.refuse(undoCall, { ticketId: id })).toBe('UNDO_TOO_LATE');
    bench.accept(startService, { ticketId: id });
    expect(bench.refuse(undoCall, { ticketId: id })).toBe('TICKET_STATE_WRONG');
  });
});

describe('a number that does not come', () => {
  test('is missed after three calls that are far enough apart', () => {
    open(1);
    const { id } = take('birth');
    next(1);
    for (const wait of [5, 20, 5]) {
      pass(wait);
      bench.accept(callAgain, { ticketId: id });
    }
    expect(bench.refuse(missTicket, { ticketId: id })).toBe('CALL_MORE_FIRST');
    pass(20);
    bench.accept(callAgain, { ticketId: id });
    bench.accept(missTicket, { ticketId: id });
    expect(ticket(id)?.state).toBe('missed');
    expect(bench.views.services.windows[1]?.ticketId).toBeNull();
  });

  test('comes back behind the third of its row, and never before who waited', () => {
    open(1);
    const missed = take('birth');
    const others = Array.from({ length: 5 }, () => take('birth'));
    next(1);
    for (const _ of [1, 2]) {
      pass(20);
      bench.accept(callAgain, { ticketId: missed.id });
    }
    bench.accept(missTicket, { ticketId: missed.id });
    // Longer than anybody has waited: the place is of now, not of the morning.
    pass(3600);
    bench.accept(reactivateTicket, { ticketId: missed.id });
    const called = Array.from({ length: 6 }, () => next(1));
    const numbers = others.map(({ number }) => number);
    expect(called).toEqual([...numbers.slice(0, 3), missed.number, ...numbers.slice(3)]);
    expect(bench.refuse(reactivateTicket, { ticketId: missed.id })).toBe('TICKET_STATE_WRONG');
  });
});

describe('a number put aside', () => {
  test('frees its window and is called back by it alone', () => {
    open(1);
    const one = take('birth');
    const two = take('birth');
    next(1);
    bench.accept(startService, { ticketId: one.id });
    bench.accept(holdTicket, { ticketId: one.id });
    expect(next(1)).toBe(two.number);
    expect(bench.refuse(callHeld, { ticketId: one.id })).toBe('WINDOW_BUSY');
    bench.accept(finishTicket, { ticketId: two.id, outcome: 'consulted' });
    bench.accept(callHeld, { ticketId: one.id });
    expect(ticket(one.id)).toMatchObject({ state: 'called', window: 1 });
    expect(bench.refuse(callHeld, { ticketId: one.id })).toBe('TICKET_STATE_WRONG');
  });

  test('can be sent on to another window', () => {
    open(1);
    open(2);
    const { id } = take('birth');
    next(1);
    bench.accept(holdTicket, { ticketId: id });
    bench.accept(transferTicket, { ticketId: id, window: 2 });
    expect(next(2)).toBe('A001');
  });
});

describe('out of turn', () => {
  test('needs a reason, which is kept, and a window that serves it', () => {
    open(1);
    open(3);
    take('birth');
    const second = take('birth');
    const wrong = { ticketId: second.id, window: 3, reason: 'unwell' } as const;
    expect(bench.refuse(callTicket, wrong)).toBe('NOT_FOR_THIS_WINDOW');
    bench.accept(callTicket, { ...wrong, window: 1 });
    expect(bench.recorded.at(-1)?.data).toMatchObject({ ticketId: second.id, reason: 'unwell' });
    expect(bench.refuse(callTicket, { ...wrong, window: 1 })).toBe('TICKET_STATE_WRONG');
  });

  test('counts as passing over whoever came before', () => {
    open(1);
    const first = take('birth');
    const second = take('birth');
    bench.accept(callTicket, { ticketId: second.id, window: 1, reason: 'companion' });
    expect(ticket(first.id)?.overtaken).toBe(1);
  });
});

describe('transfer to another thing', () => {
  test('goes to whoever serves it; what nobody serves is refused', () => {
    open(2);
    open(3);
    const { id } = take('birth');
    next(2);
    expect(bench.refuse(transferTicket, { ticketId: id, itemId: 'none' })).toBe('ITEM_NOT_FOUND');
    expect(bench.refuse(transferTicket, { ticketId: id })).toBe('ITEMS_WRONG');
    expect(bench.refuse(transferTicket, { ticketId: id, window: 1 })).toBe('WINDOW_NOT_OPEN');
    bench.accept(transferTicket, { ticketId: id, itemId: 'card' });
    expect(bench.refuse(callNext, { window: 2 })).toBe('QUEUE_EMPTY');
    expect(next(3)).toBe('A001');
  });
});
