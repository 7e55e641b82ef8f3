// 订单 on the staff page: found by digits, scan or phone, paid, handed over; sold by weight; +1 and back; the day closed.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FoundOrders, Takings } from '../../server/modules/orders/page-schema.ts';
import { axeFindings } from './look-at.ts';
import { orderRow, ordersSlice } from './shop-desk.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { TODAY } from './staff-slices.ts';

const FIND = 'GET /api/workshop/orders';
const TAKINGS: Takings = {
  day: TODAY,
  figures: {
    made: 4,
    paid: 3,
    pickedUp: 2,
    cancelled: 1,
    expired: 0,
    refunds: 1,
    waiting: 3,
    methods: [
      { method: 'cash', paidFen: 2515, refundedFen: 0 },
      { method: 'platform', paidFen: 11_280, refundedFen: 1880 },
    ],
    platforms: [{ name: '抖音', paidFen: 11_280, refundedFen: 1880 }],
    sold: [{ title: '六埠茴香', unit: '斤', weighed: true, quantity: 750, fen: 525 }],
    paidFen: 13_795,
    refundedFen: 1880,
    bookedFen: 11_915,
    cashFen: 2515,
  },
  closings: [],
};

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const tap = (page: Page, name: string | RegExp) => button(page, name).first().click();
function finds(mock: StaffMock, found: FoundOrders): string[] {
  const asked: string[] = [];
  mock.on(FIND, (_seen, query) => {
    asked.push(query.get('find') ?? '');
    return ok(found);
  });
  return asked;
}
/** The server's answer to a step, and what the slice says of the order afterwards. */
function answers(mock: StaffMock, noun: string, body: unknown, after: object = {}): void {
  mock.on(`POST /api/workshop/orders/o1/${noun}`, () => {
    const slice = ordersSlice();
    mock.push('orders', {
      ...slice,
      orders: slice.orders.map((order) => (order.id === 'o1' ? { ...order, ...after } : order)),
    });
    return ok(body);
  });
}
const sent = (mock: StaffMock, noun: string) =>
  mock.posts.filter(({ path }) => path.endsWith(noun)).map(({ body }) => body);

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('six digits, the money, the goods: one main button at a time, and the box has the focus', async () => {
    const { page, mock, complaints } = await pages.open(size, 'orders');
    await page.getByText('待取货').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const asked = finds(mock, { orders: [orderRow('o1')], how: 'digits' });
    // Nobody clicks into the box first, and nobody presses Enter.
    await page.keyboard.type('482913');
    await page.locator('.order-card').waitFor();
    expect(asked).toEqual(['482913']);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.locator('.order-card .button-go').allTextContents()).toEqual([
      '收款 39.80 元',
    ]);
    answers(mock, 'payment', { done: true }, { state: 'paid', method: 'wechat' });
    await tap(page, '收款 39.80 元');
    expect(await axeFindings(page)).toEqual([]);
    await tap(page, '微信');
    await button(page, '把货交给客人，已取走').waitFor();
    expect(sent(mock, '/payment')).toEqual([{ method: 'wechat', fen: 3980 }]);
    const over = { day: TODAY, atMs: Date.parse(`${TODAY}T14:30:00+08:00`) };
    answers(mock, 'pick-up', { done: true }, { state: 'pickedUp', method: 'wechat', over });
    await tap(page, '把货交给客人，已取走');
    await page.getByText('已经取走，不要再给货').waitFor();
    expect(sent(mock, '/pick-up')).toEqual([{ how: 'digits' }]);
    expect(await page.locator('.order-card .button-go').count()).toBe(0);
    // At a desk the next slip may be scanned at once; on a phone no keyboard comes up by itself.
    const box = page.locator('.finder-box');
    await expect
      .poll(() => box.evaluate((one) => one === document.activeElement))
      .toBe(size === 'desk');
    expect(complaints).toEqual([]);
  });

  test('sold by weight: the total stands there as it is typed, in 斤 and in 克', async () => {
    const { page, mock } = await pages.open(size, 'orders?part=sale');
    await tap(page, /六埠茴香/);
    const weight = page.getByLabel('六埠茴香 称了多少');
    await weight.fill('1.5');
    await button(page, '收款 5.25 元，货已交给客人').waitFor();
    await page.getByLabel('按什么写').selectOption('gram');
    await weight.fill('750');
    await button(page, '收款 5.25 元，货已交给客人').waitFor();
    await weight.fill('七两');
    await page.getByText('请写称出来的数').waitFor();
    await tap(page, /^收款/);
    expect(mock.posts.filter(({ path }) => path.endsWith('/sales'))).toEqual([]);
    await weight.fill('750');
    await tap(page, /沙窝萝卜/);
    expect(await axeFindings(page)).toEqual([]);
    mock.on('POST /api/workshop/sales', () => ok({ id: 's', totalFen: 2515, jobId: null }, 201));
    await tap(page, '收款 25.15 元，货已交给客人');
    await page.getByText('已卖出，收款 25.15 元').waitFor();
    expect(mock.posts.find(({ path }) => path.endsWith('/sales'))?.body).toEqual({
      lines: [
        { productId: 'huixiang', variantId: 'a', quantity: 750, unitFen: 350 },
        { productId: 'luobo', variantId: 'a', quantity: 1, unitFen: 1990 },
      ],
      method: 'cash',
      receipt: true,
    });
  });

  test('+5 on a platform at its own price, and back', async () => {
    const { page, mock } = await pages.open(size, 'orders?part=outside');
    await page.getByLabel('哪个平台').selectOption('快手');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel(/沙窝萝卜.*平台价/).fill('18.8');
    mock.on('POST /api/workshop/outside-sales', () =>
      ok({ id: 's1', totalFen: 9400, jobId: null }, 201),
    );
    mock.on('POST /api/workshop/outside-sales/s1/withdrawal', () => ok({ done: true }));
    await button(page, '沙窝萝卜 5斤装 记卖出 5 袋').click();
    await tap(page, '撤回');
    await page.getByText('已撤回，库存加回来了').waitFor();
    expect(mock.posts.find(({ path }) => path.endsWith('/outside-sales'))?.body).toEqual({
      platform: '快手',
      lines: [{ productId: 'luobo', variantId: 'a', quantity: 5, unitFen: 1880 }],
    });
  });

  test('日结: balanced or not in words, the drawer counted, closed once', async () => {
    const { page, mock, complaints } = await pages.open(size, 'orders?part=takings', (one) => {
      one.on('GET /api/workshop/takings', () => ok(TAKINGS));
    });
    await page.getByText('账平').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel(/早上放的备用零钱/).fill('100');
    await page.getByLabel(/点出来一共多少/).fill('125');
    await page.getByText('钱箱少 0.15 元').waitFor();
    mock.on('POST /api/workshop/takings', () => ok({ count: 1, jobId: 'j' }, 201));
    await tap(page, '结账并打印');
    await page.getByText('已结账，日结单已排上打印').waitFor();
    expect(sent(mock, '/takings')).toEqual([
      { day: TODAY, floatFen: 10_000, countedFen: 12_500, note: '', seen: 0 },
    ]);
    const { figures } = TAKINGS;
    mock.on('GET /api/workshop/takings', () =>
      ok({ ...TAKINGS, figures: { ...figures, bookedFen: figures.bookedFen - 1 } }),
    );
    mock.push('orders', ordersSlice());
    await page.getByText('账不平：分成账和净收差 −0.01 元').waitFor();
    expect(complaints).toEqual([]);
  });
});

