// Rating through the doors of a whole kiosk: by whom, until when, once.
import { expect, test } from 'vitest';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { journalLines, type StartedKiosk } from '../../started-kiosk.ts';
import {
  callNext,
  cases,
  desk,
  FIRST_DAY,
  finish,
  type Hall,
  hallClock,
  ITEM,
  openHall,
  openWindow,
  rateByCode,
  serve,
  summary,
  take,
  toDay,
} from './hall.ts';

const { start } = kioskOfEachTest();
const hall = async (): Promise<Hall> => openHall(await start({ systemClock: hallClock }));
const rateable = async ({ touch }: StartedKiosk, code: string) =>
  (await fetch(`${touch}/api/ratings/tickets/${encodeURIComponent(code)}`)).json();

test('a served ticket is unrated until its visitor says how it was, and then counts for its window and item', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const { code } = await serve(all);
  await serve(all);
  expect((await summary(manager)).total).toMatchObject({ rated: 0, unrated: 2 });
  expect(await rateable(kiosk, code)).toEqual({ state: 'open', items: ['高龄津贴申请'] });

  expect(await rateByCode(kiosk, code, { grade: 4, aspects: { attitude: 5 } })).toMatchObject({
    status: 200,
  });
  const { total, windows, items, aspects } = await summary(manager);
  expect(total).toMatchObject({ rated: 1, unrated: 1, grades: [0, 0, 0, 1, 0] });
  expect(windows).toMatchObject([{ name: '1', rated: 1, unrated: 1 }]);
  expect(items).toMatchObject([{ name: '高龄津贴申请', rated: 1, unrated: 1 }]);
  expect(aspects).toEqual([{ aspect: 'attitude', grades: [0, 0, 0, 0, 1] }]);
  expect(await rateable(kiosk, code)).toMatchObject({ state: 'rated' });
  expect((await cases(manager)).cases).toEqual([]);
});

test('once: another tap is refused, the same command again is answered and counted once', async () => {
  const all = await hall();
  const { kiosk, manager, clerk } = all;
  const { code } = await serve(all);
  const key = 'said-while-the-line-was-down';
  for (let attempt = 0; attempt < 2; attempt++) {
    expect((await rateByCode(kiosk, code, { grade: 5 }, key)).status).toBe(200);
  }
  expect(await rateByCode(kiosk, code, { grade: 1 })).toEqual({
    status: 409,
    code: 'ALREADY_RATED',
  });
  const atWindow = await clerk.post('/api/ratings/window-ratings', { window: 1, grade: 2 });
  expect(atWindow.json()).toMatchObject({ code: 'ALREADY_RATED' });
  expect((await summary(manager)).total).toMatchObject({ rated: 1, unrated: 0 });
  expect((await rateByCode(kiosk, code, { grade: 3 }, key)).status).toBe(422);
});

test('who waits, is being served or was missed has nothing to rate yet; afterwards they have', async () => {
  const { kiosk, manager, clerk } = await hall();
  const ticket = await take(kiosk, manager);
  const refused = { status: 409, code: 'NOT_SERVED' };
  expect(await rateByCode(kiosk, ticket.code, { grade: 5 })).toEqual(refused);
  expect(await rateable(kiosk, ticket.code)).toMatchObject({ state: 'notServed' });
  await callNext(clerk);
  expect(await rateByCode(kiosk, ticket.code, { grade: 5 })).toEqual(refused);
  // One call shall do.
  const { policy } = (await clerk.get('/api/services/tickets')).json() as { policy: object };
  await manager.post('/api/services/policy', { ...policy, callsBeforeMissed: 1 });
  expect((await clerk.post(`/api/services/tickets/${ticket.id}/miss`, {})).status).toBe(200);
  expect(await rateByCode(kiosk, ticket.code, { grade: 1 })).toEqual(refused);
  const atWindow = await clerk.post('/api/ratings/window-ratings', { window: 1, grade: 1 });
  expect(atWindow.json()).toMatchObject({ code: 'NOTHING_TO_RATE' });

  await clerk.post(`/api/services/tickets/${ticket.id}/reactivation`, {});
  await callNext(clerk);
  await finish(clerk, ticket);
  expect((await rateByCode(kiosk, ticket.code, { grade: 5 })).status).toBe(200);
  expect((await summary(manager)).total).toMatchObject({ rated: 1, unrated: 0 });
});

