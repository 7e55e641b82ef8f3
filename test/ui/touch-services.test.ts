// From a question to a number: what is sent, what is refused, what is wiped.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { refusalText } from '../../ui/text/zh.ts';
import { type FakeKiosk, refusal, slipOf } from './fake-kiosk.ts';
import { fakeSlices } from './fake-slices.ts';
import { passTime, touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';
import { chooseItem, pick, toDepartment } from './walk-services.ts';

let page: Page;
let kiosk: FakeKiosk;
touchOfEachTest(async (touch) => {
  ({ page, kiosk } = touch);
  await page.clock.install({ time: new Date('2026-11-22T09:42:00+08:00') });
  await touch.open();
  await toHall();
});

async function toHall(): Promise<void> {
  await tap(page, '点一下开始');
  await tap(page, /取号办事/);
  await see(page, '您要办什么事');
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const bodies = () => kiosk.posts.map(({ body }) => body);
const idOf = (name: string) =>
  kiosk.slices.catalogue.items.find((item) => item.name === name)?.id ?? '';
const gone = (text: string) => page.getByText(text).first().waitFor({ state: 'detached' });

describe('one number', () => {
  test('for the whole of a package, with the proof to bring', async () => {
    await pick(page, /^开办企业/);
    await tap(page, /5 件一起办/);
    await tap(page, /点这里优先/);
    await tap(page, /^残疾人/);
    await see(page, '优先：残疾人');
    await tap(page, '取号');
    await see(page, '取号成功');
    await see(page, '到窗口请出示残疾人证');
    await see(page, '这个号一次办 5 件事');
    expect(bodies()).toEqual([{ packageId: 'package-1', class: 'disabled' }]);
  });

  test('for what is left of a package when something is taken out, and something else added', async () => {
    await pick(page, /^开办企业/);
    await tap(page, /5 件一起办/);
    await pick(page, /^去掉：食品经营许可/);
    await see(page, '一个号办这 4 件事');
    await tap(page, '再加一件事');
    await pick(page, /^民政/);
    await pick(page, /^高龄津贴申请/);
    await tap(page, '加上这件事');
    await tap(page, '取号');
    await see(page, '取号成功');
    const names = ['企业登记', '税务登记信息确认', '发票领用', '社保费缴纳', '高龄津贴申请'];
    expect(bodies()).toEqual([{ itemIds: names.map(idOf) }]);
  });

  test('for one item out of a package', async () => {
    await pick(page, /^开办企业/);
    await pick(page, /^发票领用/);
    await tap(page, '取号');
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(bodies()).toEqual([{ itemId: idOf('发票领用') }]);
  });

  test('leaves out what no window serves', async () => {
    await pick(page, /^企业投资/);
    await see(page, '有 1 件事现在没有窗口办理');
    await tap(page, /3 件一起办/);
    await tap(page, '取号');
    await see(page, '取号成功');
    const names = ['企业投资项目备案', '节能审查', '建设用地规划许可'];
    expect(bodies()).toEqual([{ itemIds: names.map(idOf) }]);
  });

  test('holds eight items; nothing can be added to them', async () => {
    await pick(page, /^开办企业/);
    await tap(page, /5 件一起办/);
    for (const item of [/^低保申请/, /^临时救助申请/, /^困境儿童/]) {
      await tap(page, '再加一件事');
      await pick(page, /^民政/);
      await pick(page, item);
      const toMaterials = button(/^看材料/);
      await button('加上这件事').or(toMaterials).first().waitFor();
      await tap(page, '加上这件事');
    }
    await see(page, '一个号办这 8 件事');
    expect(await button('再加一件事').count()).toBe(0);
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(kiosk.posts).toHaveLength(1);
  });

  test('goes back step by step, and what was added is gone with the step', async () => {
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, '再加一件事');
    await pick(page, /^残联/);
    await pick(page, /^残疾人证办理/);
    await tap(page, '加上这件事');
    await see(page, '一个号办这 2 件事');
    for (let steps = 0; steps < 4; steps++) await tap(page, '返回');
    await see(page, '要取这个号吗');
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(bodies()).toEqual([{ itemId: 'item-1' }]);
  });

  test('is drawn once by two taps, and once by a second try when nobody knows', async () => {
    kiosk.on('POST /api/services/tickets', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return refusal(500, 'INTERNAL');
    });
    await pick(page, /^开办企业/);
    await tap(page, /5 件一起办/);
    await button('取号').dblclick();
    await see(page, '没有取到号');
    expect(kiosk.posts).toHaveLength(1);
    await tap(page, '再试一次');
    await expect.poll(() => kiosk.posts.length).toBe(2);
    const [first, second] = kiosk.posts;
    expect(second).toEqual(first);
    expect(first?.key).toMatch(/^[\w-]{8,64}$/);
  });

  test('for who does not know what to choose', async () => {
    await tap(page, /不知道办哪项/);
    await see(page, '要取这个号吗');
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(bodies()).toEqual([{ itemId: 'item-53' }]);
  });

  test('by the six digits of an appointment, whatever class was chosen before', async () => {
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, /点这里优先/);
    await tap(page, /^老年人/);
    await tap(page, '换一件事');
    await tap(page, /有预约/);
    for (const digit of '482719') {
      expect(await button('取号').isDisabled()).toBe(true);
      await tap(page, digit);
    }
    await tap(page, '取号');
    await see(page, '取号成功');
    expect(bodies()).toEqual([{ appointmentCode: '482719' }]);
  });

  test('shows on its own page that it is called', async () => {
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await tap(page, '取号');
    await see(page, '请先坐');
    const path = `GET /api/services/tickets/${kiosk.lastTicketId()}`;
    kiosk.on(path, () => ({ status: 200, body: slipOf({ state: 'called', window: 4 }) }));
    kiosk.push('board', {});
    await see(page, '4 号窗口');
    await see(page, '请现在去窗口');
  });
});

