// The live player in a real browser on a real stream: each way in which a stream fails is said in a sentence, and the video
// goes on by itself once the stream is well. Seen on the board, whose corner holds it.
import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, SOUND_ALLOWED } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { type HlsSource, startHlsSource } from './hls-source.ts';
import { explaining, fennel, liveSession } from './live-shop.ts';
import { see } from './walk.ts';

/** Outlasts every buffer and every retry of hls.js, which by itself then stops for ever. */
const OUTAGE_MS = 12_000;
const PATIENCE = { timeout: 60_000 };

let pages: string;
let source: HlsSource;
let kiosk: FakeKiosk;
let browser: Browser;
let context: BrowserContext | null = null;
let complaints: string[] = [];
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
  kiosk.push('workshop', { session: liveSession(source.url) });
});
afterEach(async () => {
  expect(complaints.filter((one) => !/\/stream\.m3u8|\/video\d*\./.test(one))).toEqual([]);
  await context?.close();
});

async function openBoard(...before: (() => void)[]): Promise<Page> {
  const opened = await openPage(browser, 'wide', `${kiosk.url}/board`, ...before);
  ({ context, complaints } = opened);
  return opened.page;
}

function currentTime(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
}

/** The picture moves: two seconds of it. */
async function plays(page: Page): Promise<void> {
  await page.locator('.live-playing').waitFor(PATIENCE);
  const fromS = await currentTime(page);
  await expect.poll(() => currentTime(page), PATIENCE).toBeGreaterThan(fromS + 2);
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('a stream that is well', () => {
  test('plays, from the live edge, and nothing stands over it', async () => {
    const page = await openBoard();
    await plays(page);
    await expect.poll(() => page.locator('.live-says').count()).toBe(0);
    const { muted, src } = await page.evaluate(() => {
      const { muted, src } = document.querySelector('video') as HTMLVideoElement;
      return { muted, src };
    });
    // Media Source Extensions, not the browser's own HLS; and silent, for the hall is for calls.
    expect(src).toMatch(/^blob:/);
    expect(muted).toBe(true);
  });

  test('is let go when the session ends', async () => {
    const page = await openBoard();
    await plays(page);
    kiosk.push('workshop', { session: null });
    await page.locator('video').waitFor({ state: 'detached' });
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await pass(3_000);
    expect([...asked]).not.toContain(source.origin);
  });
});

describe('a stream that fails says so and goes on by itself', () => {
  test.each([
    { state: 'cut', lastsMs: OUTAGE_MS, standsMs: 1_000, says: '直播信号断了，接上后自动播放' },
    { state: 'frozen', lastsMs: 0, standsMs: 8_000, says: '画面停住了，恢复后自动播放' },
    { state: 'absent', lastsMs: 0, standsMs: 1_000, says: '直播信号断了，接上后自动播放' },
  ] as const)(
    '$state',
    async ({ state, lastsMs, standsMs, says }) => {
      const page = await openBoard();
      await plays(page);
      source.be(state);
      const beganMs = Date.now();
      await page.getByText(says).waitFor(PATIENCE);
      await pass(Math.max(0, lastsMs - (Date.now() - beganMs)));
      // It does not play the last seconds over and over meanwhile.
      const stoodAt = await currentTime(page);
      await pass(standsMs);
      expect(await currentTime(page)).toBe(stoodAt);
      await see(page, says);
      source.be('well');
      await plays(page);
      await expect.poll(() => page.locator('.live-says').count()).toBe(0);
    },
    180_000,
  );

  test('not there yet: waits, and plays once it is', async () => {
    source.be('absent');
    const page = await openBoard();
    await see(page, '还没有开播，开播后自动播放');
    source.be('well');
    await plays(page);
  }, 120_000);

  test('HEVC: says what the host must change, and plays when it was changed', async () => {
    source.be('hevc');
    const page = await openBoard();
    await see(page, '请主播把 OBS 的视频编码改成 H.264');
    source.be('well');
    await plays(page);
  }, 120_000);

  test('an address that the settings do not name is not loaded, and the screen says so', async () => {
    const other = await startHlsSource();
    kiosk.push('workshop', { session: liveSession(other.url) });
    const page = await openBoard();
    await see(page, '这个直播地址不在设置里');
    complaints = complaints.filter((one) => !one.includes('Content Security Policy'));
    await other.stop();
  }, 120_000);
});

/** In the page: sound is refused, as by a browser that nobody has touched; `touched` lets it be. */
interface TouchedWindow extends Window {
  touched?: boolean;
}
function refuseSound(): void {
  const { play } = HTMLMediaElement.prototype;
  const touch = () => {
    (window as TouchedWindow).touched = true;
  };
  // Before any button hears of it.
  addEventListener('click', touch, { capture: true });
  HTMLMediaElement.prototype.play = function () {
    if (this.muted || (window as TouchedWindow).touched) return play.call(this);
    this.pause();
    return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
  };
}

test('where the browser refuses sound the picture goes on, and one touch opens it', async () => {
  kiosk.push('sound', { shopSound: true });
  const page = await openBoard(refuseSound);
  await plays(page);
  const muted = () => page.evaluate(() => document.querySelector('video')?.muted);
  expect(await muted()).toBe(true);
  await page.getByRole('button', { name: '点一下打开声音' }).click();
  await expect.poll(muted).toBe(false);
  await plays(page);
  expect(await page.getByRole('button', { name: '点一下打开声音' }).count()).toBe(0);
}, 120_000);

describe('the card comes with the picture', () => {
  test('a product explained just now appears when the video has got there', async () => {
    const page = await openBoard();
    await plays(page);
    const behindMs = 6_000;
    // What the host says now is seen when the playhead gets there.
    const playheadMs = await programMs(page);
    kiosk.push('workshop', { explaining: explaining(fennel(), Date.now(), playheadMs + behindMs) });
    const beganMs = Date.now();
    await page.getByText('六埠茴香', { exact: true }).waitFor(PATIENCE);
    expect(Date.now() - beganMs).toBeGreaterThan(behindMs / 2);
    expect(await programMs(page)).toBeGreaterThanOrEqual(playheadMs + behindMs);
  }, 120_000);

  test('at once where nothing plays', async () => {
    source.be('absent');
    const page = await openBoard();
    await see(page, '还没有开播');
    kiosk.push('workshop', { explaining: explaining(fennel(), Date.now() + 20_000) });
    await page.getByText('六埠茴香', { exact: true }).waitFor({ timeout: 10_000 });
  });
});

/** Where the playhead is by the stream's own dates, counted from its playlist: not by what the player says. */
async function programMs(page: Page): Promise<number> {
  const list = await (await fetch(source.url.replace('stream', 'video'))).text();
  const dates = [...list.matchAll(/#EXT-X-PROGRAM-DATE-TIME:(\S+)/g)].map(([, date = '']) => date);
  const newestMs = Date.parse(dates.at(-1) ?? '');
  const edgeS = await page.evaluate(() => {
    const video = document.querySelector('video') as HTMLVideoElement;
    return video.buffered.end(video.buffered.length - 1) - video.currentTime;
  });
  // The newest whole segment ends a second after its date.
  return newestMs + 1_000 - edgeS * 1_000;
}
