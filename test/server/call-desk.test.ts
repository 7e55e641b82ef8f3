// From a key on a window's pad to the queue, the board, the pad's display and the panel, through the whole kiosk.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VirtualPadKey, VirtualPadReport, VirtualReport } from '../../devices/schema.ts';
import type { TicketsSlice } from '../../server/modules/services/page-schema.ts';
import { type EventReader, readEvents } from './http/event-source.ts';
import {
  askStaff,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from './started-kiosk.ts';

/** In the demo village, windows 1 and 2 serve it. */
const ITEM = 'gaoling-jintie';
let kiosk: StartedKiosk;
let cookie: string;
const readers: EventReader[] = [];

beforeEach(async () => {
  kiosk = await startKiosk({
    change: (settings) => ({
      ...settings,
      callPads: [{ address: 0x21, window: 1 }],
      items: settings.items.map((item) => (item.id === ITEM ? { ...item, windows: [1, 2] } : item)),
    }),
  });
  cookie = await signIn(kiosk.staff);
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  await kiosk.end();
});

async function take(): Promise<string> {
  const answer = await post(`${kiosk.touch}/api/services/tickets`, { itemId: ITEM });
  return ((await answer.json()) as { number: string }).number;
}
async function press(
  address: number,
  key: VirtualPadKey,
  digits?: number[],
): Promise<VirtualPadReport> {
  const path = `${kiosk.staff}/api/devices/virtual/call-pad`;
  const answer = await postStaff(path, { address, key, digits }, cookie);
  expect(answer.status).toBe(200);
  return answer.json() as VirtualPadReport;
}
async function openWindow(window: number): Promise<void> {
  const body = { window, itemIds: null, takeOver: false };
  const answer = await postStaff(`${kiosk.staff}/api/services/windows`, body, cookie);
  expect(answer.status).toBe(200);
}
async function rate(address: number, grade: number): Promise<VirtualPadReport> {
  const path = `${kiosk.staff}/api/devices/virtual/call-pad/ratings`;
  const answer = await postStaff(path, { address, grade }, cookie);
  expect(answer.status).toBe(200);
  return answer.json() as VirtualPadReport;
}
async function ask<T>(path: string): Promise<T> {
  return (await askStaff(`${kiosk.staff}${path}`, { headers: { cookie } })).json() as T;
}
async function journal(): Promise<string[]> {
  const folder = join(kiosk.folder, 'data/journal');
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts.join('\n').split('\n');
}
const twins = () => ask<VirtualReport>('/api/devices/virtual');
const list = () => ask<TicketsSlice>('/api/services/tickets');
const tickets = async () => {
  const { recent, waiting } = await list();
  return [...recent, ...waiting];
};
const paused = async () =>
  (await list()).windows.filter((one) => one.paused).map(({ window }) => window);
const display = async (at: number) =>
  (await twins()).pads.find(({ window }) => window === at)?.display;
const panel = async (window: number) =>
  (await twins()).panels.find(({ address }) => address === window)?.text.trim();
const stateOf = async (number: string) =>
  (await tickets()).find((ticket) => ticket.number === number)?.state;

describe('a key', () => {
  test('calls the next; pad, panel and board show it; the journal says a pad did it', async () => {
    const number = await take();
    const pad = await press(0x21, 'call');
    expect(pad).toMatchObject({ display: '001', beeps: 0, heard: 1 });
    expect((await twins()).panels).toEqual([{ address: 1, text: `请 ${number} 到 1 号窗口` }]);
    const board = await readEvents(`${kiosk.touch}/api/events?page=board`);
    readers.push(board);
    let frame = (await board.next()).frame;
    while (frame.type !== 'snapshot') frame = (await board.next()).frame;
    expect(frame.slices).toMatchObject({ board: { now: { number, window: 1 } } });
    const called = (await journal()).find((line) => line.includes('services.ticketCalled'));
    expect(called).toContain('"a":"kiosk:call pad"');
  });

  test('calls again, and passes over who did not come', async () => {
    const number = await take();
    await press(0x21, 'call');
    // Only calls that are far enough apart count; this hall counts them all.
    const { policy } = await list();
    const eager = { ...policy, callsBeforeMissed: 2, callsApartS: 0 };
    await postStaff(`${kiosk.staff}/api/services/policy`, eager, cookie);
    const { beeps } = await press(0x21, 'giveUp');
    expect(beeps).toBe(1);
    await press(0x21, 'recall');
    expect(await tickets()).toMatchObject([{ number, calls: 2, state: 'called' }]);
    await press(0x21, 'giveUp');
    await expect.poll(() => stateOf(number)).toBe('missed');
  });

  test('that can do nothing beeps: nobody waits, is served or put aside, no window named', async () => {
    let { beeps } = await press(0x21, 'call');
    expect(beeps).toBe(1);
    for (const key of ['recall', 'giveUp', 'evaluate', 'transfer', 'hold', 'callBack'] as const) {
      const after = await press(0x21, key);
      expect(after.beeps, key).toBe(beeps + 1);
      beeps = after.beeps;
    }
    const refused = kiosk.log.filter(({ msg }) => msg === 'key of a call pad did nothing');
    expect(refused.map(({ key, refused }) => [key, refused])).toEqual([
      ['call', 'QUEUE_EMPTY'],
      ['recall', 'TICKET_NOT_FOUND'],
      ['giveUp', 'TICKET_NOT_FOUND'],
      ['evaluate', 'TICKET_NOT_FOUND'],
      ['transfer', 'KEY_UNSERVED'],
      ['hold', 'TICKET_NOT_FOUND'],
      ['callBack', 'TICKET_NOT_FOUND'],
    ]);
  });

  test('puts aside and calls back, the one put aside first first; the display follows', async () => {
    const [first, second] = [await take(), await take()];
    await press(0x21, 'call');
    expect((await press(0x21, 'hold')).beeps).toBe(0);
    await expect.poll(() => display(1)).toBe('');
    expect(await stateOf(first)).toBe('held');
    expect(await panel(1)).toBe('');
    await press(0x21, 'call');
    await expect.poll(() => display(1)).toBe('002');
    // Somebody is at the window: whoever was put aside has to wait.
    expect((await press(0x21, 'callBack')).beeps).toBe(1);
    await press(0x21, 'hold');
    await expect.poll(() => display(1)).toBe('');
    await press(0x21, 'callBack');
    await expect.poll(() => display(1)).toBe('001');
    expect([await stateOf(first), await stateOf(second)]).toEqual(['called', 'held']);
    await press(0x21, 'evaluate');
    await press(0x21, 'callBack');
    await expect.poll(() => display(1)).toBe('002');
    expect(await panel(1)).toBe(`请 ${second} 到 1 号窗口`);
  });

  test('pauses the window and lets it go on', async () => {
    const number = await take();
    await press(0x21, 'pause');
    await expect.poll(paused).toEqual([1]);
    expect((await press(0x21, 'call')).beeps).toBe(1);
    const refused = await postStaff(`${kiosk.staff}/api/services/calls`, { window: 1 }, cookie);
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'WINDOW_PAUSED' });
    // Another window goes on.
    await postStaff(`${kiosk.staff}/api/services/calls`, { window: 2 }, cookie);
    expect(await stateOf(number)).toBe('called');
    await press(0x21, 'pause');
    await expect.poll(paused).toEqual([]);
  });

  test('transfers to the window of the digits before it; to none and to its own it beeps', async () => {
    const number = await take();
    await press(0x21, 'call');
    await openWindow(2);
    expect((await press(0x21, 'transfer')).beeps).toBe(1);
    expect((await press(0x21, 'transfer', [9, 9])).beeps).toBe(2);
    expect((await press(0x21, 'transfer', [1])).beeps).toBe(3);
    expect(await stateOf(number)).toBe('called');
    expect((await press(0x21, 'transfer', [2])).beeps).toBe(3);
    await expect
      .poll(async () => await tickets())
      .toMatchObject([{ number, state: 'waiting', window: 2 }]);
    expect((await press(0x21, 'call')).beeps).toBe(4);
    expect((await press(2, 'call')).display).toBe('001');
    expect(await tickets()).toMatchObject([{ number, state: 'called', window: 2 }]);
  });

  test('finishes whom it asks for a rating; each is rated once, and no screen tells how', async () => {
    const number = await take();
    await take();
    expect(await rate(0x21, 5)).toMatchObject({ beeps: 1, rated: 0 });
    await press(0x21, 'call');
    await press(0x21, 'evaluate');
    await expect.poll(() => stateOf(number)).toBe('served');
    const before = JSON.stringify(await tickets());
    expect(await rate(0x21, 2)).toMatchObject({ beeps: 1, rated: 1 });
    expect(JSON.stringify(await tickets())).toBe(before);
    expect(await rate(0x21, 5)).toMatchObject({ beeps: 2, rated: 1 });
    await press(0x21, 'call');
    expect(await rate(0x21, 5)).toMatchObject({ beeps: 2, rated: 2 });
    const rated = (await journal()).filter((line) => line.includes('ratings.ticketRated'));
    expect(rated).toHaveLength(2);
    expect(rated[0]).toContain('"a":"kiosk:call pad"');
    expect(rated[0]).toContain('"grade":2');
    expect(JSON.stringify(kiosk.log)).not.toContain('grade');
  });

  test('of a pad that is not listed belongs to the window of its number', async () => {
    await take();
    expect((await press(2, 'call')).display).toBe('001');
    expect((await twins()).pads).toMatchObject(
      expect.arrayContaining([
        { address: 0x21, window: 1, display: '', beeps: 0, heard: 0, rated: 0 },
        { address: 2, window: 2, display: '001', beeps: 0, heard: 1, rated: 0 },
      ]),
    );
  });
});

