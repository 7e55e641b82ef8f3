// Two more screens and a board come into the hall of the real kiosk: paired by hand, cut off by a power cut, back again, and
// one of them sent away.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import { see, tap } from '../ui/walk.ts';
import { chooseItem } from '../ui/walk-services.ts';
import { launchBrowser, openPage } from './browser.ts';
import { createKioskProcess, freePort, type KioskProcess } from './kiosk-process.ts';

/** Four browsers' pages and two starts of a kiosk, on a machine that may be busy. */
const PATIENCE_MS = 240_000;

let browser: Browser;
let kiosk: KioskProcess;
let hallUrl: string;
/** What the pages of the screens complained about. */
const complaints: string[][] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  const port = await freePort();
  hallUrl = `https://127.0.0.1:${port}`;
  kiosk = await createKioskProcess({ environment: { KIOSK_HALL_PORT: String(port) } });
  await kiosk.start();
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
});

async function signIn(): Promise<Page> {
  const { page } = await openPage(browser, 'wide', `${kiosk.staffUrl}/#/screens`);
  const admin = village.demo.accounts.find(({ roles }) => roles.includes('admin'));
  await page.getByLabel('名字').fill(admin?.name ?? '');
  await page.getByLabel('密码', { exact: true }).fill(admin?.pin ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  return page;
}

/** A new screen opens the Hall's address; a manager makes a code; somebody types it in. */
async function pair(staff: Page, name: string, kind: '触摸屏' | '叫号大屏'): Promise<Page> {
  const opened = await openPage(browser, kind === '触摸屏' ? 'upright' : 'wide', hallUrl);
  const { page } = opened;
  complaints.push(opened.complaints);
  await see(page, '这块屏还没有配对');
  await staff.getByRole('button', { name: '添加一块屏' }).click();
  await staff.getByLabel('这块屏叫什么').fill(name);
  await staff.getByLabel('是什么屏').selectOption({ label: kind });
  await staff.getByRole('button', { name: '生成配对码' }).click();
  await staff.getByText(hallUrl).waitFor();
  const code = (await staff.locator('.pairing-code').textContent())?.replace(' ', '') ?? '';
  for (const digit of code) await page.getByRole('button', { name: digit, exact: true }).click();
  await tap(page, '配对');
  await see(staff, `“${name}”配好了。`);
  return page;
}

async function takeNumber(page: Page, number: string): Promise<void> {
  await tap(page, '点一下开始');
  await tap(page, /取号办事/);
  await chooseItem(page, /^民政/, /^高龄津贴申请/);
  await tap(page, '取号');
  await see(page, number);
  await see(page, '这次没有小票');
  await tap(page, '好的');
}

test(
  'three screens are paired, share one queue, live through a power cut; one is sent away',
  async () => {
    const staff = await signIn();
    const upstairs = await pair(staff, '二楼触摸屏', '触摸屏');
    const gate = await pair(staff, '西门触摸屏', '触摸屏');
    const board = await pair(staff, '大门口大屏', '叫号大屏');
    await see(board, '现在没有叫号');
    for (const name of ['二楼触摸屏', '西门触摸屏', '大门口大屏']) {
      await staff.getByRole('row', { name }).getByText('连着', { exact: true }).waitFor();
    }
    await takeNumber(upstairs, 'A001');
    await takeNumber(gate, 'A002');

    await kiosk.kill();
    await see(upstairs, '机器正在恢复');
    await see(gate, '机器正在恢复');
    await see(board, '正在恢复');
    await kiosk.start();
    for (const page of [upstairs, gate, board]) {
      await page.getByText('正在恢复').waitFor({ state: 'detached' });
    }
    await takeNumber(gate, 'A003');

    const again = await signIn();
    await again.getByRole('button', { name: '解除配对 西门触摸屏' }).click();
    await again.getByRole('button', { name: '解除配对', exact: true }).last().click();
    await see(gate, '这块屏还没有配对');
    await again.getByRole('row', { name: '西门触摸屏' }).waitFor({ state: 'detached' });
    await takeNumber(upstairs, 'A004');
    expect(complaints).toEqual([[], [], []]);
  },
  PATIENCE_MS,
);
