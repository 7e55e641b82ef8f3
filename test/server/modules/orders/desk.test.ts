// The shop from outside: visitors who want the same last thing, clerks who tap at the same moment, slips on paper, the day's sums.
import { expect, test } from 'vitest';
import type { ProductList } from '../../../../server/modules/livestream/page-schema.ts';
import type { Takings } from '../../../../server/modules/orders/page-schema.ts';
import { until } from '../../../devices/quiet.ts';
import { createTcpPrinter, type TcpPrinter } from '../../../devices/tcp-printer.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { clockAt, signIn } from '../../started-kiosk.ts';
import { openShop, type ShopKiosk } from './shop-kiosk.ts';

const hall = kioskOfEachTest();
const DAY = '2026-11-28';
const ORDERS = '/api/workshop/orders';
const systemClock = clockAt({ iso: `${DAY}T10:00:00+08:00`, trusted: true });
const open = () => openShop(hall.start, { systemClock });
const line = (productId: string, quantity = 1, unitFen = 1990, variantId = 'a') => ({
  productId,
  variantId,
  quantity,
  unitFen,
});
const wanted = (...lines: ReturnType<typeof line>[]) => ({ lines, pickUpDay: DAY });

async function left({ kiosk, shop }: ShopKiosk, product: keyof ShopKiosk['shop'] = 'radish') {
  const answer = await fetch(`${kiosk.touch}/api/workshop/products`);
  const { products } = (await answer.json()) as ProductList;
  return products.find(({ productId }) => productId === shop[product])?.left;
}

test('two buyers and the last item: one gets it, the other is told', async () => {
  const at = await open();
  const body = wanted(line(at.shop.print));
  const answers = await Promise.all([at.tap(ORDERS, body), at.tap(ORDERS, body)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'STOCK_SHORT', params: { left: 0 } });
  expect(await left(at, 'print')).toBe(0);
});

test('the same key twice is one order', async () => {
  const at = await open();
  const body = wanted(line(at.shop.radish, 2));
  const both = await Promise.all([at.tap(ORDERS, body, 'k1'), at.tap(ORDERS, body, 'k1')]);
  expect(both[1].body).toEqual(both[0].body);
  expect(await left(at)).toBe(8);
  const other = await at.tap(ORDERS, wanted(line(at.shop.radish, 3)), 'k1');
  expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
});

test('another price than the visitor saw is refused with the new one, and nothing is held', async () => {
  const at = await open();
  const changed = await at.tap(ORDERS, wanted(line(at.shop.radish, 1, 1890)));
  expect([changed.status, changed.body]).toMatchObject([
    409,
    { code: 'PRICE_CHANGED', params: { fen: 1990 } },
  ]);
  expect(await left(at)).toBe(10);
});

const NONSENSE: readonly [change: object, code: string][] = [
  ...[0, -1, 1.5, 2 ** 53, 1e308, '2', null, [1]].map((quantity): [object, string] => [
    { lines: [{ productId: 'x', variantId: 'a', unitFen: 1, quantity }] },
    'BODY_INVALID',
  ]),
  [{ pickUpDay: '2026-11-27' }, 'PICK_UP_DAY_INVALID'],
  [{ pickUpDay: '2026-12-13' }, 'PICK_UP_DAY_INVALID'],
  [{ pickUpDay: '2026-11-31' }, 'PICK_UP_DAY_INVALID'],
  [{ by: { method: 'code', code: 'DQ1.m.x.AAAAAAAAAAAAAAAA' } }, 'CODE_NOT_OURS'],
  [{ by: { method: 'idCard', readId: 'x' } }, 'CARD_READ_EXPIRED'],
  [{ by: { method: 'phone', phone: '1380013800' } }, 'BODY_INVALID'],
  [{ phone: '13800138000' }, 'BODY_INVALID'],
  [{ lines: [] }, 'BODY_INVALID'],
  [{ lines: [line('__proto__')] }, 'PRODUCT_NOT_FOUND'],
];

test('nonsense is refused with a code, and nothing is held', async () => {
  const at = await open();
  for (const [change, code] of NONSENSE) {
    const { body } = await at.tap(ORDERS, { ...wanted(line(at.shop.radish)), ...change });
    expect(body.code, JSON.stringify(change)).toBe(code);
  }
  const twice = wanted(line(at.shop.radish), line(at.shop.radish));
  expect((await at.tap(ORDERS, twice)).body.code).toBe('LINES_WRONG');
  expect(await left(at)).toBe(10);
});

