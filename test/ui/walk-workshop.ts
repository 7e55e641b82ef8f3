// Through every screen of 创富工坊, as buyers and misfortunes would lead there.
import type { Page } from 'playwright-core';
import { type FakeKiosk, refusal } from './fake-kiosk.ts';
import {
  FENNEL,
  fakeOrder,
  fakeSession,
  fakeShelf,
  fakeWorkshop,
  RADISH,
} from './fake-workshop.ts';
import { type Look, see, tap } from './walk.ts';
import { enlarge, pick } from './walk-services.ts';

const ORDERS = 'POST /api/workshop/orders';

export async function walkWorkshop(
  page: Page,
  kiosk: FakeKiosk,
  large: boolean,
  look: Look,
): Promise<void> {
  await tap(page, '点一下开始');
  await enlarge(page, large);
  const looked: Look = async (name) => {
    // Slips are another visitor's, who may read small letters well.
    await enlarge(page, large);
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    await look(name);
  };
  await walkShop(page, kiosk, looked);
}

async function walkShop(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await browse(page, kiosk, look);
  await order(page, kiosk, look);
  await troubles(page, kiosk, look);
  await watch(page, kiosk, look);
  await hollow(page, kiosk, look);
}

export async function toShelf(page: Page): Promise<void> {
  await tap(page, /^创富工坊/);
  await see(page, '先在这里预订');
}

export async function toOrder(page: Page, product: RegExp = /^六埠茴香/): Promise<void> {
  await pick(page, product);
  await tap(page, /^预订 1/);
  await see(page, '订这些，对吗');
}

async function browse(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await look('home');
  await toShelf(page);
  await look('shelf');
  await pick(page, /茶淀玫瑰香/);
  await look('product-long-title');
  await tap(page, '返回');
  await tap(page, '按村看');
  await look('villages');
  await tap(page, /^白滩寺村/);
  await see(page, '白滩寺村的');
  await look('shelf-of-a-village');
  await tap(page, '白滩寺村');
  await tap(page, /^所有的村/);
  await pick(page, /^大白菜/);
  await see(page, '请到柜台称');
  await look('product-weighed');
  await tap(page, '返回');
  await pick(page, /^散养鸡蛋/);
  await look('product-sold-out');
  await tap(page, '返回');
  await pick(page, /^手工茴香馅饺子/);
  await look('product-flash');
  await tap(page, '返回');
  await pick(page, /^沙窝萝卜/);
  await see(page, '要哪一种');
  await look('product');
  kiosk.push('workshop', { products: [] });
  await see(page, '现在不卖了');
  await look('product-gone');
  kiosk.push('workshop', fakeWorkshop());
  await tap(page, '返回');
}

async function order(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await pick(page, /^沙窝萝卜/);
  await tap(page, '多一份');
  await tap(page, /^预订 2 袋，39.80 元/);
  await see(page, '订这些，对吗');
  await look('order');
  await tap(page, '再选一样');
  await see(page, '已选 1 样，共 39.80 元');
  await look('shelf-with-basket');
  await pick(page, /^手工茴香馅饺子/);
  await tap(page, /^预订 1/);
  await tap(page, /^明天/);
  await see(page, '请先说一声您是谁');
  await look('order-limited');
  await tap(page, '请先说一声您是谁');
  await look('buyer-limited');
  await tap(page, /^手机号/);
  await look('buyer-notice');
  await tap(page, '同意');
  for (const digit of '13800138000') await tap(page, digit);
  await look('buyer-phone');
  await tap(page, '下一步');
  await see(page, '138****8000');
  await look('order-by-phone');
  await tap(page, /^手机号 138/);
  await tap(page, /^身份证/);
  await tap(page, '同意');
  await look('buyer-card');
  kiosk.moment('card', { readId: 'r1', mask: '𬭎*玥' });
  await see(page, '𬭎*玥');
  await look('order-by-card');
  await tap(page, /^预订，共 61.80 元/);
  await see(page, '预订成功');
  await look('ordered');
  kiosk.push('printing', { recent: { 'LB01-1-o': 'confirmed' } });
  await see(page, '请取走取货单');
  await look('ordered-printed');
  kiosk.push('printing', { recent: {} });
  const { printer, ...others } = kiosk.slices.devices.devices;
  if (!printer) throw new Error('the fake kiosk has a printer');
  const empty = { ...printer, state: 'degraded', trouble: 'paperOut' } as const;
  kiosk.push('devices', { devices: { ...others, printer: empty } });
  await see(page, '没有小票也能取');
  await look('ordered-paper-out');
  kiosk.push('devices', { devices: { ...others, printer } });
  kiosk.moment('code', { code: 'order-code', kind: 'order' });
  await see(page, '您的订单');
  await see(page, '在柜台付钱');
}

