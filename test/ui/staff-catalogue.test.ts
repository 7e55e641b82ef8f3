// 办事事项 on the staff page: found, changed, taken off and brought back, at a desk and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { initialsOf } from '../../ui/text/initials.ts';
import { zhCatalogue } from '../../ui/text/zh-catalogue.ts';
import { catalogueSlice } from './catalogue-slice.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const demo = catalogueSlice();
const itemOf = (id: string) => demo.items.find((item) => item.id === id);

test('pinyin initials come from the order of the characters', () => {
  expect(
    ['高龄津贴申请', '综合窗口', '医药费报销', '食品三年四退', 'A4 纸'].map(initialsOf),
  ).toEqual(['gljtsq', 'zhck', 'yyfbx', 'spsnst', 'a4 z']);
});

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test.each(['items', 'packages', 'departments', 'hours', 'spreadsheet'])(
    '%s is whole and legible',
    async (part) => {
      const { page, complaints } = await pages.open(size, `catalogue?part=${part}`);
      await page.getByRole('navigation', { name: '看哪一部分' }).waitFor();
      await page.locator('main table, main form, main .panel').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(wide).toBe(false);
      expect(complaints).toEqual([]);
    },
  );

  test('an item is found by initials and changed; the toast takes it back', async () => {
    const { page, mock, complaints } = await pages.open(size, 'catalogue');
    await page.getByText('53 个事项').waitFor();
    await page.getByLabel('找事项').fill('gljt');
    await page.getByText('1 个事项').waitFor();
    await page.getByRole('button', { name: '修改 高龄津贴申请' }).click();
    await page.getByLabel('办理分钟').fill('300');
    await page.getByRole('button', { name: '3 号', exact: true }).click();
    await page.getByRole('button', { name: '第 2 份材料 往上移' }).click();
    await page.getByLabel('第 1 份材料 说明').fill(' 原件 就行 ');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('要填 1 到 240 的整数').waitFor();
    expect(mock.posts).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('办理分钟').fill('12');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('“高龄津贴申请”已保存').waitFor();
    const was = itemOf('gaoling-jintie');
    if (!was) throw new Error('the demo has it');
    const [first, second, ...rest] = was.materials;
    const is = {
      ...was,
      minutes: 12,
      windows: [1, 2, 3],
      materials: [{ ...second, note: '原件 就行' }, first, ...rest],
    };
    expect(mock.posts.at(-1)?.body).toEqual({
      departments: [],
      items: [{ was, is }],
      packages: [],
    });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(mock.posts.at(-1)?.body).toEqual({
      departments: [],
      items: [{ was: is, is: was }],
      packages: [],
    });
    expect(mock.posts.map(({ key }) => key)).toHaveLength(
      new Set(mock.posts.map(({ key }) => key)).size,
    );
    expect(complaints).toEqual([]);
  });

  test('an item in a package is taken off it too, after a question', async () => {
    const { page, mock } = await pages.open(size, 'catalogue');
    await page.getByLabel('找事项').fill('退休申请');
    await page.getByRole('button', { name: '停办 退休申请' }).click();
    await page.getByText('它在这里面：退休一件事').waitFor();
    expect(mock.posts).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '停办' }).click();
    await page.getByText('“退休申请”已停办').waitFor();
    expect(mock.posts[0]?.body).toMatchObject({
      items: [{ is: { id: 'tuixiu-shenqing', retired: true } }],
      packages: [{ is: { id: 'tuixiu-yijianshi', itemIds: ['gongjijin-tiqu', 'laonian-youdai'] } }],
    });
    await page.getByText('没有找到这样的事项').waitFor();
    await page.getByLabel('停办的也列出来').check();
    await page.getByRole('button', { name: '恢复 退休申请' }).click();
    await page.getByText('“退休申请”已恢复').waitFor();
  });
});

test('what somebody else changed meanwhile is not overwritten, and the form says so', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue');
  await page.getByLabel('找事项').fill('低保申请');
  await page.getByRole('button', { name: '修改 低保申请' }).click();
  mock.on('POST /api/catalogue/changes', () => refused(409, 'CATALOGUE_CHANGED'));
  await page.getByLabel('办理分钟').fill('9');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('刚刚被别人改过，没有盖掉它').waitFor();
  expect(await page.getByLabel('办理分钟').inputValue()).toBe('9');
});

