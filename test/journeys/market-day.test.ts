// A market day in the hall of the real kiosk: two touchscreens, three windows with a clerk each at their pages, a board. Some
// visitors tap, more come through the same door without a finger; every call is on the board, nobody is called to two windows,
// and in the evening the statistics know everybody.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import { askStaff, post, postStaff, signIn } from '../server/started-kiosk.ts';
import { seeded } from '../server/store/random.ts';
import { see, tap } from '../ui/walk.ts';
import { chooseItem } from '../ui/walk-services.ts';
import { launchBrowser, openPage } from './browser.ts';
import { createKioskProcess, freePort, type KioskProcess } from './kiosk-process.ts';

const PATIENCE_MS = 420_000;
/** Who stands where; 1 does everything, 3 and 6 what their letter says. */
const CLERKS = [
  { name: '窗口一', window: 1 },
  { name: '窗口二', window: 3 },
  { name: '主任', window: 6 },
] as const;
const TAPPED = [
  { screen: 'kiosk', department: /^民政/, item: '高龄津贴申请', letter: 'A' },
  { screen: 'hall', department: /^医保/, item: '居民医保参保', letter: 'B' },
  { screen: 'kiosk', department: /^农业农村/, item: '宅基地申请', letter: 'D' },
  { screen: 'hall', department: /^民政/, item: '低保申请', letter: 'A' },
] as const;
const WALK_INS = 20;

let browser: Browser;
let kiosk: KioskProcess;
let hallUrl: string;
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

function pinOf(name: string): string {
  return village.demo.accounts.find((account) => account.name === name)?.pin ?? '';
}

async function clerkAt({ name, window }: (typeof CLERKS)[number]): Promise<Page> {
  const opened = await openPage(browser, 'wide', `${kiosk.staffUrl}/#/tickets`);
  complaints.push(opened.complaints);
  const { page } = opened;
  await page.getByLabel('名字').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(pinOf(name));
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: new RegExp(`^${window} 号窗口`) }).click();
  await page.getByRole('button', { name: '登录到窗口' }).click();
  await page.getByText(`已登录到 ${window} 号窗口`).waitFor();
  return page;
}

/** The second touchscreen, paired by a code that the staff page made. */
async function hallScreen(cookie: string): Promise<Page> {
  const body = { name: '二楼触摸屏', kind: 'touch', prints: true };
  const made = await postStaff(`${kiosk.staffUrl}/api/pairing/codes`, body, cookie);
  const { code } = made.json() as { code: string };
  const opened = await openPage(browser, 'upright', hallUrl);
  complaints.push(opened.complaints);
  const { page } = opened;
  await see(page, '这块屏还没有配对');
  for (const digit of code.replace(/\D/g, '')) {
    await page.getByRole('button', { name: digit, exact: true }).click();
  }
  await tap(page, '配对');
  await see(page, '点一下开始');
  return page;
}

async function tapNumber(page: Page, one: (typeof TAPPED)[number]): Promise<string> {
  await tap(page, '点一下开始');
  await tap(page, /取号办事/);
  await chooseItem(page, one.department, new RegExp(`^${one.item}`));
  await tap(page, '取号');
  await see(page, `取号成功 · ${one.item}`);
  const text = (await page.locator('main').textContent()) ?? '';
  const number = new RegExp(`${one.letter}\\d{3}`).exec(text)?.[0] ?? '';
  await tap(page, '好的');
  return number;
}

async function walkIns(): Promise<string[]> {
  const random = seeded(20261127);
  const items = ['dibao', 'yibao-baoxiao', 'shebaoka', 'tudi-liuzhuan', 'zonghe'];
  const classes = ['ordinary', 'ordinary', 'ordinary', 'elderly', 'military'];
  const numbers: string[] = [];
  for (let one = 0; one < WALK_INS; one++) {
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)] as T;
    const body = { itemId: pick(items), class: pick(classes) };
    const answer = await post(`${kiosk.touchUrl}/api/services/tickets`, body);
    numbers.push(((await answer.json()) as { number: string }).number);
  }
  return numbers;
}

/** F2, and what the pad then shows; null when nobody waits for this window. */
async function callNext(page: Page): Promise<string | null> {
  const before = await page
    .locator('.pad-number')
    .textContent({ timeout: 100 })
    .catch(() => null);
  // Two presses of a pad closer than this are one.
  await page.waitForTimeout(450);
  await page.keyboard.press('F2');
  const changed = page.waitForFunction(
    (old) => {
      const now = document.querySelector('.pad-number')?.textContent ?? null;
      return now !== old && now !== null ? now : false;
    },
    before,
    { timeout: 60_000 },
  );
  const empty = page.getByText('现在没有人在等这个窗口').first();
  const number = await Promise.race([
    changed.then((handle) => handle.jsonValue() as Promise<string>),
    empty.waitFor({ timeout: 60_000 }).then(() => null),
  ]);
  changed.catch(() => null);
  return number;
}

async function finish(page: Page, number: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: `${number} 办得怎么样？` });
  // The stream may show who was called before the answer to F2 is here, and until then the pad takes no other key.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('F9');
        return dialog.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.getByText(`${number} 已办结`).waitFor();
}

test(
  'everybody is called once, to one window, and seen on the board',
  async () => {
    const admin = await signIn(kiosk.staffUrl);
    const local = await openPage(browser, 'upright', kiosk.touchUrl);
    const wall = await openPage(browser, 'wide', `${kiosk.touchUrl}/board`);
    complaints.push(local.complaints, wall.complaints);
    const hall = await hallScreen(admin);

    const taken = await walkIns();
    for (const one of TAPPED) {
      taken.push(await tapNumber(one.screen === 'kiosk' ? local.page : hall, one));
    }
    expect(new Set(taken).size).toBe(WALK_INS + TAPPED.length);

    const clerks = await Promise.all(CLERKS.map(clerkAt));
    const called: { number: string; window: number }[] = [];
    for (let idle = 0, turn = 0; idle < CLERKS.length; turn++) {
      const at = turn % CLERKS.length;
      const page = clerks[at] as Page;
      const { window } = CLERKS[at] as (typeof CLERKS)[number];
      const number = await callNext(page);
      idle = number === null ? idle + 1 : 0;
      if (number === null) continue;
      called.push({ number, window });
      await wall.page.locator('.now-number', { hasText: number }).waitFor();
      await wall.page.locator('.now-window', { hasText: `${window} 号窗口` }).waitFor();
      await finish(page, number);
    }

    expect(called.map(({ number }) => number).sort()).toEqual([...taken].sort());
    expect(
      called.filter(({ window }) => window === 3).every(({ number }) => number[0] === 'B'),
    ).toBe(true);
    expect(
      called.filter(({ window }) => window === 6).every(({ number }) => number[0] === 'D'),
    ).toBe(true);
    expect(new Set(called.map(({ window }) => window)).size).toBe(CLERKS.length);
    await evening(admin, taken.length);
    expect(complaints.flat()).toEqual([]);
  },
  PATIENCE_MS,
);

/** What the manager sees of the day. */
async function evening(cookie: string, count: number): Promise<void> {
  const ask = async (path: string) =>
    (await askStaff(`${kiosk.staffUrl}${path}`, { headers: { cookie } })).json();
  const { day } = (await ask('/api/services/tickets')) as { day: string };
  const range = `from=${day}&to=${day}`;
  await expect
    .poll(() => ask(`/api/services/statistics?${range}`), { timeout: 60_000 })
    .toMatchObject({ total: { tickets: count, served: count, missed: 0 } });
}
