// The real kiosk, walked by a visitor in a browser: check in, take a number, leave; its power cut in between.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import { axeFindings, layoutFindings } from '../ui/look-at.ts';
import { see, tap } from '../ui/walk.ts';
import { chooseItem } from '../ui/walk-services.ts';
import { launchBrowser, openPage, type Size } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const sizes: Size[] = ['upright', 'wide'];

describe.each(sizes)('a visitor at the real kiosk, %s', (size) => {
  let kiosk: KioskProcess;
  beforeAll(async () => {
    kiosk = await createKioskProcess();
    await kiosk.start();
  });
  afterAll(() => kiosk.remove());

  test('checks in, takes a number, sits through a power cut, leaves', async () => {
    const { page, context, complaints } = await openPage(browser, size, kiosk.touchUrl);
    const findings: string[] = [];
    const look = async (name: string) => {
      const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    };

    await see(page, '点一下开始');
    await look('attract');
    await tap(page, '点一下开始');
    const offered = village.items.filter(({ windows }) => windows.length > 0).length;
    await see(page, `能办 ${offered} 件事`);
    await look('home');
    await tap(page, /来访登记/);
    await look('purpose');
    await tap(page, /^办事/);
    await look('method');
    await tap(page, /^从名单里选/);
    await look('notice');
    await tap(page, '同意');
    await see(page, '王');
    await look('surnames');
    await tap(page, /^王/);
    await see(page, '王*芳');
    expect(await page.textContent('body')).not.toContain('王桂芳');
    await look('residents');
    await tap(page, /^王\*芳/);
    await see(page, '登记好了');
    await look('checked-in');

    await tap(page, /现在取号/);
    await look('services');
    await chooseItem(page, /^民政/, /^高龄津贴申请/);
    await look('confirm');
    await tap(page, '取号');
    await see(page, '取号成功');
    await see(page, 'A001');
    await look('ticket');
    await see(page, '请取小票');

    await killUnder(page, kiosk);
    await tap(page, '回首页');
    await see(page, '今天来了 1 人');
    await tap(page, /取号办事/);
    await chooseItem(page, /^民政/, /^低保申请/);
    await see(page, '窗口开了会叫您');
    await tap(page, '取号');
    await see(page, 'A002');

    await tap(page, '回首页');
    await tap(page, /^离开登记/);
    await tap(page, '登记离开');
    await see(page, '离开登记好了');
    await tap(page, '回首页');
    await see(page, '现在没有人在');

    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a card at the real kiosk', () => {
  let kiosk: KioskProcess;
  beforeAll(async () => {
    kiosk = await createKioskProcess();
    await kiosk.start();
  });
  afterAll(() => kiosk.remove());

  test('is greeted by its mask only, and recorded when its owner agrees', async () => {
    const { page, context } = await openPage(browser, 'upright', kiosk.touchUrl);
    await see(page, '点一下开始');
    const admin = village.demo.accounts.find(({ roles }) => roles.includes('admin'));
    const staff = context.request;
    const signIn = await staff.post(`${kiosk.staffUrl}/api/sign-in`, {
      data: { name: admin?.name, pin: admin?.pin },
    });
    expect(signIn.status()).toBe(200);
    const card = { name: '欧阳玥', idNumber: '11010119900307803X', birthDate: '1990-03-07' };
    const put = await staff.post(`${kiosk.staffUrl}/api/devices/virtual/id-card`, { data: card });
    expect(put.status()).toBe(200);

    await see(page, '您好');
    expect(await page.textContent('body')).not.toContain('欧阳玥');
    await tap(page, /^参观/);
    await tap(page, '同意');
    await tap(page, '当城村');
    await see(page, '登记好了');
    await see(page, '已经记下：参观');
    await context.close();
  });
});

/** A power cut while the page is open: the overlay comes, the kiosk starts again, the overlay goes. */
async function killUnder(page: Page, kiosk: KioskProcess): Promise<void> {
  await kiosk.kill();
  await see(page, '机器正在恢复');
  await kiosk.start();
  await page.getByText('机器正在恢复').waitFor({ state: 'detached' });
}
