// 共富账单 on the staff page: villages that open to their households, the check against the money, settlements step by step,
// slips, files, and the sheet for the wall.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Bill } from '../../server/modules/shares/page-schema.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

const MONTH = { from: '2026-11-01', to: TODAY };
let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

/** Name and amount of every row that can be seen. */
function rowsOf(page: Page): Promise<string[][]> {
  return page
    .locator('.bill tr')
    .evaluateAll((rows) =>
      rows
        .filter((row) => row.checkVisibility())
        .map((row) =>
          [...row.querySelectorAll('th, .bill-amount')].map((cell) => cell.textContent ?? ''),
        ),
    );
}

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('villages with their sums, open to their households; amounts below zero have a minus sign', async () => {
    const { page, complaints } = await pages.open(size, 'shares');
    await page.getByRole('heading', { name: `${MONTH.from} 至 ${MONTH.to}` }).waitFor();
    const closed = await rowsOf(page);
    expect(closed).toContainEqual(['第六埠村 3 户', '5631.45 元']);
    expect(closed).toContainEqual(['沙窝萝卜合作社', '501.48 元']);
    expect(closed.at(-1)).toEqual(['总计', '12477.55 元']);
    expect(closed.some(([name]) => name === '赵家')).toBe(false);
    await page
      .getByText('核对无误：收款 12537.55 元，退款 60.00 元，分账总计 12477.55 元。')
      .waitFor();
    await page.getByRole('button', { name: '小沙窝村 2 户' }).click();
    await page.getByRole('button', { name: '打小票：小沙窝村' }).waitFor();
    const open = await rowsOf(page);
    const at = open.findIndex(([name]) => name?.startsWith('小沙窝村'));
    expect(open.slice(at, at + 3)).toEqual([
      ['小沙窝村 2 户', '3480.36 元'],
      ['三组王家', '3510.36 元'],
      ['赵家', '−30.00 元'],
    ]);
    expect(await axeFindings(page)).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test('one account, booking by booking, page by page; its slip', async () => {
    const { page, mock, complaints } = await pages.open(size, 'shares');
    await page.getByRole('button', { name: '小沙窝村 2 户' }).click();
    await page.getByRole('button', { name: '看 三组王家 的明细' }).click();
    await page.getByRole('heading', { name: '小沙窝村 三组王家' }).waitFor();
    expect(await page.getByText('27.86 元').count()).toBe(2);
    expect(await page.getByText('退货冲回').count()).toBe(0);
    await page.getByRole('button', { name: '再看一些' }).click();
    await page.getByText('−27.86 元').waitFor();
    await page.getByText('退货冲回').waitFor();
    await page.getByText('这段时间一共 83.58 元。').waitFor();
    expect(await page.getByRole('button', { name: '再看一些' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '打小票' }).click();
    await page.getByText('小票马上出来').waitFor();
    expect(mock.posts.map(({ path, body }) => [path, body])).toEqual([
      ['/api/workshop/shares/slips', { ...MONTH, of: 'household:xiaoshawo/三组王家' }],
    ]);
    await page.getByRole('button', { name: '回到账单' }).click();
    await page.getByRole('button', { name: '小沙窝村 2 户' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

test('a period is drafted, confirmed by name, handed out; who did what stays in sight', async () => {
  const { page, mock, complaints } = await pages.open('desk', 'shares');
  const first = page.locator('.settlements > li', { hasText: '2026-11-01 至 2026-11-15' });
  await first.getByText('已确认，等发放').waitFor();
  await first.getByText(/王主任 起草/).waitFor();
  await first.getByText(/李会计 确认/).waitFor();
  await first.getByText('结转下期').waitFor();
  await first.getByRole('button', { name: '看名单：2026-11-01 至 2026-11-15' }).click();
  const zhao = first.getByRole('row', { name: '小沙窝村 赵家' });
  await expect
    .poll(() => zhao.getByRole('cell').allTextContents())
    .toEqual(['小沙窝村 赵家', '−12.00 元', '0.00 元', '−12.00 元']);
  await first.getByRole('button', { name: '已经发放' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('登记以后不能撤回').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: '都发放了' }).click();
  await first.getByText('已发放', { exact: true }).waitFor();
  await first.getByRole('button', { name: '撤回' }).waitFor({ state: 'detached' });

  await expect.poll(() => page.getByLabel('从哪天').inputValue()).toBe('2026-11-17');
  await expect.poll(() => page.getByLabel('到哪天').inputValue()).toBe('2026-11-21');
  await page.getByRole('button', { name: '起草结算' }).click();
  const second = page.locator('.settlements > li', { hasText: '2026-11-17 至 2026-11-21' });
  await second.getByText('等核对').waitFor();
  await second.getByText('上期结转').waitFor();
  await page.getByText('到 2026-11-21 为止的账都已经结算。').waitFor();
  await second.getByRole('button', { name: '核对无误，确认' }).click();
  await dialog.getByRole('button', { name: '确认' }).click();
  await second.getByText('起草和确认是同一个人。').waitFor();
  await expect
    .poll(() => mock.posts.map(({ body }) => body))
    .toEqual([{ state: 'paid' }, { from: '2026-11-17', to: '2026-11-21' }, { state: 'confirmed' }]);
  expect(complaints).toEqual([]);
});

test('withdrawing asks why; a refusal is said where it happened', async () => {
  const { page, mock } = await pages.open('phone', 'shares');
  await page.getByRole('button', { name: '撤回' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '撤回' }).click();
  expect(mock.posts).toEqual([]);
  await dialog.getByLabel('为什么撤回').fill('多算了一天');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: '撤回' }).click();
  await page.getByText('已撤回', { exact: true }).waitFor();
  await page.getByText(/王主任 撤回，原因：多算了一天/).waitFor();
  mock.on('POST /api/workshop/shares/settlements', () => refused(409, 'PERIOD_SETTLED'));
  await page.getByRole('button', { name: '起草结算' }).click();
  await page.getByText('有几天已经结算过了').waitFor();
});

test('money that does not agree is said in red, before anything is handed out', async () => {
  const { page } = await pages.open('desk', 'shares', (mock) => {
    const bill: Bill = {
      ...MONTH,
      villages: [],
      coops: [],
      hosts: [],
      committee: { account: 'committee', name: '联合党委', fen: 900 },
      totalFen: 900,
      paidFen: 1000,
      refundedFen: 0,
    };
    mock.on('GET /api/workshop/shares', () => ok(bill));
  });
  const alarm = page.getByRole('alert').filter({ hasText: '对不上' });
  expect(await alarm.textContent()).toContain('相差 1.00 元');
});

test('nothing yet, nothing read, and back again', async () => {
  const { page, mock } = await pages.open(
    'phone',
    'shares?from=2026-01-01&to=2026-01-31',
    (server) => {
      server.on('GET /api/workshop/shares/settlements', () =>
        ok({ settlements: [], next: null, lastClosedDay: null }),
      );
    },
  );
  await page.getByText('这几天没有要分的钱').waitFor();
  await page.getByText('还没有结算过').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  mock.on('GET /api/workshop/shares', () => refused(400, 'RANGE_INVALID'));
  await page.getByRole('button', { name: '上月' }).click();
  await page.getByText('日期不对').waitFor();
});

test('the file is downloaded under its Chinese name', async () => {
  const { page } = await pages.open('desk', 'shares');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`共富账单_${MONTH.from}_${MONTH.to}.csv`);
});

test('on the wall every household stands, and nothing that is not for the wall', async () => {
  const { page } = await pages.open('desk', 'shares');
  await page.getByText('总计', { exact: true }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const names = (await rowsOf(page)).map(([name]) => name);
  for (const name of ['王家', '张家', '第三组李家', '三组王家', '赵家', '韩家']) {
    expect(names).toContain(name);
  }
  for (const name of ['起草结算', '打小票：第六埠村', '下载 Excel', '本月']) {
    expect(await page.getByRole('button', { name }).isVisible()).toBe(false);
  }
  await page.getByText('户名以商品上写的产地为准').waitFor();
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});

test('a host has no such section', async () => {
  const { page } = await pages.open('desk', 'shares', (server) => {
    server.roles = ['host', 'editor'];
  });
  await page.getByText('没有这个栏目').waitFor();
});
