import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import { isStale } from '../../../../server/modules/printing/view.ts';
import {
  callAgain,
  callNext,
  finishTicket,
  missTicket,
} from '../../../../server/modules/services/call-commands.ts';
import { takeTicket } from '../../../../server/modules/services/commands.ts';
import { selectBoard, selectTicket } from '../../../../server/modules/services/pages.ts';
import { pauseWindow } from '../../../../server/modules/services/window-commands.ts';
import { type Bench, createBench } from '../decide.ts';
import { smallCatalogue } from '../small-catalogue.ts';

const items = [
  { id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1, 3] },
  { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] },
  { id: 'land', name: '宅基地审批', prefix: 'A', windows: [] },
];
let bench: Bench;
const take = (itemId: string, visitId?: string) =>
  bench.accept(takeTicket, { itemId, print: true, ...(visitId ? { visitId } : {}) });

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: '2026-11-23' });
});

describe('taking a number', () => {
  test('counts by prefix and says how many of it wait', () => {
    expect(take('elder')).toMatchObject({ number: 'A001', ahead: 0, wait: null });
    expect(take('insure')).toMatchObject({ number: 'B001', ahead: 0 });
    expect(take('elder')).toMatchObject({ number: 'A002', ahead: 1 });
  });

  test('records one anonymous errand, unless the visitor has checked in', () => {
    const first = take('elder');
    take('insure', first.visitId);
    const visits = Object.values(bench.views.attendance.visits);
    expect(visits).toMatchObject([{ purpose: 'errand', method: 'ticket', headcount: 1 }]);
  });

  test('ticket, visit and slip are one command', () => {
    const before = bench.recorded.length;
    const { id, jobId } = take('elder');
    expect(bench.recorded.slice(before).map(({ type }) => type)).toEqual([
      'services.ticketTaken',
      'attendance.visitStarted',
      'printing.jobQueued',
    ]);
    expect(bench.views.printing.jobs[jobId ?? '']).toMatchObject({ reference: id, copy: 1 });
  });

  test('is refused without a day, for an unknown item and where no window serves', () => {
    expect(bench.refuse(takeTicket, { itemId: 'nothing', print: true })).toBe('ITEM_NOT_FOUND');
    expect(bench.refuse(takeTicket, { itemId: 'land', print: true })).toBe('ITEM_NOT_SERVED');
    expect(createBench().refuse(takeTicket, { itemId: 'elder', print: true })).toBe('DAY_NOT_OPEN');
  });

  test('numbers start again with a new day, and go on when staff return to an earlier one', () => {
    take('elder');
    take('elder');
    bench.accept(openDay, { day: '2026-11-24' });
    expect(take('elder').number).toBe('A001');
    bench.actor = { kind: 'staff', accountId: 'a' };
    bench.accept(openDay, { day: '2026-11-23' });
    expect(take('elder').number).toBe('A003');
  });

  test('four digits after 999', () => {
    bench.views.services.counters['2026-11-23'] = { A: 999 };
    expect(take('elder').number).toBe('A1000');
  });
});

describe('calling', () => {
  test('a window calls what it serves, in order; the ticket before is done', () => {
    const b = take('insure');
    const a1 = take('elder');
    const a2 = take('elder');
    expect(bench.accept(callNext, { window: 3 }).number).toBe(a1.number);
    expect(bench.accept(callNext, { window: 3 }).number).toBe(a2.number);
    expect(bench.views.services.tickets[a1.id]?.state).toBe('served');
    expect(bench.views.services.tickets[b.id]?.state).toBe('waiting');
    expect(bench.refuse(callNext, { window: 3 })).toBe('QUEUE_EMPTY');
    expect(bench.refuse(callNext, { window: 9 })).toBe('WINDOW_UNKNOWN');
  });

  test('the board shows the number being called and the five before it, each once', () => {
    const tickets = Array.from({ length: 8 }, () => take('elder'));
    for (const _ of tickets) bench.accept(callNext, { window: 1 });
    bench.accept(callAgain, { ticketId: tickets[7]?.id ?? '' });
    const board = selectBoard(bench.views);
    expect(board.now?.number).toBe('A008');
    expect(board.last.map(({ number }) => number)).toEqual([
      'A007',
      'A006',
      'A005',
      'A004',
      'A003',
    ]);
  });

  test('only a called ticket can be called again or finished', () => {
    const { id } = take('elder');
    expect(bench.refuse(callAgain, { ticketId: id })).toBe('TICKET_STATE_WRONG');
    expect(bench.refuse(finishTicket, { ticketId: id, outcome: 'done' })).toBe(
      'TICKET_STATE_WRONG',
    );
    bench.accept(callNext, { window: 1 });
    for (const _ of [1, 2]) {
      bench.wallMs += 20_000;
      bench.accept(callAgain, { ticketId: id });
    }
    bench.accept(missTicket, { ticketId: id });
    expect(selectTicket(bench.views, id, bench.wallMs)).toMatchObject({
      state: 'missed',
      ahead: null,
    });
  });
});

describe('a window whose clerk is away', () => {
  const paused = () => selectBoard(bench.views).paused.map(({ window }) => window);

  test('is called nobody to until it goes on; whoever is there stays', () => {
    const { id } = take('elder');
    take('elder');
    bench.accept(callNext, { window: 1 });
    bench.accept(pauseWindow, { window: 1, paused: true });
    expect(paused()).toEqual([1]);
    expect(bench.refuse(callNext, { window: 1 })).toBe('WINDOW_PAUSED');
    bench.accept(callAgain, { ticketId: id });
    bench.accept(finishTicket, { ticketId: id, outcome: 'done' });
    expect(bench.accept(callNext, { window: 3 }).number).toBe('A002');
    bench.accept(pauseWindow, { window: 1, paused: false });
    expect(bench.refuse(callNext, { window: 1 })).toBe('QUEUE_EMPTY');
  });

  test('said twice changes nothing; an unknown window is refused; the day ends it', () => {
    bench.accept(pauseWindow, { window: 1, paused: true });
    const before = bench.recorded.length;
    bench.accept(pauseWindow, { window: 1, paused: true });
    expect(bench.recorded).toHaveLength(before);
    expect(bench.refuse(pauseWindow, { window: 9, paused: true })).toBe('WINDOW_UNKNOWN');
    bench.accept(openDay, { day: '2026-11-24' });
    expect(paused()).toEqual([]);
  });
});

describe('the end of the day', () => {
  test('waiting tickets are void and their slips stale', () => {
    const { id, jobId } = take('elder');
    bench.accept(openDay, { day: '2026-11-24' });
    expect(bench.views.services.tickets[id]?.state).toBe('void');
    expect(bench.views.services.waiting).toEqual([]);
    const job = bench.views.printing.jobs[jobId ?? ''];
    expect(job && isStale(job, bench.views, bench.wallMs)).toBe(true);
  });

  test('tickets leave memory after three days with tickets', () => {
    const { id } = take('elder');
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) {
      bench.accept(openDay, { day });
      take('insure');
    }
    expect(bench.views.services.tickets[id]).toBeUndefined();
    expect(Object.keys(bench.views.services.tickets).length).toBeLessThanOrEqual(4);
  });
});