/** Everything that can come between a tap on 取号 and a number. */
const REFUSALS: readonly (readonly [code: string, params?: Record<string, string | number>])[] = [
  ['ITEM_NOT_FOUND'],
  ['ITEM_NOT_SERVED'],
  ['PACKAGE_NOT_FOUND'],
  ['ITEMS_WRONG', { most: 8 }],
  ['HALL_CLOSED', { opensAt: '13:30', reason: '' }],
  ['HALL_CLOSED', { opensAt: '', reason: '国庆节放假' }],
  ['APPOINTMENT_NOT_FOUND'],
  ['APPOINTMENT_WRONG_DAY', { day: '2026-11-28' }],
  ['DAY_NOT_OPEN'],
  ['STORE_READ_ONLY'],
  ['TOO_MANY_REQUESTS'],
];
test('every refusal has its sentence, and another item is offered where that helps', async () => {
  await tap(page, /不知道办哪项/);
  for (const [code, params = {}] of REFUSALS) {
    kiosk.on('POST /api/services/tickets', () => refusal(409, code, params));
    await tap(page, '取号');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('没有取到号').waitFor();
    const text = (await dialog.textContent()) ?? '';
    expect(text).toContain(refusalText(code, params));
    expect(text.includes('另选一件事'), code).toBe(/ITEM|PACKAGE|APPOINTMENT/.test(code));
    await tap(page, '好的');
  }
  kiosk.on('POST /api/services/tickets', () => refusal(404, 'ITEM_NOT_FOUND'));
  await tap(page, '取号');
  await tap(page, '另选一件事');
  await see(page, '您要办什么事');
});

describe('what changes while one looks', () => {
  test('who waits, and whether somebody is at the windows', async () => {
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await see(page, '现在 3 人在等');
    const rows = (change: object) =>
      fakeSlices().services.items.map((row) => (row.id === 'item-1' ? { ...row, ...change } : row));
    kiosk.push('services', { items: rows({ waiting: 4 }) });
    await see(page, '现在 4 人在等');
    kiosk.push('services', { items: rows({ open: false }) });
    await see(page, '窗口开了会叫您');
    expect(await button('取号').isDisabled()).toBe(false);
    kiosk.push('services', { items: rows({ served: false }) });
    await see(page, '这项业务现在没有窗口办理');
    expect(await button('取号').isDisabled()).toBe(true);
  });

  test('the hall closes before the number is drawn, and opens again', async () => {
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    kiosk.push('services', { hall: { open: false, opensAt: '13:30', reason: '' } });
    await see(page, '现在还不能取号，13:30 开始');
    expect(await button('取号').isDisabled()).toBe(true);
    kiosk.push('services', { hall: { open: true, opensAt: null, reason: '' } });
    await gone('现在还不能取号');
    expect(await button('取号').isDisabled()).toBe(false);
  });

  test('an item that is not done any more says so', async () => {
    await toDepartment(page, /^民政/);
    await pick(page, /^高龄津贴申请/);
    await see(page, '所需材料清单');
    const { items } = kiosk.slices.catalogue;
    kiosk.push('catalogue', { items: items.filter(({ id }) => id !== 'item-1') });
    await see(page, '这件事现在不办了');
    expect(await button('取号').count()).toBe(0);
  });
});

