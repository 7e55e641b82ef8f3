// A slip at the real kiosk, from the scanner to the manager's list; and the window's own page, turned to the next visitor.
import type { APIRequestContext, Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import type { VirtualPrinterReport } from '../../devices/schema.ts';
import { see, tap } from '../ui/walk.ts';
import { launchBrowser, openPage } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const PATIENCE_MS = 30_000;
let browser: Browser;
let kiosk: KioskProcess;
beforeAll(async () => {
  browser = await launchBrowser();
  kiosk = await createKioskProcess();
  await kiosk.start();
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
});

async function signIn(staff: APIRequestContext, role: string): Promise<void> {
  const account = village.demo.accounts.find(({ roles }) => roles.includes(role));
  const data = { name: account?.name, pin: account?.pin };
  expect((await staff.post(`${kiosk.staffUrl}/api/sign-in`, { data })).status()).toBe(200);
}
async function post(staff: APIRequestContext, path: string, data: object): Promise<void> {
  expect((await staff.post(`${kiosk.staffUrl}${path}`, { data })).status(), path).toBe(200);
}

/** Takes a number, is served at window 1; what the slip's code says. */
async function serve(clerk: APIRequestContext): Promise<string> {
  const taken = await clerk.post(`${kiosk.touchUrl}/api/services/tickets`, {
    data: { itemId: 'gaoling-jintie' },
  });
  const { id, number } = (await taken.json()) as { id: string; number: string };
  let code: string | undefined;
  const onPaper = async () => {
    code = await codeOf(clerk, number);
    return code;
  };
  await expect.poll(onPaper, { timeout: PATIENCE_MS }).toBeTruthy();
  await post(clerk, '/api/services/calls', { window: 1 });
  await post(clerk, `/api/services/tickets/${id}/finish`, { outcome: 'done' });
  return code ?? '';
}
/** Of the slip with this number on it. */
async function codeOf(staff: APIRequestContext, number: string): Promise<string | undefined> {
  const answer = await staff.get(`${kiosk.staffUrl}/api/devices/virtual/printer`);
  const { slips } = (await answer.json()) as VirtualPrinterReport;
  const slip = slips.find(({ lines }) => JSON.stringify(lines).includes(number));
  return slip?.lines.find((line) => line.kind === 'qr')?.data;
}

test('a bad rating by the slip and a good one at the window reach the manager, and only counts of them', async () => {
  const touch = await openPage(browser, 'upright', kiosk.touchUrl);
  const clerk = await openPage(browser, 'wide', 'about:blank');
  const manager = await openPage(browser, 'wide', 'about:blank');
  await signIn(clerk.context.request, 'admin');
  await signIn(manager.context.request, 'manager');
  const window = { window: 1, itemIds: null, takeOver: true };
  await post(clerk.context.request, '/api/services/windows', window);

  const code = await serve(clerk.context.request);
  await see(touch.page, '点一下开始');
  await post(clerk.context.request, '/api/devices/virtual/code', { text: code });
  await tap(touch.page, '给这次服务打个分');
  await tap(touch.page, /^不满意/);
  await tap(touch.page, '等得太久');
  await tap(touch.page, '提交评价');
  await see(touch.page, '我们会查清楚');

  await serve(clerk.context.request);
  await clerk.page.goto(`${kiosk.staffUrl}/#/rate`);
  await tap(clerk.page, /^满意/);
  await see(clerk.page, '谢谢您的评价');

  await manager.page.goto(`${kiosk.staffUrl}/#/ratings`);
  await see(manager.page, '1 件没办结');
  await see(manager.page, '高龄津贴申请：等得太久');
  // Two are too few to say how window 1 was.
  await see(manager.page, '不满 3 条，不列出');
  await tap(manager.page, /^办理/);
  await see(manager.page, '还没有开始办');
  await see(manager.page, '没有留，或者已经销毁');
  for (const { complaints, context } of [touch, clerk, manager]) {
    expect(complaints).toEqual([]);
    await context.close();
  }
});