test('from the tap to the hand: paid once, fetched once, whatever two desks do at once', async () => {
  const at = await open();
  const by = { method: 'phone', phone: '13900139000' };
  const { body: order } = await at.tap(ORDERS, { ...wanted(line(at.shop.radish, 2)), by });
  expect(order).toMatchObject({ totalFen: 3980, pickUpDay: DAY });
  expect(order.code).toMatch(/^\d{6}$/);
  // By the digits and by the phone's tail; nobody sees the phone itself.
  for (const text of [order.code, '9000', '13900139000']) {
    expect(await at.find(text)).toMatchObject([{ id: order.id, phone: '139****9000' }]);
  }
  expect(await at.find('9001')).toEqual([]);

  const pickUp = () => at.post(`${ORDERS}/${order.id}/pick-up`, { how: 'digits' });
  expect((await pickUp()).json()).toMatchObject({ code: 'NOT_PAID' });
  const pay = (fen: number) => at.post(`${ORDERS}/${order.id}/payment`, { method: 'cash', fen });
  expect((await pay(1990)).json()).toMatchObject({ code: 'PRICE_CHANGED' });
  const payments = await Promise.all([pay(3980), pay(3980)]);
  expect(payments.map(({ status }) => status).sort()).toEqual([200, 409]);
  const handed = await Promise.all([pickUp(), pickUp()]);
  expect(handed.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(handed.find(({ status }) => status === 409)?.json()).toMatchObject({
    code: 'ALREADY_PICKED_UP',
  });
  expect(await left(at)).toBe(8);
  // An id is easy to guess, and the six digits hand the goods over.
  const seen = await fetch(`${at.kiosk.touch}${ORDERS}/${order.id}`);
  expect([seen.status, await seen.json()]).toMatchObject([404, { code: 'ORDER_NOT_FOUND' }]);
});

test('a visitor may not do what only staff may', async () => {
  const at = await open();
  const { body: order } = await at.tap(ORDERS, wanted(line(at.shop.radish)));
  expect(
    (await at.tap(`${ORDERS}/${order.id}/payment`, { method: 'cash', fen: 1990 })).status,
  ).toBe(404);
  const paths = ['payment', 'pick-up', 'cancellation', 'refunds', 'slips', 'packing'];
  for (const path of paths) {
    const answer = await at.post(`${ORDERS}/${order.id}/${path}`, {}, { cookie: '' });
    expect(answer.status).toBe(401);
  }
  const cookie = await signIn(at.kiosk.staff, '窗口一');
  const forget = await at.post(
    `${ORDERS}/${order.id}/forgetting`,
    { reason: '本人要求' },
    { cookie },
  );
  expect(forget.json()).toMatchObject({ code: 'ROLE_MISSING' });
});

async function withPrinter(use: (at: ShopKiosk, printer: TcpPrinter) => Promise<void>) {
  const printer = createTcpPrinter();
  await printer.start();
  try {
    const change = (settings: ShopKiosk['kiosk']['settings']) => ({
      ...settings,
      devices: { ...settings.devices, printer: `tcp://127.0.0.1:${printer.port}` as const },
    });
    await use(await openShop(hall.start, { systemClock, change }), printer);
    expect(printer.violations).toEqual([]);
  } finally {
    await printer.stop();
  }
}
const slipsOf = (printer: TcpPrinter) => printer.slips.filter(({ end }) => end === 'cut');
async function slipAt(printer: TcpPrinter, at: number): Promise<string> {
  await until(() => slipsOf(printer).length > at, 'the slip');
  return slipsOf(printer)[at]?.lines.join('\n') ?? '';
}

test('the slip carries digits, day and code; the code finds the order, a copy is marked, a receipt is not', async () => {
  await withPrinter(async (at, printer) => {
    const by = { method: 'phone', phone: '13900001234' };
    const { body: order } = await at.tap(ORDERS, { ...wanted(line(at.shop.radish, 2)), by });
    expect(order['jobId']).toEqual(expect.any(String));
    const slip = await slipAt(printer, 0);
    expect(slip).toContain(order.code);
    expect(slip).toContain('11月28日（周六）取');
    expect(slip).toContain('39.80 元');
    expect(slip).not.toContain('补打');
    const code = /DQ1\.o\.[\w.-]+/.exec(slip)?.[0] ?? '';
    expect(await at.find(code)).toMatchObject([{ id: order.id }]);
    const shown = await (await fetch(`${at.kiosk.touch}${ORDERS}/${code}`)).text();
    expect(JSON.parse(shown)).toMatchObject({ code: order.code, state: 'reserved' });
    expect(shown).not.toMatch(/139|phone|name|personId|keyId/);

    const slips = `${ORDERS}/${order.id}/slips`;
    expect((await at.post(slips, { kind: 'receipt' })).json()).toMatchObject({ code: 'NOT_PAID' });
    expect((await at.post(slips, { kind: 'order' })).json()).toMatchObject({ copy: 2 });
    expect(await slipAt(printer, 1)).toContain('补打（第 2 次）');
    await at.post(`${ORDERS}/${order.id}/payment`, { method: 'wechat', fen: 3980 });
    expect((await at.post(slips, { kind: 'receipt' })).json()).toMatchObject({ copy: 1 });
    const receipt = await slipAt(printer, 2);
    expect(receipt).toContain('收据');
    expect(receipt).toContain('微信');
    expect(receipt).not.toContain('补打');
    await at.post(`${ORDERS}/${order.id}/pick-up`, { how: 'scan' });
    // Nothing to fetch any more.
    expect((await at.post(slips, { kind: 'order' })).status).toBe(409);

    // Ours, but of an order that nobody remembers; and one that is not ours.
    const forged = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const door of [at.kiosk.touch]) {
      const answer = await fetch(`${door}${ORDERS}/${forged}`);
      expect([answer.status, await answer.json()]).toMatchObject([
        404,
        { code: 'ORDER_NOT_FOUND' },
      ]);
    }
  });
});

