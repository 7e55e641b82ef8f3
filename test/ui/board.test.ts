// The board on the wall: whole and legible in every state, at both sizes; a new call draws the eye once.
import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, type Size } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { see } from './walk.ts';

let pages: string;
let kiosk: FakeKiosk;
let browser: Browser;
beforeAll(async () => {
  pages = await buildPages();
  kiosk = await startFakeKiosk(pages);
  browser = await launchBrowser();
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
      const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    };
    /** The flash is over: its colours are on the way from one to the other meanwhile. */
    const settle = () =>
      page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));

    await see(page, '请到窗口办理');
    await settle();
    await look('calling');
    await page.getByText('A012').waitFor();
    await expect(page.locator('.last li').count()).resolves.toBe(5);

    kiosk.push('board', { now: { number: 'E1004', window: 12, atMs: 1 } });
    await see(page, 'E1004');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(1);
    await settle();
    await look('long number');

    kiosk.push('board', { now: null, last: [] });
    await see(page, '现在没有叫号');
    await look('nobody called');

    kiosk.push('centre', { day: null, demo: false, notices: ['通知里的话很长，'.repeat(24)] });
    await see(page, '今天还没有开始');
    await look('closed');

    kiosk.goAway();
    await see(page, '正在恢复');
    await look('cut off');
    kiosk.comeBack();
    await page.getByText('正在恢复').waitFor({ state: 'detached' });

    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('the same number called again draws the eye again; a queue that grows does not', async () => {
  const { page, context } = await openPage(browser, 'wide', `${kiosk.url}/board`);
  const flashes = () => page.evaluate(() => document.getAnimations().length);
  await see(page, 'A012');
  await page.waitForFunction(() => document.getAnimations().length === 0);
  kiosk.push('board', { waiting: [{ prefix: 'A', names: [], waiting: 99 }] });
  await see(page, '99 人');
  expect(await flashes()).toBe(0);
  kiosk.push('board', { now: { number: 'A012', window: 2, atMs: 9 } });
  await page.waitForFunction(() => document.getAnimations().length === 1);
  await context.close();
});
