// Ratings on the staff page: the window's screen turned to the visitor, and the managers' section.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail, CaseList, Summary } from '../../server/modules/ratings/page-schema.ts';
import { defaultPolicy } from '../../server/modules/services/terms-schema.ts';
import type { StaffSlices } from '../../ui/staff/staff.ts';
import { axeFindings } from './look-at.ts';
import { withoutOwnRow } from './staff-hall.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

const RATE = '/api/ratings/window-ratings';
const CASE: CaseDetail = {
  id: 'k1',
  day: '2026-11-20',
  window: 3,
  items: ['高龄津贴申请'],
  grade: 1,
  reasons: ['attitude'],
  contact: '138****8000',
  number: 'A012',
  owner: null,
  dueDay: '2026-12-11',
  overdue: false,
  outcome: null,
  openedAtMs: Date.parse('2026-11-20T02:00:00Z'),
  steps: [],
};
const LIST: CaseList = {
  cases: [
    CASE,
    {
      ...CASE,
      id: 'k2',
      grade: 2,
      reasons: [],
      contact: null,
      overdue: true,
      dueDay: '2026-11-18',
    },
    { ...CASE, id: 'k3', owner: '李主任', outcome: 'rectified' },
  ],
  open: 2,
  overdue: 1,
  owners: [
    { id: 'a1', name: '王主任' },
    { id: 'a2', name: '李主任' },
  ],
};
const SUMMARY: Summary = {
  fewestShown: 3,
  total: { name: '', rated: 25, unrated: 15, grades: [1, 2, 4, 8, 10] },
  aspects: [{ aspect: 'efficiency', grades: [0, 1, 0, 2, 3] }],
  windows: [
    { name: '3', rated: 23, unrated: 14, grades: [1, 1, 4, 8, 9] },
    { name: '4', rated: 2, unrated: 1, grades: null },
  ],
  items: [{ name: '高龄津贴申请', rated: 25, unrated: 15, grades: [1, 2, 4, 8, 10] }],
};

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

/** The account of the session stands behind window 3. */
function behindWindow(mock: StaffMock): void {
  mock.slices.tickets = {
    day: TODAY,
    windows: [
      {
        window: 3,
        clerk: '王主任',
        accountId: 'a1',
        itemIds: [],
        paused: null,
        ticket: null,
        held: [],
        next: [],
        waiting: 0,
      },
    ],
    waiting: [],
    waitingCount: 0,
    recent: [],
    recentCount: 0,
    appointments: [],
    policy: defaultPolicy,
  };
  mock.on(`POST ${RATE}`, () => ok({ done: true }));
}
function managed(mock: StaffMock): void {
  mock.on('GET /api/ratings/summary', () => ok(SUMMARY));
  mock.on('GET /api/ratings/rectifications', () => ok(LIST));
  mock.on('GET /api/ratings/rectifications/k1', () => ok(CASE));
  mock.on('POST /api/ratings/rectifications/:id/steps', () => ok({ done: true }));
}
const tap = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('turned to the visitor: five faces over everything, thanks, and back without a trace', async () => {
    const { page, mock, complaints } = await pages.open(size, 'rate', behindWindow);
    await page.getByText('服务怎么样').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    // No face is chosen beforehand, not even by the keyboard.
    await page.keyboard.press('Enter');
    expect(await page.locator('.choice:focus').count()).toBe(0);
    // Nothing of the staff page can be reached or seen past it.
    const box = await page.locator('dialog.turned').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, ...STAFF_SIZES[size] });
    await tap(page, '非常满意');
    await page.getByText('谢谢您的评价').waitFor();
    expect(mock.posts.filter(({ path }) => path === RATE)).toMatchObject([
      { body: { window: 3, grade: 5 } },
    ]);
    await tap(page, '关上');
    await page.waitForURL(/#\/tickets$/);
    await page.locator('dialog.turned').waitFor({ state: 'detached' });
    expect(await page.getByText('非常满意').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a bad one may say why and ask for a call', async () => {
    const { page, mock } = await pages.open(size, 'rate', behindWindow);
    await tap(page, '非常不满意');
    await page.getByText('哪里没做好').waitFor();
    await tap(page, '态度不好');
    expect(await axeFindings(page)).toEqual([]);
    await tap(page, '留个电话');
    await page.getByText('只用它给您回话').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    for (const digit of '13800138000')
      await page.getByRole('button', { name: digit, exact: true }).click();
    await tap(page, '提交评价');
    await page.getByText('我们给您打电话').waitFor();
    const contact = { phone: '13800138000', notice: '1' };
    expect(mock.posts.filter(({ path }) => path === RATE)).toMatchObject([
      { body: { window: 3, grade: 1, reasons: ['attitude'], contact } },
    ]);
  });

  test('the section: how it was, what is too small to show, and what is to be put right', async () => {
    const { page, complaints } = await pages.open(size, 'ratings', managed);
    await page.getByText('38% 没有评价').waitFor();
    await page.getByText('不满 3 条，不列出').waitFor();
    await page.getByText('2 件没办结，1 件超期').waitFor();
    expect(await page.getByText('88%').count()).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
    const shown = () => page.getByRole('button', { name: /^办理/ }).count();
    expect(await shown()).toBe(2);
    await tap(page, '超期');
    await expect.poll(shown, { timeout: 30_000 }).toBe(1);
    await tap(page, '办结的');
    await expect.poll(shown, { timeout: 30_000 }).toBe(1);
    await page.getByText('李主任').waitFor();
    await tap(page, '全部');
    await expect.poll(shown, { timeout: 30_000 }).toBe(3);
    expect(complaints).toEqual([]);
  });

  test('one case: facts, a step with its words, refusals in a sentence', async () => {
    const { page, mock, complaints } = await pages.open(size, 'ratings?case=k1', managed);
    await page.getByText('138****8000').waitFor();
    await page.getByText('还没有开始办').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await tap(page, '整改措施');
    await tap(page, '记下');
    await page.getByText('请写两个字以上').waitFor();
    expect(mock.posts.filter(({ path }) => path.includes('rectifications'))).toEqual([]);
    await page.getByLabel('怎么改').fill('上午加开一个窗口');
    await tap(page, '记下');
    await page.getByText('已经记下').waitFor();
    await tap(page, '回访');
    await page.getByLabel('联系上了吗').selectOption('no');
    await page.getByLabel('对方满意吗').waitFor({ state: 'detached' });
    await tap(page, '记下');
    await expect
      .poll(() => mock.posts.filter(({ path }) => path.endsWith('/steps')).length, {
        timeout: 30_000,
      })
      .toBe(2);
    mock.on('POST /api/ratings/rectifications/:id/steps', () => ({
      status: 409,
      body: { code: 'RECTIFICATION_UNFINISHED', status: 409, params: { step: 'verified' } },
    }));
    await tap(page, /^办结$/);
    await tap(page, '记下');
    await page.getByText('还没有核实，先不能办结').waitFor();
    expect(mock.posts.filter(({ path }) => path.endsWith('/steps'))).toMatchObject([
      { body: { step: { kind: 'measured', note: '上午加开一个窗口' } } },
      { body: { step: { kind: 'calledBack', reached: false, satisfied: null, note: '' } } },
      { body: { step: { kind: 'closed', outcome: 'rectified', note: '' } } },
    ]);
    expect(complaints).toEqual([]);
  });
});

