// 统计: the numbers on the page are those of the server; ranges, progress, refusals, files, paper.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hallStatistics } from './hall-statistics.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

const WEEK = { from: '2026-11-16', to: TODAY };
const MINUTE_MS = 60_000;
let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

/** The cells of the table with this caption, row by row. */
async function tableOf(page: Page, caption: string): Promise<string[][]> {
  const table = page.locator('table', { has: page.locator('caption', { hasText: caption }) });
  await table.waitFor({ state: 'attached' });
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
    );
}
const minutes = (ms: number) => String(Math.round(ms / MINUTE_MS));

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('the page says what the server counted', async () => {
    const { page, complaints } = await pages.open(
      size,
      `statistics?from=${WEEK.from}&to=${WEEK.to}`,
    );
    const sums = hallStatistics(WEEK.from, WEEK.to);
    await page.getByRole('heading', { name: `${WEEK.from} 至 ${WEEK.to}` }).waitFor();
    const headline = await page.locator('.headline dd').allTextContents();
    expect(headline).toEqual([
      String(sums.total.tickets),
      String(sums.total.served),
      String(sums.total.missed),
      `${minutes(sums.total.wait?.p50Ms ?? 0)} 分钟`,
      `${minutes(sums.total.wait?.p90Ms ?? 0)} 分钟`,
      `${minutes(sums.total.service?.meanMs ?? 0)} 分钟`,
    ]);
    const hours = sums.byHour.filter(({ tickets }) => tickets > 0);
    expect(await tableOf(page, '每个钟头取多少号')).toEqual(
      hours.map(({ hour, tickets }) => [`${hour} 点`, String(tickets)]),
    );
    expect(await tableOf(page, '每个钟头取的号，等了多久')).toEqual(
      hours.map(({ hour, wait }) => [
        `${hour} 点`,
        minutes(wait?.p50Ms ?? 0),
        minutes(wait?.p90Ms ?? 0),
      ]),
    );
    expect(await tableOf(page, '每天取多少号')).toEqual(
      sums.byDay.map(({ day, tickets }) => [day, String(tickets)]),
    );
    const windows = await tableOf(page, '哪个窗口');
    expect(windows.map(([name, , count]) => [name, count])).toEqual(
      sums.byWindow.map(({ window, tickets }) => [`${window} 号窗口`, String(tickets)]),
    );
    const outcomes = await tableOf(page, '办得怎样');
    expect(outcomes.map(([name, , count]) => [name, count])).toEqual([
      ['已办结', String(sums.outcomes.done)],
      ['材料不齐', String(sums.outcomes.materialsMissing)],
      ['仅咨询', String(sums.outcomes.consulted)],
    ]);
    const items = await tableOf(page, '办什么事');
    const counts = items.map(([, , count]) => Number(count));
    expect(items[0]?.[0]).toBe(sums.byItem[0]?.name);
    expect(counts.reduce((a, b) => a + b)).toBe(sums.total.tickets);
    const { recent } = sums.told;
    await page
      .getByText(
        `最近 ${recent.count} 次预计，${recent.inside} 次说中，平均差 ${Math.round(recent.meanErrorMinutes ?? 0)} 分钟。`,
      )
      .waitFor();
    expect((await tableOf(page, '评价')).at(-1)?.[2]).toBe(String(7 * 12));
    expect(await axeFindings(page)).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});

test('bars stand in proportion to their numbers', async () => {
  const { page } = await pages.open('desk', 'statistics');
  const chart = page.locator('.chart', { hasText: '每个钟头取多少号' });
  await chart.waitFor();
  const heights = await chart
    .locator('rect')
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height'))));
  const tickets = hallStatistics()
    .byHour.map((one) => one.tickets)
    .filter((count) => count > 0);
  const most = Math.max(...tickets);
  expect(heights.map((height) => Math.round((height / 100) * most))).toEqual(tickets);
});

test('a year of days is one drawing, every day in its table', async () => {
  const { page } = await pages.open('phone', 'statistics?from=2026-01-01&to=2026-11-22');
  const chart = page.locator('.chart', { hasText: '每天取多少号' });
  await chart.waitFor();
  expect(await chart.locator('rect').count()).toBe(326);
  expect(await chart.locator('tbody tr').count()).toBe(326);
  expect(await chart.locator('.columns span').allTextContents()).toHaveLength(8);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});

test('a long range says how far it is; the last answer stays until the next', async () => {
  const { page, mock } = await pages.open('desk', 'statistics');
  await page.getByRole('heading', { name: TODAY }).waitFor();
  let read = 0;
  let done = false;
  mock.on('GET /api/services/statistics', (_seen, query) => {
    if (done) return ok(hallStatistics(query.get('from') ?? '', query.get('to') ?? ''));
    read += 1;
    return ok({ daysRead: Math.min(read, 5), days: 7 }, 202);
  });
  await page.getByRole('button', { name: '近 7 天' }).click();
  await page.getByText('正在算，共 7 天，已经算完 5 天。').waitFor();
  await page.getByText(`下面还是 ${TODAY} 的，算好就换。`).waitFor();
  await page.getByRole('heading', { name: TODAY }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  done = true;
  await page.getByRole('heading', { name: `${WEEK.from} 至 ${TODAY}` }).waitFor();
  expect(await page.getByText('正在算').count()).toBe(0);
});

test('nothing there, refused, gone and back', async () => {
  const { page, mock } = await pages.open('phone', 'statistics', (server) => {
    server.on('GET /api/services/statistics', () => refused(500, 'INTERNAL'));
  });
  await page.getByText('没有读出来').waitFor();
  mock.on('GET /api/services/statistics', () => {
    const { byHour, ...sums } = hallStatistics(TODAY, '2026-11-21');
    return ok({ ...sums, byHour });
  });
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('这几天没有人取号。').waitFor();
  mock.on('GET /api/services/statistics', () => refused(400, 'RANGE_INVALID'));
  await page.getByRole('button', { name: '重新算' }).click();
  await page.getByText('日期不对').waitFor();
  mock.on('GET /api/services/statistics', () =>
    ok({ ...hallStatistics(), damagedDays: ['2026-11-20', '2026-11-21'] }),
  );
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('这些天可能少算了：2026-11-20、2026-11-21').waitFor();
});

test('a session that is over asks to sign in again', async () => {
  const { page, mock } = await pages.open('desk', 'statistics');
  await page.getByRole('heading', { name: TODAY }).waitFor();
  mock.signedIn = false;
  await page.getByRole('button', { name: '重新算' }).click();
  await page.getByText('自动退出').waitFor();
});

test('the file is downloaded under its Chinese name', async () => {
  const { page } = await pages.open('desk', `statistics?from=${WEEK.from}&to=${TODAY}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`取号叫号统计_${WEEK.from}_${TODAY}.csv`);
  await page.getByText('.csv 已下载。').waitFor();
});

test('on paper there are the figures and the bars, not the buttons', async () => {
  const { page } = await pages.open('desk', 'statistics');
  await page.getByRole('heading', { name: TODAY }).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: '近 7 天' }).isVisible()).toBe(false);
  expect(await page.locator('.headline').isVisible()).toBe(true);
  const chart = page.locator('.chart', { hasText: '每个钟头取多少号' });
  expect(await chart.locator('rect').first().isVisible()).toBe(true);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});

test('a clerk at a window has no such section', async () => {
  const { page } = await pages.open('desk', 'statistics', (server) => {
    server.roles = ['window'];
  });
  await page.getByText('没有这个栏目').waitFor();
});
