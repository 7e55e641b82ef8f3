// The installer's way through the real kiosk: a network printer is reached, tried, saved, prints the next number without a
// restart, and still does after the power was cut.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { axeFindings } from '../ui/look-at.ts';
import { launchBrowser, openPage } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

let browser: Browser;
let printer: TcpPrinter;
let kiosk: KioskProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  printer = createTcpPrinter();
  await printer.start();
  // Empty: not set. The printer is the file's, so that it can be changed.
  kiosk = await createKioskProcess({ printer: '' });
  await kiosk.start();
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
  await printer.stop();
});

const tap = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const see = (page: Page, text: string) => page.getByText(text).first().waitFor();

async function signIn(page: Page): Promise<void> {
  const admin = village.demo.accounts.find(({ roles }) => roles.includes('admin'));
  await page.getByLabel('名字').fill(admin?.name ?? '');
  await page.getByLabel('密码', { exact: true }).fill(admin?.pin ?? '');
  await tap(page, '登录');
}
async function takeTicket(): Promise<string> {
  const response = await fetch(`${kiosk.touchUrl}/api/services/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ itemId: 'gaoling-jintie' }),
  });
  return ((await response.json()) as { number: string }).number;
}
const printed = (text: string) =>
  expect
    .poll(() => printer.slips.filter(({ lines }) => lines.some((l) => l.trim() === text)).length, {
      timeout: 20_000,
    })
    .toBe(1);

test('from the virtual printer to a real one, and a power cut', async () => {
  const { page, context, complaints } = await openPage(
    browser,
    'wide',
    `${kiosk.staffUrl}/#/installer`,
  );
  await signIn(page);
  await see(page, '插着的设备');
  await tap(page, '打印机：换口、改纸宽');
  await page.getByLabel('网络打印机（填地址）').check();
  await page.getByLabel('打印机的地址').fill('127.0.0.1');
  await page.getByLabel('端口').fill(String(printer.port));
  await tap(page, '看看通不通');
  await see(page, '通了，那里有机器回答。');
  await page.getByText('测试小票的样子').click();
  const preview = page.getByRole('img', { name: '按现在选的纸宽画出来的测试小票' });
  await expect
    .poll(() => preview.evaluate((image) => (image as HTMLImageElement).naturalWidth), {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);
  expect(await axeFindings(page)).toEqual([]);
  await tap(page, '开始试');
  await see(page, '连上了');
  await tap(page, '打一张');
  await see(page, '打印机说已经打好了');
  await printed('打印测试');
  await tap(page, '保存，马上用');
  await see(page, '已保存，马上生效。');
  await see(page, `网络打印机 127.0.0.1:${printer.port}`);
  await printed(await takeTicket());
  await kiosk.kill();
  await kiosk.start();
  await printed(await takeTicket());
  expect(complaints).toEqual([]);
  await context.close();
});
