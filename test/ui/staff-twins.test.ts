// The twins on the staff page: cards put down and lifted, keys of a pad, plugs.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
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
    await page.getByText('请 A012 到 3 号窗口').waitFor();
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