test('a desk transfers as the pad does, and is told why not', async () => {
  const number = await take();
  await postStaff(`${kiosk.staff}/api/services/calls`, { window: 1 }, cookie);
  const [{ id = '' } = {}] = await tickets();
  const path = `${kiosk.staff}/api/services/tickets/${id}/transfer`;
  for (const [body, status, code] of [
    [{ window: 1 }, 409, 'TRANSFER_TO_SELF'],
    [{ window: 88 }, 400, 'WINDOW_UNKNOWN'],
    [{ window: 0 }, 400, 'BODY_INVALID'],
    [{}, 400, 'ITEMS_WRONG'],
    [{ window: 3 }, 409, 'WINDOW_NOT_OPEN'],
  ] as const) {
    const refused = await postStaff(path, body, cookie);
    expect([refused.status, refused.json()]).toMatchObject([status, { code }]);
  }
  await openWindow(2);
  expect((await postStaff(path, { window: 2 }, cookie)).status).toBe(200);
  expect(await tickets()).toMatchObject([{ number, state: 'waiting', window: 2 }]);
  expect((await postStaff(path, { window: 1 }, cookie)).json()).toMatchObject({
    code: 'TICKET_STATE_WRONG',
  });
});

test('transfers and ratings are for who works at a window, as calls are', async () => {
  for (const [name, code] of [
    ['窗口一', null],
    ['主播', 'ROLE_MISSING'],
  ] as const) {
    const clerk = await signIn(kiosk.staff, name);
    for (const [path, body] of [
      ['/api/services/tickets/none/transfer', { window: 2 }],
      ['/api/devices/virtual/call-pad/ratings', { address: 0x21, grade: 5 }],
    ] as const) {
      const answer = await postStaff(kiosk.staff + path, body, clerk);
      const missing = answer.status === 403 ? (answer.json() as { code: string }).code : null;
      expect(missing, `${name} ${path}`).toBe(code);
      expect((await postStaff(kiosk.staff + path, body)).status).toBe(401);
    }
  }
});