test('a push of somebody else’s change is on the page at once', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue');
  await page.getByText('53 个事项').waitFor();
  const [first, ...rest] = demo.items;
  if (!first) throw new Error('the demo has items');
  const changed = { ...demo, items: [{ ...first, name: '问一问' }, ...rest] };
  mock.on('GET /api/catalogue', () => ok(changed));
  mock.push('catalogue', changed);
  await page.getByText('问一问').waitFor();
});

test('a new item begins with the first department, and what is missing is said', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue');
  await page.getByRole('button', { name: '加一个事项' }).click();
  await page.getByRole('button', { name: '加一份材料' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填名称。').waitFor();
  await page.getByText('请填材料名称').waitFor();
  await page.getByRole('dialog').getByLabel('名称').fill('天气咨询');
  await page.getByLabel('第 1 份材料 材料').fill('身份证');
  await page.getByRole('dialog').getByLabel('部门').selectOption({ label: '民政' });
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已加上“天气咨询”').waitFor();
  expect(mock.posts[0]?.body).toMatchObject({
    items: [
      {
        was: null,
        is: {
          id: expect.stringMatching(/^n[0-9a-f]{12}$/),
          name: '天气咨询',
          departmentId: 'minzheng',
          minutes: 8,
          promisedDays: null,
          materials: [{ name: '身份证', note: '', always: true }],
        },
      },
    ],
  });
});

test('window staff see it, and can change nothing', async () => {
  const { page } = await pages.open('desk', 'catalogue', (mock) => {
    mock.roles = ['window'];
  });
  await page.getByText('53 个事项').waitFor();
  await page.getByText(zhCatalogue.readOnly).waitFor();
  expect(await page.getByRole('button', { name: /修改|停办|加一/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: '表格导入' }).count()).toBe(0);
  await page.getByRole('button', { name: '取号时间' }).click();
  await page.getByText('现在随时都能取号').waitFor();
  expect(await page.getByRole('button', { name: '按时间开关取号' }).count()).toBe(0);
});

test('an unreadable catalogue offers another try; an empty one says where to begin', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue', (one) => {
    one.on('GET /api/catalogue', () => refused(500, 'INTERNAL'));
  });
  await page.getByText('没有读出来').waitFor();
  mock.on('GET /api/catalogue', () =>
    ok({ departments: [], items: [], packages: [], hours: null }),
  );
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('还没有事项。').waitFor();
});

