// 叫工作人员 sounds on every staff page until someone accepts; trouble with store and line is told.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import type { StaffMock } from './staff-mock.ts';
import {
  blockAudio,
  STAFF_SIZES,
  type StaffPages,
  type StaffSize,
  startStaffPages,
} from './staff-pages.ts';
import { GOOD_PIN } from './staff-routes.ts';
import { NOW_MS } from './staff-slices.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const CALL = { id: 'h1', state: 'waiting', calledAtMs: NOW_MS, acceptedBy: null } as const;
const call = (mock: StaffMock) => mock.push('help', { calls: [CALL] });
const sounding = (page: Page) => expect.poll(() => page.evaluate(() => window.sounding));
const audible = (page: Page) => expect.poll(() => page.evaluate(() => window.audible()));

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('the chime starts with the call, is heard after a gesture, stops with acceptance', async () => {
    pages.before(blockAudio);
    const { page, mock, complaints } = await pages.open(size, 'tickets');
    await page.getByText('点一下打开声音').waitFor();
    call(mock);
    await page.getByText('有人在机器前叫工作人员').waitFor();
    await sounding(page).toBe(1);
    expect(await page.evaluate(() => window.audible())).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '点一下打开声音' }).click();
    await audible(page).toBe(true);
    await expect.poll(() => page.getByText('点一下打开声音').count()).toBe(0);
    await expect.poll(() => page.title(), { timeout: 8000 }).toBe('有人叫工作人员');

    await page.getByRole('button', { name: '我马上去' }).click();
    await page.getByText('王主任 已经过去了').waitFor();
    await sounding(page).toBe(0);
    await expect.poll(() => page.title()).toBe('工作人员');
    expect(mock.posts).toMatchObject([{ path: '/api/help/calls/h1/acceptance', body: {} }]);
    expect(complaints).toEqual([]);
  });
});

test('it goes on across sections and stops when somebody else accepts', async () => {
  const { page, mock } = await pages.open('desk', 'today');
  await page.getByRole('heading', { name: '今天', exact: true }).click();
  call(mock);
  await sounding(page).toBe(1);
  await page.getByRole('link', { name: /叫号/ }).click();
  await page.getByRole('heading', { name: '窗口叫号' }).waitFor();
  await page.getByRole('button', { name: '我马上去' }).waitFor();
  await audible(page).toBe(true);
  mock.push('help', { calls: [{ ...CALL, state: 'accepted', acceptedBy: '小李' }] });
  await page.getByText('小李 已经过去了').waitFor();
  await sounding(page).toBe(0);
});

test('an open form does not hide the call', async () => {
  const { page, mock } = await pages.open('phone', 'visits');
  await page.getByRole('button', { name: '补登' }).first().click();
  await page.getByLabel('原因').fill('停电');
  call(mock);
  const over = page.getByRole('dialog', { name: '有人在机器前叫工作人员' });
  await over.getByRole('button', { name: '我马上去' }).click();
  await sounding(page).toBe(0);
  await expect.poll(() => over.count()).toBe(0);
  expect(await page.getByLabel('原因').inputValue()).toBe('停电');
});

test('a page that was signed out rings on, without saying more, until somebody accepts', async () => {
  const { page, mock, complaints } = await pages.open('desk', 'today');
  await page.getByRole('heading', { name: '今天', exact: true }).click();
  mock.endSession();
  await page.getByText('已经自动退出').waitFor();
  call(mock);
  await page.getByText('有人在叫工作人员，请登录后处理').waitFor();
  await sounding(page).toBe(1);
  await audible(page).toBe(true);
  await expect.poll(() => page.title(), { timeout: 8000 }).toBe('有人叫工作人员');
  expect(await page.getByRole('button', { name: '我马上去' }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  // Also while a forgotten PIN is being set anew.
  await page.getByRole('button', { name: '忘了密码' }).click();
  await sounding(page).toBe(1);
  mock.push('help', { calls: [{ ...CALL, state: 'accepted', acceptedBy: '小李' }] });
  await sounding(page).toBe(0);
  expect(await page.getByText('小李').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a signed-out page that hears nothing says so, and no more once it hears again', async () => {
  const { page, mock } = await pages.open('phone', 'today', (server) => {
    server.signedIn = false;
  });
  await page.getByLabel('名字').waitFor();
  mock.goAway();
  await page.getByText('这里不会响').waitFor({ timeout: 15_000 });
  expect(await axeFindings(page)).toEqual([]);
  mock.comeBack();
  await page.getByText('这里不会响').waitFor({ state: 'detached', timeout: 15_000 });
  call(mock);
  await sounding(page).toBe(1);
});

test('whoever signs in because of the ringing may accept at once', async () => {
  const { page, mock } = await pages.open('phone', 'today', (server) => {
    server.signedIn = false;
  });
  call(mock);
  await page.getByText('请登录后处理').waitFor();
  await page.getByLabel('名字').fill('王主任');
  await page.getByLabel('密码', { exact: true }).fill(GOOD_PIN);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '我马上去' }).waitFor();
  await audible(page).toBe(true);
  await page.getByRole('button', { name: '我马上去' }).click();
  await sounding(page).toBe(0);
});

test('a full disk is told with what to do; the page heals with it', async () => {
  const { page, mock } = await pages.open('phone', 'today');
  const sound = { warning: null, damage: [] } as const;
  const writable = { state: 'writable', reason: null, detail: null, ...sound } as const;
  mock.push('store', { ...writable, warning: 'RESERVE_MISSING' });
  await page.getByText('磁盘快满了').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  mock.push('store', { state: 'readOnly', reason: 'DISK_FULL', detail: 'ENOSPC', ...sound });
  await page.getByText('磁盘已满，请清理').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  mock.push('store', writable);
  await expect.poll(() => page.getByText('磁盘已满').count()).toBe(0);
});

test('a dead line covers the page, keeps what was typed, and heals', async () => {
  const { page, mock } = await pages.open('phone', 'people');
  await page.getByLabel(/找人/).fill('欧阳');
  mock.goAway();
  await page.getByText('连不上机器').waitFor({ timeout: 15_000 });
  expect(await axeFindings(page)).toEqual([]);
  mock.comeBack();
  await expect.poll(() => page.getByText('连不上机器').count(), { timeout: 15_000 }).toBe(0);
  expect(await page.getByLabel(/找人/).inputValue()).toBe('欧阳');
});
