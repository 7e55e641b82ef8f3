// A slip at the scanner: what it shows, how it follows the queue, and what can be done with its number.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type FakeKiosk, refusal, slipOf } from './fake-kiosk.ts';
import { passTime, touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';

let page: Page;
let kiosk: FakeKiosk;
touchOfEachTest(async (touch) => {
  ({ page, kiosk } = touch);
  await page.clock.install({ time: new Date('2026-11-22T09:42:00+08:00') });
  await touch.open();
});
const button = (name: string) => page.getByRole('button', { name });

describe('a slip', () => {
  const ROUTE = 'GET /api/services/tickets/slip-code';
  async function show(change: Parameters<typeof slipOf>[0]): Promise<void> {
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf(change) }));
    kiosk.moment('code', { code: 'slip-code', kind: 'ticket' });
    await see(page, '您的号');
  }

  test('follows the queue while one looks', async () => {
    await show({ ahead: 2, wait: { lowMinutes: 10, highMinutes: 15 } });
    await see(page, '前面还有 2 人');
    await see(page, '约 10 到 15 分钟');
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf({ ahead: 0 }) }));
    kiosk.push('services', { waiting: 5 });
    await see(page, '下一个就是您');
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf({ state: 'called', window: 3 }) }));
    kiosk.push('board', {});
    await see(page, '3 号窗口');
    expect(await button('不办了').count()).toBe(0);
  });

  test('of what no window serves now says so, until one opens', async () => {
    await show({ ahead: 2, served: false });
    await see(page, '窗口开了会叫您');
    expect(await page.getByText('前面还有').count()).toBe(0);
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf({ ahead: 2 }) }));
    kiosk.push('services', { waiting: 5 });
    await see(page, '前面还有 2 人');
  });

  test('gives its number back, after one has said so twice', async () => {
    await show({ ahead: 2 });
    await tap(page, '不办了');
    await tap(page, '接着等');
    expect(kiosk.posts).toEqual([]);
    await tap(page, '不办了');
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf({ state: 'givenUp' }) }));
    await tap(page, '退掉这个号');
    await see(page, '这个号已经退了');
    expect(kiosk.posts).toMatchObject([
      { path: '/api/services/tickets/slip-code/withdrawal', body: {} },
    ]);
    expect(await button('不办了').count()).toBe(0);
  });

  test('that was called meanwhile cannot be given back, and says so', async () => {
    await show({ ahead: 0 });
    kiosk.on('POST /api/services/tickets/slip-code/withdrawal', () =>
      refusal(409, 'TICKET_STATE_WRONG'),
    );
    kiosk.on(ROUTE, () => ({ status: 200, body: slipOf({ state: 'called', window: 3 }) }));
    await tap(page, '不办了');
    await tap(page, '退掉这个号');
    await see(page, '没有退掉');
    await page.getByRole('dialog').getByRole('button', { name: '好的' }).click();
    await see(page, '3 号窗口');
  });

  test('says what came of it and what to bring next time', async () => {
    await show({ state: 'served', outcome: 'materialsMissing', missing: ['户口簿', '一寸照片'] });
    await see(page, '材料还不齐');
    await see(page, '请下次带上');
    expect(await page.getByRole('listitem').allTextContents()).toEqual(['户口簿', '一寸照片']);
    await show({ state: 'served', outcome: 'referred' });
    await see(page, '已经转到别的地方办');
    expect(await button('不办了').count()).toBe(0);
  });

  test('stays readable on a kiosk that cannot record, and is only looked at', async () => {
    kiosk.push('store', { state: 'readOnly', reason: 'DISK_FULL' });
    await show({ ahead: 2 });
    await see(page, '前面还有 2 人');
    expect(await button('不办了').count()).toBe(0);
  });

  test('is read for a minute, then the screen is free again', async () => {
    await show({ ahead: 2 });
    await passTime(page, 50_000);
    await see(page, '前面还有 2 人');
    await passTime(page, 10_500);
    await see(page, '点一下开始');
  });
});