test('it closes by itself after a minute, later when somebody touches it', async () => {
  const { page, mock } = await pages.open('desk', 'rate', behindWindow);
  await page.getByText('服务怎么样').waitFor();
  await page.clock.install();
  await page.reload();
  await page.getByText('60 秒后自己关上').waitFor();
  await page.clock.runFor(40_000);
  await page.getByText('20 秒后自己关上').waitFor();
  await page.getByText('服务怎么样').click();
  await page.clock.runFor(40_000);
  await page.getByText('20 秒后自己关上').waitFor();
  await page.clock.runFor(21_000);
  await page.waitForURL(/#\/tickets$/);
  expect(mock.posts.filter(({ path }) => path === RATE)).toEqual([]);
});

test('whoever is behind no window is sent to choose one; who rated already is told so', async () => {
  const { page } = await pages.open('desk', 'rate', ({ slices }) => {
    slices.tickets = withoutOwnRow(slices.tickets);
  });
  await page.getByText('先选好窗口、叫到号').waitFor();
  const rated = await pages.open('desk', 'rate', (mock) => {
    behindWindow(mock);
    mock.on(`POST ${RATE}`, () => refused(409, 'ALREADY_RATED'));
  });
  await rated.page.getByText('服务怎么样').waitFor();
  await tap(rated.page, '基本满意');
  await rated.page.getByText('这个号已经评价过了').waitFor();
});

test('a phone is shown in full only when asked for', async () => {
  const { page, mock } = await pages.open('desk', 'ratings?case=k1', (one) => {
    managed(one);
    one.on('POST /api/ratings/rectifications/:id/contact-views', () =>
      ok({ phone: '13800138000' }),
    );
  });
  await page.getByText('138****8000').waitFor();
  expect(await page.getByText('13800138000').count()).toBe(0);
  await tap(page, '显示完整电话');
  await page.getByText('13800138000').waitFor();
  expect(mock.posts.filter(({ path }) => path.endsWith('/contact-views'))).toHaveLength(1);
});

test('a form on paper sends what stands on it and no more', async () => {
  const { page, mock } = await pages.open('desk', 'ratings', (one) => {
    managed(one);
    one.slices.catalogue = {
      departments: [],
      items: [{ id: 'elder', name: '高龄津贴申请', windows: [3] }],
      packages: [],
      hours: null,
    } as unknown as StaffSlices['catalogue'];
    one.on('POST /api/ratings/paper-forms', () => ok({ done: true }));
  });
  await tap(page, '补录纸质评价');
  await page.getByLabel('办的什么事').selectOption('elder');
  await page.getByLabel('整体满意度').selectOption('2');
  await page.getByLabel('服务态度').selectOption('1');
  await page.getByLabel('等得太久').check();
  expect(await axeFindings(page)).toEqual([]);
  await tap(page, '录进来');
  await page.getByText('已经录好').waitFor();
  expect(mock.posts.filter(({ path }) => path.endsWith('/paper-forms'))).toMatchObject([
    {
      body: {
        day: TODAY,
        window: null,
        itemId: 'elder',
        grade: 2,
        aspects: { attitude: 1 },
        reasons: ['waited'],
      },
    },
  ]);
});

test('rules: what does not fit is said before anything is sent', async () => {
  const policy = { lateDays: 7, rectifyWorkingDays: 15, fewestShown: 3, contactDays: 30 };
  const { page, mock } = await pages.open('desk', 'ratings', (one) => {
    managed(one);
    one.on('GET /api/ratings/policy', () => ok(policy));
    one.on('POST /api/ratings/policy', () => ok({ done: true }));
  });
  await tap(page, '评价规则');
  await page.getByLabel('满几条评价才列出').fill('2');
  await tap(page, '保存');
  await page.getByText('请填 3 到 50 的整数').waitFor();
  await page.getByLabel('满几条评价才列出').fill('5');
  await tap(page, '保存');
  await page.getByText('规则改好了').waitFor();
  const sent = mock.posts.filter(({ path }) => path.endsWith('/policy'));
  expect(sent.map(({ body }) => body)).toEqual([{ ...policy, fewestShown: 5 }]);
});