test('a call from a desk shows on the pad and the panel of its window', async () => {
  await take();
  await postStaff(`${kiosk.staff}/api/services/calls`, { window: 1 }, cookie);
  await expect.poll(() => display(1)).toBe('001');
});

test('what a desk does without a call shows too: taken back, done, the day over', async () => {
  const call = () => postStaff(`${kiosk.staff}/api/services/calls`, { window: 1 }, cookie);
  const [first] = [await take(), await take()];
  await call();
  const called = (await (await call()).json()) as { id: string };
  await expect.poll(() => display(1)).toBe('002');
  await postStaff(`${kiosk.staff}/api/services/tickets/${called.id}/undo`, {}, cookie);
  await expect.poll(() => display(1)).toBe('001');
  await expect.poll(() => panel(1)).toBe(`请 ${first} 到 1 号窗口`);
  const [{ id = '' } = {}] = (await tickets()).filter(({ number }) => number === first);
  await postStaff(`${kiosk.staff}/api/services/tickets/${id}/finish`, { outcome: 'done' }, cookie);
  await expect.poll(() => display(1)).toBe('');
  expect(await panel(1)).toBe('');
  await call();
  await expect.poll(() => display(1)).toBe('002');
  await postStaff(`${kiosk.staff}/api/centre/closings`, {}, cookie);
  await expect.poll(() => display(1)).toBe('');
});

