// What the touchscreen does when people tap twice, walk away, say no, or the server goes away.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type FakeKiosk, refusal } from './fake-kiosk.ts';
import { passTime, touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';
import { chooseItem } from './walk-services.ts';

let page: Page;
let kiosk: FakeKiosk;
let open: () => Promise<void>;
touchOfEachTest((touch) => {
  ({ page, kiosk, open } = touch);
});

/** With a clock that the test moves. */
async function openWithClock(): Promise<void> {
  await page.clock.install({ time: new Date('2026-11-22T09:42:00+08:00') });
  await open();
}
async function toPhone(): Promise<void> {
  await tap(page, '点一下开始');
  await tap(page, /来访登记/);
  await tap(page, /^办事/);
  await tap(page, /^手机号/);
  await tap(page, '同意');
}
async function typePhone(number: string): Promise<void> {
  for (const digit of number) await tap(page, digit);
}
async function toUnits(): Promise<void> {
  await toPhone();
  await typePhone('13800138000');
  await tap(page, '下一步');
}
function keys(): (string | undefined)[] {
  return kiosk.posts.map(({ key }) => key);
}

describe('nobody there', () => {
  test('asks after 90 s of typing rest, goes on when told to', async () => {
    await openWithClock();
    await toPhone();
    await typePhone('138');
    await passTime(page, 89_000);
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
    await passTime(page, 1_500);
    await see(page, '还要继续吗');
    await tap(page, '继续');
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
    await see(page, '请输您的手机号');
    expect(await page.locator('.number-field').textContent()).toContain('138');
  });

  test('wipes everything of the visitor 20 s after the question', async () => {
    await openWithClock();
    await toPhone();
    await tap(page, '大字版');
    await typePhone('1390000');
    await passTime(page, 90_500);
    await see(page, '还要继续吗');
    await passTime(page, 20_500);
    await see(page, '点一下开始');
    expect(await page.evaluate(() => document.documentElement.className)).toBe('');
    await toPhone();
    expect(await page.locator('.number-field').textContent()).not.toMatch(/\d/);
    const stored = await page.evaluate(() => [
      localStorage.length,
      sessionStorage.length,
      location.search + location.hash,
    ]);
    expect(stored).toEqual([0, 0, '']);
  });

  test('elsewhere asks after 60 s; 不用了 ends the visit at once', async () => {
    await openWithClock();
    await tap(page, '点一下开始');
    await tap(page, /取号办事/);
    await passTime(page, 60_500);
    await see(page, '还要继续吗');
    await tap(page, '不用了');
    await see(page, '点一下开始');
  });

  test('Escape means go on, twice as well as once', async () => {
    await openWithClock();
    await tap(page, '点一下开始');
    await tap(page, /取号办事/);
    for (let round = 0; round < 2; round++) {
      await passTime(page, 60_500);
      await see(page, '还要继续吗');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await see(page, '您要办什么事');
  });

  test('a ticket page goes by itself after 20 s', async () => {
    await openWithClock();
    await tap(page, '点一下开始');
    await tap(page, /取号办事/);
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, '取号');
    await see(page, '取号成功');
    await passTime(page, 20_500);
    await see(page, '点一下开始');
  });
});

describe('commands', () => {
  test('a double tap sends one command, with one key', async () => {
    await open();
    kiosk.on('POST /api/attendance/visits', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { status: 201, body: { id: 'v', purpose: 'errand', headcount: 1, already: false } };
    });
    await toUnits();
    await page.getByRole('button', { name: '第六埠村' }).dblclick();
    await page
      .getByRole('button', { name: '第六埠村' })
      .click({ timeout: 200 })
      .catch(() => {});
    await see(page, '登记好了');
    expect(kiosk.posts).toHaveLength(1);
    expect(kiosk.posts[0]).toMatchObject({
      body: {
        method: 'phone',
        phone: '13800138000',
        purpose: 'errand',
        unitId: 'liubu',
        notice: '1',
      },
      key: expect.stringMatching(/^[\w-]{8,64}$/),
    });
  });

  test('the second tap of a pair does not press what has appeared under the finger', async () => {
    await open();
    await tap(page, '点一下开始');
    const hero = await page.getByRole('button', { name: /来访登记/ }).boundingBox();
    if (!hero) throw new Error('no door');
    // Where the next page has a button, not the gap between two.
    await page.mouse.click(hero.x + 150, hero.y + 280);
    await see(page, '您今天来做什么');
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await see(page, '您今天来做什么');
    await page.waitForTimeout(100);
    await expect(page.getByText('用哪种办法登记').count()).resolves.toBe(0);
  });

  test('trying again after silence keeps the key; another visit gets another', async () => {
    await open();
    kiosk.on('POST /api/services/tickets', () => null);
    await tap(page, '点一下开始');
    await tap(page, /取号办事/);
    await chooseItem(page, /^民政/, /^低保申请/);
    await tap(page, '取号');
    await see(page, '没有取到号');
    expect(new Set(keys()).size).toBe(1);
    kiosk.on('POST /api/services/tickets', () => ({
      status: 201,
      body: {
        id: 't',
        number: 'A044',
        item: '低保申请',
        items: ['低保申请'],
        class: 'ordinary',
        ahead: 0,
        wait: null,
        served: true,
        visitId: 'v',
        jobId: null,
      },
    }));
    await tap(page, '再试一次');
    await see(page, 'A044');
    expect(new Set(keys()).size).toBe(1);
    await see(page, '没有小票也能办，记住 A044 就行');
    await tap(page, '好的');
    await tap(page, '点一下开始');
    await tap(page, /取号办事/);
    await chooseItem(page, /^民政/, /^低保申请/);
    await tap(page, '取号');
    await see(page, 'A044');
    expect(new Set(keys()).size).toBe(2);
  });

  test('an answer that does not come in 10 s is not waited for any longer', async () => {
    await openWithClock();
    kiosk.on('POST /api/attendance/visits', () => new Promise(() => {}));
    await toUnits();
    await tap(page, '第六埠村');
    await passTime(page, 9_000);
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
    await passTime(page, 1_500);
    await see(page, '没有登记上');
  });

  test('a number taken after checking in belongs to that visit', async () => {
    await open();
    await toUnits();
    await tap(page, '不选，直接登记');
    await tap(page, /现在取号/);
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(kiosk.posts.map(({ body }) => body)).toMatchObject([
      { method: 'phone' },
      { itemId: 'item-1', visitId: 'LB01-1-v' },
    ]);
  });

  test('a notice that changed is shown again, then agreed to anew', async () => {
    await open();
    await toUnits();
    kiosk.on('POST /api/attendance/visits', () => refusal(409, 'NOTICE_OUTDATED'));
    await tap(page, '当城村');
    await see(page, '隐私说明刚刚更新了');
    kiosk.push('centre', { notice: { ...kiosk.slices.centre.notice, version: '2' } });
    kiosk.on('POST /api/attendance/visits', () => ({
      status: 201,
      body: { id: 'v', purpose: 'errand', headcount: 1, already: true },
    }));
    await tap(page, '再看一遍');
    await tap(page, '同意');
    await tap(page, '当城村');
    await see(page, '您今天已经登记过了');
    expect(kiosk.posts.at(-1)?.body).toMatchObject({ notice: '2', phone: '13800138000' });
  });

  test('saying no to the notice leaves a head count and nothing personal', async () => {
    await open();
    await tap(page, '点一下开始');
    await tap(page, /来访登记/);
    await tap(page, /^学习/);
    kiosk.moment('card', { readId: 'read-1', mask: '王*芳' });
    await see(page, '登记前，先跟您说清楚');
    await tap(page, '不同意，不留姓名');
    await tap(page, '3 人');
    await tap(page, '小沙窝村');
    await see(page, '登记好了');
    expect(kiosk.posts.map(({ body }) => body)).toEqual([
      { method: 'headcount', purpose: 'study', headcount: 3, unitId: 'xiaoshawo' },
    ]);
  });

  test('a child’s card leads to another way', async () => {
    await open();
    kiosk.on('POST /api/attendance/visits', () => refusal(403, 'GUARDIAN_NEEDED'));
    kiosk.moment('card', { readId: 'read-1', mask: '王*宝' });
    await see(page, '王*宝');
    await tap(page, /^活动/);
    await tap(page, '同意');
    await tap(page, '不选，直接登记');
    await see(page, '家长同意');
    await tap(page, '换一个办法');
    await see(page, '用哪种办法登记');
  });
});

