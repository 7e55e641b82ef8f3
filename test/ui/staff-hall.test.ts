// The rest of the console in a browser: the day's numbers, numbers and appointments at the desk, the rules.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../server/modules/services/terms-schema.ts';
import { axeFindings } from './look-at.ts';
import { openConsole, queueTicket } from './staff-hall.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const said = (mock: StaffMock) => mock.posts.map(({ path, body }) => [path, body]);
const numbers = (page: Page) => page.locator('tbody .cell-lead').allTextContents();

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('every part: axe clean, contrast 7:1, nothing wider than the window', async () => {
    const { page, complaints } = await openConsole(pages, size, 'tickets');
    for (const part of ['今天的号', '替人取号', '预约', '排队规则', '我的窗口']) {
      await button(page, part).click();
      expect(await axeFindings(page), part).toEqual([]);
      const beyond = () =>
        page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await beyond(), part).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });

  test('a number is found, comes back, goes home, and the waiting are told why', async () => {
    const { page, mock } = await openConsole(pages, size, 'tickets?part=hall');
    await page.getByLabel('只看').selectOption('missed');
    expect(await numbers(page)).toEqual(['A010']);
    await button(page, '重新排队 A010').click();
    await page.getByText('A010 重新排上队了').waitFor();
    await page.getByLabel('只看').selectOption('all');
    await page.getByLabel('找号').fill('14');
    expect(await numbers(page)).toEqual(['A014']);
    await button(page, '为什么没到 A014').click();
    await page.getByText('比它后来的 2 个先叫到了').waitFor();
    await page.getByText('军人依法优先 30 分钟').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '关闭').click();
    await button(page, '不办了 A014').click();
    await page.getByRole('dialog').getByRole('button', { name: '不办了' }).click();
    await page.getByText('A014 不办了', { exact: true }).waitFor();
    await button(page, '先叫 A014').click();
    await page.getByRole('dialog').getByText('回来补交材料').click();
    await button(page, '叫这个号').click();
    await page.getByText('已叫 A014').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/tickets/t1/reactivation', {}],
      ['/api/services/tickets/t5/withdrawal', {}],
      ['/api/services/tickets/t5/call-out-of-turn', { window: 3, reason: 'materials' }],
    ]);
  });

  test('a number for somebody at the desk: found by initials, several things, printed or told', async () => {
    const { page, mock, complaints } = await openConsole(pages, size, 'tickets?part=issue');
    await button(page, /^取号$/).click();
    await page.getByText('请选一项要办的事').waitFor();
    const search = page.getByLabel('办什么');
    await search.fill('gljt');
    await button(page, /^高龄津贴申请/).click();
    await search.fill('证明');
    await button(page, /^开具居住证明/).click();
    await page.getByText('选了 2 项').waitFor();
    await page.getByRole('radio', { name: /^残疾人/ }).check();
    await page.getByLabel('打小票').uncheck();
    expect(await axeFindings(page)).toEqual([]);
    await button(page, /^取号$/).click();
    await page.getByText('A018').waitFor();
    await page.getByText('没有打小票').waitFor();
    await button(page, '再取一个').click();
    await button(page, '新生儿一件事').click();
    await button(page, /^取号$/).click();
    await page.getByText('小票正在打印').waitFor();
    const path = '/api/services/tickets';
    expect(said(mock)).toEqual([
      [path, { itemIds: ['elder', 'proof'], class: 'disabled', print: false }],
      [path, { packageId: 'newborn', class: 'ordinary', print: true }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('appointments: a full hour is not offered, the code is shown large, one comes, one is cancelled', async () => {
    const { page, mock, complaints } = await openConsole(pages, size, 'tickets?part=appointments');
    await button(page, '来了，取号 482913').click();
    await page.getByText('取好了，号是 A018').waitFor();
    await button(page, '取消 100278').click();
    await button(page, '取消预约').click();
    await page.getByText('预约 100278 取消了').waitFor();
    const slots = page.getByLabel('几点');
    await slots.getByText('15:00 约满了').waitFor({ state: 'attached' });
    await slots.selectOption('15:00');
    await button(page, /^低保申请/).click();
    await button(page, '约好').click();
    await page.getByText('请选时间', { exact: true }).or(page.getByText('请选时间。')).waitFor();
    await slots.selectOption('15:30');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '约好').click();
    await page.getByText('730164').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/tickets', { appointmentCode: '482913' }],
      ['/api/services/appointments/ap2/cancellation', {}],
      [
        '/api/services/appointments',
        { day: TODAY, slot: '15:30', itemIds: ['low'], class: 'ordinary' },
      ],
    ]);
    await page.getByLabel('看哪一天').selectOption('2026-11-24');
    await page.getByText('551806').waitFor();
    expect(complaints).toEqual([]);
  });
});