test('after a restart the pad shows who is being served', async () => {
  await take();
  await press(0x21, 'call');
  await kiosk.stop();
  const { folder } = kiosk;
  kiosk = await startKiosk({
    folder,
    change: (settings) => ({ ...settings, callPads: [{ address: 0x21, window: 1 }] }),
  });
  cookie = await signIn(kiosk.staff);
  await expect.poll(() => display(1)).toBe('001');
});

describe('every twin', () => {
  test('can be unplugged and plugged in again', async () => {
    const staff = await readEvents(`${kiosk.staff}/api/events?page=staff`, { cookie });
    readers.push(staff);
    const seen: string[] = [];
    const states = async (kind: string, state: string) => {
      while (!seen.includes(`${kind} ${state}`)) {
        const { frame } = await staff.next();
        if (frame.type !== 'slice' || frame.name !== 'devices') continue;
        const { devices } = frame.value as { devices: Record<string, { state: string }> };
        seen.length = 0;
        for (const [name, device] of Object.entries(devices)) seen.push(`${name} ${device.state}`);
      }
    };
    for (const kind of ['idCardReader', 'codeScanner', 'callPad', 'ledPanel']) {
      const plug = (plugged: boolean) =>
        postStaff(`${kiosk.staff}/api/devices/virtual/plugs`, { kind, plugged }, cookie);
      expect((await plug(false)).status).toBe(200);
      await states(kind, 'absent');
      expect((await twins()).plugged).toMatchObject({ [kind]: false });
      await plug(true);
      await states(kind, 'ready');
    }
    const printer = `${kiosk.staff}/api/devices/virtual/printer`;
    await postStaff(printer, { unplugged: true }, cookie);
    await states('printer', 'absent');
    await postStaff(printer, { unplugged: false }, cookie);
    await states('printer', 'ready');
  });

  test('a card that cannot be read is a moment of the touchscreen; lifted it is gone', async () => {
    const page = await readEvents(`${kiosk.touch}/api/events?page=touch`);
    readers.push(page);
    const moment = async () => {
      for (;;) {
        const { frame } = await page.next();
        if (frame.type === 'moment') return frame;
      }
    };
    const put = (kind: string, idNumber = '120111199001011237') =>
      postStaff(
        `${kiosk.staff}/api/devices/virtual/id-card`,
        { kind, name: '王小明', idNumber, birthDate: '1990-01-01' },
        cookie,
      );
    await put('unreadable');
    expect(await moment()).toMatchObject({ name: 'cardTrouble', value: { trouble: 'liftCard' } });
    expect(await twins()).toMatchObject({ card: 'unreadable' });
    await postStaff(`${kiosk.staff}/api/devices/virtual/id-card/removal`, {}, cookie);
    expect(await twins()).toMatchObject({ card: null });
    await put('otherKind');
    expect(await moment()).toMatchObject({ value: { trouble: 'unknownCard' } });
    await put('foreigner', 'GBR110085061000');
    expect(await moment()).toMatchObject({ name: 'card', value: { mask: expect.any(String) } });
    await put('hongKongMacaoTaiwan', '83000019900101000X');
    // Its check digit is wrong: it does not prove itself.
    expect(await moment()).toMatchObject({ value: { trouble: 'unknownCard' } });
    expect(JSON.stringify(kiosk.log)).not.toMatch(/王小明|1990|GBR1/);
  });
});
