// The twins on the staff page: cards put down and lifted, keys of a pad, plugs; and a window that pauses.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('the pad of a window: its keys, its display, and a beep in words', async () => {
    const { page, mock, complaints } = await pages.open(size, 'devices');
    await page.getByRole('button', { name: '3 号窗口' }).click();
    await page.getByText('012', { exact: true }).waitFor();
    await page.getByRole('button', { name: '叫下一个' }).click();
    await page.getByText('按键收到了').waitFor();
    await page.getByText('013', { exact: true }).waitFor();
    await page.getByRole('button', { name: '转移' }).click();
    await page.getByText('叫号器响了一声').waitFor();
    for (const digit of ['1', '2'])
      await page.getByRole('button', { name: digit, exact: true }).click();
    await page.getByText('已按 12').waitFor();
    await page.getByRole('button', { name: '转移' }).click();
    await page.getByText('按键收到了').waitFor();
    await page.getByRole('button', { name: '非常满意', exact: true }).click();
    await page.getByText('评价记下了').waitFor();
    await page.getByRole('button', { name: '非常不满意' }).click();
    await page.getByText('叫号器响了一声').waitFor();
    expect(mock.posts.map(({ body }) => body)).toEqual([
      { address: 3, key: 'call' },
      { address: 3, key: 'transfer' },
      { address: 3, key: 'transfer', digits: [1, 2] },
      { address: 3, grade: 5 },
      { address: 3, grade: 1 },
    ]);
    await page.getByText('请A012到3号窗口').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('a card is put down and lifted; each kind says what it is', async () => {
  const { page, mock } = await pages.open('desk', 'devices');
  await page.getByRole('button', { name: '读卡的地方没有卡' }).waitFor();
  for (const name of [/王秀芳/, /Anna Smith/, /林志明/, /磨花的卡/, /别的卡/]) {
    await page.getByRole('button', { name }).click();
    await page.getByText('请看触摸屏').first().waitFor();
  }
  expect(mock.posts.map(({ body }) => body['kind'])).toEqual([
    'resident',
    'foreigner',
    'hongKongMacaoTaiwan',
    'unreadable',
    'otherKind',
  ]);
  await page.getByRole('button', { name: '把卡拿走' }).click();
  await page.getByRole('button', { name: '读卡的地方没有卡' }).waitFor();
  expect(mock.posts.at(-1)?.path).toBe('/api/devices/virtual/id-card/removal');
});

test('every plug can be pulled and put back', async () => {
  const { page, mock } = await pages.open('desk', 'devices');
  const plugs = page.getByRole('switch', { name: '线拔掉了' });
  await plugs.nth(4).waitFor();
  for (let at = 0; at < 5; at++) {
    await plugs.nth(at).click();
    await expect.poll(() => plugs.nth(at).getAttribute('aria-checked')).toBe('true');
    await plugs.nth(at).click();
    await expect.poll(() => plugs.nth(at).getAttribute('aria-checked')).toBe('false');
  }
  const bodies = mock.posts.map(({ body }) => body);
  expect(bodies).toContainEqual({ kind: 'callPad', plugged: false });
  expect(bodies).toContainEqual({ kind: 'ledPanel', plugged: true });
  expect(bodies).toContainEqual({ unplugged: true });
});

test('a window pauses and goes on; nobody is called meanwhile', async () => {
  const { page, mock } = await pages.open('desk', 'tickets');
  await page.getByRole('button', { name: '3 号窗口' }).click();
  await page.getByRole('button', { name: '暂停叫号' }).click();
  await expect.poll(() => mock.posts.length).toBe(1);
  mock.push('tickets', { ...mock.slices.tickets, paused: [3] });
  await page.getByText('这个窗口暂停了').waitFor();
  expect(await page.getByRole('button', { name: '叫下一个' }).isDisabled()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '恢复叫号' }).click();
  await expect
    .poll(() => mock.posts.map(({ body }) => body))
    .toEqual([
      { window: 3, paused: true },
      { window: 3, paused: false },
    ]);
});

test('a ticket goes to another window: never to its own, and a refusal is told where it was asked', async () => {
  const { page, mock } = await pages.open('desk', 'tickets');
  await page.getByRole('button', { name: '3 号窗口' }).click();
  await page.getByRole('button', { name: '转到别的窗口' }).click();
  const dialog = page.getByRole('dialog', { name: 'A012 转到哪个窗口？' });
  await dialog.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await dialog.getByRole('button').allTextContents()).toEqual([
    '1 号窗口',
    '2 号窗口',
    '4 号窗口',
    '取消',
  ]);
  mock.on('POST /api/services/tickets/:id/transfer', () => refused(409, 'TICKET_STATE_WRONG'));
  await dialog.getByRole('button', { name: '2 号窗口' }).click();
  await dialog.getByText('这个号已经处理过了').waitFor();
  mock.on('POST /api/services/tickets/:id/transfer', () => ok({ done: true }));
  await dialog.getByRole('button', { name: '4 号窗口' }).click();
  await page.getByText('A012 已转到 4 号窗口').waitFor();
  expect(await dialog.count()).toBe(0);
  expect(mock.posts.map(({ path, body }) => [path, body])).toEqual([
    ['/api/services/tickets/t3/transfer', { window: 2 }],
    ['/api/services/tickets/t3/transfer', { window: 4 }],
  ]);
});
