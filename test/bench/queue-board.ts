// How soon a call stands on twenty boards: from the request of a window to the paint of each page, the disk's flush included.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, SIZES, SOUND_ALLOWED } from '../journeys/browser.ts';
import { createKioskProcess, type KioskProcess } from '../journeys/kiosk-process.ts';
import { post, postStaff, signIn } from '../server/started-kiosk.ts';
import { type Case, median, quantile } from './case.ts';

const BOARDS = 20;
/** Boards and bare pages take turns, so that a noisy machine harms both alike. */
const TURNS = 2;
const CALLS_A_TURN = 10;
/** The flash of the call before is over: nobody calls faster. */
const BETWEEN_MS = 2_000;
const ASK_EVERY_MS = 100;
const ITEM = 'gaoling-jintie';

/** In the page: `painted` says by number when it was painted, in ms since 1970; the moment after its first frame. */
const WATCH_PAINTS = `window.painted = {};
const now = () => performance.timeOrigin + performance.now();
new MutationObserver(() => {
  const number = document.querySelector('.now-number')?.textContent;
  if (!number || window.painted[number]) return;
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => { window.painted[number] ??= now(); };
    after.port2.postMessage(null);
  });
}).observe(document, { subtree: true, childList: true, characterData: true });`;

/** What a page needs at the least: the same stream, one text. */
const BARE = `<!doctype html><title>bare</title><b class="now-number"></b><script>
new EventSource('/api/events?page=board').onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  const board = frame.type === 'snapshot' ? frame.slices.board : frame.name === 'board' ? frame.value : null;
  if (board && board.now) document.querySelector('b').textContent = board.now.number;
};
</script>`;

export async function measureBoards(): Promise<Case[]> {
  const kiosk = await createKioskProcess({ change: manyStreams });
  await kiosk.start();
  const browser = await launchBrowser(SOUND_ALLOWED);
  try {
    const call = await prepareCalls(kiosk);
    const boards: number[] = [];
    const bare: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      boards.push(...(await measure(browser, `${kiosk.touchUrl}/board`, call)));
      bare.push(...(await measure(browser, `${kiosk.touchUrl}/bare`, call)));
    }
    return casesOf(boards, bare);
  } finally {
    await browser.close();
    await kiosk.remove();
  }
}

function casesOf(boards: readonly number[], bare: readonly number[]): Case[] {
  return [
    {
      name: `call → painted on ${BOARDS} boards, p95`,
      unit: 'ms',
      value: quantile(boards, 0.95),
      detail: { median: median(boards), 'bare pages, p95': quantile(bare, 0.95) },
      bound: { atMost: 300 },
    },
    {
      name: `call → painted on ${BOARDS} boards, median`,
      unit: 'ms',
      value: median(boards),
      peer: { name: 'pages with one text each', value: median(bare) },
    },
  ];
}

function manyStreams(settings: Record<string, unknown>): void {
  settings['limits'] = { streamsPerClient: 1000, staffPerMinute: 100_000 };
}

/** Tickets enough for all calls, and window 1 open; calls the next and says which number it was and when it was asked. */
async function prepareCalls({ touchUrl, staffUrl }: KioskProcess) {
  for (let ticket = 0; ticket < 2 * TURNS * CALLS_A_TURN; ticket++) {
    await post(`${touchUrl}/api/services/tickets`, { itemId: ITEM });
  }
  const cookie = await signIn(staffUrl);
  const window = { window: 1, itemIds: null, takeOver: false };
  await postStaff(`${staffUrl}/api/services/windows`, window, cookie);
  return async () => {
    const askedMs = now();
    const answer = await postStaff(`${staffUrl}/api/services/calls`, { window: 1 }, cookie);
    const { number } = answer.json() as { number?: string };
    if (number === undefined) throw new Error(`no call: ${answer.text}`);
    return { askedMs, number };
  };
}

type Call = Awaited<ReturnType<typeof prepareCalls>>;

/** Milliseconds of every call on every page. */
async function measure(browser: Browser, url: string, call: Call): Promise<number[]> {
  const contexts: BrowserContext[] = [];
  const pages: Page[] = [];
  for (let board = 0; board < BOARDS; board++) {
    // A window of its own each: a tab behind another one paints nothing.
    const context = await browser.newContext({ viewport: SIZES.wide });
    contexts.push(context);
    const page = await context.newPage();
    await page.addInitScript({ content: WATCH_PAINTS });
    await page.route('**/bare', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: BARE }),
    );
    await page.goto(url);
    pages.push(page);
  }
  const times: number[] = [];
  for (let round = 0; round < CALLS_A_TURN; round++) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    const { askedMs, number } = await call();
    const painted = await Promise.all(pages.map((page) => paintOf(page, number)));
    // The first call finds code that no page has run yet.
    if (round > 0) times.push(...painted.map((ms) => ms - askedMs));
  }
  for (const context of contexts) await context.close();
  return times;
}

async function paintOf(page: Page, number: string): Promise<number> {
  for (;;) {
    const painted = (await page.evaluate(`window.painted['${number}']`)) as number | undefined;
    if (painted !== undefined) return painted;
    // Seldom: asking is work for the page, too.
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
