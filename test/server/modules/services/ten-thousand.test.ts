// Ten thousand wait: numbers are given and called, boards and desks get pages of the usual size, a restart finds all of them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Views } from '../../../../server/modules/registry.ts';
import { callNext, undoCall } from '../../../../server/modules/services/call-commands.ts';
import { compareQueued } from '../../../../server/modules/services/dispatch.ts';
import { selectBoard, selectServices } from '../../../../server/modules/services/pages.ts';
import { waitingTickets } from '../../../../server/modules/services/queue.ts';
import { selectTickets } from '../../../../server/modules/services/staff-pages.ts';
import { type CrowdedHall, hallOf, openCrowdedHall, WINDOWS } from '../../../bench/queue-hall.ts';
import { openBenchStore } from '../../../bench/store-open.ts';

const CROWD = 10_000;
const KB = 1024;
let folder: string;
let hall: CrowdedHall;
const look = <T>(select: (views: Views) => T) => hall.store.read(select);
const sizeOf = (page: unknown) => JSON.stringify(page).length;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-crowd-'));
  hall = await openCrowdedHall(join(folder, 'data'), CROWD);
});
afterAll(async () => {
  await hall.stop();
  await rm(folder, { recursive: true });
});

test('every window calls the first of its own', async () => {
  for (let window = 1; window <= WINDOWS; window++) {
    const before = await look(({ services }) =>
      waitingTickets(services).filter(({ itemIds }) =>
        services.itemWindows[itemIds[0] ?? '']?.includes(window),
      ),
    );
    const { id } = await hall.execute(callNext, { window });
    expect(id).toBe(before[0]?.id);
  }
});

test('a number is given, with a range of minutes; all are in order', async () => {
  const { id, ahead } = await hall.take();
  expect(ahead).toBeGreaterThan(100);
  const { wait, waiting } = await look(({ services }) => ({
    wait: services.tickets[id]?.wait,
    waiting: waitingTickets(services),
  }));
  expect(wait?.lowMinutes).toBeGreaterThan(60);
  expect(waiting).toEqual([...waiting].sort(compareQueued));
});

test('a call that was undone goes back to its place', async () => {
  const before = await look(({ services }) => [...services.waiting]);
  const { id } = await hall.execute(callNext, { window: 2 });
  await hall.execute(undoCall, { ticketId: id });
  expect(await look(({ services }) => [...services.waiting])).toEqual(before);
});

test('the slices of boards, touchscreens and desks stay as small as ever', async () => {
  const now = { wallMs: Date.now(), hallMs: Date.now(), trusted: true };
  const board = await look(selectBoard);
  const touch = await look((views) => selectServices(views, now));
  const desk = await look((views) => selectTickets(views, () => '', now.hallMs));
  expect(board.now?.number).toBeDefined();
  expect(touch.waiting).toBe(CROWD + 1 - WINDOWS);
  expect(desk.waitingCount).toBe(CROWD + 1 - WINDOWS);
  expect(desk.waiting.length).toBeLessThanOrEqual(200);
  expect(sizeOf(board)).toBeLessThan(8 * KB);
  expect(sizeOf(touch)).toBeLessThan(32 * KB);
  expect(sizeOf(desk)).toBeLessThan(128 * KB);
});

test('a restart finds everybody at the same place', async () => {
  const before = await look(({ services }) => structuredClone(services));
  await hall.stop();
  hall = hallOf(await openBenchStore(join(folder, 'data')));
  const after = await look(({ services }) => services);
  expect(after.waiting.length).toBe(before.waiting.length);
  expect(after).toEqual(before);
  const { number } = await hall.execute(callNext, { window: 1 });
  expect(number).toBeDefined();
});
