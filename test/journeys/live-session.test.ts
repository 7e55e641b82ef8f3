// One evening's session on a real kiosk: the host's phone and the helper's laptop share it, the touchscreen's stream follows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import type { WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import { createSystemClock } from '../../server/store/clock.ts';
import { readEvents, snapshotOf, until } from '../server/http/event-source.ts';
import { stockShop } from '../server/modules/livestream/seeded-kiosk.ts';
import { GOODS, shelfItem } from '../server/modules/livestream/shop.ts';
import { launchBrowser } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const PATIENCE_MS = 30_000;
let folder: string;
let browser: Browser;
let kiosk: KioskProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-evening-'));
  await stockShop(folder, createSystemClock('system'));
  browser = await launchBrowser();
  kiosk = await createKioskProcess({ dataDir: join(folder, 'data') });
  await kiosk.start();
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Device {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}
/** Signed in with the demo's account of that name. */
async function device(name: string, viewport: { width: number; height: number }): Promise<Device> {
  const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true, locale: 'zh-CN' });
  const account = village.demo.accounts.find((one) => one.name === name);
  const data = { name, pin: account?.pin };
  expect((await context.request.post(`${kiosk.staffUrl}/api/sign-in`, { data })).status()).toBe(
    200,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
}

/** The one that the demo planned for today, with the seeded goods on its shelf. */
async function plan({ context }: Device): Promise<void> {
  const url = `${kiosk.staffUrl}/api/workshop/sessions`;
  const { sessions } = (await (await context.request.get(url)).json()) as {
    sessions: { id: string; shelfRevision: number; title: string }[];
  };
  expect(sessions.map(({ title }) => title)).toEqual(['六埠茴香和沙窝萝卜专场']);
  const [first] = sessions;
  const items = GOODS.map(([productId]) => shelfItem(productId));
  const data = { revision: first?.shelfRevision, items };
  const put = await context.request.post(`${url}/${first?.id}/shelf`, { data });
  expect(put.status()).toBe(200);
}

const button = ({ page }: Device, name: string | RegExp) => page.getByRole('button', { name });
const sees = ({ page }: Device, words: string | RegExp) => page.getByText(words).first().waitFor();

test('host and helper do their part; each sees the other’s, and so does the touchscreen', async () => {
  const host = await device('主播', { width: 390, height: 844 });
  const helper = await device('主任', { width: 1440, height: 900 });
  await plan(host);
  for (const { page } of [host, helper]) {
    await page.goto(`${kiosk.staffUrl}/#/sessions`);
    await page.getByRole('button', { name: /^打开主播台/ }).click();
  }
  const touch = await readEvents(`${kiosk.touchUrl}/api/events?page=touch`);
  await snapshotOf(touch);
  const shownAtTouch = async (wanted: (slice: WorkshopSlice) => boolean) =>
    until(
      touch,
      (one) =>
        one.type === 'slice' && one.name === 'workshop' && wanted(one.value as WorkshopSlice),
    );

  await button(host, '开播').click();
  await button(host, '讲下一件：六埠茴香').click();
  await shownAtTouch(({ explaining }) => explaining?.item.productId === 'huixiang');
  await sees(helper, /主播 换了讲解：六埠茴香/);

  // The host talks on; whoever helps marks it sold out, and the host's phone says so and by whom.
  await helper.page.keyboard.press('F4');
  await shownAtTouch(({ explaining }) => explaining?.item.soldOut === true);
  await sees(host, /主任 标了售罄：六埠茴香/);
  await button(helper, /^撤回/).click();
  await shownAtTouch(({ explaining }) => explaining?.item.soldOut === false);

  // Put back only what nobody touched since.
  await button(host, '标售罄').first().click();
  await button(host, '撤回').waitFor();
  await helper.page.getByRole('button', { name: '隐藏 六埠茴香' }).click();
  await shownAtTouch(({ explaining }) => explaining === null);
  await button(host, '撤回').click();
  await sees(host, '刚刚又被别人改过');

  await button(helper, '讲解 杨柳青年画').click();
  await sees(host, /主任 换了讲解：杨柳青年画/);
  await button(host, '结束').click();
  await button(host, '结束直播').click();
  const over = await shownAtTouch(({ session }) => session === null);
  expect((over as { value: WorkshopSlice }).value.explaining).toBeNull();
  touch.stop();
  for (const { context, complaints } of [host, helper]) {
    expect(complaints).toEqual([]);
    await context.close();
  }
}, 240_000);
