// A call in the real hall: on every board in text and sound, and not swallowed by a power cut between the two.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { post, postStaff, signIn } from '../server/started-kiosk.ts';
import { heardOn, listenToBoard } from '../ui/board-ears.ts';
import { launchBrowser, type OpenedPage, openPage, SOUND_ALLOWED } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

/** Forty words, two boards, twice each: machines that run other tests meanwhile take their time. */
const PATIENCE_MS = 180_000;
/** 请 A 零 零 幺 号到 一 号窗口 办理, twice. */
const WORDS = 18;

let browser: Browser;
let kiosk: KioskProcess;
let opened: OpenedPage[] = [];
beforeAll(async () => {
  browser = await launchBrowser(SOUND_ALLOWED);
});
afterAll(() => browser.close());
beforeEach(async () => {
  kiosk = await createKioskProcess();
  await kiosk.start();
});
afterEach(async () => {
  for (const { context } of opened) await context.close();
  opened = [];
  await kiosk.remove();
});

async function openBoard(): Promise<Page> {
  // On a busy machine forty words take a while; a board that does not get them in time says the call in one piece.
  await fetch(`${kiosk.touchUrl}/api/voice/clips`);
  const board = await openPage(browser, 'wide', `${kiosk.touchUrl}/board`, listenToBoard);
  opened.push(board);
  await board.page.getByText('在等的人').waitFor();
  return board.page;
}

/** Somebody takes a number and window 1 calls it. */
async function callA001(): Promise<void> {
  await post(`${kiosk.touchUrl}/api/services/tickets`, { itemId: 'gaoling-jintie' });
  const cookie = await signIn(kiosk.staffUrl);
  const window = { window: 1, itemIds: null, takeOver: false };
  await postStaff(`${kiosk.staffUrl}/api/services/windows`, window, cookie);
  const called = await postStaff(`${kiosk.staffUrl}/api/services/calls`, { window: 1 }, cookie);
  expect(called.status).toBe(200);
}

async function showsAndSays(page: Page): Promise<void> {
  await page.locator('.now-number', { hasText: 'A001' }).waitFor();
  const sounds = async () => (await heardOn(page)).filter(({ name }) => name !== 'chime');
  await expect.poll(async () => (await sounds()).length, { timeout: 60_000 }).toBe(WORDS);
  expect((await heardOn(page))[0]?.name).toBe('chime');
}

test(
  'two boards show it and say it',
  async () => {
    const boards = [await openBoard(), await openBoard()];
    await callA001();
    await Promise.all(boards.map(showsAndSays));
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a power cut between the call and its announcement: said when the machine is back',
  async () => {
    await callA001();
    // The board was still loading; then all of it went dark, browser and kiosk.
    await kiosk.kill();
    await kiosk.start();
    await showsAndSays(await openBoard());
  },
  PATIENCE_MS,
);
