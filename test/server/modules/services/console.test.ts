// The window staff's console against a real kiosk: signing in to windows, the pad's steps, numbers and appointments at the
// desk, the rules.
import { beforeEach, describe, expect, test } from 'vitest';
import type {
  NumberList,
  QueueTicket,
  TicketsSlice,
  WindowRow,
} from '../../../../server/modules/services/page-schema.ts';
import { defaultPolicy } from '../../../../server/modules/services/terms-schema.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import {
  type Answer,
  askStaff,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
} from '../../started-kiosk.ts';

/** In the demo village, windows 1 and 2 serve it. */
const ITEM = 'gaoling-jintie';
const each = kioskOfEachTest();
let kiosk: StartedKiosk;
let manager: string;
let clerk: string;

beforeEach(async () => {
  kiosk = await each.start({
    change: (settings) => ({
      ...settings,
      items: settings.items.map((item) => (item.id === ITEM ? { ...item, windows: [1, 2] } : item)),
    }),
  });
  manager = await signIn(kiosk.staff);
  clerk = await signIn(kiosk.staff, '窗口一');
});

const send = (path: string, body: unknown, cookie = clerk): Promise<Answer> =>
  postStaff(`${kiosk.staff}/api/services/${path}`, body, cookie);
const codeOf = (answer: Answer) => (answer.json() as { code?: string }).code ?? answer.status;
const read = async <T>(path: string, cookie = clerk) =>
  (await askStaff(`${kiosk.staff}/api/services/${path}`, { headers: { cookie } })).json() as T;
const list = () => read<TicketsSlice>('tickets');
async function row(window: number): Promise<WindowRow> {
  const found = (await list()).windows.find((one) => one.window === window);
  if (!found) throw new Error(`no window ${window}`);
  return found;
}
async function take(): Promise<{ id: string; number: string }> {
  const answer = await post(`${kiosk.touch}/api/services/tickets`, { itemId: ITEM });
  return (await answer.json()) as { id: string; number: string };
}
const open = (window: number, cookie = clerk, more: object = {}) =>
  send('windows', { window, itemIds: null, takeOver: false, ...more }, cookie);

describe('a window', () => {
  test('is one account’s: found again by it, taken over only on purpose, left with the held ones missed', async () => {
    expect((await open(1)).status).toBe(200);
    const mine = await row(1);
    expect(mine.clerk).toBe('窗口一');
    expect(codeOf(await open(1, manager))).toBe('WINDOW_TAKEN');
    expect((await open(1, manager, { takeOver: true })).status).toBe(200);
    expect((await row(1)).accountId).not.toBe(mine.accountId);
    const { id } = await take();
    await send('calls', { window: 1 }, manager);
    expect(codeOf(await send('window-closings', { window: 1 }, manager))).toBe('WINDOW_BUSY');
    await send(`tickets/${id}/hold`, {}, manager);
    expect((await send('window-closings', { window: 1 }, manager)).status).toBe(200);
    expect((await row(1)).clerk).toBeNull();
    expect((await list()).recent).toMatchObject([{ id, state: 'missed' }]);
  });

  test('whose services change while its clerk is away stays paused', async () => {
    await open(1);
    await send('pauses', { window: 1, paused: true, reason: 'meeting' });
    expect((await open(1, clerk, { itemIds: [ITEM] })).status).toBe(200);
    expect(await row(1)).toMatchObject({ itemIds: [ITEM], paused: { reason: 'meeting' } });
    // Another clerk is not away.
    await open(1, manager, { takeOver: true });
    expect((await row(1)).paused).toBeNull();
  });

  test('two that press at once get two numbers, and the one too late is told that nobody waits', async () => {
    await Promise.all([open(1), open(2, manager)]);
    const taken = [await take(), await take()].map(({ number }) => number);
    const called = await Promise.all([
      send('calls', { window: 1 }),
      send('calls', { window: 2 }, manager),
    ]);
    const numbers = called.map((answer) => (answer.json() as { number: string }).number);
    expect(numbers.sort()).toEqual(taken);
    await take();
    const last = await Promise.all([
      send('calls', { window: 1 }),
      send('calls', { window: 2 }, manager),
    ]);
    expect(last.map(codeOf).sort()).toEqual([200, 'QUEUE_EMPTY']);
  });

  test('held ones stand in the order in which they were put aside, and come back one by one', async () => {
    await open(1);
    const [a, b] = [await take(), await take()];
    await send('calls', { window: 1 });
    await send(`tickets/${a.id}/hold`, {});
    await send('calls', { window: 1 });
    await send(`tickets/${b.id}/hold`, {});
    await send(`tickets/${a.id}/return`, {});
    expect(codeOf(await send(`tickets/${b.id}/return`, {}))).toBe('WINDOW_BUSY');
    await send(`tickets/${a.id}/hold`, {});
    expect((await row(1)).held.map(({ id }) => id)).toEqual([b.id, a.id]);
  });

  test('ends a visit with what is missing, and the slip for it is queued', async () => {
    await open(1);
    const { id } = await take();
    await send('calls', { window: 1 });
    const body = { outcome: 'materialsMissing', missing: ['身份证：原件', '照片'] };
    const ended = await send(`tickets/${id}/finish`, body);
    expect(ended.json()).toMatchObject({ done: true, jobId: expect.any(String) });
    expect((await list()).recent).toMatchObject([{ id, outcome: 'materialsMissing' }]);
    const status = await fetch(`${kiosk.touch}/api/services/tickets/${id}`);
    expect(await status.json()).toMatchObject({ missing: ['身份证：原件', '照片'] });
  });
});

