// Through every screen between a question and a number, and those of the number itself.
import type { Page } from 'playwright-core';
import { type FakeKiosk, refusal, slipOf } from './fake-kiosk.ts';
import { fakeSlices } from './fake-slices.ts';
import { type Look, see, tap } from './walk.ts';

/** From the page after checking in to the home page. */
export async function takeNumbers(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, /现在取号/);
  await see(page, '开办企业');
  await look('services');
  await oneItem(page, look);
  await trouble(page, kiosk, look);
  await wholePackage(page, look);
  await manyItems(page, look);
  await ordinaryTicket(page, kiosk, look);
  await hallClosed(page, kiosk, look);
  await withAppointment(page, kiosk, look);
}

export async function toDepartment(page: Page, name: RegExp): Promise<void> {
  await tap(page, /按部门找/);
  await see(page, '找哪个部门');
  await pick(page, name);
}

/** From the hall's first page to the question whether to draw this number. */
export async function chooseItem(page: Page, department: RegExp, item: RegExp): Promise<void> {
  await toDepartment(page, department);
  await pick(page, item);
  await tap(page, '取号');
  await see(page, '要取这个号吗');
}

/** From a list: turns its pages until it is there. */
export async function pick(page: Page, name: RegExp): Promise<void> {
  await turnTo(page, name);
  await tap(page, name);
}
async function turnTo(page: Page, name: RegExp): Promise<void> {
  const previous = page.getByRole('button', { name: '上一页', disabled: false });
  while ((await previous.count()) > 0) await previous.click();
  while ((await page.getByRole('button', { name }).count()) === 0) {
    await page.getByRole('button', { name: '下一页', disabled: false }).click();
  }
}

async function oneItem(page: Page, look: Look): Promise<void> {
  await tap(page, /按部门找/);
  await see(page, '找哪个部门');
  await look('departments');
  await turnTo(page, /^综合窗口/);
  await look('departments-last-page');
  await pick(page, /^民政/);
  await look('department');
  await pick(page, /高龄津贴申请/);
  await see(page, '带了哪样');
  await look('item');
  await pick(page, /^身份证/);
  await see(page, '还缺 3 样');
  await look('item-begun');
  for (const name of [/^户口簿/, /^银行卡/, /^一寸照片/]) await pick(page, name);
  await see(page, '要带的都带了');
  await look('item-complete');
  await tap(page, '取号');
  await see(page, '要取这个号吗');
  await look('confirm');
  await tap(page, /点这里优先/);
  await see(page, '到窗口请出示证件');
  await look('visitor-class');
  await tap(page, /孕妇和带小孩的/);
  await see(page, '点这里可以改');
  await look('confirm-priority');
  await tap(page, '换一件事');
}

async function trouble(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await toDepartment(page, /^农业农村/);
  await see(page, '没有窗口办理');
  await look('department-unserved');
  await pick(page, /^土地流转登记/);
  await see(page, '这项业务现在没有窗口办理');
  await look('item-unserved');
  await tap(page, '返回');
  await pick(page, /^农村集体经济组织/);
  await see(page, '共');
  await look('item-longest');
  await tap(page, '取号');
  await see(page, '要取这个号吗');
  await look('confirm-longest');
  await tap(page, '换一件事');
  await toDepartment(page, /^林业/);
  await pick(page, /^林木采伐许可/);
  await tap(page, '取号');
  await see(page, '窗口开了会叫您');
  await look('confirm-not-open');
  await tap(page, '取号');
  await see(page, '取号成功');
  await look('ticket-not-open');
  await tap(page, '回首页');
  await tap(page, /取号办事/);
  await tap(page, /不知道办哪项/);
  await see(page, '要取这个号吗');
  await look('confirm-general');
  kiosk.on('POST /api/services/tickets', () => refusal(409, 'ITEM_NOT_SERVED'));
  await tap(page, '取号');
  await see(page, '没有取到号');
  await look('ticket-refused');
  await tap(page, '另选一件事');
  kiosk.reset();
}

async function wholePackage(page: Page, look: Look): Promise<void> {
  await pick(page, /开办企业/);
  await see(page, '一个号办完 5 件事');
  await look('package');
  await tap(page, /看材料/);
  await see(page, '要带这些');
  await look('materials');
  await tap(page, '打印清单');
  await see(page, '清单正在打印');
  await look('materials-printing');
  await tap(page, /5 件一起办/);
  await see(page, '一个号办这 5 件事');
  await look('confirm-package');
  await tap(page, /点这里优先/);
  await tap(page, /^军人/);
  await tap(page, '取号');
  await see(page, '取号成功');
  await see(page, '军人依法优先');
  await look('ticket-package');
  await tap(page, '回首页');
}

async function manyItems(page: Page, look: Look): Promise<void> {
  await tap(page, /取号办事/);
  await pick(page, /开办企业/);
  await tap(page, /5 件一起办/);
  for (const name of [/^农村集体经济组织/, /^农机购置/]) {
    await tap(page, '再加一件事');
    await see(page, '再加哪个部门');
    await pick(page, /^农业农村/);
    await pick(page, name);
    await tap(page, '加上这件事');
  }
  await tap(page, '再加一件事');
  await pick(page, /^民政/);
  await pick(page, /^低保申请/);
  await look('item-long-note');
  await tap(page, /看材料/);
  await see(page, '要带这些');
  await look('materials-of-item');
  await tap(page, '加上这件事');
  await see(page, '一个号办这 8 件事');
  await look('confirm-eight');
  await tap(page, '取号');
  await see(page, '取号成功');
  await look('ticket-eight');
  await tap(page, '回首页');
}

