// How soon a change stands on many screens at once: from the request to the paint of each page, the disk's flush included.
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface PaintedText {
  /** Set within the page; it changes with every round. */
  readonly selector: string;
  readonly rounds: number;
  /** Whatever the change before set moving has come to rest. */
  readonly betweenMs: number;
  /** Makes the change; `text` is what `selector` reads then. */
  readonly change: () => Promise<{ askedMs: number; text: string }>;
}

export interface OpenScreen {
  readonly context: BrowserContext;
  readonly page: Page;
}

const ASK_EVERY_MS = 100;

/** In the page: `painted` says by text when it was last painted, in ms since 1970; the moment after its first frame. */
const watchPaints = (selector: string) => `window.painted = [];
const now = () => performance.timeOrigin + performance.now();
let shown = null;
new MutationObserver(() => {
  const text = document.querySelector(${JSON.stringify(selector)})?.textContent;
  if (!text || text === shown) return;
  shown = text;
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => { window.painted.push({ text, atMs: now() }); };
    after.port2.postMessage(null);
  });
}).observe(document, { subtree: true, childList: true, characterData: true });`;

/** A window of its own for each: a tab behind another one paints nothing. */
export async function openScreen(
  browser: Browser,
  { viewport, selector }: { viewport: { width: number; height: number }; selector: string },
): Promise<OpenScreen> {
  const context = await browser.newContext({ viewport, hasTouch: true });
  const page = await context.newPage();
  await page.addInitScript({ content: watchPaints(selector) });
  return { context, page };
}

/** Milliseconds of every change on every page. */
export async function paintTimes(
  screens: readonly OpenScreen[],
  { rounds, betweenMs, change }: Omit<PaintedText, 'selector'>,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
    const { askedMs, text } = await change();
    const painted = await Promise.all(screens.map(({ page }) => paintOf(page, text, askedMs)));
    // The first one finds code that no page has run yet.
    if (round > 0) times.push(...painted.map((ms) => ms - askedMs));
  }
  return times;
}

export async function closeScreens(screens: readonly OpenScreen[]): Promise<void> {
  for (const { context } of screens) await context.close();
}

async function paintOf(page: Page, text: string, askedMs: number): Promise<number> {
  const ask = `window.painted.find((one) => one.text.includes(${JSON.stringify(text)}) && one.atMs >= ${askedMs})?.atMs`;
  for (;;) {
    const painted = (await page.evaluate(ask)) as number | undefined;
    if (painted !== undefined) return painted;
    // Seldom: asking is work for the page, too.
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

/** Comparable between processes of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
