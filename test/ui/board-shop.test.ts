// The shop on the board: beside the queue, whole and legible in every state; a call always has the better of it, in room and
// in sound.
import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, type Size, SOUND_ALLOWED } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { boardCall, fakeSlices } from './fake-slices.ts';
import { type HlsSource, startHlsSource } from './hls-source.ts';
import { explaining, fennel, liveSession } from './live-shop.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { see } from './walk.ts';

/** Where to put a picture of each state, for whoever wants to look. */
const PICTURES = process.env['KIOSK_TEST_PICTURES'];
const PATIENCE = { timeout: 60_000 };

let pages: string;
let source: HlsSource;
let kiosk: FakeKiosk;
let browser: Browser;
let context: BrowserContext | null = null;
beforeAll(async () => {
  pages = await buildPages();
  source = await startHlsSource();
  kiosk = await startFakeKiosk(pages, source.origin);
  browser = await launchBrowser(SOUND_ALLOWED);
});
afterAll(async () => {
  await browser?.close();
  await kiosk?.stop();
  await source?.stop();
  rmSync(pages, { recursive: true });
});
beforeEach(() => {
  kiosk.reset();
  source.be('well');
});
afterEach(() => context?.close());

async function openBoard(size: Size, ...before: (() => void)[]): Promise<Page> {
  const opened = await openPage(browser, size, `${kiosk.url}/board`, ...before);
  ({ context } = opened);
  await see(opened.page, '请到窗口办理');
  return opened.page;
}

const sizes: Size[] = ['upright', 'wide'];

describe.each(sizes)('%s', (size) => {
  test('every state', async () => {
    kiosk.push('sound', { volume: 0 });
    const page = await openBoard(size);
    const findings: string[] = [];
    const look = async (name: string) => {
      await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/shop-${size}-${name}.png` });
      const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    };
    const crowd = () => {
      const { waiting, last } = fakeSlices().board;
      const more = [...'FGH'].map((prefix) => ({
        prefix,
        names: ['妇联'],
        waiting: 99,
        served: true,
      }));
      kiosk.push('board', {
        now: { ...boardCall('A1013', 12, 2), mark: 'military', times: 3 },
        last: last.map((call) => ({ ...call, mark: 'priority' })),
        waiting: [...waiting, ...more].map((group) => ({
          ...group,
          names: group.names.slice(0, 1),
          served: true,
        })),
        paused: [
          { window: 2, reason: 'break', handOver: 3 },
          { window: 12, reason: 'equipment', handOver: null },
          { window: 5, reason: 'other', handOver: 11 },
        ],
      });
    };

    kiosk.push('workshop', { session: { ...liveSession(null), state: 'planned' } });
    await see(page, '今天 19:30 直播“六埠茴香上市了”，主播 刘秀兰、王建国');
    await look('planned');
    expect(await page.locator('.shop').count()).toBe(0);

    source.be('absent');
    kiosk.push('workshop', { session: liveSession(source.url) });
    await see(page, '还没有开播');
    await see(page, '到触摸屏上看货、预订');
    await look('not-started');

    source.be('well');
    await page.locator('.live-playing').waitFor(PATIENCE);
    kiosk.push('workshop', { explaining: explaining(fennel(), Date.now() - 60_000) });
    await see(page, '19.90 元/袋');
    await see(page, '还剩 86 袋');
    await look('explaining');

    const longest = fennel({
      title: '静海区独流镇老字号手工酿造陈醋礼盒装',
      spec: '每盒两瓶 500 毫升',
      priceFen: 128_800,
      listPriceFen: 198_800,
      flashUntilMs: Date.now() + 60_000,
      unit: '盒',
      left: 1286,
    });
    crowd();
    kiosk.push('workshop', { explaining: explaining(longest, Date.now() - 50_000) });
    await see(page, '1288.00 元/盒');
    await look('longest');

    kiosk.push('board', fakeSlices().board);
    const session = { ...liveSession(null), platform: 'douyin', state: 'paused' } as const;
    kiosk.push('workshop', { session, explaining: explaining(fennel({ soldOut: true, left: 0 })) });
    await see(page, '卖完了');
    expect(await page.locator('video').count()).toBe(0);
    await look('elsewhere');

    kiosk.push('workshop', { session: liveSession(source.url) });
    await page.locator('.live-playing').waitFor(PATIENCE);
    source.be('cut');
    await page.getByText('直播信号断了').waitFor(PATIENCE);
    await look('stream-cut');
    kiosk.goAway();
    await see(page, '正在恢复');
    await look('cut-off');
    kiosk.comeBack();
    await page.getByText('正在恢复').waitFor({ state: 'detached' });
    expect(findings).toEqual([]);
  }, 180_000);

  test('a call gets its room back while it is said', async () => {
    kiosk.push('workshop', {
      session: liveSession(null),
      explaining: explaining(fennel(), Date.now() - 60_000),
    });
    const page = await openBoard(size);
    await see(page, '19.90 元/袋');
    const heightOf = (what: string) =>
      page.locator(what).evaluate((element) => element.getBoundingClientRect().height);
    const besideShop = await heightOf('.now');
    kiosk.push('board', { now: boardCall('A013', 3, Date.now()) });
    await page.locator('.board-calling').waitFor();
    await expect.poll(() => heightOf('.now')).toBeGreaterThan(besideShop);
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/shop-${size}-calling.png` });
    expect(await layoutFindings(page)).toEqual([]);
    await page.locator('.board-calling').waitFor({ state: 'detached', ...PATIENCE });
    await expect.poll(() => heightOf('.now')).toBe(besideShop);
  }, 120_000);
});

