// 屏幕 on the staff page: a code for a new screen, and what staff may do with those that are there.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { type StaffPages, startStaffPages } from './staff-pages.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const HALL = ['https://192.168.1.20:8444'];

function giveCode(mock: StaffMock): void {
  const reply = { code: '12345678', minutes: 10, hallUrls: HALL };
  mock.on('POST /api/pairing/codes', () => ok(reply, 201));
}

test('a new screen: its name and kind, the code to type there, and that it is paired', async () => {
  const { page, mock, complaints } = await pages.open('phone', 'screens', giveCode);
  await page.getByRole('button', { name: '添加一块屏' }).click();
  await page.getByRole('button', { name: '生成配对码' }).click();
  await page.getByText('请写个名字').waitFor();
  await page.getByLabel('这块屏叫什么').fill(' 南门触摸屏 ');
  await page.getByLabel('在这块屏上取号，也打小票').check();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '生成配对码' }).click();
  await page.getByText('1234 5678').waitFor();
  await page.getByText('https://192.168.1.20:8444').waitFor();
  const certificate = page.getByRole('link', { name: '下载根证书' });
  expect(await certificate.getAttribute('href')).toBe('/api/pairing/certificate');
  expect(await axeFindings(page)).toEqual([]);
  expect(mock.posts.map(({ body }) => body)).toEqual([
    { name: '南门触摸屏', kind: 'touch', prints: true },
  ]);
  const { screens } = mock.slices.screens;
  const [first] = screens;
  if (!first) throw new Error('the mock has a screen');
  mock.push('screens', {
    hallUrls: HALL,
    screens: [...screens, { ...first, id: 'new', name: '南门触摸屏' }],
  });
  await page.getByText('“南门触摸屏”配好了。').waitFor();
  await page.getByText('1234 5678').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a board never prints', async () => {
  const { page, mock } = await pages.open('desk', 'screens', giveCode);
  await page.getByRole('button', { name: '添加一块屏' }).click();
  await page.getByLabel('这块屏叫什么').fill('大门口');
  await page.getByLabel('在这块屏上取号，也打小票').check();
  await page.getByLabel('是什么屏').selectOption({ label: '叫号大屏' });
  await page.getByRole('button', { name: '生成配对码' }).click();
  await page.getByText('1234 5678').waitFor();
  expect(mock.posts[0]?.body).toEqual({ name: '大门口', kind: 'board', prints: false });
});

test('whether each is connected, and since when not', async () => {
  const { page } = await pages.open('desk', 'screens');
  const row = (name: string) => page.getByRole('row', { name });
  await row('二楼触摸屏').getByText('连着', { exact: true }).waitFor();
  await row('西门触摸屏').getByText('没连上').waitFor();
  await row('西门触摸屏').getByText('最后一次').waitFor();
  await row('大门口的叫号大屏').getByText('一体机这次开机后还没连过').waitFor();
});

test('another name; a name that is taken is said', async () => {
  const { page, mock } = await pages.open('desk', 'screens', (server) => {
    server.on('POST /api/pairing/screens/:id/settings', () => refused(409, 'SCREEN_NAME_TAKEN'));
  });
  await page.getByRole('button', { name: '改 二楼触摸屏' }).click();
  await page.getByLabel('这块屏叫什么').fill('西门触摸屏');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('这个名字已经有一块屏用了').waitFor();
  mock.on('POST /api/pairing/screens/:id/settings', () => ok({ done: true }));
  await page.getByLabel('这块屏叫什么').fill('三楼触摸屏');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('改好了。').waitFor();
  expect(mock.posts.map(({ path, body }) => [path, body])).toEqual([
    ['/api/pairing/screens/s1/settings', { name: '西门触摸屏', prints: false }],
    ['/api/pairing/screens/s1/settings', { name: '三楼触摸屏', prints: false }],
  ]);
});

test('unpairing asks first', async () => {
  const { page, mock } = await pages.open('desk', 'screens', (server) => {
    server.on('POST /api/pairing/screens/:id/unpairing', () => ok({ done: true }));
  });
  await page.getByRole('button', { name: '解除配对 西门触摸屏' }).click();
  await page.getByText('那块屏马上停用').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(mock.posts).toEqual([]);
  await page.getByRole('button', { name: '解除配对', exact: true }).last().click();
  await page.getByText('已经解除').waitFor();
  expect(mock.posts.map(({ path }) => path)).toEqual(['/api/pairing/screens/s2/unpairing']);
});

test('somebody who calls for help is looked for at the right screen', async () => {
  const { page, mock } = await pages.open('desk', 'screens');
  const call = { state: 'waiting', calledAtMs: 0, acceptedBy: null } as const;
  mock.push('help', { calls: [{ ...call, id: 'h1', place: '二楼触摸屏' }] });
  await page.getByText('有人在“二楼触摸屏”前叫工作人员').waitFor();
});

test('while the Hall listener is closed nothing is offered that cannot work', async () => {
  const { page } = await pages.open('desk', 'screens', (server) => {
    server.slices.screens = { hallUrls: null, screens: [] };
  });
  await page.getByText('别的屏现在连不进来').waitFor();
  expect(await page.getByRole('button', { name: '添加一块屏' }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
});
