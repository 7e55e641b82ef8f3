// The printer and its twin, the day; every section reachable, legible and inside the window.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { NOW_MS } from './staff-slices.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const SECTIONS = [
  'today',
  'tickets',
  'visits',
  'statistics',
  'devices',
  'screens',
  'voice',
  'people',
  'accounts',
  'backup',
  'installer',
  'me',
];

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('every section: axe clean, contrast 7:1, nothing wider than the window', async () => {
    const { page, complaints } = await pages.open(size, 'today');
    for (const section of SECTIONS) {
      await page.evaluate((name) => location.assign(`#/${name}`), section);
      await page.locator('main > :nth-child(2)').waitFor();
      await expect.poll(() => page.getByText('正在打开').count()).toBe(0);
      expect(await axeFindings(page), section).toEqual([]);
      const beyond = () =>
        page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await beyond(), section).toBeLessThanOrEqual(0);
      if (size === 'desk') continue;
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await beyond(), `${section} at 360`).toBeLessThanOrEqual(0);
      await page.setViewportSize(STAFF_SIZES[size]);
    }
    expect(complaints).toEqual([]);
  });

  test('the virtual printer: switches, its state in words, its paper', async () => {
    const { page, mock, complaints } = await pages.open(size, 'devices');
    const paperOut = page.getByRole('switch', { name: '纸用完' });
    await paperOut.click();
    await expect.poll(() => paperOut.getAttribute('aria-checked')).toBe('true');
    expect(mock.posts).toMatchObject([
      { path: '/api/devices/virtual/printer', body: { paperOut: true } },
    ]);
    const paper = page.getByRole('img', { name: '模拟打印机打出的小票' });
    const before = await paper.getAttribute('src');
    mock.push('jobs', { ...mock.slices.jobs, jobs: mock.slices.jobs.jobs.slice(1) });
    await expect.poll(() => paper.getAttribute('src')).not.toBe(before);
    const { printer, ...others } = mock.slices.devices.devices;
    if (!printer) throw new Error('the mock has a printer');
    mock.push('devices', {
      devices: {
        ...others,
        printer: { ...printer, state: 'degraded', trouble: 'coverOpen', sinceMs: NOW_MS },
      },
    });
    await page.getByText('盖子没关').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('a slip is reprinted or cancelled by what became of it', async () => {
  const { page, mock } = await pages.open('desk', 'devices');
  await page.getByRole('button', { name: '取消打印 取号小票 A015' }).click();
  await page.getByText('已取消，号不受影响').waitFor();
  await page.getByRole('button', { name: '补打 取号小票 A012' }).click();
  await page.getByText('已排上补打').waitFor();
  expect(mock.posts.map(({ path }) => path)).toEqual([
    '/api/printing/jobs/j0/cancellation',
    '/api/printing/jobs/j3/reprint',
  ]);
  // Neither for one that is being printed.
  expect(await page.getByRole('button', { name: /A014/ }).count()).toBe(0);
});

test('old slips are listed: one is printed all the same, the rest dismissed at once', async () => {
  const { page, mock, complaints } = await pages.open('desk', 'devices');
  await page.getByRole('heading', { name: '2 张旧小票没有打' }).waitFor();
  await page.getByText('已经叫过', { exact: true }).waitFor();
  await page.getByRole('button', { name: '还是打一张 取号小票 A008' }).click();
  await page.getByText('已排上。', { exact: true }).waitFor();
  await page.getByRole('button', { name: '都不打了' }).click();
  await page.getByText('已清掉，号不受影响').waitFor();
  expect(mock.posts.map(({ path, body }) => [path, body])).toEqual([
    ['/api/printing/jobs/s1/reprint', {}],
    ['/api/printing/dismissals', { jobIds: ['s0', 's1'] }],
  ]);
  mock.push('jobs', { ...mock.slices.jobs, stale: [] });
  await expect.poll(() => page.getByText('旧小票没有打').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('how many slips are still to come, what to do about one of unknown fate, and a missing font are said', async () => {
  const { page, mock } = await pages.open('phone', 'devices');
  await page.getByText('看看出纸口').waitFor();
  const { printer, ...others } = mock.slices.devices.devices;
  if (!printer) throw new Error('the mock has a printer');
  const tell = (change: Partial<typeof printer>) =>
    mock.push('devices', { devices: { ...others, printer: { ...printer, ...change } } });
  mock.push('jobs', { ...mock.slices.jobs, waiting: 146 });
  tell({ state: 'degraded', trouble: 'paperOut' });
  await page.getByText('146 张小票等着打').waitFor();
  tell({ state: 'ready', trouble: null });
  await page.getByText('正在打，还有 146 张').waitFor();
  mock.push('jobs', { ...mock.slices.jobs, waiting: 145 });
  await page.getByText('正在打，还有 145 张').waitFor();
  expect(await page.getByText('没有装中文字体').count()).toBe(0);
  tell({ fontMissing: true });
  await page.getByText('没有装中文字体').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('a cancellation that came too late is said, and nothing is claimed', async () => {
  const { page, mock } = await pages.open('desk', 'devices');
  mock.on('POST /api/printing/jobs/:id/cancellation', () => refused(409, 'JOB_STATE_WRONG'));
  await page.getByRole('button', { name: '取消打印 取号小票 A015' }).click();
  await page.getByText('这张小票正在打，或者已经处理过了').waitFor();
  expect(await page.getByText('已取消，号不受影响').count()).toBe(0);
});

test('the day is confirmed when the clock is not trusted', async () => {
  const { page, mock } = await pages.open('phone', 'today', ({ slices }) => {
    slices.centre = { ...slices.centre, day: null, dayNeedsConfirmation: true };
  });
  await page.getByText('请确认今天的日期').waitFor();
  await page.getByText('还不能登记、取号').waitFor();
  mock.push('centre', { ...mock.slices.centre, day: '2026-11-22' });
  await page.getByText('登记和取号照常').waitFor();
  await page.getByLabel('今天是').fill('2026-11-23');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '就是这一天' }).click();
  await page.getByText('日期已确认').waitFor();
  expect(mock.posts).toMatchObject([{ path: '/api/centre/days', body: { day: '2026-11-23' } }]);
});

test('the day is closed after a question that tells what is still open', async () => {
  const { page, mock } = await pages.open('phone', 'today');
  await page.getByRole('button', { name: '结束今天' }).click();
  await page.getByText('现在还有 3 个号没叫到').waitFor();
  await page.keyboard.press('Escape');
  expect(mock.posts).toEqual([]);
  await page.getByRole('button', { name: '结束今天' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束今天' }).click();
  await expect.poll(() => mock.posts.map(({ path }) => path)).toEqual(['/api/centre/closings']);
});

test('records that cannot be read any more are told where the backups are', async () => {
  const { page, mock, complaints } = await pages.open('phone', 'backup');
  const damage = [
    { from: 12, to: 13 },
    { from: 40, to: 40 },
  ];
  await page.getByRole('heading', { name: '备份' }).first().waitFor();
  expect(await page.getByText('读不出来').count()).toBe(0);
  mock.push('store', { ...mock.slices.store, damage });
  await page.getByText('有 3 条记录坏了，读不出来。').waitFor();
  await page.locator('.note summary').click();
  await page.getByText('12–13, 40').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
