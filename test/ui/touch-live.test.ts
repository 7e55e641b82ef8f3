// A live session at the touchscreen: what is explained, its sound, its end, and how long nobody may watch.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeKiosk } from './fake-kiosk.ts';
import { FENNEL, fakeSession, fakeShelf, fakeWorkshop } from './fake-workshop.ts';
import { passTime, touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';

let page: Page;
let kiosk: FakeKiosk;
let open: () => Promise<void>;
touchOfEachTest(async (touch) => {
  ({ page, kiosk, open } = touch);
  await page.clock.install({ time: new Date('2026-11-22T09:42:00+08:00') });
});
const heading = () => page.locator('.now-explained h2').textContent();

async function watch(): Promise<void> {
  await open();
  await tap(page, '点一下开始');
  kiosk.push('workshop', fakeSession());
  await see(page, '正在直播：');
  await tap(page, /^创富工坊/);
  await see(page, '主播：王秀芳');
}

test('what is explained changes with the host, its price at once', async () => {
  await watch();
  expect(await heading()).toContain('沙窝萝卜');
  kiosk.push('workshop', { explaining: { item: FENNEL, sinceMs: 2, mediaTimeMs: null } });
  await expect.poll(heading).toContain('六埠茴香');
  const products = fakeShelf().map((item) =>
    item.title === FENNEL.title ? { ...item, priceFen: 450 } : item,
  );
  kiosk.push('workshop', { products });
  await expect.poll(() => page.locator('.now-explained-price').textContent()).toContain('4.50');
  await tap(page, '预订这个');
  await tap(page, /^预订 1 捆，4.50 元/);
  await see(page, '订这些，对吗');
});

test('its end leaves the shelf and a sentence', async () => {
  await watch();
  kiosk.push('workshop', fakeWorkshop());
  await see(page, '直播结束了，这些还在卖');
  await see(page, '六埠茴香');
});

test('nobody watches for five minutes: the question, silence, and the visit is over', async () => {
  await watch();
  await tap(page, '打开声音');
  await see(page, '关掉声音');
  await passTime(page, 240_000);
  expect(await page.getByText('还要继续吗').count()).toBe(0);
  await passTime(page, 63_000);
  await see(page, '还要继续吗');
  await tap(page, '继续');
  await see(page, '打开声音');
  await passTime(page, 325_000);
  await see(page, '点一下开始');
});

test('a flash price ends by the clock of the server, whatever the page believes', async () => {
  await open();
  const [, , fennel = FENNEL] = fakeShelf();
  kiosk.push('workshop', {
    products: [{ ...fennel, flashUntilMs: Date.now() + 200_000 }],
  });
  await tap(page, '点一下开始');
  await tap(page, /^创富工坊/);
  await expect
    .poll(() => page.locator('.flash').textContent())
    .toMatch(/限时价，还有 [23] 分 \d+ 秒/);
});

test('a session elsewhere shows its code, and our own shelf beside it', async () => {
  await watch();
  const appUrl = 'https://v.douyin.com/iRNBho5F/';
  kiosk.push('workshop', fakeSession({ platform: 'douyin', playUrl: null, appUrl }));
  await page.getByRole('img', { name: '用抖音扫一扫，看直播' }).waitFor();
  await tap(page, /^六埠茴香/);
  await see(page, '预订 1 捆');
});