/** In the page: how loud the video is whenever a tone of a call begins, and how loud it got. */
interface LoudnessWindow extends Window {
  volumes: number[];
}
function hearVideo(): void {
  const page = window as unknown as LoudnessWindow;
  page.volumes = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...times) {
    const [fromS = this.context.currentTime] = times;
    setTimeout(
      () => page.volumes.push(document.querySelector('video')?.volume ?? -1),
      Math.max(0, (fromS - this.context.currentTime) * 1000),
    );
    return start.apply(this, times);
  };
}

describe('the sound of the stream', () => {
  const volume = (page: Page) =>
    page.evaluate(() => (document.querySelector('video') as HTMLVideoElement).volume);
  const muted = (page: Page) =>
    page.evaluate(() => (document.querySelector('video') as HTMLVideoElement).muted);

  test('is off, unless staff let it be heard; and goes down while a number is called', async () => {
    kiosk.push('sound', { volume: 100, repeat: 2, chime: true });
    kiosk.push('workshop', { session: liveSession(source.url) });
    const page = await openBoard('wide', hearVideo);
    await page.locator('.live-playing').waitFor(PATIENCE);
    expect(await muted(page)).toBe(true);
    kiosk.push('sound', { shopSound: true });
    await expect.poll(() => muted(page)).toBe(false);
    await expect.poll(() => volume(page)).toBeCloseTo(0.6);

    kiosk.push('board', { now: boardCall('A013', 3, Date.now()) });
    const volumes = () => page.evaluate(() => (window as unknown as LoudnessWindow).volumes);
    // 请 A 零 幺 三 号到 三 号窗口 办理, twice: every word over a stream that can hardly be heard.
    await expect.poll(async () => (await volumes()).length, PATIENCE).toBe(18);
    expect(Math.max(...(await volumes()))).toBeLessThan(0.1);
    await expect.poll(() => volume(page), PATIENCE).toBeCloseTo(0.6);
  }, 120_000);

  test('is not heard in quiet hours, like everything else', async () => {
    kiosk.push('sound', { shopSound: true, quiet: { from: '00:00', to: '23:59' } });
    kiosk.push('workshop', { session: liveSession(source.url) });
    const page = await openBoard('wide');
    await page.locator('.live-playing').waitFor(PATIENCE);
    expect(await muted(page)).toBe(true);
  }, 120_000);
});

test('a board without a session loads nothing of the shop', async () => {
  const loaded: string[] = [];
  const opened = await browser.newContext();
  const page = await opened.newPage();
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(`${kiosk.url}/board`);
  await see(page, '请到窗口办理');
  expect(loaded.filter((url) => /shop-corner|hls/.test(url))).toEqual([]);
  kiosk.push('workshop', { session: liveSession(null) });
  await see(page, '到触摸屏上看货、预订');
  expect(loaded.some((url) => /shop-corner/.test(url))).toBe(true);
  await opened.close();
});
