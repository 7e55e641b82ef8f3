// A ticket that goes to another window, and what a visitor thinks of one.
import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { itemPut } from '../../../../server/modules/catalogue/schema.ts';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import { selectJobs } from '../../../../server/modules/printing/view.ts';
import { rateAtWindow } from '../../../../server/modules/ratings/commands.ts';
import {
  callAgain,
  callNext,
  finishTicket,
  missTicket,
  transferTicket,
} from '../../../../server/modules/services/call-commands.ts';
import { takeTicket } from '../../../../server/modules/services/commands.ts';
import {
  selectBoard,
  selectServices,
  selectTicket,
} from '../../../../server/modules/services/pages.ts';
import { selectTickets } from '../../../../server/modules/services/staff-pages.ts';
import { openWindow, pauseWindow } from '../../../../server/modules/services/window-commands.ts';
import { event } from '../../../../server/store/module.ts';
import { type Bench, createBench } from '../decide.ts';
import { serviceItem, smallCatalogue } from '../small-catalogue.ts';

const DAY = '2026-11-23';
const insure = { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] };
const items = [{ id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1, 3] }, insure];
let bench: Bench;
/** A minute apart, so that the hall time tells them. */
function take(itemId: string) {
  bench.wallMs += 60_000;
  return bench.accept(takeTicket, { itemId, print: true });
}
const callAt = (window: number) => bench.accept(callNext, { window }).number;
function openAll(): void {
  for (const window of [1, 2, 3]) {
    bench.accept(openWindow, { window, itemIds: null, takeOver: false });
  }
}
const transfer = (ticketId: string, window: number) =>
  bench.accept(transferTicket, { ticketId, window });
const list = () => selectTickets(bench.views, () => null, bench.wallMs);
const ahead = (id: string) => selectTicket(bench.views, id, bench.wallMs)?.ahead;

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: DAY });
  openAll();
});

describe('a transferred ticket', () => {
  test('is called next by that window alone, before whoever came later', () => {
    const a1 = take('elder');
    take('insure');
    take('elder');
    callAt(1);
    transfer(a1.id, 2);
    expect(bench.recorded.at(-1)).toMatchObject({
      type: 'services.ticketTransferred',
      data: { ticketId: a1.id, from: 1, window: 2 },
    });
    expect(callAt(1)).toBe('A002');
    expect(bench.refuse(callNext, { window: 3 })).toBe('QUEUE_EMPTY');
    expect(callAt(2)).toBe('A001');
    expect(callAt(2)).toBe('B001');
  });

  test('keeps its place: behind whoever came earlier, before whoever came later', () => {
    const b1 = take('insure');
    const a1 = take('elder');
    const b2 = take('insure');
    callAt(1);
    transfer(a1.id, 2);
    expect([b1, a1, b2].map(({ id }) => ahead(id))).toEqual([0, 1, 2]);
    expect([callAt(2), callAt(2), callAt(2)]).toEqual(['B001', 'A001', 'B002']);
  });

  test('is no longer ahead of the queue that it left, and counts for the one it joined', () => {
    const a1 = take('elder');
    const a2 = take('elder');
    callAt(1);
    transfer(a1.id, 2);
    expect([ahead(a1.id), ahead(a2.id)]).toEqual([0, 0]);
    expect(take('insure').ahead).toBe(1);
    expect(take('elder').ahead).toBe(1);
  });

  test('waits on every screen: off the board, counted by its number, its window told to staff', () => {
    const a1 = take('elder');
    callAt(1);
    transfer(a1.id, 3);
    const now = { wallMs: bench.wallMs, hallMs: bench.wallMs, trusted: true };
    expect(selectBoard(bench.views)).toMatchObject({
      now: null,
      last: [],
      waiting: [{ prefix: 'A', waiting: 1 }, { waiting: 0 }],
    });
    expect(selectServices(bench.views, now)).toMatchObject({
      waiting: 1,
      items: [{ waiting: 1 }, {}],
    });
    expect(selectTicket(bench.views, a1.id, 0)).toMatchObject({ state: 'waiting', window: 3 });
    expect(list().waiting).toMatchObject([{ state: 'waiting', window: 3 }]);
    callAt(3);
    expect(selectBoard(bench.views).now).toMatchObject({ number: 'A001', window: 3 });
    expect(bench.refuse(transferTicket, { ticketId: a1.id, window: 3 })).toBe('TRANSFER_TO_SELF');
  });

  test('can go on and come back, and is void with the day', () => {
    const a1 = take('elder');
    callAt(1);
    transfer(a1.id, 2);
    callAt(2);
    transfer(a1.id, 1);
    expect(bench.refuse(callNext, { window: 3 })).toBe('QUEUE_EMPTY');
    callAt(1);
    transfer(a1.id, 2);
    bench.accept(openDay, { day: '2026-11-24' });
    expect(bench.views.services.tickets[a1.id]?.state).toBe('void');
    expect(bench.views.services.waiting).toEqual([]);
  });

  test('is called by a window that serves nothing any more; not while it is paused', () => {
    const a1 = take('elder');
    callAt(1);
    transfer(a1.id, 2);
    bench.accept(pauseWindow, { window: 2, paused: true });
    expect(bench.refuse(callNext, { window: 2 })).toBe('WINDOW_PAUSED');
    bench.accept(pauseWindow, { window: 2, paused: false });
    bench.fold(event(itemPut, serviceItem({ ...insure, windows: [] })));
    expect(callAt(2)).toBe('A001');
    expect(bench.refuse(callNext, { window: 2 })).toBe('QUEUE_EMPTY');
  });

  test('must be called, the window must exist and be another one', () => {
    const { id } = take('elder');
    const refuse = (ticketId: string, window: number) =>
      bench.refuse(transferTicket, { ticketId, window });
    expect(refuse('none', 2)).toBe('TICKET_NOT_FOUND');
    expect(refuse(id, 2)).toBe('TICKET_STATE_WRONG');
    callAt(1);
    expect(refuse(id, 9)).toBe('WINDOW_UNKNOWN');
    expect(refuse(id, 1)).toBe('TRANSFER_TO_SELF');
    bench.accept(finishTicket, { ticketId: id, outcome: 'done' });
    expect(refuse(id, 2)).toBe('TICKET_STATE_WRONG');
  });

  test('was called before: a slip that never came out stays of no use', () => {
    const { id, jobId } = take('elder');
    callAt(1);
    transfer(id, 2);
    const job = bench.views.printing.jobs[jobId ?? ''];
    if (job) job.state = 'stale';
    expect(selectJobs(bench.views).stale).toMatchObject([{ reason: 'called' }]);
  });
});