test('what the lists have no room for is counted, and found by its whole number', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets?part=hall', ({ slices }) => {
    slices.tickets = { ...slices.tickets, waitingCount: 240, recentCount: 260 };
  });
  await page.getByText('在等的还有 237 个没列出来').waitFor();
  await page.getByText('叫过的还有 256 个没列出来').waitFor();
  const early = queueTicket(30, { number: 'B007', state: 'missed', calls: 3 });
  mock.on('GET /api/services/numbers/B007', () => ok({ tickets: [early] }));
  mock.on('GET /api/services/numbers/B008', () => ok({ tickets: [] }));
  await page.getByLabel('找号').fill('b008');
  await button(page, '在今天全部的号里找 B008').click();
  await page.getByText('今天没有 B008 这个号').waitFor();
  await page.getByLabel('找号').fill('b007');
  await button(page, '在今天全部的号里找 B007').click();
  await button(page, '重新排队 B007').click();
  await page.getByText('B007 重新排上队了').waitFor();
  expect(mock.posts.at(-1)?.path).toBe('/api/services/tickets/t30/reactivation');
});

test('rules: a wrong figure is not sent, the defaults come back; clerks do not see them', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets?part=rules');
  const military = page.getByLabel('军人依法优先');
  await military.fill('500');
  await page.getByText('请填 0 到 240 的整数').waitFor();
  await button(page, '保存').click();
  expect(mock.posts).toEqual([]);
  await military.fill('45');
  await page.getByLabel('谁排在所有人前面').selectOption('military');
  expect(await axeFindings(page)).toEqual([]);
  await button(page, '保存').click();
  await page.getByText('排队规则改好了').waitFor();
  const { headStartMinutes } = defaultPolicy;
  const changed = {
    ...defaultPolicy,
    headStartMinutes: { ...headStartMinutes, military: 45 },
    strictClass: 'military',
  } as const;
  expect(mock.posts.at(-1)?.body).toEqual(changed);
  mock.push('tickets', { ...mock.slices.tickets, policy: changed });
  await expect.poll(() => military.inputValue()).toBe('45');
  await button(page, '恢复成原来的').click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复成原来的' }).click();
  await page.getByText('已恢复成原来的规则').waitFor();
  expect(mock.posts.at(-1)?.path).toBe('/api/services/policy/defaults');
  mock.push('tickets', { ...mock.slices.tickets, policy: defaultPolicy });
  await expect.poll(() => military.inputValue()).toBe('30');
});

test('a clerk has no rules, and is told when numbers are not given', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets?part=rules', (server) => {
    server.roles = ['window'];
  });
  await page.getByRole('heading', { name: '3 号窗口' }).waitFor();
  expect(await button(page, '排队规则').count()).toBe(0);
  mock.on('POST /api/services/tickets', () => refused(409, 'DAY_NOT_OPEN'));
  await button(page, '替人取号').click();
  await button(page, /^低保申请/).click();
  await button(page, /^取号$/).click();
  await page.getByText('今天还没有开始').waitFor();
});
