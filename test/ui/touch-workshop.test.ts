// From the shelf to a pick-up code: what is sent, what is refused, what changes meanwhile, what is wiped.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type FakeKiosk, refusal } from './fake-kiosk.ts';
import { FENNEL, fakeShelf, fakeWorkshop, RADISH } from './fake-workshop.ts';
import { passTime, touchOfEachTest } from './touch-of-each-test.ts';
import { see, tap } from './walk.ts';
import { pick } from './walk-services.ts';
import { toOrder, toShelf } from './walk-workshop.ts';

const ORDERS = 'POST /api/workshop/orders';
let page: Page;
let kiosk: FakeKiosk;
touchOfEachTest(async (touch) => {
  ({ page, kiosk } = touch);
  await page.clock.install({ time: new Date('2026-11-22T09:42:00+08:00') });
  await touch.open();
  await tap(page, '点一下开始');
});
const button = (name: string | RegExp) => page.getByRole('button', { name });
const bodies = () => kiosk.posts.map(({ body }) => body);
const gone = (text: string) => page.getByText(text).first().waitFor({ state: 'detached' });
const line = (item: typeof FENNEL, quantity: number, unitFen = item.priceFen) => ({
  productId: item.productId,
  variantId: item.variantId,
  quantity,
  unitFen,
});
function shelfWith(title: string, change: Partial<typeof FENNEL>) {
  return fakeShelf().map((item) => (item.title === title ? { ...item, ...change } : item));
}
async function ready(): Promise<void> {
  await toShelf(page);
  await toOrder(page);
  await tap(page, /^明天/);
}
const send = () => tap(page, /^预订，共/);

describe('the door', () => {
  test('is there only while something is on sale', async () => {
    await see(page, '在售 11 种');
    kiosk.push('workshop', { products: [] });
    await button(/^创富工坊/).waitFor({ state: 'detached' });
    kiosk.push('workshop', { products: fakeShelf().filter(({ soldOut }) => soldOut) });
    await see(page, '都卖完了');
  });

  test('leads to a sentence and another try while the pages do not come, and to the shelf once they do', async () => {
    await page.route('**/assets/shop-*.js', (route) => route.abort());
    await page.reload();
    await tap(page, '点一下开始');
    await tap(page, /^创富工坊/);
    await see(page, '这一页没有打开');
    await page.unroute('**/assets/shop-*.js');
    await tap(page, '再试一次');
    await see(page, '先在这里预订');
  });
});

describe('an order', () => {
  test('of several products, by nobody, sent once by two taps', async () => {
    await toShelf(page);
    await pick(page, /^沙窝萝卜/);
    await tap(page, /^10斤礼盒/);
    await tap(page, '多一份');
    await tap(page, /^预订 2 盒，99.60 元/);
    await tap(page, '再选一样');
    await toOrder(page);
    expect(await button('请先选哪天来取').isDisabled()).toBe(true);
    await tap(page, /^后天/);
    kiosk.on(ORDERS, async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return refusal(500, 'INTERNAL');
    });
    await button(/^预订，共 105.60 元/).dblclick();
    await see(page, '还没有订上');
    expect(kiosk.posts).toHaveLength(1);
    await tap(page, '再试一次');
    await expect.poll(() => kiosk.posts.length).toBe(2);
    expect(kiosk.posts[1]).toEqual(kiosk.posts[0]);
    const gift = fakeShelf()[1] ?? RADISH;
    expect(bodies()[0]).toEqual({
      lines: [line(gift, 2), line(FENNEL, 1)],
      pickUpDay: '2026-11-24',
    });
  });

  test('whose answer got lost is asked for again under the same key', async () => {
    await ready();
    kiosk.on(ORDERS, () => null);
    await send();
    await see(page, '机器没有回应');
    kiosk.on(ORDERS, () => refusal(409, 'DAY_NOT_OPEN'));
    await tap(page, '再试一次');
    await see(page, '今天还没有开始');
    // The browser itself asks more than once on a dead line.
    expect(new Set(kiosk.posts.map(({ key }) => key)).size).toBe(1);
  });

  test('shows its code, the day, the place and where to pay; without a slip as well', async () => {
    await ready();
    kiosk.on(ORDERS, () => ({
      status: 201,
      body: { id: 'o', code: '031415', totalFen: 600, pickUpDay: '2026-11-23', jobId: null },
    }));
    await send();
    for (const says of [
      '031415',
      '明天（11月23日）来取',
      '柜台，一共 6.00 元',
      '第六埠村党群服务中心柜台',
    ]) {
      await see(page, says);
    }
    await see(page, '没有小票也能取，记住取货码就行');
  });

  test('by phone, after the notice', async () => {
    await ready();
    await tap(page, /^不留姓名/);
    await tap(page, /^手机号/);
    await see(page, '取货的时候核对');
    await tap(page, '同意');
    for (const digit of '13800138000') await tap(page, digit);
    await tap(page, '下一步');
    await see(page, '138****8000');
    await send();
    await see(page, '预订成功');
    expect(bodies()).toEqual([
      {
        lines: [line(FENNEL, 1)],
        pickUpDay: '2026-11-23',
        by: { method: 'phone', phone: '13800138000' },
      },
    ]);
  });

  test.each([
    ['card', { readId: 'read-1', mask: '𬭎*玥' }, '𬭎*玥', { method: 'idCard', readId: 'read-1' }],
    ['code', { code: 'member', kind: 'member' }, '二维码', { method: 'code', code: 'member' }],
  ])('by a %s shown on its page, after the notice', async (moment, value, says, by) => {
    await ready();
    kiosk.moment(moment, value);
    await see(page, '登记前，先跟您说清楚');
    expect(kiosk.posts).toEqual([]);
    await tap(page, '同意');
    await see(page, '订这些，对吗');
    await see(page, says);
    await send();
    await see(page, '预订成功');
    expect(bodies()).toMatchObject([{ by }]);
  });

  test('of somebody who says no to the notice stays nobody’s', async () => {
    await ready();
    kiosk.moment('card', { readId: 'read-1', mask: '王*芳' });
    await tap(page, '不同意，换一个办法');
    await tap(page, /^不留姓名/);
    await send();
    await see(page, '预订成功');
    expect(bodies()[0]).not.toHaveProperty('by');
  });

  test('of limited goods asks who buys before anything is sent', async () => {
    await toShelf(page);
    await toOrder(page, /^手工茴香馅饺子/);
    await tap(page, /^今天/);
    await tap(page, '请先说一声您是谁');
    await see(page, '您是哪一位');
    expect(await button(/^不留姓名/).count()).toBe(0);
    expect(kiosk.posts).toEqual([]);
  });
});