async function troubles(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  await look('order-status');
  await tap(page, '回首页');
  await toShelf(page);
  for (const product of [/^六埠茴香/, /^石磨面粉/, /^小站稻/, /^莲藕/, /^剪纸/, /^蒜蓉/, /^茶淀/]) {
    await toOrder(page, product);
    await tap(page, '再选一样');
  }
  await tap(page, /^已选 7 样/);
  await tap(page, /^今天/);
  await look('order-many');
  kiosk.on(ORDERS, () => refusal(409, 'STOCK_SHORT', { title: '石磨面粉', left: 3 }));
  await tap(page, /^预订，共/);
  await see(page, '只剩 3 袋了');
  await look('refused-short');
  await tap(page, '不要了');
  kiosk.on(ORDERS, () => refusal(409, 'PRICE_CHANGED', { title: FENNEL.title, fen: 700 }));
  await tap(page, /^预订，共/);
  await see(page, '价格刚刚变了');
  await look('refused-price');
  kiosk.reset();
  await tap(page, '按新价格预订');
  await see(page, '预订成功');
  await look('ordered-many');
  await tap(page, '回首页');
}

async function watch(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  kiosk.push('workshop', fakeSession({ state: 'planned', startsAt: '19:30' }));
  await toShelf(page);
  await see(page, '今天 19:30 开播');
  await look('shelf-planned');
  await tap(page, '回首页');
  kiosk.push('workshop', fakeSession());
  await see(page, '正在直播：');
  await look('home-live');
  await tap(page, /^创富工坊/);
  await see(page, '正在讲解');
  await look('live');
  await tap(page, '打开声音');
  await see(page, '关掉声音');
  const flash = { ...RADISH, flashUntilMs: Date.now() + 200_000, perPerson: 2 };
  kiosk.push('workshop', {
    ...fakeSession({ state: 'paused', playUrl: null }),
    products: [flash, ...fakeShelf().slice(1)],
    explaining: { item: flash, sinceMs: 2, mediaTimeMs: null },
  });
  await see(page, '画面还没有接好');
  await look('live-paused-without-picture');
  kiosk.push('workshop', { explaining: null, next: null });
  await see(page, '主播歇一会儿');
  await look('live-nothing-explained');
  await tap(page, /^看看全部/);
  await see(page, '正在直播');
  await look('shelf-live');
  await tap(page, /^正在直播/);
  const appUrl = 'https://v.douyin.com/iRNBho5F/';
  kiosk.push('workshop', fakeSession({ platform: 'douyin', playUrl: null, appUrl }));
  await see(page, '用抖音扫一扫');
  await look('live-elsewhere');
  kiosk.push('workshop', fakeWorkshop());
  await see(page, '直播结束了');
  await look('live-ended');
}

async function hollow(page: Page, kiosk: FakeKiosk, look: Look): Promise<void> {
  kiosk.push('workshop', { products: [] });
  await see(page, '现在没有在卖的东西');
  await look('shelf-empty');
  kiosk.on('GET /api/workshop/orders/order-code', () => refusal(404, 'ORDER_NOT_FOUND'));
  kiosk.moment('code', { code: 'order-code', kind: 'order' });
  await see(page, '没有找到这个订单');
  await look('order-status-unknown');
  const lines = fakeShelf()
    .slice(0, 6)
    .map(({ title, unit, priceFen: totalFen }) => ({ title, unit, quantity: 1, totalFen }));
  const packed = fakeOrder({ state: 'paid', packed: true, lines });
  kiosk.on('GET /api/workshop/orders/packed', () => ({ status: 200, body: packed }));
  kiosk.moment('code', { code: 'packed', kind: 'order' });
  await see(page, '已经包好');
  await look('order-status-packed');
}
