// How soon a call stands on twenty boards: from the request of a window to the paint of each page, the disk's flush included.
import type { Browser } from 'playwright-core';
import { launchBrowser, SIZES, SOUND_ALLOWED } from '../journeys/browser.ts';
import { createKioskProcess, type KioskProcess } from '../journeys/kiosk-process.ts';
import { post, postStaff, signIn } from '../server/started-kiosk.ts';
import { type Case, median, quantile } from './case.ts';
import { closeScreens, now, type OpenScreen, openScreen, paintTimes } from './painted-screens.ts';

const BOARDS = 20;
/** Boards and bare pages take turns, so that a noisy machine harms both alike. */
const TURNS = 2;
const CALLS_A_TURN = 10;
/** The flash of the call before is over: nobody calls faster. */
const BETWEEN_MS = 2_000;
const SELECTOR = '.now-number';
const ITEM = 'gaoling-jintie';

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
    return { askedMs, text: number };
  };
}

type Call = Awaited<ReturnType<typeof prepareCalls>>;

/** Milliseconds of every call on every page. */
async function measure(browser: Browser, url: string, call: Call): Promise<number[]> {
  const boards: OpenScreen[] = [];
  for (let board = 0; board < BOARDS; board++) {
    const screen = await openScreen(browser, { viewport: SIZES.wide, selector: SELECTOR });
    boards.push(screen);
    await screen.page.route('**/bare', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: BARE }),
    );
    await screen.page.goto(url);
  }
  const how = { rounds: CALLS_A_TURN, betweenMs: BETWEEN_MS, change: call };
  const times = await paintTimes(boards, how);
  await closeScreens(boards);
  return times;
}
