// Cards and codes at the touchscreen: what they set off, what it says of those it cannot take, and that nobody is led astray.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type FakeKiosk, slipOf } from './fake-kiosk.ts';
import { touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';

let page: Page;
let kiosk: FakeKiosk;
touchOfEachTest(async (touch) => {
  ({ page, kiosk } = touch);
  await touch.open();
});

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

describe('a scanner that types like a keyboard', () => {
  const SLIP = 'DQ1.t.LB01-1-3f.abcDEF123456-_xy';
  const status = slipOf({ number: 'A1012', state: 'called', window: 12 });
  /** In the page and in one go: as fast as a scanner types, however slow this machine is. */
  const scan = (text: string) =>
    page.evaluate(
      (keys) => {
        for (const key of keys) {
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
          );
        }
      },
      [...text, 'Enter'],
    );

  test.each([SLIP, `https://hall.example.cn:8444/t/${SLIP}`])(
    'shows the number of %s',
    async (text) => {
      kiosk.on(`GET /api/services/tickets/${SLIP}`, () => ({ status: 200, body: status }));
      await scan(text);
      await see(page, '12 号窗口');
    },
  );

  test('leaves a phone number alone', async () => {
    await tap(page, '点一下开始');
    await tap(page, /来访登记/);
    await tap(page, /^办事/);
    await tap(page, /^手机号/);
    await tap(page, '同意');
    await page.locator('.number-field').waitFor();
    await page.keyboard.press('1');
    const field = page.locator('.number-field .place:not(.place-empty)');
    await expect.poll(() => field.allTextContents()).toEqual(['1']);
    await scan('DQ1.x.138001380');
    await see(page, '这个码不是本中心的');
    expect(await field.allTextContents()).toEqual(['1']);
    await page.keyboard.press('3');
    await expect.poll(() => field.allTextContents()).toEqual(['1', '3']);
  });

  test('of a member begins a check-in', async () => {
    await scan('DQ1.m.p7.abcDEF123456-_xy');
    await see(page, '您今天来做什么');
  });

  test('whatever else it types is nobody’s business', async () => {
    await scan('6901234567892');
    await see(page, '点一下开始');
    await scan('https://pay.example/x');
    await see(page, '这个码不是本中心的');
    expect(kiosk.posts).toEqual([]);
  });
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

describe('what is read', () => {
  test('a card on the attract page starts a check-in with that card', async () => {
    kiosk.moment('card', { readId: 'read-1', mask: '𬭎*玥' });
    await see(page, '𬭎*玥');
    await tap(page, /^参观/);
    await tap(page, '同意');
    await tap(page, '不选，直接登记');
    await see(page, '登记好了');
    expect(kiosk.posts[0]?.body).toEqual({
      method: 'idCard',
      purpose: 'visit',
      readId: 'read-1',
      notice: '1',
    });
  });

  test('a check-in that was given up is not gone on with', async () => {
    await tap(page, '点一下开始');
    await tap(page, /来访登记/);
    await tap(page, /^会议/);
    await tap(page, '回首页');
    kiosk.moment('card', { readId: 'read-1', mask: '王*芳' });
    await see(page, '您今天来做什么');
  });

  test('a member’s code while the notice waits for it is recorded at once', async () => {
    await tap(page, '点一下开始');
    await tap(page, /来访登记/);
    await tap(page, /^会议/);
    await tap(page, /^二维码/);
    await tap(page, '同意');
    kiosk.moment('code', { code: 'member-code', kind: 'member' });
    await see(page, '登记好了');
    expect(kiosk.posts[0]?.body).toMatchObject({ method: 'code', code: 'member-code' });
  });

  test('leaving with a card', async () => {
    await tap(page, '点一下开始');
    await tap(page, /^离开登记/);
    kiosk.moment('card', { readId: 'read-2', mask: '王*芳' });
    await see(page, '离开登记好了');
    expect(kiosk.posts[0]).toMatchObject({
      path: '/api/attendance/departures',
      body: { method: 'idCard', readId: 'read-2' },
    });
  });

  test('the code of a slip shows where its number stands', async () => {
    kiosk.moment('code', { code: 'slip-code', kind: 'ticket' });
    await see(page, '12 号窗口');
    await see(page, '请现在去窗口');
  });

  test('a card on somebody else’s done page begins a visit of its own', async () => {
    await tap(page, '点一下开始');
    await tap(page, /来访登记/);
    await tap(page, /^办事/);
    await tap(page, /^手机号/);
    await tap(page, '同意');
    for (const digit of '13800138000') await tap(page, digit);
    await tap(page, '下一步');
    await tap(page, '不选，直接登记');
    await see(page, '登记好了');
    kiosk.moment('card', { readId: 'read-3', mask: '李*' });
    await see(page, '李*');
    await see(page, '您今天来做什么');
    await tap(page, '回首页');
    await tap(page, /^离开登记/);
    await see(page, '用哪种办法登记离开');
  });
});
