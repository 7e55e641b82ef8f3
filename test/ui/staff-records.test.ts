// Visits, exports and the directory: what staff change, and what they are told.
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('a correction needs a reason and sends only what was changed', async () => {
    const { page, mock, complaints } = await pages.open(size, 'visits');
    await page.getByRole('button', { name: '更正' }).nth(1).click();
    await page.getByText('原来的内容一直保留').waitFor();
    await page.getByLabel('几个人').fill('3');
    await page.getByLabel('离开的时间').fill('15:30');
    await page.getByRole('button', { name: '保存更正' }).click();
    expect(mock.posts).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('原因').fill('带了两个孩子');
    await page.getByRole('button', { name: '保存更正' }).click();
    await page.getByText('已更正，原来的内容还在').waitFor();
    expect(mock.posts).toMatchObject([
      {
        path: '/api/attendance/visits/LB01-1-1/corrections',
        body: {
          reason: '带了两个孩子',
          headcount: 3,
          endedAtMs: Date.parse(`${TODAY}T15:30:00+08:00`),
        },
      },
    ]);
    expect(Object.keys(mock.posts[0]?.body ?? {})).toHaveLength(3);
    expect(complaints).toEqual([]);
  });

  test('an export is downloaded whole under its Chinese name', async () => {
    const { page, complaints } = await pages.open(size, `visits?from=2026-11-01&to=${TODAY}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`来访登记表_2026-11-01_${TODAY}.csv`);
    expect(await readFile(await download.path(), 'utf8')).toContain('1,2026-11-22');
    await page.getByText('已下载').waitFor();
    expect(complaints).toEqual([]);
  });
});

test('a second try after no answer is the same command', async () => {
  const { page, mock } = await pages.open('desk', 'visits');
  let tries = 0;
  mock.on('POST /api/attendance/visits/:id/corrections', () => {
    tries += 1;
    return tries === 1 ? refused(500, 'INTERNAL') : ok({ done: true });
  });
  await page.getByRole('button', { name: '作废' }).first().click();
  await page.getByLabel('原因').fill('重复登记');
  await page.getByRole('button', { name: '作废这条' }).click();
  await page.getByText('机器出了点问题').waitFor();
  await page.getByRole('button', { name: '作废这条' }).click();
  await page.getByText('已作废').waitFor();
  const [first, second] = mock.posts;
  expect(first?.key).toMatch(/^[\w-]{8,64}$/);
  expect(second?.key).toBe(first?.key);
});

test('an export that is refused or breaks off leaves no file, and says so', async () => {
  const { page, mock } = await pages.open('desk', 'visits');
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  mock.on('GET /api/attendance/export', () => refused(503, 'STORE_READ_ONLY'));
  await page.getByRole('button', { name: '下载 Excel' }).click();
  await page.getByText('机器现在不能写入').waitFor();
  mock.on('GET /api/attendance/export', () => ({
    ...ok('half'),
    type: 'text/csv',
    headers: { 'content-length': '4000' },
  }));
  await page.getByRole('button', { name: '下载 CSV' }).click();
  // The server keeps the line open after half of it; then it is gone.
  await page.getByText('正在生成，已收到').waitFor();
  mock.goAway();
  await page.getByText('下载中断').waitFor();
  expect(downloads).toEqual([]);
});

test('the list goes on by pages, and an unreadable one offers another try', async () => {
  const { page, mock } = await pages.open('desk', 'visits');
  await page.getByRole('button', { name: '再看更早的' }).click();
  await page.getByText('已列出 40 条').waitFor();
  await page.getByRole('button', { name: '再看更早的' }).click();
  await page.getByText('已列出 47 条，都在这里了').waitFor();
  mock.on('GET /api/attendance/visits', () => refused(500, 'INTERNAL'));
  await page.getByRole('button', { name: '上月' }).click();
  await page.getByText('没有读出来').waitFor();
  mock.on('GET /api/attendance/visits', () => ok({ visits: [], after: null }));
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('这几天没有来访记录').waitFor();
});

test('forgetting wants a reason and the word, then tells until when backups remember', async () => {
  const { page, mock } = await pages.open('phone', 'people');
  await page.getByRole('button', { name: '忘记 王*芳' }).click();
  await page.getByLabel('谁要求的').fill('本人要求');
  await page.getByLabel(/请输入/).fill('忘');
  await page.getByRole('button', { name: '忘记，不能反悔' }).click();
  expect(mock.posts).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel(/请输入/).fill('忘记');
  await page.getByRole('button', { name: '忘记，不能反悔' }).click();
  await page.getByText(/最晚到 11月29日.*也会删掉/).waitFor();
  expect(mock.posts).toMatchObject([
    { path: '/api/directory/forgettings', body: { personId: 'p0', reason: '本人要求' } },
  ]);
});

test('whoever made a visit can be forgotten too, a visit without a person cannot', async () => {
  const { page, mock } = await pages.open('desk', 'visits');
  const rows = page.getByRole('row');
  await rows.nth(2).getByRole('button', { name: '忘记' }).click();
  await page.getByLabel('谁要求的').fill('本人要求');
  await page.getByLabel(/请输入/).fill('忘记');
  await page.getByRole('button', { name: '忘记，不能反悔' }).click();
  await page.getByText(/已忘记/).waitFor();
  expect(mock.posts[0]?.body).toEqual({ visitId: 'LB01-1-1', reason: '本人要求' });
  expect(await rows.nth(1).getByRole('button', { name: '忘记' }).count()).toBe(0);
});

test("a member's code is drawn, not fetched", async () => {
  const { page } = await pages.open('desk', 'people');
  await page.getByRole('button', { name: '王*芳 的二维码' }).click();
  const path = page.getByRole('img', { name: '签到二维码' }).locator('path');
  expect(((await path.getAttribute('d')) ?? '').length).toBeGreaterThan(1000);
  expect(await axeFindings(page)).toEqual([]);
});
