// The installer with a phone in one hand, and at a desk: what is plugged in and why some of it cannot work, trying, saving,
// giving up, going back.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { found, overviewOf, PORTS, trialOf } from './installer-routes.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { type Opened, type StaffPages, startStaffPages } from './staff-pages.ts';

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1920, height: 1080 } } as const;
type Size = keyof typeof SIZES;

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

async function open(size: Size, ...prepare: Parameters<StaffPages['open']>[2][]): Promise<Opened> {
  const opened = await pages.open(size, 'installer', prepare[0]);
  await opened.page.setViewportSize(SIZES[size]);
  await opened.page.getByRole('heading', { name: '插着的设备' }).waitFor();
  return opened;
}
/** Clean for axe, and nothing wider than the window or its dialog. */
async function expectFit(page: Page, at: string): Promise<void> {
  expect(await axeFindings(page), at).toEqual([]);
  const beyond = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open]')].map(
      (box) => box.scrollWidth - box.clientWidth,
    ),
  );
  expect(Math.max(...beyond), at).toBeLessThanOrEqual(0);
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.each(Object.keys(SIZES) as Size[])('at the %s', (size) => {
  test('what is plugged in, what it seems to be, and why it cannot work', async () => {
    const { page, complaints } = await open(size);
    const ports = page.locator('.port');
    expect(await ports.count()).toBe(PORTS.length);
    for (const [product, words] of [
      ['NLS FM430 QR Scanner', ['像是扫码器', '可以用']],
      ['SP POS-80', ['像是打印机', '不能用', '没有权限打开']],
      ['ID Card Reader', ['像是身份证阅读器', '免驱（USB-HID）设备，用不了', '串口型']],
      ['Bar Code Scanner', ['现在是键盘模式', 'USB 虚拟串口']],
    ] as const) {
      const row = await ports.filter({ hasText: product }).textContent();
      for (const word of words) expect(row, product).toContain(word);
    }
    await page.getByText('由环境变量 KIOSK_SCANNER 设定，这里改不了。').waitFor();
    await page.getByRole('heading', { name: '按手册做过的设备' }).click();
    await page.getByText('EPSON TM-L90').waitFor();
    expect(await page.getByText('按手册适配，未用真机验证').count()).toBeGreaterThan(5);
    await page.getByRole('heading', { name: '为什么有的设备接不上' }).click();
    await page.getByText('这个口被别的程序占着').waitFor();
    await expectFit(page, 'page');
    expect(complaints).toEqual([]);
  });

  test('a network printer: reached, tried, saved with its paper', async () => {
    const { page, mock, complaints } = await open(size);
    await button(page, '打印机：换口、改纸宽').click();
    await page.getByLabel('网络打印机（填地址）').check();
    await page.getByLabel('打印机的地址').fill('192.168.1.');
    await button(page, '看看通不通').click();
    await page.getByText('请填数字地址').waitFor();
    await button(page, '开始试').click();
    await page.getByText('请先选接在哪里。').waitFor();
    expect(mock.posts).toEqual([]);
    await page.getByLabel('打印机的地址').fill('192.168.1.60');
    await button(page, '看看通不通').click();
    await page.getByText('通了，那里有机器回答。').waitFor();
    await page.getByLabel('纸宽', { exact: true }).selectOption('32');
    await page.getByText('测试小票的样子').click();
    const preview = page.getByRole('img', { name: '按现在选的纸宽画出来的测试小票' });
    expect(await preview.getAttribute('src')).toContain('columns=32');
    await expectFit(page, 'choose');
    await button(page, '开始试').click();
    await button(page, '打一张').waitFor();
    expect(await button(page, '保存，马上用').count()).toBe(0);
    const printerProfile = { ...overviewOf().printerProfile, columns: 32 as const };
    const { trial } = mock.slices.installer;
    if (!trial) throw new Error('no trial');
    mock.push('installer', { trial: { ...trial, printerProfile } });
    await button(page, '打一张').click();
    await page.getByText('打印机全收下了').waitFor();
    await expectFit(page, 'tried');
    await button(page, '保存，马上用').click();
    await page.getByText('已保存，马上生效。').waitFor();
    await expect.poll(() => page.getByRole('dialog').count(), { timeout: 8000 }).toBe(0);
    const address = 'tcp://192.168.1.60:9100';
    expect(mock.posts.map(({ path, body }) => [path, body])).toEqual([
      ['/api/installer/reachability', { host: '192.168.1.60', port: 9100 }],
      ['/api/installer/trials', { kind: 'printer', address, printerProfile }],
      ['/api/installer/trials/slips', {}],
      ['/api/installer/devices', { kind: 'printer', address, printerProfile, revision: 'r1' }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('a card reader: only the mask of the card is shown; giving up undoes it', async () => {
    const { page, mock } = await open(size);
    await button(page, '身份证阅读器：接一台').click();
    await page.getByLabel('USB Serial').check();
    await page.getByLabel('速度').selectOption('57600');
    await button(page, '开始试').click();
    await page.getByText('把一张身份证平放在阅读器上').waitFor();
    const path = '/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0';
    expect(mock.posts[0]?.body['address']).toBe(`serial:${path}?baud=57600`);
    found(mock, { what: 'card', mask: '王*芳' });
    await page.getByText('读到了：王*芳').waitFor();
    await expectFit(page, 'card');
    await button(page, '不用了，恢复原样').click();
    await expect.poll(() => page.getByRole('dialog').count(), { timeout: 8000 }).toBe(0);
    expect(mock.posts.map(({ path }) => path)).toEqual([
      '/api/installer/trials',
      '/api/installer/trials/end',
    ]);
  });

  test('nothing plugged in, and a demo without a file: what to check, how to come by one', async () => {
    const { page } = await open(size, (mock) => {
      mock.on('GET /api/installer/ports', () => ok({ ports: [] }));
      mock.on('GET /api/installer', () => ok(overviewOf({ file: null })));
    });
    await page.getByText('没有看到插着的设备').waitFor();
    await page.getByText('线的两头都插紧了吗').waitFor();
    await page.getByText('改动存不下来').waitFor();
    const link = page.getByRole('link', { name: '下载起步的设置文件' });
    expect(await link.getAttribute('href')).toBe('/api/installer/starting-file');
    await expectFit(page, 'empty');
  });
});

test.each([
  [{ state: 'absent', trouble: 'unreachable', lastError: 'refused' }, '不收打印', false],
  [{ state: 'absent', trouble: 'unreachable', lastError: 'locked' }, '被别的程序占着', false],
  [{ state: 'degraded', trouble: 'silent', lastError: 'silent' }, '口通了，设备不回话', true],
  [{ state: 'degraded', trouble: 'paperOut', lastError: 'paperOut' }, '缺纸', true],
  [{ state: 'absent', trouble: null, lastError: 'no such fault' }, '没有接上', false],
] as const)('a printer that is %o says so, and what to do', async (status, words, printable) => {
  const { page, mock } = await open('phone');
  const trial = trialOf('printer', 'tcp://192.168.1.60:9100');
  if (!trial.device) throw new Error('no device');
  mock.push('installer', { trial: { ...trial, device: { ...trial.device, ...status } } });
  await button(page, '接着试').click();
  await page.getByRole('dialog').getByText(words).waitFor();
  expect(await button(page, '打一张').isEnabled()).toBe(printable);
  expect(await axeFindings(page)).toEqual([]);
});

test('a slip that did not come out cannot be saved, and one that may have can', async () => {
  const { page, mock } = await open('phone');
  const trial = trialOf('printer', 'tcp://192.168.1.60:9100');
  const failed = { what: 'slip', outcome: 'failed' } as const;
  mock.push('installer', { trial: { ...trial, result: failed } });
  await button(page, '接着试').click();
  await page.getByText('没有打出来').waitFor();
  expect(await button(page, '保存，马上用').count()).toBe(0);
  found(mock, { what: 'slip', outcome: 'unconfirmed' });
  await page.getByText('请看纸出来没有').waitFor();
  await button(page, '保存，马上用').waitFor();
});

test('somebody else saved meanwhile: told, read again, and the next save is over what is there now', async () => {
  let revision = 'r1';
  const { page, mock } = await open('phone', (server) => {
    server.on('GET /api/installer', () => ok(overviewOf({ revision })));
    server.on('POST /api/installer/devices', ({ body }) =>
      body['revision'] === 'r2' ? ok({ keys: [] }) : refused(409, 'SETTINGS_CHANGED'),
    );
  });
  mock.push('installer', { trial: trialOf('codeScanner', 'serial:/dev/ttyACM0') });
  await button(page, '接着试').click();
  found(mock, { what: 'code', kind: 'unknown' });
  await page.getByText('扫到了：别处的码').waitFor();
  revision = 'r2';
  await button(page, '保存，马上用').click();
  await page.getByText('刚刚被别人改过').waitFor();
  await button(page, '保存，马上用').click();
  await page.getByText('已保存，马上生效。').waitFor();
});

test('a trial that ends by itself is told, and another can begin', async () => {
  const { page, mock } = await open('phone');
  mock.push('installer', { trial: trialOf('idCardReader', 'serial:/dev/ttyUSB0') });
  await page.getByText('正在试身份证阅读器').first().waitFor();
  await button(page, '接着试').click();
  mock.push('installer', { trial: null });
  await page.getByText('设备恢复了原样').waitFor();
  await page.getByLabel('USB Serial').check();
  await button(page, '开始试').click();
  await page.getByText('把一张身份证平放在阅读器上').waitFor();
});

test('a trial that a reload left behind can be ended from the page', async () => {
  const { page, mock } = await open('phone');
  mock.push('installer', { trial: trialOf('printer', 'virtual') });
  await button(page, '不试了，恢复原样').click();
  await expect.poll(() => button(page, '接着试').count(), { timeout: 8000 }).toBe(0);
  expect(mock.posts.map(({ path }) => path)).toEqual(['/api/installer/trials/end']);
});

test('back to what it was before, paper and all, without a trial', async () => {
  const printerProfile = { ...overviewOf().printerProfile, columns: 32 as const };
  const { page, mock } = await open('phone', (server) => {
    const overview = overviewOf();
    const before = { address: 'tcp://192.168.1.9:9100', printerProfile };
    overview.devices.printer = { ...overview.devices.printer, before };
    server.on('GET /api/installer', () => ok(overview));
  });
  await button(page, '打印机改回网络打印机 192.168.1.9:9100').click();
  await page.getByText('已改回原来的').waitFor();
  expect(mock.posts.map(({ body }) => body)).toEqual([
    { kind: 'printer', address: 'tcp://192.168.1.9:9100', printerProfile, revision: 'r1' },
  ]);
});

test('taken away by one button', async () => {
  const { page, mock } = await open('phone');
  await button(page, '打印机：换口、改纸宽').click();
  await button(page, '不接了').click();
  await page.getByText('已经不接了').waitFor();
  expect(mock.posts.map(({ body }) => body)).toEqual([
    { kind: 'printer', address: 'none', revision: 'r1' },
  ]);
});

test('a settings file that somebody broke is told before anything is tried', async () => {
  const { page } = await open('phone', (server) => {
    const fault = 'devices.printer: 应为 virtual | none，现在是 "x" (should be …)';
    server.on('GET /api/installer', () => ok(overviewOf({ fault, revision: null })));
  });
  await page.getByText('改好以前存不了').waitFor();
  await page.getByText('devices.printer: 应为').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('only administrators find the page', async () => {
  const { page } = await pages.open('desk', 'installer', (server) => {
    server.roles = ['manager'];
  });
  await page.getByText('没有这个栏目').waitFor();
  expect(await page.getByRole('link', { name: '安装和设备' }).count()).toBe(0);
});