describe('today’s numbers', () => {
  test('one is found by its number, by nobody without the role', async () => {
    const { id, number } = await take();
    expect((await read<NumberList>(`numbers/${number}`)).tickets).toMatchObject([{ id, number }]);
    expect(await read<NumberList>('numbers/Z999')).toEqual({ tickets: [] });
    expect(await read('numbers/a1')).toMatchObject({ status: 400 });
    const host = await signIn(kiosk.staff, '主播');
    expect(await read(`numbers/${number}`, host)).toMatchObject({ code: 'ROLE_MISSING' });
  });

  test('count what they have no room for, and never tell a name', async () => {
    await open(1);
    await take();
    await send('calls', { window: 1 });
    const tickets = await list();
    expect(tickets).toMatchObject({ waitingCount: 0, recentCount: 1 });
    const shown: (keyof QueueTicket)[] = Object.keys(tickets.recent[0] ?? {}) as never;
    expect(shown.filter((name) => /name|phone|person|visit/i.test(name))).toEqual([]);
  });
});

describe('at the desk', () => {
  test('a number is printed, or told where paper is not wanted', async () => {
    const printed = await send('tickets', { itemIds: [ITEM], class: 'elderly' });
    expect(printed.json()).toMatchObject({ class: 'elderly', jobId: expect.any(String) });
    const told = await send('tickets', { itemIds: [ITEM], print: false });
    expect(told.json()).toMatchObject({ jobId: null });
  });

  test('an appointment is booked, comes, and cannot be cancelled then', async () => {
    const { day } = await list();
    const booked = (await send('appointments', { day, slot: '09:00', itemIds: [ITEM] })).json() as {
      id: string;
      code: string;
    };
    expect(booked.code).toMatch(/^\d{6}$/);
    expect((await list()).appointments).toMatchObject([{ code: booked.code, state: 'booked' }]);
    const arrived = await send('tickets', { appointmentCode: booked.code });
    expect(arrived.status).toBe(201);
    expect((await list()).waiting).toMatchObject([{ appointment: true }]);
    expect(codeOf(await send(`appointments/${booked.id}/cancellation`, {}))).toBe(
      'TICKET_STATE_WRONG',
    );
  });
});

test('rules are changed and put back by managers alone', async () => {
  const eager = { ...defaultPolicy, callsBeforeMissed: 1, strictClass: 'military' };
  expect(codeOf(await send('policy', eager))).toBe('ROLE_MISSING');
  expect((await send('policy', eager, manager)).status).toBe(200);
  expect((await list()).policy).toEqual(eager);
  expect(codeOf(await send('policy/defaults', {}))).toBe('ROLE_MISSING');
  expect((await send('policy/defaults', {}, manager)).status).toBe(200);
  expect((await list()).policy).toEqual(defaultPolicy);
});
