// Calls and transfers towards what is closed: refused with a code, and the ticket stays where it was.
import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { itemPut } from '../../../../server/modules/catalogue/schema.ts';
import { closeDay, openDay } from '../../../../server/modules/centre/commands.ts';
import {
  callAgain,
  callHeld,
  callNext,
  callTicket,
  finishTicket,
  holdTicket,
  startService,
  transferTicket,
  undoCall,
} from '../../../../server/modules/services/call-commands.ts';
import { reactivateTicket, takeTicket } from '../../../../server/modules/services/commands.ts';
import { selectBoard } from '../../../../server/modules/services/pages.ts';
import {
  closeWindow,
  openWindow,
  pauseWindow,
} from '../../../../server/modules/services/window-commands.ts';
import { event } from '../../../../server/store/module.ts';
import { type Bench, createBench } from '../decide.ts';
import { serviceItem, smallCatalogue } from '../small-catalogue.ts';

const items = [
  { id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1, 3] },
  { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] },
];
let bench: Bench;
const take = (itemId = 'elder') => {
  bench.wallMs += 60_000;
  return bench.accept(takeTicket, { itemId, print: false });
};
const open = (window: number) =>
  bench.accept(openWindow, { window, itemIds: null, takeOver: true });
const ticket = (id: string) => bench.views.services.tickets[id];
const endDay = () => bench.accept(closeDay, { late: false });

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: '2026-11-23' });
});

describe('a call after close', () => {
  test('finds nobody: who waited holds a slip of no use any more', () => {
    const { id } = take();
    open(1);
    endDay();
    expect(bench.refuse(callNext, { window: 1 })).toBe('QUEUE_EMPTY');
    expect(bench.refuse(callTicket, { ticketId: id, window: 1, reason: 'unwell' })).toBe(
      'TICKET_STATE_WRONG',
    );
    expect(ticket(id)?.state).toBe('void');
    expect(selectBoard(bench.views)).toMatchObject({ now: null, last: [] });
  });

  test('of a number that was called before does nothing either', () => {
    const { id } = take();
    const held = take();
    bench.accept(callNext, { window: 1 });
    bench.accept(callNext, { window: 3 });
    bench.accept(holdTicket, { ticketId: held.id });
    endDay();
    const refusals = [
      bench.refuse(callAgain, { ticketId: id }),
      bench.refuse(startService, { ticketId: id }),
      bench.refuse(undoCall, { ticketId: id }),
      bench.refuse(callHeld, { ticketId: held.id }),
      bench.refuse(reactivateTicket, { ticketId: id }),
    ];
    expect(new Set(refusals)).toEqual(new Set(['TICKET_STATE_WRONG']));
    expect(bench.refuse(finishTicket, { ticketId: id, outcome: 'done' })).toBe(
      'TICKET_STATE_WRONG',
    );
  });
});

describe('a transfer', () => {
  const atWindow1 = () => {
    const { id } = take();
    bench.accept(callNext, { window: 1 });
    return id;
  };
  const refused = (ticketId: string, to: { window: number } | { itemId: string }) => {
    const before = structuredClone(ticket(ticketId));
    const code = bench.refuse(transferTicket, { ticketId, ...to });
    expect(ticket(ticketId)).toEqual(before);
    return code;
  };

  test('to a window with nobody behind it is refused', () => {
    const id = atWindow1();
    expect(refused(id, { window: 3 })).toBe('WINDOW_NOT_OPEN');
    expect(refused(id, { window: 99 })).toBe('WINDOW_UNKNOWN');
    open(3);
    bench.accept(closeWindow, { window: 3 });
    expect(refused(id, { window: 3 })).toBe('WINDOW_NOT_OPEN');
  });

  test('to a service that is closed is refused: retired, without a window, unknown', () => {
    const id = atWindow1();
    const [, insure] = items;
    if (!insure) throw new Error('no such item');
    bench.fold(event(itemPut, serviceItem({ ...insure, windows: [] })));
    expect(refused(id, { itemId: 'insure' })).toBe('ITEM_NOT_SERVED');
    bench.fold(event(itemPut, serviceItem({ ...insure, retired: true })));
    expect(refused(id, { itemId: 'insure' })).toBe('ITEM_NOT_FOUND');
    expect(refused(id, { itemId: 'constructor' })).toBe('ITEM_NOT_FOUND');
  });

  test('to a window that closes afterwards leaves nobody behind: any that serves it may call', () => {
    const id = atWindow1();
    open(3);
    bench.accept(transferTicket, { ticketId: id, window: 3 });
    expect(bench.refuse(callNext, { window: 1 })).toBe('QUEUE_EMPTY');
    bench.accept(closeWindow, { window: 3 });
    expect(bench.accept(callNext, { window: 1 }).id).toBe(id);
  });

  test('to a window that is paused waits for it, or goes where it hands over', () => {
    const id = atWindow1();
    open(3);
    open(2);
    bench.accept(pauseWindow, { window: 3, paused: true, reason: 'break' });
    bench.accept(transferTicket, { ticketId: id, window: 3 });
    expect(bench.refuse(callNext, { window: 3 })).toBe('WINDOW_PAUSED');
    bench.accept(pauseWindow, { window: 3, paused: true, reason: 'break', handOver: 2 });
    expect(bench.accept(callNext, { window: 2 }).id).toBe(id);
  });
});
