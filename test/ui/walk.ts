// Through every screen of the touchscreen, as visitors and misfortunes would lead there.
import type { Page } from 'playwright-core';
import type { FakeKiosk } from './fake-kiosk.ts';
import { boardCall, fakeSlices } from './fake-slices.ts';
import { showSlips, takeNumbers } from './walk-services.ts';

/** Called on each screen, once it stands. */
export type Look = (name: string) => Promise<void>;

export function tap(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name }).first().click();
}
export function see(page: Page, text: string): Promise<void> {
  return page.getByText(text).first().waitFor();
}

export async function walk(
  page: Page,
  kiosk: FakeKiosk,
  large: boolean,
  look: Look,
): Promise<void> {
  await see(page, '点一下开始');
  if (!large) {
    await look('attract');
    const { now } = kiosk.slices.board;
    kiosk.push('board', { now: boardCall('E1004', 12, 1) });
    await see(page, 'E1004');
    await look('attract-long-number');
    kiosk.push('board', { now });
  }
  await tap(page, '点一下开始');
  if (large) await tap(page, '大字版');
  await look('home');
  await checkIn(page, kiosk, look);
  await takeNumbers(page, kiosk, look);
  await leave(page, look);
  await comeAsMany(page, look);
  await callHelp(page, kiosk, look);
  await showThings(page, kiosk, large, look);
  await misfortunes(page, kiosk, look);
  await overEverything(page, kiosk, look);
  if (!large) await firstCode(page, kiosk, look);
}

async function checkIn(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, /来访登记/);
  await look('purpose');
  await tap(page, /^办事/);
  await look('method');
  await tap(page, /^身份证/);
  await look('notice');
  await tap(page, '同意');
  await look('present');
  kiosk.moment('cardTrouble', { trouble: 'liftCard' });
  await see(page, '再放一次');
  await look('present-lift-card');
  kiosk.moment('cardTrouble', { trouble: 'unknownCard' });
  await see(page, '这种证件这里读不了');
  await look('present-unknown-card');
  await tap(page, '换一个办法');
  await tap(page, /^手机号/);
  await tap(page, '同意');
  await look('phone');
  for (const digit of '1200013800') await tap(page, digit);
  await tap(page, '0');
  await tap(page, '下一步');
  await see(page, '请看一看');
  await look('phone-wrong');
  await tap(page, '重输');
  for (const digit of '13800138000') await tap(page, digit);
  await tap(page, '下一步');
  await look('unit');
  await tap(page, '党支部');
  await look('unit-long-names');
  await tap(page, '不选，直接登记');
  await see(page, '登记好了');
  await look('checked-in');
}

async function leave(page: Page, look: Look): Promise<void> {
  await tap(page, /^离开登记/);
  await look('leave');
  await tap(page, '换一个办法');
  await look('leave-method');
  await tap(page, /^从名单里选/);
  await see(page, '王');
  await look('surnames');
  await tap(page, '下一页');
  await see(page, '𬭎');
  await look('surnames-second-page');
  await tap(page, /^𬭎/);
  await see(page, '𬭎*䶮');
  await look('residents');
  await tap(page, /𬭎\*䶮/);
  await see(page, '离开登记好了');
  await look('left');
  await tap(page, '回首页');
}

async function comeAsMany(page: Page, look: Look): Promise<void> {
  await tap(page, /来访登记/);
  await tap(page, /^会议/);
  await tap(page, /^不留姓名/);
  await look('headcount');
  await tap(page, '更多人');
  for (const digit of '888') await tap(page, digit);
  await see(page, '最多 500 人');
  await look('many-people');
}

async function callHelp(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, '叫工作人员');
  await see(page, '已经叫了工作人员');
  await look('help');
  const id = 'LB01-1-h';
  kiosk.push('help', { calls: [{ id, state: 'accepted', calledAtMs: 0, acceptedBy: 'x' }] });
  await see(page, '工作人员马上来');
  await look('help-coming');
  await tap(page, '回首页');
}

async function showThings(page: Page, kiosk: FakeKiosk, large: boolean, look: Look): Promise<void> {
  await showSlips(page, kiosk, large, look);
  kiosk.moment('card', { readId: 'r1', mask: '𬭎*玥' });
  await see(page, '𬭎*玥');
  // The card is another visitor's, who may read small letters well.
  if (large) await tap(page, '大字版');
  await look('purpose-of-card');
  kiosk.moment('code', { code: 'x', kind: 'unknown' });
  await see(page, '这个码不是本中心的');
  await look('unknown-code');
}

async function misfortunes(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, /^参观/);
  await tap(page, '同意');
  kiosk.on('POST /api/attendance/visits', () => null);
  await tap(page, '不选，直接登记');
  await see(page, '没有登记上');
  await look('failed');
  await tap(page, '好的');
  kiosk.push('store', { state: 'readOnly', reason: 'DISK_FULL' });
  await see(page, '机器暂时不能登记');
  await look('stopped');
  await tap(page, '回首页');
  await look('home-stopped');
  kiosk.push('store', { state: 'writable', reason: null });
  kiosk.push('centre', { day: null });
  await see(page, '今天还没有开始取号');
  await see(page, '今天还没有开始登记');
  await look('home-closed');
  kiosk.push('centre', fakeSlices().centre);
  kiosk.push('devices', { devices: {} });
  await see(page, '记住号就行');
  await look('home-without-devices');
  kiosk.push('services', { items: [], waiting: 0 });
  kiosk.push('board', { now: null, last: [] });
  kiosk.push('centre', { notices: ['通知里的话很长，'.repeat(24)] });
  await see(page, '现在没有叫号');
  await look('home-empty');
}

async function overEverything(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  kiosk.goAway();
  await see(page, '机器正在恢复');
  await look('offline');
  kiosk.comeBack();
  await page.getByText('机器正在恢复').waitFor({ state: 'detached' });
  await page.clock.install();
  await tap(page, /^离开登记/);
  await page.clock.fastForward(61_000);
  await see(page, '还要继续吗');
  await look('still-there');
  await tap(page, '不用了');
}

async function firstCode(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await see(page, '点一下开始');
  const firstAdmin = { purpose: 'firstAdmin', digits: '482719', account: null } as const;
  kiosk.push('setup', { code: firstAdmin });
  await see(page, '482719');
  await look('first-administrator');
  kiosk.push('setup', { code: { purpose: 'recovery', digits: '71938264', account: '王主任' } });
  await see(page, '71938264');
  await look('lost-pin');
}
