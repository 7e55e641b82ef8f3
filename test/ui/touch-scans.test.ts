// Cards and codes that the touchscreen cannot take as they are: what it says, and that nobody is led astray.
import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, SIZES } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { see, tap } from './walk.ts';

let pages: string;
let kiosk: FakeKiosk;
let browser: Browser;
let context: BrowserContext;
let page: Page;

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
beforeEach(async () => {
  kiosk.reset();
  context = await browser.newContext({ viewport: SIZES.upright, hasTouch: true });
  page = await context.newPage();
  await page.goto(kiosk.url);
  await see(page, '点一下开始');
});
afterEach(() => context.close());

const heading = () => page.getByRole('heading', { level: 1 }).first().textContent();

test('where a card is waited for the page asks to lift it, and goes on with the next try', async () => {
  await tap(page, '点一下开始');
  await tap(page, /来访登记/);
  await tap(page, /^办事/);
  await tap(page, /^身份证/);
  await tap(page, '同意');
  await see(page, '请把身份证放到读卡的地方');
  kiosk.moment('cardTrouble', { trouble: 'liftCard' });
  await expect.poll(heading).toContain('请把身份证拿起来，再放一次');
  kiosk.moment('card', { readId: 'read-1', mask: '王*芳' });
  await see(page, '您从哪里来');
  // Somebody who comes back to this page is asked afresh.
  await tap(page, '返回');
  await see(page, '请把身份证放到读卡的地方');
});

test('a card of an unknown kind leads to another way', async () => {
  await tap(page, '点一下开始');
  await tap(page, /来访登记/);
  await tap(page, /^办事/);
  await tap(page, /^身份证/);
  await tap(page, '同意');
  await see(page, '请把身份证放到读卡的地方');
  kiosk.moment('cardTrouble', { trouble: 'unknownCard' });
  await expect.poll(heading).toContain('这种证件这里读不了');
  await tap(page, '换一个办法');
  await see(page, '用哪种办法登记');
});

test('elsewhere a sentence tells of it and the visitor stays where they are', async () => {
  kiosk.moment('cardTrouble', { trouble: 'liftCard' });
  await see(page, '请把身份证拿起来，再放一次');
  await tap(page, '点一下开始');
  await tap(page, /取号办事/);
  const before = await heading();
  kiosk.moment('cardTrouble', { trouble: 'unknownCard' });
  await see(page, '这种证件这里读不了');
  kiosk.moment('code', { code: '', kind: 'unknown' });
  await see(page, '这个码不是本中心的，请找工作人员');
  expect(await heading()).toBe(before);
});

test('before the day is open a card is told so, and no check-in begins', async () => {
  kiosk.push('centre', { day: null });
  kiosk.moment('card', { readId: 'read-1', mask: '王*芳' });
  await see(page, '今天还没有开始，请找工作人员');
  await see(page, '点一下开始');
  kiosk.moment('code', { code: 'member-code', kind: 'member' });
  await see(page, '今天还没有开始，请找工作人员');
  expect(kiosk.posts).toEqual([]);
});

test('the code of a slip on the home page shows where its number stands', async () => {
  await tap(page, '点一下开始');
  kiosk.moment('code', { code: 'slip-code', kind: 'ticket' });
  await see(page, '12 号窗口');
});

test('a reader that is there and reads nothing is not offered', async () => {
  const { idCardReader, ...others } = kiosk.slices.devices.devices;
  if (!idCardReader) throw new Error('the fake kiosk has a reader');
  await tap(page, '点一下开始');
  await tap(page, /来访登记/);
  await tap(page, /^办事/);
  const card = page.getByRole('button', { name: /^身份证/ });
  await card.waitFor();
  kiosk.push('devices', {
    devices: { ...others, idCardReader: { ...idCardReader, state: 'degraded' } },
  });
  await card.waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^手机号/ }).count()).toBe(1);
});
