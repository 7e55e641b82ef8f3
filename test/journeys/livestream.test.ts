// The shop from the camera to the village's ledger, at the real kiosk: a live stream plays at the touchscreen, the host
// explains a product, a visitor reserves it, the slip prints, staff hand it over, the village has its share.
import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import village from '../../config/demo/village.json' with { type: 'json' };
import type { VirtualPrinterReport } from '../../devices/schema.ts';
import type { FoundOrders } from '../../server/modules/orders/page-schema.ts';
import type { Bill } from '../../server/modules/shares/page-schema.ts';
import { type HlsSource, startHlsSource } from '../ui/hls-source.ts';
import { see, tap } from '../ui/walk.ts';
import { launchBrowser, type OpenedPage, openPage, SOUND_ALLOWED } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const PATIENCE = { timeout: 60_000 };
const WHOLE_MS = 240_000;
const FENNEL = { productId: 'huixiang', variantId: 'a' };
/** A price that only the session has. */
const LIVE_FEN = 299;

let source: HlsSource;
let kiosk: KioskProcess;
let browser: Browser;
const opened: OpenedPage[] = [];
beforeAll(async () => {
  source = await startHlsSource();
  kiosk = await createKioskProcess({
    change: (settings) => {
      const workshop = settings['workshop'] as object | undefined;
      settings['workshop'] = { ...workshop, streamOrigins: [source.origin] };
    },
  });
  await kiosk.start();
  browser = await launchBrowser(SOUND_ALLOWED);
}, WHOLE_MS);
afterAll(async () => {
  await browser?.close();
  await kiosk?.remove();
  await source?.stop();
});

async function open(url: string): Promise<Page> {
  const one = await openPage(browser, 'upright', url);
  opened.push(one);
  return one.page;
}

/** Somebody of staff, who asks the kiosk without a page. */
async function signIn(role: string): Promise<APIRequestContext> {
  const { request } = (await openPage(browser, 'wide', 'about:blank')).context;
  const account = village.demo.accounts.find(({ roles }) => roles.includes(role));
  const data = { name: account?.name, pin: account?.pin };
  expect((await request.post(`${kiosk.staffUrl}/api/sign-in`, { data })).status()).toBe(200);
  return request;
}
async function post<T>(staff: APIRequestContext, path: string, data: object): Promise<T> {
  const answer = await staff.post(`${kiosk.staffUrl}/api${path}`, { data });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}
async function get<T>(staff: APIRequestContext, path: string): Promise<T> {
  const answer = await staff.get(`${kiosk.staffUrl}/api${path}`);
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}

/** Of the business day, as the kiosk of the demo counts it. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: village.centre.zone }).format(Date.now());
}

/** A session with fennel at a price of its own, on the air. */
async function goLive(host: APIRequestContext): Promise<string> {
  const session = {
    title: '六埠茴香上市了',
    day: today(),
    startsAt: '09:00',
    platform: 'local',
    playUrl: source.url,
    appUrl: null,
    hosts: ['刘秀兰'],
    unitIds: ['liubu'],
    script: '',
  };
  const sessions = '/workshop/sessions';
  const planned = { sessionId: null, revision: null, session };
  const { id, revision } = await post<{ id: string; revision: number }>(host, sessions, planned);
  const terms = { flash: null, quota: null, perPerson: null, hidden: false, soldOut: false };
  const items = [{ ...FENNEL, livePriceFen: LIVE_FEN, ...terms }];
  await post(host, `${sessions}/${id}/shelf`, { revision, items });
  await post(host, `${sessions}/${id}/state`, { state: 'live' });
  return id;
}

async function plays(page: Page): Promise<void> {
  await page.locator('.live-playing').waitFor(PATIENCE);
  const time = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
  const fromS = await time();
  await expect.poll(time, PATIENCE).toBeGreaterThan(fromS + 2);
}

/** What the slip with this on it says, and the text of its code. */
async function slipWith(staff: APIRequestContext, text: string) {
  const { slips } = await get<VirtualPrinterReport>(staff, '/devices/virtual/printer');
  const lines = slips.find(({ lines }) => JSON.stringify(lines).includes(text))?.lines;
  return lines?.find((line) => line.kind === 'qr')?.data;
}

test('from the camera to the ledger', { timeout: WHOLE_MS }, async () => {
  const host = await signIn('host');
  const manager = await signIn('manager');
  const board = await open(`${kiosk.touchUrl}/board`);
  const touch = await open(kiosk.touchUrl);
  await see(touch, '点一下开始');

  // The session goes on the air: the door says so, the picture moves, on the wall too.
  const session = await goLive(host);
  await tap(touch, '点一下开始');
  await tap(touch, /正在直播/);
  await plays(touch);
  await plays(board);

  // The host explains: the product stands beside the picture, at the price of the session, once the video is there.
  await post(host, `/workshop/sessions/${session}/explaining`, { item: FENNEL });
  await touch.getByText('2.99').first().waitFor(PATIENCE);
  await board.getByText(/^2\.99 元\//).waitFor(PATIENCE);

  // A visitor reserves two.
  await tap(touch, '预订这个');
  await tap(touch, '多一份');
  await tap(touch, /^预订 2 /);
  await tap(touch, /^明天/);
  await tap(touch, '预订，共 5.98 元');
  await see(touch, '预订成功');
  const code = (await touch.locator('.ordered-code').textContent())?.replace(/\D/g, '') ?? '';
  expect(code).toMatch(/^\d{6}$/);

  // The slip: the six digits and a code, by which the desk finds the order.
  let slipCode: string | undefined;
  const printed = async () => {
    slipCode = await slipWith(manager, code);
    return slipCode;
  };
  await expect.poll(printed, PATIENCE).toMatch(/^DQ1\./);
  const find = `/workshop/orders?find=${encodeURIComponent(slipCode ?? '')}`;
  const { orders } = await get<FoundOrders>(manager, find);
  expect(orders.map((order) => [order.code, order.totalFen])).toEqual([[code, 2 * LIVE_FEN]]);

  // Staff take the money and hand it over; once.
  const order = `/workshop/orders/${orders[0]?.id}`;
  await post(manager, `${order}/payment`, { method: 'cash', fen: 2 * LIVE_FEN });
  await post(manager, `${order}/pick-up`, { how: 'scan' });
  const again = await manager.post(`${kiosk.staffUrl}/api${order}/pick-up`, {
    data: { how: 'scan' },
  });
  expect(again.status()).toBe(409);

  // The village's share of it, to the fen.
  const bill = await get<Bill>(manager, `/workshop/shares?from=${today()}&to=${today()}`);
  const { shares } = village.workshop.products.find(({ id }) => id === FENNEL.productId) ?? {};
  const share = Math.round((2 * LIVE_FEN * (shares?.village ?? 0)) / 10_000);
  expect(bill.villages.map(({ unitId, fen }) => [unitId, fen])).toEqual([['liubu', share]]);
  expect(bill.totalFen).toBe(2 * LIVE_FEN);
  for (const { complaints } of opened) expect(complaints).toEqual([]);
});