test('a package takes its items in an order, at least two', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue?part=packages');
  await page.getByRole('button', { name: '加一件事' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('养老一件事');
  await dialog.getByLabel('加一个事项').selectOption({ label: '高龄津贴申请' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('至少要有两个事项').waitFor();
  await dialog.getByLabel('加一个事项').selectOption({ label: '老年人优待证' });
  await dialog.getByRole('button', { name: '老年人优待证 往上移' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('已加上“养老一件事”').waitFor();
  expect(mock.posts[0]?.body).toMatchObject({
    packages: [{ was: null, is: { itemIds: ['laonian-youdai', 'gaoling-jintie'] } }],
  });
});

test('a department in use cannot go, and the page says why', async () => {
  const { page, mock } = await pages.open('desk', 'catalogue?part=departments');
  mock.on('POST /api/catalogue/changes', () => refused(409, 'DEPARTMENT_IN_USE'));
  await page.getByRole('button', { name: '停办 民政' }).click();
  await page.getByText('这个部门还有事项在办').waitFor();
  await page.getByRole('button', { name: '修改 民政' }).click();
  await page.getByLabel('联系方式').fill('三楼');
  mock.on('POST /api/catalogue/changes', () => ok({ done: true }));
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('“民政”已保存').waitFor();
});

describe('opening hours', () => {
  test('begin with a usual week; what they mean today is said as they are changed', async () => {
    pages.before(() => {
      const now = Date.parse('2026-11-23T09:00:00+08:00');
      Date.now = () => now;
    });
    const { page, mock } = await pages.open('desk', 'catalogue?part=hours');
    await page.getByRole('button', { name: '按时间开关取号' }).click();
    await page
      .getByText('08:30 到 12:00 办事，11:45 停止取号；14:00 到 17:30 办事，17:15 停止取号')
      .waitFor();
    await page.getByLabel('提前几分钟停止取号').fill('0');
    await page.getByText('08:30 到 12:00 取号；').waitFor();
    await page.getByRole('button', { name: '周六 加一段' }).click();
    await page.getByLabel('周六 到').fill('07:00');
    await page.getByText('每一段的开始要早于结束').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    expect(mock.posts).toEqual([]);
    await page.getByLabel('周六 到').fill('11:00');
    await page.getByLabel('哪一天').fill('2026-11-23');
    await page.getByLabel('为什么').fill('停电');
    await page.getByRole('button', { name: '放假' }).click();
    await page.getByText('不取号（停电）').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('取号时间已保存').waitFor();
    expect(mock.posts[0]?.body).toMatchObject({
      was: null,
      is: {
        lockMinutes: 0,
        week: expect.arrayContaining([[{ from: '08:30', to: '11:00' }], []]),
        exceptions: [{ day: '2026-11-23', spans: [], reason: '停电' }],
      },
    });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('现在随时都能取号').waitFor();
  });

  test('that are not saved can be dropped', async () => {
    const { page, mock } = await pages.open('phone', 'catalogue?part=hours');
    await page.getByRole('button', { name: '按时间开关取号' }).click();
    await page.getByText('还没有保存').waitFor();
    await page.getByRole('button', { name: '不改了' }).click();
    await page.getByText('现在随时都能取号').waitFor();
    expect(mock.posts).toEqual([]);
  });
});

describe('a spreadsheet', () => {
  const file = (name: string, bytes = 4) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(bytes, 'PK'),
  });

  test('is downloaded under its Chinese name', async () => {
    const { page } = await pages.open('desk', 'catalogue?part=spreadsheet');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载空表' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('办事事项空表.xlsx');
    await page.getByText('办事事项空表.xlsx 已下载').waitFor();
  });

  test.each(Object.keys(STAFF_SIZES) as StaffSize[])(
    'is shown before it is imported, at the %s',
    async (size) => {
      const { page, mock, complaints } = await pages.open(size, 'catalogue?part=spreadsheet');
      const queries: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/import?')) queries.push(new URL(request.url()).search);
      });
      await page.getByLabel('停办').check();
      await page.getByLabel('选一个表格').setInputFiles(file('事项.xlsx'));
      await page.getByText('会改 3 处，另外 51 处和现在一样').waitFor();
      await page.getByText('注意：会停办 1 处').waitFor();
      await page.getByText('窗口：1、2 → 3').waitFor();
      expect(queries).toEqual(['?missing=retire']);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: '导入这些改动' }).click();
      await page.getByText('已导入，改了 3 处').waitFor();
      expect(mock.posts.at(-1)?.path).toBe('/api/catalogue/import/i1/confirmation');
      await page.getByRole('button', { name: '撤销' }).click();
      await page.getByText('已撤销').waitFor();
      expect(mock.posts.at(-1)?.path).toBe('/api/catalogue/import/i1/withdrawal');
      expect(complaints).toEqual([]);
    },
  );

  test('with faults lists them by row and offers nothing to import', async () => {
    const { page, mock } = await pages.open('desk', 'catalogue?part=spreadsheet');
    const fault = {
      sheet: '事项',
      row: 3,
      column: '部门',
      says: '没有“气象”这个部门，请先写进部门表。',
    };
    mock.on('POST /api/catalogue/import', () =>
      ok({ importId: null, lines: [], unchanged: 0, faults: [fault], faultCount: 1 }),
    );
    await page.getByLabel('选一个表格').setInputFiles(file('事项.xlsx'));
    await page.getByText('有 1 处不对，什么都没有导入').waitFor();
    await page.getByRole('row', { name: '事项 第 3 行 部门 没有“气象”这个部门' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByRole('button', { name: '导入这些改动' }).count()).toBe(0);
  });

  test('that is none, is too large, or was shown too long ago: a sentence each', async () => {
    const { page, mock } = await pages.open('desk', 'catalogue?part=spreadsheet');
    const choose = page.getByLabel('选一个表格');
    await choose.setInputFiles(file('大.xlsx', 3 * 1024 * 1024));
    await page.getByText('超过 2 MB').waitFor();
    expect(mock.posts).toEqual([]);
    mock.on('POST /api/catalogue/import/:id/confirmation', () => refused(410, 'IMPORT_EXPIRED'));
    await choose.setInputFiles(file('事项.xlsx'));
    await page.getByRole('button', { name: '导入这些改动' }).click();
    await page.getByText('看得太久了，没有导入').waitFor();
    mock.on('POST /api/catalogue/import', () => refused(400, 'FILE_NOT_XLSX'));
    await choose.setInputFiles(file('老.xls'));
    await page.getByText('这不是 .xlsx 表格').waitFor();
  });
});
