// What the desk's page lists of a full hall, and what it has no room for.
import { beforeEach, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../../server/modules/catalogue/commands.ts';
import { closeDay, openDay } from '../../../../server/modules/centre/commands.ts';
import { giveUpTicket, takeTicket } from '../../../../server/modules/services/commands.ts';
import { selectNumber, selectTickets } from '../../../../server/modules/services/staff-pages.ts';
import { openWindow } from '../../../../server/modules/services/window-commands.ts';
import { type Bench, createBench } from '../decide.ts';
import { smallCatalogue } from '../small-catalogue.ts';

const items = [
  { id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1] },
  { id: 'insure', name: '居民医保缴费', prefix: 'B', windows: [2] },
];
let bench: Bench;

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: '2026-11-23' });
  for (const window of [1, 2]) {
    bench.accept(openWindow, { window, itemIds: null, takeOver: false });
  }
});

function take(itemId: string) {
  bench.wallMs += 1000;
  return bench.accept(takeTicket, { itemId, print: false });
}

test('two hundred who wait, whom a window calls next however far back, and how many there are', () => {
  for (let taken = 0; taken < 230; taken++) take('elder');
  const far = take('insure');
  const { waiting, waitingCount, windows } = selectTickets(bench.views, () => null, bench.wallMs);
  expect(waitingCount).toBe(231);
  expect(waiting).toHaveLength(201);
  expect(waiting.at(-1)).toMatchObject({ id: far.id, number: 'B001' });
  expect(windows.find(({ window }) => window === 2)?.next).toEqual([far.id]);
});

test('a hundred that are over, the count of all, and each by its number, that day only', () => {
  const first = take('elder');
  bench.accept(giveUpTicket, { ticketId: first.id });
  for (let taken = 0; taken < 110; taken++) {
    bench.accept(giveUpTicket, { ticketId: take('elder').id });
  }
  const { recent, recentCount } = selectTickets(bench.views, () => null, bench.wallMs);
  expect([recent.length, recentCount]).toEqual([100, 111]);
  expect(recent.some(({ id }) => id === first.id)).toBe(false);
  expect(selectNumber(bench.views, 'A001').tickets).toMatchObject([{ id: first.id }]);
  bench.accept(closeDay, { late: false });
  bench.accept(openDay, { day: '2026-11-24' });
  expect(selectNumber(bench.views, 'A001').tickets).toEqual([]);
});
