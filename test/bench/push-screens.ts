// How soon a product that the host explains stands on twenty screens: ten boards, ten touchscreens on the live page.
import type { Browser } from 'playwright-core';
import { launchBrowser, SIZES } from '../journeys/browser.ts';
import { createKioskProcess } from '../journeys/kiosk-process.ts';
import { type Case, median, quantile } from './case.ts';
import { closeScreens, type OpenScreen, openScreen, paintTimes } from './painted-screens.ts';
import { type Explain, manyStreams, openShop } from './push-shop.ts';

const EACH = 10;
/** Pages of the kiosk and bare ones take turns, so that a noisy machine harms both alike. */
const TURNS = 2;
const ROUNDS = 10;
const BETWEEN_MS = 2_000;
const ON_BOARD = '.shop-card';
const ON_TOUCH = '.now-explained';

/** What a page needs at the least: the same stream, one text. */
const BARE = (page: 'board' | 'touch') => `<!doctype html><title>bare</title><b></b><script>
new EventSource('/api/events?page=${page}').onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  const shop = frame.type === 'snapshot' ? frame.slices.workshop : frame.name === 'workshop' ? frame.value : null;
  if (shop && shop.explaining) document.querySelector('b').textContent = shop.explaining.item.title;
};
</script>`;

export async function measureScreens(): Promise<Case[]> {
  const kiosk = await createKioskProcess({ change: manyStreams });
  await kiosk.start();
  const browser = await launchBrowser();
  try {
    const { explain } = await openShop(kiosk);
    await explain();
    const screens: number[] = [];
    const bare: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      screens.push(...(await measure(await openPages(browser, kiosk.touchUrl), explain)));
      bare.push(...(await measure(await openBare(browser, kiosk.touchUrl), explain)));
    }
    return casesOf(screens, bare);
  } finally {
    await browser.close();
    await kiosk.remove();
  }
}

function casesOf(screens: readonly number[], bare: readonly number[]): Case[] {
  return [
    {
      name: `explain → painted on ${2 * EACH} screens, p95`,
      unit: 'ms',
      value: quantile(screens, 0.95),
      detail: { median: median(screens), 'bare pages, p95': quantile(bare, 0.95) },
      bound: { atMost: 300 },
    },
    {
      name: `explain → painted on ${2 * EACH} screens, median`,
      unit: 'ms',
      value: median(screens),
      peer: { name: 'pages with one text each', value: median(bare) },
    },
  ];
}

async function measure(screens: readonly OpenScreen[], explain: Explain): Promise<number[]> {
  const times = await paintTimes(screens, {
    rounds: ROUNDS,
    betweenMs: BETWEEN_MS,
    change: explain,
  });
  await closeScreens(screens);
  return times;
}

async function openPages(browser: Browser, url: string): Promise<OpenScreen[]> {
  const screens: OpenScreen[] = [];
  for (let one = 0; one < EACH; one++) {
    const board = await openScreen(browser, { viewport: SIZES.wide, selector: ON_BOARD });
    await board.page.goto(`${url}/board`);
    const touch = await openScreen(browser, { viewport: SIZES.upright, selector: ON_TOUCH });
    await touch.page.goto(url);
    await touch.page.getByRole('button', { name: '点一下开始' }).tap();
    await touch.page.getByRole('button', { name: /创富工坊/ }).tap();
    screens.push(board, touch);
  }
  return screens;
}

async function openBare(browser: Browser, url: string): Promise<OpenScreen[]> {
  const screens: OpenScreen[] = [];
  for (let one = 0; one < 2 * EACH; one++) {
    const screen = await openScreen(browser, { viewport: SIZES.wide, selector: 'b' });
    const body = BARE(one % 2 === 0 ? 'board' : 'touch');
    await screen.page.route('**/bare', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
    );
    await screen.page.goto(`${url}/bare`);
    screens.push(screen);
  }
  return screens;
}
