// Into the staff page and out of it: set-up, sign-in, a lost PIN, the end by idleness.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { GOOD_PIN, SETUP_CODE } from './staff-routes.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('the first administrator: a weak PIN is explained before anything is sent', async () => {
    const { page, mock, complaints } = await pages.open(size, 'today', (server) => {
      server.signedIn = false;
      server.setUpNeeded = true;
    });
    await page.getByText('触摸屏上有一个一次性的验证码').waitFor();
    await page.getByText('演示', { exact: true }).waitFor();
    await page.getByLabel('触摸屏上的验证码').fill(`${SETUP_CODE.slice(0, 4)} 1935`);
    await page.getByLabel('您的名字').fill('王主任');
    const pin = page.getByLabel('密码（6 到 12 位数字）');
    await pin.fill('234567');
    await page.getByText('不能是连着的数字，比如 234567').waitFor();
    await page.getByLabel('再输一遍密码').fill('234567');
    await page.getByRole('button', { name: '建好账号' }).click();
    expect(mock.posts).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);

    await pin.fill(GOOD_PIN);
    await page.getByText('两遍输的不一样').waitFor();
    await page.getByLabel('再输一遍密码').fill(GOOD_PIN);
    await page.getByRole('button', { name: '建好账号' }).click();
    await page.getByRole('heading', { name: '今天', exact: true }).waitFor();
    expect(mock.posts).toMatchObject([
      { path: '/api/accounts/first', body: { code: SETUP_CODE, name: '王主任', pin: GOOD_PIN } },
    ]);
    expect(complaints).toEqual([]);
  });

  test('signs in by keyboard alone; idleness leads back to the page one was on', async () => {
    const { page, mock, complaints } = await pages.open(size, 'visits', (server) => {
      server.signedIn = false;
    });
    await page.getByLabel('名字').press('Tab');
    await page.getByLabel('名字').focus();
    await page.keyboard.type('王主任');
    await page.keyboard.press('Tab');
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await page.getByText('姓名或密码不对').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('密码', { exact: true }).fill(GOOD_PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '来访记录' }).waitFor();

    await page.getByText('第六埠村党群服务中心').waitFor();
    await page.getByText('王*芳').first().waitFor();
    mock.signedIn = false;
    await page.getByRole('button', { name: '本月' }).click();
    await page.getByText('已经自动退出').waitFor();
    expect(await page.locator('.table').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('名字').fill('王主任');
    await page.getByLabel('密码', { exact: true }).fill(GOOD_PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '来访记录' }).waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: '本月' }).getAttribute('aria-pressed'))
      .toBe('true');
    expect(complaints).toEqual([]);
  });
});

test('a lost PIN: the code from the touchscreen, a new PIN, signed in', async () => {
  const { page, mock } = await pages.open('phone', 'today', (server) => {
    server.signedIn = false;
  });
  await page.getByRole('button', { name: '忘了密码' }).click();
  await page.getByText('开机后十分钟内').waitFor();
  await page.getByLabel('名字').fill('王主任');
  await page.getByRole('button', { name: '让触摸屏显示验证码' }).click();
  await page.getByLabel('触摸屏上的验证码').fill(SETUP_CODE);
  await page.getByLabel('新密码').fill(GOOD_PIN);
  await page.getByLabel('再输一遍密码').fill(GOOD_PIN);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '设新密码并登录' }).click();
  await page.getByRole('heading', { name: '今天', exact: true }).waitFor();
  expect(mock.posts.map(({ path }) => path)).toEqual([
    '/api/accounts/recoveries',
    '/api/accounts/recoveries/complete',
  ]);
});

test('a session that the server ends takes the names off the screen by itself', async () => {
  const { page, mock } = await pages.open('desk', 'today');
  await page.getByText('王*芳').first().waitFor();
  mock.endSession();
  await page.getByText('已经自动退出').waitFor();
  expect(await page.content()).not.toContain('王*芳');
});

test('signing out forgets what was on the page', async () => {
  const { page, mock } = await pages.open('desk', 'today');
  await page.getByText('王*芳').first().waitFor();
  await page.getByRole('button', { name: '退出 王主任' }).click();
  await page.getByText('您已退出').waitFor();
  expect(mock.posts.at(-1)?.path).toBe('/api/sign-out');
  expect(await page.content()).not.toContain('王*芳');
});

test('only what the roles may use is offered, and a typed address opens nothing else', async () => {
  const { page } = await pages.open('desk', 'accounts', (server) => {
    server.roles = ['window'];
  });
  await page.getByText('没有这个栏目').waitFor();
  const links = await page.getByRole('navigation').getByRole('link').allTextContents();
  expect(links.map((name) => name.replace(/(设备|叫号)\1$/, '$1'))).toEqual([
    '今天',
    '窗口叫号',
    '请评价',
    '订单',
    '打印机和设备',
    '大屏和广播',
    '办事事项',
    '我的账号',
  ]);
});