describe('the server and its disk', () => {
  test('the overlay comes when the server goes and heals by itself, the visit still there', async () => {
    await open();
    await toPhone();
    await typePhone('138');
    kiosk.goAway();
    await see(page, '机器正在恢复');
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
    await expect(page.getByRole('dialog').count()).resolves.toBe(1);
    kiosk.comeBack();
    await page.getByText('机器正在恢复').waitFor({ state: 'detached' });
    expect(await page.locator('.number-field').textContent()).toContain('138');
    kiosk.push('centre', { name: '回来以后的名字' });
    await see(page, '回来以后的名字');
  });

  test('a stream refused for good is opened again', async () => {
    await open();
    kiosk.refuseStreams(true);
    await see(page, '机器正在恢复');
    kiosk.refuseStreams(false);
    await page.getByText('机器正在恢复').waitFor({ state: 'detached' });
    await see(page, '点一下开始');
  });

  test('a new build is loaded when nobody is there, never under a visitor', async () => {
    await open();
    await tap(page, '点一下开始');
    await page.evaluate(() => Object.assign(window, { old: true }));
    kiosk.restartAs('two');
    await page.waitForTimeout(700);
    expect(await page.evaluate(() => 'old' in window)).toBe(true);
    await tap(page, /取号办事/);
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, '取号');
    await tap(page, '好的');
    await page.waitForFunction(() => !('old' in window));
    await see(page, '点一下开始');
  });

  test('a full disk closes the doors, keeps the queue in sight, and they open again', async () => {
    await open();
    await tap(page, '点一下开始');
    kiosk.push('store', { state: 'readOnly', reason: 'DISK_FULL' });
    await see(page, '机器暂时不能登记，请找工作人员');
    await see(page, 'A012');
    await expect(page.getByRole('button', { name: /来访登记|取号办事/ }).count()).resolves.toBe(0);
    kiosk.push('store', { state: 'writable', reason: null });
    await see(page, '来访登记');
  });

  test('the one-time code shows until it is used, and visitors can pass by', async () => {
    await open();
    const code = { purpose: 'firstAdmin', digits: '482719', account: null } as const;
    kiosk.push('setup', { code });
    await see(page, '482719');
    await see(page, 'https://192.168.1.20:8443');
    await tap(page, '先登记、取号，点这里');
    await see(page, '来访登记');
    kiosk.push('setup', { code: null });
    await page.reload();
    await see(page, '点一下开始');
  });
});