test('no more can be chosen than is left, or than one may have', async () => {
  kiosk.push('workshop', { products: shelfWith(FENNEL.title, { left: 2 }) });
  await toShelf(page);
  await pick(page, /^六埠茴香/);
  await tap(page, '多一份');
  expect(await button('多一份').isDisabled()).toBe(true);
  await see(page, '预订 2 捆，12.00 元');
  // Somebody else took one of them.
  kiosk.push('workshop', { products: shelfWith(FENNEL.title, { left: 1 }) });
  await see(page, '预订 1 捆，6.00 元');
  kiosk.push('workshop', { products: shelfWith(FENNEL.title, { left: 0, soldOut: true }) });
  await tap(page, '卖完了，请看看别的');
  await see(page, '先在这里预订');
});

describe('refusals', () => {
  test('the last one was taken: what is left is offered, and only that is sent', async () => {
    await ready();
    await tap(page, '返回');
    for (let more = 0; more < 4; more++) await tap(page, '多一份');
    await tap(page, /^预订 5/);
    kiosk.on(ORDERS, () => refusal(409, 'STOCK_SHORT', { title: FENNEL.title, left: 2 }));
    await send();
    await see(page, '只剩 2 捆了');
    await tap(page, '订 2 捆');
    await expect.poll(() => kiosk.posts.length).toBe(2);
    expect(bodies()[1]).toMatchObject({ lines: [line(FENNEL, 2)] });
    expect(kiosk.posts[1]?.key).not.toBe(kiosk.posts[0]?.key);
  });

  test('nothing is left: said so, and back to the shelf', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'STOCK_SHORT', { title: FENNEL.title, left: 0 }));
    await send();
    await see(page, '刚刚卖完了');
    await tap(page, '好的');
    await see(page, '先在这里预订');
    expect(await page.getByText('已选').count()).toBe(0);
  });

  test('another price: old and new are shown, and only a yes sends it', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'PRICE_CHANGED', { title: FENNEL.title, fen: 700 }));
    await send();
    await see(page, '原来 6.00 元/捆');
    await see(page, '现在 7.00 元/捆');
    expect(kiosk.posts).toHaveLength(1);
    kiosk.reset();
    await tap(page, '按新价格预订');
    // The shelf goes on showing the price of a single one: nobody is asked twice.
    await see(page, '预订成功');
    expect(bodies()).toMatchObject([{ lines: [line(FENNEL, 1, 700)] }]);
  });

  test('another price, and no: it leaves the basket', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'PRICE_CHANGED', { title: FENNEL.title, fen: 700 }));
    await send();
    await tap(page, '不要了');
    await see(page, '先在这里预订');
    expect(kiosk.posts).toHaveLength(1);
  });

  test.each(['NOT_FOR_SALE', 'PRODUCT_NOT_FOUND', 'VARIANT_NOT_FOUND'])(
    '%s: back to the shelf with a sentence',
    async (code) => {
      await ready();
      kiosk.on(ORDERS, () => refusal(409, code, { title: FENNEL.title }));
      await send();
      await see(page, '六埠茴香现在不卖了');
      await tap(page, '好的');
      await see(page, '先在这里预订');
    },
  );

  test('BUYER_NEEDED leads to who', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'BUYER_NEEDED', { title: FENNEL.title }));
    await send();
    await tap(page, '说一声您是谁');
    await see(page, '您是哪一位');
  });

  test('LIMIT_REACHED says how many', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'LIMIT_REACHED', { title: FENNEL.title, most: 2 }));
    await send();
    await see(page, '六埠茴香每人最多 2 捆，连以前订的也算');
  });

  test('a card that lay too long: another way', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(409, 'CARD_READ_EXPIRED'));
    await send();
    await tap(page, '换一个办法');
    await see(page, '您是哪一位');
  });

  test('a day that is not possible: another day', async () => {
    await ready();
    kiosk.on(ORDERS, () => refusal(400, 'PICK_UP_DAY_INVALID'));
    await send();
    await tap(page, '另选一天');
    await see(page, '请先选哪天来取');
  });

  test.each(['DAY_NOT_OPEN', 'STORE_READ_ONLY', 'TOO_MANY_REQUESTS'])(
    '%s is only told',
    async (code) => {
      await ready();
      kiosk.on(ORDERS, () => refusal(409, code));
      await send();
      await see(page, '还没有订上');
      await tap(page, '好的');
      await see(page, '订这些，对吗');
    },
  );
});

