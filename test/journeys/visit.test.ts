// A visitor's way through the real kiosk, in a real browser, to real bytes at a printer: check in, take a number, get the slip.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { axeFindings, layoutFindings } from '../ui/look-at.ts';
import { chooseItem } from '../ui/walk-services.ts';
import { launchBrowser, openPage, type Size } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const PHONES = { upright: '13912345678', wide: '13787654321' };
const DEMO_PIN = { name: '主任', pin: '720963' };

let browser: Browser;
let printer: TcpPrinter;
let kiosk: KioskProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  printer = createTcpPrinter();
  await printer.start();
  kiosk = await createKioskProcess({ printer: `tcp://127.0.0.1:${printer.port}` });
  await kiosk.start();
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
  await printer.stop();
});

const tap = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

async function look(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([]);
  expect(await layoutFindings(page), where).toEqual([]);
}

async function takeNumber(page: Page, item: string): Promise<string> {
  await chooseItem(page, /^民政/, new RegExp(`^${item}`));
  await tap(page, '取号');
  await see(page, `取号成功 · ${item}`);
  const number = /[A-E]\d{3}/.exec((await page.locator('main').textContent()) ?? '')?.[0];
  if (!number) throw new Error('no number on the screen');
  return number;
}

async function slipsOf(number: string, count = 1): Promise<string[][]> {
  const found = () =>
    printer.slips.filter(
      ({ end, lines }) => end === 'cut' && lines.some((l) => l.trim() === number),
    );
  await expect.poll(() => found().length, { timeout: 20_000 }).toBe(count);
  return found().map(({ lines }) => lines);
}

describe.each<Size>(['upright', 'wide'])('a visitor at the %s screen', (size) => {
  test('checks in by phone after the notice, takes a number and gets the slip', async () => {
    const { page, context, complaints } = await openPage(browser, size, `${kiosk.touchUrl}/`);
    await tap(page, '点一下开始');
    await look(page, 'home');
    await tap(page, /来访登记/);
    await look(page, 'purpose');
    await tap(page, /^办事/);
    await look(page, 'method');
    await tap(page, /^手机号/);
    await see(page, '同意');
    await look(page, 'notice');
    await tap(page, '同意');
    for (const digit of PHONES[size]) await tap(page, digit);
    await look(page, 'phone');
    await tap(page, '下一步');
    await look(page, 'unit');
    await tap(page, /^不选/);
    await see(page, '登记好了');
    await look(page, 'checked in');
    await tap(page, /现在取号/);
    await look(page, 'items');
    const number = await takeNumber(page, '高龄津贴申请');
    await see(page, '请取小票');
    await look(page, 'ticket');
    const [slip] = await slipsOf(number);
    expect(slip?.join('\n')).toContain('高龄津贴申请');
    expect(slip?.some((line) => line.startsWith('qr:DQ1.'))).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the paper runs out at noon', () => {
  afterEach(() => printer.heal());

  test('the number stands without paper; the slip follows once, when paper is back', async () => {
    const { page, context } = await openPage(browser, 'upright', `${kiosk.touchUrl}/`);
    await tap(page, '点一下开始');
    printer.fail('paperOut');
    await tap(page, /取号办事/);
    const number = await takeNumber(page, '低保申请');
    await see(page, `没有小票也能办，记住 ${number} 就行`);
    await see(page, /缺纸/);
    await look(page, 'out of paper');
    expect(printer.slips.some(({ lines }) => lines.some((l) => l.trim() === number))).toBe(false);
    printer.heal();
    await slipsOf(number);
    await see(page, '请取小票');
    await context.close();
  });

  test('the power goes while a slip is being printed: it comes again, marked', async () => {
    const item = (await items())[0];
    printer.failAt('silence', 1);
    const firstByte = new Promise<void>((resolve) => printer.onFirstJobByte(resolve));
    const response = await fetch(`${kiosk.touchUrl}/api/services/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemId: item }),
    });
    const { number } = (await response.json()) as { number: string };
    await firstByte;
    await kiosk.kill();
    printer.heal();
    await kiosk.start();
    await expect.poll(() => copiesOf(number), { timeout: 20_000 }).toContain('补打（第 2 次）');
    expect(copiesOf(number).filter((head) => head === 'original').length).toBeLessThanOrEqual(1);
  });
});

async function items(): Promise<string[]> {
  const response = await fetch(`${kiosk.touchUrl}/api/services/items`);
  const list = (await response.json()) as { items: { id: string; served: boolean }[] };
  return list.items.filter(({ served }) => served).map(({ id }) => id);
}

/** How each whole slip of a number is headed. */
function copiesOf(number: string): string[] {
  return printer.slips
    .filter(({ end, lines }) => end === 'cut' && lines.some((l) => l.trim() === number))
    .map(({ lines }) => lines.find((line) => line.includes('补打'))?.trim() ?? 'original');
}

describe('staff', () => {
  test('see the visit masked, the tickets and the call for help', async () => {
    const touch = await openPage(browser, 'upright', `${kiosk.touchUrl}/`);
    const staff = await openPage(browser, 'wide', `${kiosk.staffUrl}/`);
    const { page } = staff;
    await page
      .getByLabel(/姓名|名字|账号/)
      .first()
      .fill(DEMO_PIN.name);
    await page
      .getByLabel(/PIN|密码/)
      .first()
      .fill(DEMO_PIN.pin);
    await tap(page, '登录');
    await see(page, '139****5678');
    expect(await page.content()).not.toContain(PHONES.upright);
    await tap(touch.page, '点一下开始');
    await tap(touch.page, '叫工作人员');
    await tap(page, '我马上去');
    await see(touch.page, '工作人员马上来');
    await touch.context.close();
    await staff.context.close();
  });
});