describe('a rating', () => {
  const rate = (window: number, grade: 1 | 2 | 3 | 4 | 5) =>
    bench.accept(rateAtWindow, { window, grade });
  const refused = (window: number) => bench.refuse(rateAtWindow, { window, grade: 5 });
  const counts = () => bench.views.ratings.days[DAY]?.total.grades;

  test('is for whom the window called last, still there or done, once', () => {
    const a1 = take('elder');
    const a2 = take('elder');
    callAt(1);
    rate(1, 5);
    expect(bench.recorded.at(-1)).toMatchObject({
      type: 'ratings.ticketRated',
      data: { ticketId: a1.id, grade: 5 },
    });
    expect(refused(1)).toBe('ALREADY_RATED');
    callAt(1);
    bench.accept(finishTicket, { ticketId: a2.id, outcome: 'done' });
    rate(1, 2);
    expect(refused(1)).toBe('ALREADY_RATED');
    expect(counts()).toEqual([0, 1, 0, 0, 1]);
  });

  test('needs somebody: none called, not come, transferred away, another day', () => {
    expect(refused(1)).toBe('NOTHING_TO_RATE');
    const { id } = take('elder');
    callAt(1);
    bench.accept(callAgain, { ticketId: id });
    expect(refused(3)).toBe('NOTHING_TO_RATE');
    transfer(id, 3);
    expect(refused(1)).toBe('NOTHING_TO_RATE');
    callAt(3);
    for (const _ of [1, 2]) {
      bench.wallMs += 20_000;
      bench.accept(callAgain, { ticketId: id });
    }
    bench.accept(missTicket, { ticketId: id });
    expect(refused(3)).toBe('NOTHING_TO_RATE');
    take('insure');
    callAt(2);
    bench.accept(openDay, { day: '2026-11-24' });
    expect(refused(2)).toBe('NOTHING_TO_RATE');
    expect(counts()).toBeUndefined();
  });

  test('changes nothing that any screen of the windows shows', () => {
    const { id } = take('elder');
    callAt(1);
    const shown = () =>
      JSON.stringify([
        list(),
        selectBoard(bench.views),
        selectTicket(bench.views, id, bench.wallMs),
      ]);
    const before = shown();
    rate(1, 1);
    expect(shown()).toBe(before);
  });
});