describe('help', () => {
  test('a call waits, is accepted, and going on returns to where one was', async () => {
    await open();
    await toPhone();
    await tap(page, '叫工作人员');
    await see(page, '已经叫了工作人员');
    const calls = [{ id: 'LB01-1-h', state: 'accepted', calledAtMs: 0, acceptedBy: 'a' }] as const;
    kiosk.push('help', { calls: [...calls] });
    await see(page, '工作人员马上来');
    await tap(page, '回去继续');
    await see(page, '请输您的手机号');
  });

  test('a call can be taken back', async () => {
    await open();
    await tap(page, '点一下开始');
    await tap(page, '叫工作人员');
    await see(page, '已经叫了工作人员');
    await tap(page, '不用叫了');
    await see(page, '来访登记');
    expect(kiosk.posts.map(({ path }) => path)).toEqual([
      '/api/help/calls',
      '/api/help/calls/LB01-1-h/withdrawal',
    ]);
  });
});

test('a keyboard gets from the attract page to a ticket', async () => {
  await open();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /取号办事/ }).focus();
  await page.keyboard.press('Enter');
  await see(page, '您要办什么事');
  for (const step of ['按部门找', '民政', '高龄津贴申请', '取号']) {
    await tabTo(step);
    await page.keyboard.press('Enter');
  }
  await see(page, '要取这个号吗');
  await tabTo('取号');
  await page.keyboard.press('Enter');
  await see(page, '取号成功');
});

/** Tabs as a person does: until the button one wants has the focus. A new screen may take it back once while it settles. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.textContent);
    if (at?.startsWith(name)) return;
  }
  throw new Error(`no way by Tab to ${name}`);
}
