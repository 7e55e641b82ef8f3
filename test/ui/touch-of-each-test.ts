// The touchscreen's page in a browser, before a kiosk that the test plays: one browser a file, one page a test.
import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, SIZES } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { see } from './walk.ts';

export interface TouchPage {
  readonly page: Page;
  readonly kiosk: FakeKiosk;
  /** Loads the page and waits until it invites. */
  open(): Promise<void>;
}

/** @param begin called before each test with its page */
export function touchOfEachTest(begin: (touch: TouchPage) => void | Promise<void>): void {
  let pages: string;
  let kiosk: FakeKiosk;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    pages = await buildPages();
    kiosk = await startFakeKiosk(pages);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await kiosk.stop();
    rmSync(pages, { recursive: true });
  });
  beforeEach(async () => {
    kiosk.reset();
    context = await browser.newContext({ viewport: SIZES.upright, hasTouch: true });
    const page = await context.newPage();
    await begin({
      page,
      kiosk,
      async open() {
        await page.goto(kiosk.url);
        await see(page, '点一下开始');
      },
    });
  });
  afterEach(() => context.close());
}

const STEP_MS = 3_000;

/** Time passes in steps short enough for the page's health checks to be answered in between. */
export async function passTime(page: Page, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP_MS) {
    await page.clock.runFor(Math.min(left, STEP_MS));
    await page.evaluate(() => fetch('/healthz').then(() => {}));
  }
}
