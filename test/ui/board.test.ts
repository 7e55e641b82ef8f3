// The board on the wall: whole and legible in every state, at both sizes; a new call draws the eye once.
import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, type Size, SOUND_ALLOWED } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { boardCall, fakeSlices } from './fake-slices.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { blockAudio } from './staff-pages.ts';
import { see } from './walk.ts';

/** Where to put a picture of each state, for whoever wants to look. */
const PICTURES = process.env['KIOSK_TEST_PICTURES'];
const LONGEST = `${'请'.repeat(20)}${'大家到二楼活动室开会，'.repeat(3)}别忘了带身份证`;

let pages: string;
let kiosk: FakeKiosk;
let browser: Browser;
beforeAll(async () => {
  pages = await buildPages();
  kiosk = await startFakeKiosk(pages);
  browser = await launchBrowser(SOUND_ALLOWED);
});
afterAll(async () => {
  await browser.close();
  await kiosk.stop();
  rmSync(pages, { recursive: true });
});
beforeEach(() => kiosk.reset());

const sizes: Size[] = ['upright', 'wide'];

describe.each(sizes)('board, %s', (size) => {
  test('every state', async () => {
    const { page, context, complaints } = await openPage(browser, size, `${kiosk.url}/board`);
    const findings: string[] = [];
    const look = async (name: string) => {
      // The flash is over: its colours are on the way from one to the other meanwhile.
      await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/board-${size}-${name}.png` });
      const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    };

    await see(page, '请到窗口办理');
    await look('calling');
    await page.getByText('A012').waitFor();
    await expect(page.locator('.last li').count()).resolves.toBe(5);
    await expect(page.getByText('现在没有窗口').count()).resolves.toBe(1);

    kiosk.push('board', { now: boardCall('E1004', 12, 1) });
    await see(page, 'E1004');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(1);
    await look('long-number');

    const { last } = fakeSlices().board;
    kiosk.push('board', {
      now: { ...boardCall('A1013', 12, 2), mark: 'military', times: 3 },
      last: last.map((call, at) => ({ ...call, mark: at === 1 ? 'priority' : call.mark })),
      paused: [
        { window: 2, reason: 'break', handOver: 3 },
        { window: 12, reason: 'equipment', handOver: null },
        { window: 5, reason: 'other', handOver: 11 },
      ],
    });
    await see(page, '军人依法优先');
    await see(page, '第 3 次叫');
    await see(page, '会早一点叫到');
    await see(page, '2 号窗口在休息，请到 3 号窗口');
    await see(page, '12 号窗口在修设备，请等一等');
    await see(page, '5 号窗口暂停办理');
    await look('marks-and-pauses');

    const atMs = Date.now();
    const announcement = { id: 'a', text: LONGEST.slice(0, 60), atMs, untilMs: atMs + 600_000 };
    kiosk.push('announcement', { shown: [announcement] });
    kiosk.push('sound', { volume: 0 });
    await see(page, '没有声音，请看屏幕');
    await page.locator('.foot-said').waitFor();
    await look('announcement');

    kiosk.push('announcement', { shown: [{ ...announcement, untilMs: atMs - 60_000 }] });
    await page.locator('.foot-said').waitFor({ state: 'detached' });

    kiosk.push('board', { now: boardCall('A001', 2, 3), last: [] });
    await see(page, 'A001');
    await look('first-call');

    kiosk.push('board', { now: null, last: [], paused: [] });
    await see(page, '现在没有叫号');
    await look('nobody-called');

    kiosk.push('sound', { quiet: { from: '00:00', to: '23:59' } });
    kiosk.push('centre', { day: null, demo: false, notices: ['通知里的话很长，'.repeat(24)] });
    await see(page, '今天还没有开始');
    await look('closed');

    kiosk.goAway();
    await see(page, '正在恢复');
    await look('cut-off');
    kiosk.comeBack();
    await page.getByText('正在恢复').waitFor({ state: 'detached' });

    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('where the browser forbids sound the board says so, and one touch opens it', async () => {
  const { page, context } = await openPage(browser, 'upright', `${kiosk.url}/board`, blockAudio);
  await see(page, '这块大屏还没有声音');
  expect(await layoutFindings(page)).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/board-blocked.png` });
  await page.getByRole('button', { name: '点一下打开声音' }).click();
  await page.getByText('这块大屏还没有声音').waitFor({ state: 'detached' });
  await context.close();
});

test('the same number called again draws the eye again; a queue that grows does not', async () => {
  const { page, context } = await openPage(browser, 'wide', `${kiosk.url}/board`);
  const flashes = () => page.evaluate(() => document.getAnimations().length);
  await see(page, 'A012');
  await page.waitForFunction(() => document.getAnimations().length === 0);
  kiosk.push('board', { waiting: [{ prefix: 'A', names: [], waiting: 99, served: true }] });
  await see(page, '99 人');
  expect(await flashes()).toBe(0);
  kiosk.push('board', { now: { ...boardCall('A012', 2, 9), times: 2 } });
  await page.waitForFunction(() => document.getAnimations().length === 1);
  await context.close();
});
