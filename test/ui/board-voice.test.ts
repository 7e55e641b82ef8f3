// The board's voice in a real browser, heard at the edge of Web Audio: what is said, in which order, when not. The text is
// there in every case.
import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, SOUND_ALLOWED } from '../journeys/browser.ts';
import { heardOn, listenToBoard, wordsOn } from './board-ears.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, refusal, startFakeKiosk } from './fake-kiosk.ts';
import { boardCall } from './fake-slices.ts';
import { fakeClipList, fakeWav } from './fake-voice.ts';
import { blockAudio } from './staff-pages.ts';
import { see } from './walk.ts';

let pages: string;
let kiosk: FakeKiosk;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  pages = await buildPages();
  kiosk = await startFakeKiosk(pages);
  browser = await launchBrowser(SOUND_ALLOWED);
});
afterAll(async () => {
  await browser.close();
  await kiosk.stop();
  rmSync(pages, { recursive: true });
});
beforeEach(() => {
  kiosk.reset();
  // Two tones take a second, and most of this is not about them.
  kiosk.push('sound', { chime: false });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

async function openBoard(...before: (() => void)[]): Promise<Page> {
  const opened = await openPage(browser, 'wide', `${kiosk.url}/board`, listenToBoard, ...before);
  contexts.push(opened.context);
  await see(opened.page, '请到窗口办理');
  return opened.page;
}

/** Newest first, as a slice has them; made just now. */
function call(...numbers: [string, number][]): void {
  const { now, last } = kiosk.slices.board;
  const made = numbers.map(([number, window]) => boardCall(number, window, Date.now()));
  const [newest, ...others] = [...made.reverse(), ...(now ? [now] : []), ...last];
  kiosk.push('board', { now: newest ?? null, last: others.slice(0, 5) });
}

const A012_AT_2 = 'qing A ling yao er haodao er haochuangkou banli';
const B110_AT_12 = 'qing B yao yao ling haodao shi er haochuangkou banli';
const C205_AT_20 = 'qing C er ling wu haodao er shi haochuangkou banli';

function hears(page: Page, words: string): Promise<void> {
  return expect.poll(() => wordsOn(page), { timeout: 20_000 }).toBe(words);
}

/** Long enough for a voice that should keep silent to give itself away: a later call is said, and nothing before it. */
async function saysNothingBut777(page: Page): Promise<void> {
  kiosk.push('sound', { volume: 80, quiet: null, repeat: 1 });
  call(['C777', 1]);
  await hears(page, 'qing C qi qi qi haodao yi haochuangkou banli');
}

/** Every word has come: a board that is cut off before says whole sentences until it asks again. */
async function hasItsClips(page: Page): Promise<void> {
  const words = fakeClipList().clips.filter(({ hash }) => hash !== null).length;
  await page.waitForFunction((count) => {
    const fetched = performance.getEntriesByType('resource');
    return fetched.filter(({ name }) => name.includes('/api/voice/clips/')).length >= count;
  }, words);
}

/** Said to the end, not only begun. */
async function hasSaid(page: Page): Promise<void> {
  const id = kiosk.slices.board.now?.id ?? '';
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('spoken'))).toContain(id);
}

describe('a call', () => {
  test('is a chime, then the sentence, twice', async () => {
    const page = await openBoard();
    kiosk.push('sound', { chime: true });
    call(['A012', 2]);
    await see(page, 'A012');
    await hears(page, `chime ${A012_AT_2} ${A012_AT_2}`);
    const [chime, ...words] = await heardOn(page);
    expect(chime?.toS).toBeLessThanOrEqual(words[0]?.fromS ?? 0);
  });

  test('as loud and as often as the settings say', async () => {
    const page = await openBoard();
    kiosk.push('sound', { volume: 50, repeat: 1 });
    call(['A012', 2]);
    await hears(page, A012_AT_2);
    const gains = (await heardOn(page)).map(({ gain }) => gain);
    expect(new Set(gains)).toEqual(new Set([0.25]));
  });

  test('waits until the one before it has been said, twice; never two at once', async () => {
    const page = await openBoard();
    call(['A012', 2], ['B110', 12]);
    call(['C205', 20]);
    await hears(page, [A012_AT_2, B110_AT_12, C205_AT_20].flatMap((one) => [one, one]).join(' '));
    const heard = await heardOn(page);
    const overlaps = heard.filter(({ fromS }, at) => fromS < (heard[at - 1]?.toS ?? 0) - 0.001);
    expect(overlaps).toEqual([]);
  });

  test('is said again when the same number is called again', async () => {
    const page = await openBoard();
    kiosk.push('sound', { repeat: 1 });
    call(['A012', 2]);
    await hears(page, A012_AT_2);
    const { now } = kiosk.slices.board;
    if (!now) throw new Error('A012 is being called');
    kiosk.push('board', { now: { ...now, id: 'again', times: 2, atMs: Date.now() } });
    await hears(page, `${A012_AT_2} ${A012_AT_2}`);
  });

  test('that is taken back while it waits is neither chimed nor said', async () => {
    const page = await openBoard();
    kiosk.push('sound', { repeat: 1, chime: true });
    call(['A012', 2]);
    await hears(page, 'chime');
    const first = { ...kiosk.slices.board };
    call(['B110', 12]);
    await see(page, 'B110');
    kiosk.push('board', first);
    call(['C205', 20]);
    await hears(page, `chime ${A012_AT_2} chime ${C205_AT_20}`);
  });

  test('is said on two boards at once', async () => {
    const [one, two] = [await openBoard(), await openBoard()];
    call(['A012', 2]);
    await Promise.all([one, two].map((page) => hears(page, `${A012_AT_2} ${A012_AT_2}`)));
  });
});

