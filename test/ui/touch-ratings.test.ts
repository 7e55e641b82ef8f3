// Rating at the touchscreen, by the code of a slip: five faces, what was wrong, a phone to be called back.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SIZES, type Size } from '../journeys/browser.ts';
import { type FakeKiosk, refusal } from './fake-kiosk.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';

const CODE = 'slip-code';
const RATING = `/api/ratings/tickets/${CODE}`;
const SERVED = {
  number: 'A012',
  item: '高龄津贴申请',
  items: ['高龄津贴申请', '残疾人补贴'],
  state: 'served',
  class: 'ordinary',
  ahead: null,
  wait: null,
  window: 3,
  outcome: 'done',
  missing: [],
  served: true,
};

let page: Page;
let kiosk: FakeKiosk;
touchOfEachTest(async (touch) => {
  ({ page, kiosk } = touch);
  await touch.open();
  kiosk.on(`GET /api/services/tickets/${CODE}`, () => ({ status: 200, body: SERVED }));
  kiosk.on(`GET ${RATING}`, () => ({ status: 200, body: { state: 'open', items: SERVED.items } }));
  kiosk.on(`POST ${RATING}`, () => ({ status: 200, body: { done: true } }));
});

/** From the slip to the five faces. */
async function scan(): Promise<void> {
  kiosk.moment('code', { code: CODE, kind: 'ticket' });
  await tap(page, '给这次服务打个分');
  await see(page, '服务怎么样');
}
async function looksRight(): Promise<void> {
  expect([...(await layoutFindings(page)), ...(await axeFindings(page))]).toEqual([]);
}

describe.each(Object.keys(SIZES) as Size[])('%s', (size) => {
  test.each([false, true])(
    'every page of it is whole and legible, large type: %s',
    async (large) => {
      await page.setViewportSize(SIZES[size]);
      await tap(page, '点一下开始');
      if (large) await tap(page, '大字版');
      kiosk.moment('code', { code: CODE, kind: 'ticket' });
      await see(page, '给这次服务打个分');
      await looksRight();
      await tap(page, '给这次服务打个分');
      await see(page, '服务怎么样');
      await looksRight();
      await tap(page, '非常不满意');
      await see(page, '哪里没做好');
      await tap(page, '等得太久');
      await looksRight();
      await tap(page, '留个电话');
      await see(page, '只用它给您回话');
      for (const digit of '12000138000') await tap(page, digit);
      await tap(page, '提交评价');
      await see(page, '请看一看');
      await looksRight();
      await tap(page, '重输');
      for (const digit of '13800138000') await tap(page, digit);
      await tap(page, '提交评价');
      await see(page, '我们给您打电话');
      await looksRight();
    },
  );
});

test('a good grade is one tap, and asks for nothing more', async () => {
  await scan();
  await tap(page, /^满意/);
  await see(page, '谢谢您的评价');
  expect(kiosk.posts).toMatchObject([{ path: RATING, body: { grade: 4 } }]);
  expect(Object.keys(kiosk.posts[0]?.body ?? {})).toEqual(['grade']);
});

test('a bad one sends what was chosen; without a phone no phone is sent', async () => {
  await scan();
  await tap(page, /^不满意/);
  await tap(page, '事没办成');
  await tap(page, '别的原因');
  await tap(page, '别的原因');
  expect(kiosk.posts).toEqual([]);
  await tap(page, '提交评价');
  await see(page, '我们会查清楚');
  expect(kiosk.posts.map(({ body }) => body)).toEqual([{ grade: 2, reasons: ['notDone'] }]);
});

test('a phone goes with the version of the notice, and is gone from the screen afterwards', async () => {
  await scan();
  await tap(page, /^非常不满意/);
  await tap(page, '留个电话');
  for (const digit of '13800138000') await tap(page, digit);
  await tap(page, '提交评价');
  await see(page, '我们给您打电话');
  const contact = { phone: '13800138000', notice: '1' };
  expect(kiosk.posts[0]?.body).toEqual({ grade: 1, reasons: [], contact });
  await tap(page, '好的');
  await scan();
  await tap(page, /^非常不满意/);
  await tap(page, '留个电话');
  expect(await page.getByText('0000').count()).toBe(0);
  expect(await page.locator('.place-empty').count()).toBe(11);
});

test('a slip that the queue has forgotten leads to the faces at once', async () => {
  kiosk.on(`GET /api/services/tickets/${CODE}`, () => refusal(404, 'TICKET_NOT_FOUND'));
  kiosk.moment('code', { code: CODE, kind: 'ticket' });
  await see(page, '服务怎么样');
  await see(page, '高龄津贴申请、残疾人补贴');
});

test.each([
  ['rated', '这个号已经评价过了'],
  ['late', '这个号已经过期了'],
  ['notServed', '这个号还没有办完'],
])('%s: a sentence says why not', async (state, sentence) => {
  kiosk.on(`GET ${RATING}`, () => ({ status: 200, body: { state, items: [] } }));
  kiosk.moment('code', { code: CODE, kind: 'ticket' });
  await tap(page, '给这次服务打个分');
  await see(page, sentence);
});

test('a number that is still waiting is not to be rated', async () => {
  const waiting = { ...SERVED, state: 'waiting', outcome: null, ahead: 3 };
  kiosk.on(`GET /api/services/tickets/${CODE}`, () => ({ status: 200, body: waiting }));
  kiosk.moment('code', { code: CODE, kind: 'ticket' });
  await see(page, 'A012');
  expect(await page.getByText('给这次服务打个分').count()).toBe(0);
});

test('without an answer the same rating is tried again, under the same key', async () => {
  kiosk.on(`POST ${RATING}`, () => null);
  await scan();
  await tap(page, /^基本满意/);
  await see(page, '没有评价上');
  kiosk.on(`POST ${RATING}`, () => ({ status: 200, body: { done: true } }));
  await tap(page, '再试一次');
  await see(page, '谢谢您的评价');
  const keys = kiosk.posts.map(({ key }) => key);
  // The browser itself asks a dead line again.
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

test('a rating that was only begun is forgotten with the visit', async () => {
  await scan();
  await tap(page, /^非常不满意/);
  await tap(page, '态度不好');
  await tap(page, '回首页');
  await scan();
  await tap(page, /^非常不满意/);
  expect(await page.locator('[aria-pressed=true]').count()).toBe(0);
  expect(kiosk.posts).toEqual([]);
});