async function ordinaryTicket(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, /取号办事/);
  await toDepartment(page, /^民政/);
  await pick(page, /高龄津贴申请/);
  await tap(page, '取号');
  await tap(page, '取号');
  await see(page, '取号成功');
  await look('ticket');
  const id = kiosk.lastTicketId();
  kiosk.push('printing', { recent: { [id]: 'confirmed' } });
  await see(page, '请取小票');
  await look('ticket-printed');
  kiosk.push('printing', { recent: {} });
  const { printer, ...others } = kiosk.slices.devices.devices;
  if (!printer) throw new Error('the fake kiosk has a printer');
  const empty = { ...printer, state: 'degraded', trouble: 'paperOut' } as const;
  kiosk.push('devices', { devices: { ...others, printer: empty } });
  await see(page, '打印机缺纸');
  await look('ticket-paper-out');
  await tap(page, '回首页');
  await look('home-paper-out');
  await tap(page, /取号办事/);
  await toDepartment(page, /^民政/);
  await pick(page, /高龄津贴申请/);
  await see(page, '打印机现在打不了');
  await look('item-paper-out');
  kiosk.push('devices', { devices: { ...others, printer } });
  await tap(page, '回首页');
}

async function hallClosed(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  kiosk.push('services', { hall: { open: false, opensAt: '13:30', reason: '' } });
  await see(page, '13:30 开始取号');
  await look('home-hall-closed');
  await tap(page, /取号办事/);
  await see(page, '现在还不能取号，13:30 开始');
  await look('services-closed');
  await toDepartment(page, /^民政/);
  await pick(page, /高龄津贴申请/);
  await look('item-closed');
  kiosk.push('services', { hall: { open: false, opensAt: null, reason: '国庆节放假' } });
  await see(page, '今天不再取号了');
  await look('item-closed-today');
  await tap(page, '返回');
  await tap(page, '返回');
  await tap(page, '返回');
  await pick(page, /开办企业/);
  await look('package-closed');
  await tap(page, '返回');
  kiosk.push('catalogue', { packages: [] });
  await page.getByRole('button', { name: /开办企业/ }).waitFor({ state: 'detached' });
  await look('services-closed-without-packages');
  kiosk.push('services', { hall: { open: true, opensAt: null, reason: '' } });
  await see(page, '有预约');
  await look('services-without-packages');
  kiosk.push('services', { items: [] });
  await see(page, '现在没有可以办的业务');
  await look('services-empty');
  kiosk.push('services', fakeSlices().services);
  kiosk.push('catalogue', fakeSlices().catalogue);
}

async function withAppointment(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await tap(page, /有预约/);
  await see(page, '请输 6 位预约码');
  for (const digit of '4827') await tap(page, digit);
  await look('appointment');
  for (const digit of '19') await tap(page, digit);
  kiosk.on('POST /api/services/tickets', () =>
    refusal(409, 'APPOINTMENT_WRONG_DAY', { day: '2026-11-28' }),
  );
  await tap(page, '取号');
  await see(page, '这个预约是');
  await look('appointment-refused');
  await tap(page, '好的');
  kiosk.reset();
  await tap(page, '回首页');
}

/** The slip's code is read; ends on the page of a number. */
export async function showSlips(
  page: Page,
  kiosk: FakeKiosk,
  large: boolean,
  look: Look,
): Promise<void> {
  const route = 'GET /api/services/tickets/slip-code';
  const show = async (name: string, says: string, slip: Parameters<typeof slipOf>[0]) => {
    kiosk.on(route, () => ({ status: 200, body: slipOf(slip) }));
    kiosk.moment('code', { code: 'slip-code', kind: 'ticket' });
    await see(page, says);
    // Every slip is another visitor's, who may read small letters well.
    if (large) await enlarge(page);
    await look(name);
  };
  const five = kiosk.slices.catalogue.items.slice(30, 35).map(({ name }) => name);
  const [first = ''] = five;
  await show('slip-called', '12 号窗口', { number: 'A1012', state: 'called', window: 12 });
  await show('slip-serving', '正在窗口办', { state: 'serving', window: 3, items: five });
  await show('slip-held', '一会儿再叫您', { state: 'held', window: 3 });
  await show('slip-done', '已经办好了', { state: 'served', outcome: 'done' });
  await show('slip-materials-missing', '请下次带上', {
    state: 'served',
    outcome: 'materialsMissing',
    missing: ['户口簿', '银行卡（本人的，一类卡）', '一寸照片', '村民委员会盖章的会议记录和签到表'],
  });
  await show('slip-void', '不是今天的', { state: 'void' });
  await show('slip-missed', '没有等到', { state: 'missed', window: 3 });
  await show('slip-waiting', '前面还有 7 人', {
    ahead: 7,
    wait: { lowMinutes: 25, highMinutes: 40 },
    class: 'elderly',
    item: first,
    items: five,
  });
  await tap(page, '不办了');
  await see(page, '真的不办了吗');
  await look('slip-withdraw');
  kiosk.on(route, () => ({ status: 200, body: slipOf({ state: 'givenUp' }) }));
  await tap(page, '退掉这个号');
  await see(page, '这个号已经退了');
  await look('slip-given-up');
}

export async function enlarge(page: Page, large = true): Promise<void> {
  const enlarged = await page.evaluate(() =>
    document.documentElement.classList.contains('large-type'),
  );
  if (enlarged !== large) await tap(page, large ? '大字版' : '普通字');
}