describe('while the hall is closed', () => {
  test('no number, but what to bring can be read and printed', async () => {
    kiosk.push('services', { hall: { open: false, opensAt: null, reason: '国庆节放假' } });
    await see(page, '国庆节放假，今天不再取号了');
    expect(await button(/不知道办哪项|有预约/).count()).toBe(0);
    await pick(page, /^开办企业/);
    expect(await button(/一起办/).count()).toBe(0);
    await tap(page, /看材料/);
    await tap(page, '打印清单');
    await see(page, '清单正在打印');
    expect(bodies()).toEqual([{ packageId: 'package-1' }]);
  });
});

describe('a checklist', () => {
  const toItem = async () => {
    await toDepartment(page, /^民政/);
    await pick(page, /^高龄津贴申请/);
    await see(page, '要带 4 样');
  };

  test('counts what is missing, leaves alone what only some need', async () => {
    await toItem();
    await pick(page, /^身份证/);
    await see(page, '还缺 3 样，没有它办不成');
    await pick(page, /^身份证/);
    await see(page, '要带 4 样');
    for (const name of [/^身份证/, /^户口簿/, /^银行卡/, /^一寸照片/]) await pick(page, name);
    await see(page, '要带的都带了，可以取号');
    const optional = button(/^委托书/);
    expect(await optional.textContent()).toContain('不是人人都要带；别人代办的才要');
  });

  test('is printed once a visit, by the item’s id', async () => {
    await toItem();
    await button('打印清单').dblclick();
    await see(page, '清单正在打印');
    expect(await button('清单正在打印').isDisabled()).toBe(true);
    expect(kiosk.posts).toMatchObject([
      { path: '/api/catalogue/checklists', body: { itemId: 'item-1' } },
    ]);
  });

  test('that could not be printed says so', async () => {
    kiosk.on('POST /api/catalogue/checklists', () => ({ status: 201, body: { jobId: null } }));
    await toItem();
    await tap(page, '打印清单');
    await see(page, '清单没有打印');
    await see(page, '这里没有打印机');
    await tap(page, '好的');
    kiosk.on('POST /api/catalogue/checklists', () => refusal(404, 'NOT_FOUND'));
    await tap(page, '打印清单');
    await see(page, '没有找到');
  });

  test('is not offered for print without a printer', async () => {
    const { printer: _none, ...devices } = kiosk.slices.devices.devices;
    kiosk.push('devices', { devices });
    await toItem();
    expect(await button('打印清单').count()).toBe(0);
  });

  test('of a package takes over what was ticked for one of its items', async () => {
    await pick(page, /^开办企业/);
    await pick(page, /^税务登记/);
    await pick(page, /^身份证/);
    await tap(page, '返回');
    await tap(page, /看材料/);
    await see(page, '还缺 5 样');
  });
});

describe('nothing of a visitor stays', () => {
  async function leaveTraces(): Promise<void> {
    await toDepartment(page, /^民政/);
    await pick(page, /^高龄津贴申请/);
    await pick(page, /^身份证/);
    await tap(page, '打印清单');
    await see(page, '清单正在打印');
    await tap(page, '取号');
    await tap(page, /点这里优先/);
    await tap(page, /^孕妇/);
    await see(page, '优先：孕妇');
  }
  async function expectNoTraces(): Promise<void> {
    await tap(page, /有预约/);
    await see(page, '请输 6 位预约码');
    expect(await page.locator('.number-field').textContent()).not.toMatch(/\d/);
    await tap(page, '返回');
    await toDepartment(page, /^民政/);
    await pick(page, /^高龄津贴申请/);
    await see(page, '要带 4 样');
    await tap(page, '取号');
    await see(page, '点这里优先');
  }

  test('after nobody touched the screen', async () => {
    await tap(page, /有预约/);
    await tap(page, '4');
    await tap(page, '返回');
    await leaveTraces();
    await passTime(page, 60_500);
    await see(page, '还要继续吗');
    await passTime(page, 20_500);
    await see(page, '点一下开始');
    await toHall();
    await expectNoTraces();
    await tap(page, '返回');
    await see(page, '打印清单');
  });

  test('after going home', async () => {
    await tap(page, /有预约/);
    await tap(page, '4');
    await tap(page, '返回');
    await leaveTraces();
    await tap(page, '回首页');
    await tap(page, /取号办事/);
    await expectNoTraces();
  });
});
