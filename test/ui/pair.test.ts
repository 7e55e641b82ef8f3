// The page of a screen that is not paired yet: legible at both sizes in every state; one code, one try a tap.
import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, type Size } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, refusal, startFakeKiosk } from './fake-kiosk.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { see, tap } from './walk.ts';

const ENTER = 'POST /api/pairing/screens';
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

async function type(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

describe.each<Size>(['upright', 'wide'])('%s', (size) => {
  test('every state', async () => {
    const { page, context, complaints } = await openPage(browser, size, `${kiosk.url}/pair`);
    const findings: string[] = [];
    const look = async (name: string) => {
      const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    };
    await see(page, '这块屏还没有配对');
    await look('empty');
    await expect(page.getByRole('button', { name: '配对' }).isDisabled()).resolves.toBe(true);
    await type(page, '12345678');
    await look('typed');
    const forEars = await page.locator('.number-field .hidden').boundingBox();
    expect(forEars?.width).toBeLessThanOrEqual(1);

    kiosk.on(ENTER, () => refusal(403, 'PAIRING_CODE_WRONG'));
    await tap(page, '配对');
    await see(page, '配对码不对');
    await look('wrong');
    kiosk.on(ENTER, () => refusal(429, 'SIGN_IN_LOCKED', { seconds: 90, minutes: 2 }));
    await tap(page, '配对');
    await see(page, '请 2 分钟后再试');
    await look('locked');
    kiosk.on(ENTER, () => null);
    await tap(page, '配对');
    await see(page, '一体机没有回应');
    await look('unreachable');

    kiosk.on(ENTER, () => ({ status: 201, body: { name: '二楼', kind: 'touch', prints: false } }));
    await tap(page, '配对');
    await see(page, '点一下开始');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(kiosk.posts.every(({ body }) => isDeepStrictEqual(body, { code: '12345678' }))).toBe(
      true,
    );
    // The one without an answer may have been heard: it is asked again as the same one.
    expect(new Set(kiosk.posts.map(({ key }) => key)).size).toBe(3);
    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('a screen with a keyboard types the code there, however fast', async () => {
  const { page, context } = await openPage(browser, 'wide', `${kiosk.url}/pair`);
  kiosk.on(ENTER, () => ({ status: 201, body: { name: '大屏', kind: 'board', prints: false } }));
  await see(page, '这块屏还没有配对');
  // As fast as a scanner that types: faster than a page can draw.
  await page.keyboard.type('00420042');
  await page.keyboard.press('Enter');
  await expect.poll(() => kiosk.posts.map(({ body }) => body)).toEqual([{ code: '00420042' }]);
  await context.close();
});

describe.each(['/', '/board'])('a page at %s whose stream is refused', (path) => {
  test('loads anew when the screen was unpaired, and not when the kiosk only has a bad moment', async () => {
    const { page, context } = await openPage(browser, 'wide', `${kiosk.url}${path}`);
    await see(page, path === '/' ? '点一下开始' : 'A012');
    await page.evaluate(() => Object.assign(window, { same: true }));
    const isSame = () => page.evaluate(() => 'same' in window);
    let asked = 0;
    kiosk.on('GET /api/pairing/screen', () => {
      asked += 1;
      return refusal(404, 'NOT_FOUND');
    });
    kiosk.refuseStreams(true);
    await expect.poll(() => asked, { timeout: 8000 }).toBeGreaterThan(0);
    expect(await isSame()).toBe(true);
    kiosk.on('GET /api/pairing/screen', () => refusal(401, 'SCREEN_NOT_PAIRED'));
    await expect.poll(isSame, { timeout: 20_000 }).toBe(false);
    await context.close();
  });
});