test('late, also after the queue has forgotten the ticket; too late on the day after the last', async () => {
  const all = await hall();
  const { kiosk, manager, clerk } = all;
  const [inTime, late] = [await serve(all), await serve(all)];
  for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) {
    await toDay(manager, day);
    await openWindow(clerk);
    await take(kiosk, manager);
  }
  const gone = await fetch(
    `${kiosk.touch}/api/services/tickets/${encodeURIComponent(inTime.code)}`,
  );
  expect(gone.status).toBe(404);
  await toDay(manager, '2026-11-30');
  expect(await rateable(kiosk, inTime.code)).toEqual({ state: 'open', items: ['高龄津贴申请'] });
  expect((await rateByCode(kiosk, inTime.code, { grade: 4 })).status).toBe(200);
  await toDay(manager, '2026-12-01');
  expect(await rateByCode(kiosk, late.code, { grade: 4 })).toEqual({
    status: 409,
    code: 'RATING_TOO_LATE',
  });
  expect(await rateable(kiosk, late.code)).toMatchObject({ state: 'late' });
  // Counted where it was served, not where it was said.
  expect((await summary(manager, FIRST_DAY)).total).toMatchObject({ rated: 1, unrated: 1 });
  expect((await summary(manager, '2026-11-30')).total).toMatchObject({ rated: 0 });

  await manager.post('/api/ratings/policy', {
    lateDays: 20,
    rectifyWorkingDays: 15,
    fewestShown: 3,
    contactDays: 30,
  });
  expect((await rateByCode(kiosk, late.code, { grade: 4 })).status).toBe(200);
});

test('a code of another centre, a bare id and a number rate nothing', async () => {
  const all = await hall();
  const { kiosk } = all;
  const { id, number, code } = await serve(all);
  const forged = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
  for (const foreign of [forged, id, number, 'DQ1.t.X-1-1.aaaaaaaaaaaaaaaa']) {
    expect(await rateByCode(kiosk, foreign, { grade: 1 }), foreign).toEqual({
      status: 404,
      code: 'TICKET_NOT_FOUND',
    });
  }
});

test('at the window: only its own clerk’s page, and for whom it called last', async () => {
  const all = await hall();
  const { kiosk, manager, clerk } = all;
  await serve(all);
  const rate = { window: 1, grade: 5 };
  const elsewhere = await manager.post('/api/ratings/window-ratings', rate);
  expect(elsewhere.json()).toMatchObject({ code: 'WINDOW_TAKEN', params: { window: 1 } });
  const editor = await desk(kiosk, '主任');
  expect(
    (await editor.post('/api/ratings/window-ratings', { window: 7, grade: 5 })).json(),
  ).toEqual(expect.objectContaining({ code: 'NOTHING_TO_RATE' }));
  expect((await clerk.post('/api/ratings/window-ratings', rate)).json()).toEqual({ done: true });
  await kiosk.stop();
  const rated = (await journalLines(kiosk.folder)).filter(({ t }) => t === 'ratings.ticketRated');
  expect(rated).toMatchObject([{ d: { window: 1, itemIds: [ITEM], channel: 'page' } }]);
});

test('undoing the call that ended a service takes its silence back', async () => {
  const { kiosk, manager, clerk } = await hall();
  const first = await take(kiosk, manager);
  const second = await take(kiosk, manager);
  await callNext(clerk);
  await callNext(clerk);
  expect((await summary(manager)).total.unrated).toBe(1);
  expect((await clerk.post(`/api/services/tickets/${second.id}/undo`, {})).status).toBe(200);
  expect((await summary(manager)).total.unrated).toBe(0);
  await finish(clerk, first);
  expect((await summary(manager)).total.unrated).toBe(1);
});

test('a form on paper is typed in by a manager, for a day that was', async () => {
  const { kiosk, manager, clerk } = await hall();
  const form = { day: FIRST_DAY, window: null, itemId: ITEM, grade: 2, reasons: ['waited'] };
  expect((await manager.post('/api/ratings/paper-forms', form)).status).toBe(200);
  expect((await summary(manager)).total).toMatchObject({ rated: 1, unrated: 0 });
  expect((await cases(manager)).cases).toMatchObject([{ window: null, reasons: ['waited'] }]);
  for (const day of ['2026-11-24', '2026-08-01', '2026-02-30']) {
    const answer = await manager.post('/api/ratings/paper-forms', { ...form, day });
    expect(answer.json(), day).toMatchObject({ code: 'DAY_INVALID' });
  }
  const nothing = await manager.post('/api/ratings/paper-forms', { ...form, itemId: 'x' });
  expect(nothing.json()).toMatchObject({ code: 'ITEM_NOT_FOUND' });
  expect((await clerk.post('/api/ratings/paper-forms', form)).status).toBe(403);
  const manager2 = await desk(kiosk, '主任');
  expect((await manager2.post('/api/ratings/paper-forms', form)).status).toBe(200);
});