test('a scan ends with Enter; the next one takes its place, whatever answer comes late', async () => {
  const { page, mock } = await pages.open('desk', 'orders');
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  mock.on(FIND, async (_seen, query) => {
    const first = query.get('find')?.includes('first');
    if (first) await late;
    const order = first ? orderRow('o1') : orderRow('o2', { code: '730018', state: 'paid' });
    return ok({ orders: [order], how: 'scan' });
  });
  await page.getByText('待取货').waitFor();
  await page.keyboard.type('DQ1.o.first.AAAAAAAAAAAAAAAA\n');
  await page.keyboard.type('DQ1.o.second.AAAAAAAAAAAAAAAA\n');
  await page.locator('.order-big-code').filter({ hasText: '730018' }).waitFor();
  release();
  await page.waitForTimeout(300);
  expect(await page.locator('.order-big-code').textContent()).toBe('730018');
});

test('a phone’s tail finds several; none, an old slip and a lost race are said in words', async () => {
  const { page, mock } = await pages.open('desk', 'orders');
  await page.getByText('待取货').waitFor();
  finds(mock, { orders: [orderRow('o1'), orderRow('o2', { code: '730018' })], how: 'phone' });
  await page.keyboard.type('9000\n');
  await page.getByText('找到 2 个订单').waitFor();
  await button(page, '看订单 482913').first().click();
  await page.locator('.order-card').waitFor();
  mock.on('POST /api/workshop/orders/o1/payment', () => refused(409, 'ORDER_STATE_WRONG'));
  await tap(page, '收款 39.80 元');
  await tap(page, '现金');
  await page.getByText('这个订单已经处理过了').waitFor();
  await page.locator('dialog').getByRole('button', { name: '取消' }).click();
  mock.on(FIND, () => refused(404, 'ORDER_FORGOTTEN'));
  await page.getByLabel('取货码、手机尾号，或者扫取货单').fill('DQ1.o.x.AAAAAAAAAAAAAAAA');
  await page.keyboard.press('Enter');
  await page.getByText('这张取货单是很久以前的').waitFor();
  finds(mock, { orders: [], how: 'digits' });
  await page.getByLabel('取货码、手机尾号，或者扫取货单').fill('000000');
  await page.getByText('没有找到订单').waitFor();
});

test('refunds are of whole lines; without a reason nothing goes', async () => {
  const { page, mock } = await pages.open('desk', 'orders');
  await tap(page, /^已备好/);
  await button(page, '看订单 730018').click();
  await tap(page, '退款');
  await tap(page, '退 39.80 元');
  expect(mock.posts.filter(({ path }) => path.endsWith('/refunds'))).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('原因').fill('萝卜坏了');
  mock.on('POST /api/workshop/orders/o2/refunds', () => ok({ fen: 3980 }));
  await tap(page, '退 39.80 元');
  await page.getByText('已退 39.80 元').waitFor();
  expect(sent(mock, '/refunds')).toEqual([
    { lines: [0], method: 'wechat', returned: true, reason: '萝卜坏了' },
  ]);
});

test('an empty shop, a printer that is out and a day that is closed are said plainly', async () => {
  const { page } = await pages.open('phone', 'orders', (mock) => {
    mock.slices.orders = { day: null, orders: [], openCount: 0 };
    mock.slices.devices = { devices: {} };
  });
  await page.getByText('现在没有等着取的货').waitFor();
  await page.getByText('没有接打印机').waitFor();
  await page.getByText('可以交货，不能收款和退款').waitFor();
});