describe('text only', () => {
  test.each([
    { name: 'in quiet hours', change: { quiet: { from: '00:00', to: '23:59' } } },
    { name: 'at volume 0', change: { volume: 0 } },
  ])('$name, and what was not said then is not said later', async ({ change }) => {
    const page = await openBoard();
    kiosk.push('sound', { ...change, chime: true });
    await see(page, '请看屏幕');
    call(['A012', 2]);
    await see(page, 'A012');
    const atMs = Date.now();
    const shown = [{ id: 'a', text: '请到二楼开会', atMs, untilMs: atMs + 600_000 }];
    kiosk.push('announcement', { shown });
    await see(page, '请到二楼开会');
    kiosk.push('sound', { chime: false });
    await saysNothingBut777(page);
  });
});

describe('a board that was reloaded', () => {
  test('says what was called while it was away, and nothing twice', async () => {
    kiosk.push('sound', { repeat: 1 });
    const page = await openBoard();
    call(['A012', 2]);
    await hears(page, A012_AT_2);
    await hasSaid(page);
    await page.goto('about:blank');
    call(['B110', 12]);
    await page.goto(`${kiosk.url}/board`);
    await hears(page, B110_AT_12);
    await hasSaid(page);
    await page.reload();
    await see(page, 'B110');
    await saysNothingBut777(page);
  });

  test('says what was called in the last minute, also in a browser that remembers nothing', async () => {
    kiosk.push('sound', { repeat: 1 });
    call(['A012', 2]);
    const old = boardCall('E009', 5, Date.now() - 61_000);
    kiosk.push('board', { last: [old, ...kiosk.slices.board.last.slice(0, 4)] });
    await hears(await openBoard(), A012_AT_2);
  });

  test('after an hour without the server it does not say what is long over', async () => {
    kiosk.push('sound', { repeat: 1 });
    const page = await openBoard();
    await hasItsClips(page);
    kiosk.goAway();
    await see(page, '正在恢复');
    const old = boardCall('E009', 5, Date.now() - 61_000);
    kiosk.slices.board = { ...kiosk.slices.board, now: old };
    kiosk.comeBack();
    await see(page, 'E009');
    await saysNothingBut777(page);
  });
});

describe('when sound fails the text stands', () => {
  test('a missing clip: the whole sentence in one piece', async () => {
    kiosk.on('GET /api/voice/clips', () => ({ status: 200, body: fakeClipList(['yao']) }));
    kiosk.push('sound', { repeat: 1 });
    const page = await openBoard();
    call(['A012', 2]);
    await hears(page, 'whole');
    call(['A022', 2]);
    await hears(page, 'whole qing A ling er er haodao er haochuangkou banli');
  });

  test('a clip that is no sound, and nobody to say the sentence: a chime and the text, and the board says so', async () => {
    kiosk.on('GET /api/voice/clips/yao', () => ({ status: 200, body: Buffer.from('no sound') }));
    kiosk.on('GET /api/voice/calls', () => refusal(503, 'SPEECH_UNAVAILABLE'));
    const page = await openBoard();
    call(['A012', 2]);
    await see(page, 'A012');
    await hears(page, 'chime');
    await see(page, '声音不全，请看屏幕');
    kiosk.push('sound', { repeat: 1 });
    call(['A022', 2]);
    await hears(page, 'chime qing A ling er er haodao er haochuangkou banli');
    await page.getByText('声音不全').waitFor({ state: 'detached' });
  });

  test('no list of clips at all: calls go on, one piece each', async () => {
    kiosk.on('GET /api/voice/clips', () => refusal(500, 'INTERNAL'));
    kiosk.push('sound', { repeat: 1 });
    const page = await openBoard();
    call(['A012', 2]);
    await hears(page, 'whole');
  });

  test('a browser that forbids sound: a call of this minute is said once somebody has touched the page', async () => {
    kiosk.push('sound', { repeat: 1 });
    const page = await openBoard(blockAudio);
    await see(page, '点一下打开声音');
    call(['A012', 2]);
    await see(page, 'A012');
    expect(await wordsOn(page)).toBe('');
    await page.getByRole('button', { name: '点一下打开声音' }).click();
    await hears(page, A012_AT_2);
  });
});

describe('beside the calls', () => {
  test('an announcement is shown and said; one that is taken back is neither', async () => {
    kiosk.on('GET /api/voice/announcements/a', () => ({
      status: 200,
      body: fakeWav('announcement'),
    }));
    kiosk.on('GET /api/voice/announcements/b', () => ({ status: 200, body: fakeWav('other') }));
    const page = await openBoard();
    const atMs = Date.now();
    const one = { id: 'a', text: '请到二楼开会', atMs, untilMs: atMs + 600_000 };
    const other = { ...one, id: 'b', text: '请把车挪一挪', atMs: atMs + 1 };
    kiosk.push('announcement', { shown: [other, one] });
    kiosk.push('announcement', { shown: [one] });
    await see(page, '请到二楼开会');
    await hears(page, 'announcement announcement');
    call(['A012', 2]);
    await hears(page, `announcement announcement ${A012_AT_2} ${A012_AT_2}`);
  });

  test('a test call sounds as it is asked to, also in quiet hours', async () => {
    const page = await openBoard();
    kiosk.push('sound', { quiet: { from: '00:00', to: '23:59' } });
    await see(page, '静音时段');
    kiosk.moment('testCall', { volume: 100, chime: false, repeat: 1 });
    await see(page, '正在试声音');
    await hears(page, 'qing A ling yao er haodao san haochuangkou banli');
    const gains = (await heardOn(page)).map(({ gain }) => gain);
    expect(new Set(gains)).toEqual(new Set([1]));
  });
});
