// 商品 on the staff page: found, changed, put on sale and taken off, counted, photographed, at a desk and on a phone.
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PHOTO_ID } from './goods-routes.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const jpeg = (name: string, width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } })
    .jpeg()
    .toBuffer()
    .then((buffer) => ({ name, mimeType: 'image/jpeg', buffer }));

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('list, form and stock are whole and legible', async () => {
    const { page, complaints } = await pages.open(size, 'goods');
    const whole = async () => {
      expect(await axeFindings(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(wide).toBe(false);
    };
    await page.getByText('12 件商品').waitFor();
    await whole();
    await page.getByRole('button', { name: '修改 沙窝萝卜' }).click();
    await page.getByRole('dialog').getByLabel('名称').waitFor();
    await whole();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '六埠茴香 的库存' }).click();
    await page.getByText('13:00 王主任').waitFor();
    await whole();
    await page.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '表格导入' }).click();
    await page.getByText('照片不在表格里').waitFor();
    await whole();
    expect(complaints).toEqual([]);
  });

  test('a product is found by initials, its price typed in yuan, and the toast takes it back', async () => {
    const { page, mock, complaints } = await pages.open(size, 'goods');
    await page.getByLabel('找商品').fill('swlb');
    // The co-operative's dried radish is found by its maker, too.
    await page.getByText('2 件商品').waitFor();
    await page.getByRole('button', { name: '修改 沙窝萝卜' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('售价（元）').first().fill('29.999');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('售价要写成 19.90 这样').waitFor();
    expect(mock.posts).toEqual([]);
    await dialog.getByLabel('售价（元）').first().fill('19.9');
    await dialog.getByLabel('主播').fill('4');
    await dialog.getByText('现在加起来是 99').waitFor();
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('加起来要正好 100。').last().waitFor();
    await dialog.getByLabel('村里和农户').fill('66');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('“沙窝萝卜”已保存').waitFor();
    expect(mock.posts[0]?.body).toMatchObject({
      productId: 'luobo',
      revision: 2,
      product: {
        variants: [{ priceFen: 1990, listPriceFen: 3500 }, { priceFen: 5600 }, { weighed: true }],
        shares: { village: 6600, coop: 2500, host: 400, committee: 500 },
      },
    });
    await page.getByText('19.90 元/袋').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(mock.posts[1]?.body).toMatchObject({
      productId: 'luobo',
      revision: 101,
      product: { variants: [{ priceFen: 2980 }, {}, {}], shares: { village: 6500 } },
    });
    expect(complaints).toEqual([]);
  });

  test('photos are made small, sent one after another, put in order; what is none says so', async () => {
    const { page, mock } = await pages.open(size, 'goods');
    const sizes: number[] = [];
    page.on('requestfinished', async (request) => {
      if (request.url().endsWith('/photos')) sizes.push((await request.sizes()).requestBodySize);
    });
    await page.getByRole('button', { name: '修改 六埠茴香' }).click();
    const ids = ['b', 'c'].map((letter) => letter.repeat(64));
    const coming = [...ids];
    mock.on('POST /api/workshop/photos', () => ok({ id: coming.shift() ?? PHOTO_ID }));
    const large = await jpeg('大.jpg', 4000, 3000);
    await page.getByLabel('从手机或者电脑里选照片').setInputFiles([large, await jpeg('小.jpg')]);
    await page.getByRole('button', { name: '去掉第 2 张照片' }).waitFor();
    await page.getByRole('button', { name: '第 2 张照片 往前移' }).click();
    mock.on('POST /api/workshop/photos', () => refused(400, 'PHOTO_UNREADABLE'));
    await page
      .getByLabel('从手机或者电脑里选照片')
      .setInputFiles({ name: '坏.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') });
    await page.getByText('坏.jpg 没有传上').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('“六埠茴香”已保存').waitFor();
    expect(mock.posts.at(-1)?.body).toMatchObject({ product: { photoIds: ids.toReversed() } });
    await expect.poll(() => sizes.length).toBe(3);
    expect(sizes[0]).toBeLessThan(large.buffer.length);
  });

  test('stock comes in, is counted and taken back', async () => {
    const { page, mock } = await pages.open(size, 'goods');
    await page.getByRole('button', { name: '六埠茴香 的库存' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('现在有 120 袋，其中能卖 120 袋').waitFor();
    await dialog.getByLabel('多少').fill('0');
    await dialog.getByRole('button', { name: '记上' }).click();
    await dialog.getByText('要填 1 以上的整数').waitFor();
    for (const wrong of ['-1', '1.5', '9007199254740992', '一']) {
      await dialog.getByLabel('多少').fill(wrong);
      await dialog.getByRole('button', { name: '记上' }).click();
    }
    expect(mock.posts).toEqual([]);
    await dialog.getByLabel('多少').fill('30');
    await dialog.getByLabel('备注').fill('早上送来');
    await dialog.getByRole('button', { name: '记上' }).click();
    await dialog.getByText('现在有 150 袋').waitFor();
    expect(mock.posts[0]?.body).toEqual({
      productId: 'huixiang',
      variantId: 'a',
      kind: 'receive',
      quantity: 30,
      note: '早上送来',
    });
    await dialog.getByText('散称').click();
    await dialog.getByText('现在有 120 斤').waitFor();
    await dialog.getByText('盘点', { exact: true }).click();
    await dialog.getByLabel('现在一共有多少').fill('118.5');
    await dialog.getByRole('button', { name: '记上' }).click();
    await dialog.getByText('现在有 118.5 斤，其中').waitFor();
    expect(mock.posts[1]?.body).toMatchObject({
      variantId: 'c',
      kind: 'adjust',
      quantity: -750,
      seenOnHand: 60_000,
    });
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(mock.posts[2]?.body).toMatchObject({
      kind: 'adjust',
      quantity: 750,
      seenOnHand: 59_250,
      note: '撤销',
    });
  });
});

test('village and state narrow the list; what is gone is said', async () => {
  const { page } = await pages.open('phone', 'goods');
  await page.getByLabel('产地').selectOption({ label: '第六埠村' });
  await page.getByText('4 件商品').waitFor();
  await page.getByLabel('状态').selectOption({ label: '下架' });
  await page.getByText('没有找到这样的商品').waitFor();
  await page.getByLabel('产地').selectOption({ label: '所有的村' });
  await page.getByText('2 件商品').waitFor();
  await page.getByLabel('状态').selectOption({ label: '草稿' });
  await page.getByRole('listitem', { name: '年画贺卡' }).getByText('卖完了').waitFor();
});

test('states: sent for review, put on sale, given back with a reason, taken back', async () => {
  const { page, mock } = await pages.open('desk', 'goods');
  await page.getByRole('button', { name: '上架 杨柳青年画' }).click();
  await page.getByText('“杨柳青年画”已上架').waitFor();
  expect(mock.posts[0]?.body).toMatchObject({ productId: 'nianhua', state: 'onSale', revision: 3 });
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销').waitFor();
  expect(mock.posts[1]?.body).toMatchObject({ state: 'review', undo: true, revision: 101 });
  await page.getByRole('button', { name: '退回 杨柳青年画' }).click();
  await page.getByLabel('哪里要改').fill('照片太暗');
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await page.getByText('“杨柳青年画”已退回').waitFor();
  expect(mock.posts[2]?.body).toMatchObject({ state: 'draft', reason: '照片太暗' });
  mock.on('POST /api/workshop/goods/states', () => refused(409, 'PRODUCT_CHANGED'));
  await page.getByRole('button', { name: '暂停 六埠茴香' }).click();
  await page.getByText('刚刚被别人改过，没有盖掉它').waitFor();
});

test('who may only edit sends for review, and is told who puts it on sale', async () => {
  const { page } = await pages.open('phone', 'goods', (mock) => {
    mock.roles = ['host', 'editor'];
  });
  await page.getByText('等负责人或者管理员上架').first().waitFor();
  expect(await page.getByRole('button', { name: '上架 杨柳青年画' }).count()).toBe(0);
  await page.getByRole('button', { name: '送审 年画贺卡' }).click();
  await page.getByText('已送审，等负责人看过上架').waitFor();
});

test('a new product says what is missing; a co-operative with a share has a name', async () => {
  const { page, mock } = await pages.open('phone', 'goods');
  await page.getByRole('button', { name: '加一件商品' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('合作社', { exact: true }).last().fill('5');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填名称。').waitFor();
  await page.getByText('请选产地。').waitFor();
  await page.getByText('要写上是哪个合作社').waitFor();
  expect(mock.posts).toEqual([]);
});

test('a spreadsheet is shown before it is imported', async () => {
  const { page, mock, complaints } = await pages.open('desk', 'goods?part=spreadsheet');
  await page
    .getByLabel('选一个表格')
    .setInputFiles({ name: '商品.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') });
  await page.getByText('会改 2 处，另外 11 处和现在一样').waitFor();
  await page.getByText('按盘点改，多 20 棵').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '导入这些改动' }).click();
  await page.getByText('已导入，改了 2 件商品').waitFor();
  expect(mock.posts.at(-1)?.path).toBe('/api/workshop/goods/import/g1/confirmation');
  expect(complaints).toEqual([]);
});