describe('what changes while one looks', () => {
  test('a price on the product’s page is the new one at once, and that is what is sent', async () => {
    await toShelf(page);
    await pick(page, /^六埠茴香/);
    kiosk.push('workshop', { products: shelfWith(FENNEL.title, { priceFen: 500 }) });
    await tap(page, /^预订 1 捆，5.00 元/);
    await tap(page, /^今天/);
    await send();
    await see(page, '预订成功');
    expect(bodies()).toMatchObject([{ lines: [line(FENNEL, 1, 500)] }]);
  });

  test('a price on the order’s page is asked about, again and again until there is an answer', async () => {
    await ready();
    kiosk.push('workshop', { products: shelfWith(FENNEL.title, { priceFen: 800 }) });
    await see(page, '价格刚刚变了');
    await page.keyboard.press('Escape');
    await see(page, '现在 8.00 元/捆');
    expect(kiosk.posts).toEqual([]);
    await tap(page, '按新价格预订');
    await gone('价格刚刚变了');
    await tap(page, /^预订，共 8.00 元/);
    await see(page, '预订成功');
    expect(bodies()).toMatchObject([{ lines: [line(FENNEL, 1, 800)] }]);
  });

  test('a session that ends takes its goods along: the rest of the order stays', async () => {
    await ready();
    await tap(page, '再选一样');
    await toOrder(page, /^石磨面粉/);
    kiosk.push('workshop', {
      ...fakeWorkshop(),
      products: fakeShelf().filter(({ title }) => title !== FENNEL.title),
    });
    await see(page, '六埠茴香现在不卖了');
    await tap(page, '好的');
    await see(page, '订这些，对吗');
    await send();
    await see(page, '预订成功');
    expect(bodies()).toMatchObject([{ lines: [{ productId: 'mianfen' }] }]);
  });
});

describe('whoever goes away', () => {
  test('leaves no basket and no phone number', async () => {
    await ready();
    await tap(page, /^不留姓名/);
    await tap(page, /^手机号/);
    await tap(page, '同意');
    for (const digit of '138001') await tap(page, digit);
    await passTime(page, 91_000);
    await see(page, '还要继续吗');
    await passTime(page, 21_000);
    await see(page, '点一下开始');
    await tap(page, '点一下开始');
    await toShelf(page);
    expect(await page.getByText('已选').count()).toBe(0);
    await toOrder(page);
    await tap(page, /^今天/);
    await tap(page, /^不留姓名/);
    await tap(page, /^手机号/);
    await see(page, '登记前，先跟您说清楚');
    await tap(page, '同意');
    expect(await page.locator('.number-field .place:not(.place-empty)').count()).toBe(0);
  });

  test('goes home: what was begun is given up', async () => {
    await ready();
    await tap(page, '回首页');
    await toShelf(page);
    expect(await page.getByText('已选').count()).toBe(0);
  });
});

describe('the code of a reservation', () => {
  const SLIP = 'DQ1.o.LB01-1-3f.abcDEF123456-_xy';

  test('typed by a scanner opens the order', async () => {
    const body = {
      code: '271828',
      state: 'expired',
      packed: false,
      lines: [],
      totalFen: 600,
      pickUpDay: '2026-11-20',
    };
    kiosk.on(`GET /api/workshop/orders/${SLIP}`, () => ({ status: 200, body }));
    await page.evaluate(
      (keys) => {
        for (const key of keys) {
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
          );
        }
      },
      [...SLIP, 'Enter'],
    );
    await see(page, '271828');
    await see(page, '过了取货的日子');
  });

  test('on the page of somebody else’s order begins a visit of its own', async () => {
    await ready();
    await send();
    await see(page, '预订成功');
    kiosk.moment('code', { code: 'order-code', kind: 'order' });
    await see(page, '已经给您留好了');
    expect(await page.getByText('预订成功').count()).toBe(0);
  });
});