test('weighed at the counter, counted from a platform and taken back: one stock, money apart, a day that balances', async () => {
  await withPrinter(async (at, printer) => {
    const { radish, fennel } = at.shop;
    // 750 g at 3.50 yuan a jin; the visitor's own touchscreen sells nothing by weight.
    const weighed = line(fennel, 750, 350, 'jin');
    expect((await at.tap(ORDERS, wanted(weighed))).body.code).toBe('NOT_FOR_SALE');
    const sold = await at.post('/api/workshop/sales', {
      lines: [weighed, line(radish, 1)],
      method: 'cash',
      receipt: true,
    });
    expect(sold.json()).toMatchObject({ totalFen: 525 + 1990, jobId: expect.any(String) });
    expect(await slipAt(printer, 0)).toContain('1.50 斤');

    const plus = (quantity: number) =>
      at.post('/api/workshop/outside-sales', {
        platform: '抖音',
        lines: [line(radish, quantity, 1880)],
      });
    const five = (await plus(5)).json() as { id: string };
    expect((await plus(5)).json()).toMatchObject({ code: 'STOCK_SHORT', params: { left: 4 } });
    const one = (await plus(1)).json() as { id: string };
    expect(await left(at)).toBe(3);
    const undo = () => at.post(`/api/workshop/outside-sales/${one.id}/withdrawal`, {});
    expect((await undo()).status).toBe(200);
    expect((await undo()).status).toBe(409);
    expect(await left(at)).toBe(4);
    // A platform's money never comes out of the drawer.
    const refund = (method: string) =>
      at.post(`${ORDERS}/${five.id}/refunds`, { method, returned: true, reason: '买家退了' });
    expect((await refund('cash')).json()).toMatchObject({ code: 'METHOD_WRONG' });

    const takings = async () =>
      (await at.get(`/api/workshop/takings?day=${DAY}`)).json() as Takings;
    const { figures } = await takings();
    expect(figures).toMatchObject({
      paidFen: 2515 + 9400 + 1880,
      refundedFen: 1880,
      bookedFen: 2515 + 9400,
      cashFen: 2515,
      platforms: [{ name: '抖音', paidFen: 11_280, refundedFen: 1880 }],
    });
    const close = (seen: number) =>
      at.post('/api/workshop/takings', {
        day: DAY,
        floatFen: 10_000,
        countedFen: 12_500,
        note: '少了一毛五',
        seen,
      });
    const both = await Promise.all([close(0), close(0)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const paper = await slipAt(printer, 1);
    expect(paper).toContain('账：平');
    expect(paper).toContain('钱箱：少 0.15 元');
    expect(paper).toContain('抖音');
    // Sold after closing: the day is closed again, and says so; the first one is printed as it was.
    await plus(1);
    expect((await close(1)).json()).toMatchObject({ count: 2 });
    expect(await slipAt(printer, 2)).toContain('这一天第 2 次结账');
    const again = await at.post('/api/workshop/takings/reprints', { day: DAY, count: 1 });
    expect(again.json()).toMatchObject({ copy: 2 });
    const marked = await slipAt(printer, 3);
    expect(marked).toContain('补打（第 2 次）');
    expect(marked).toContain('119.15 元');
    expect(marked).not.toContain('第 2 次结账');
    expect((await takings()).closings).toMatchObject([{ count: 1, by: '窗口一' }, { count: 2 }]);
    expect((await at.get('/api/workshop/takings?day=2026-11-29')).json()).toMatchObject({
      code: 'TAKINGS_NOT_FOUND',
    });
  });
});

test('cancelled goods are free at once, a cancelled order cannot be paid', async () => {
  const at = await open();
  const { body: order } = await at.tap(ORDERS, wanted(line(at.shop.radish, 4)));
  expect(await left(at)).toBe(6);
  const cancel = () => at.post(`${ORDERS}/${order.id}/cancellation`, { reason: '客人不要了' });
  expect((await cancel()).status).toBe(200);
  expect((await cancel()).status).toBe(409);
  expect(await left(at)).toBe(10);
  const pay = await at.post(`${ORDERS}/${order.id}/payment`, { method: 'cash', fen: 7960 });
  expect(pay.json()).toMatchObject({ code: 'ORDER_STATE_WRONG', params: { state: 'cancelled' } });
});
