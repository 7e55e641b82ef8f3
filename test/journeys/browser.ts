// A Chromium for tests: no sandbox, no GPU, nothing that phones home.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const SIZES = {
  upright: { width: 1080, height: 1920 },
  wide: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;

/** As the browser of the wall is started: a board speaks without having been touched. */
export const SOUND_ALLOWED = ['--autoplay-policy=no-user-gesture-required'];

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about: uncaught errors and console errors. */
  readonly complaints: string[];
}

/**
 * A page of its own context at one of the two sizes; certificates of the kiosk's own making are accepted.
 * @param before scripts that run in the page before its own
 */
export async function openPage(
  browser: Browser,
  size: Size,
  url: string,
  ...before: (() => void)[]
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    ignoreHTTPSErrors: true,
    locale: 'zh-CN',
    hasTouch: true,
  });
  const page = await context.newPage();
  for (const script of before) await page.addInitScript(script);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A server that is away on purpose is reported by the browser, not by the page.
    if (message.type() === 'error' && !/net::ERR_|status of/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  await page.goto(url);
  return { page, context, complaints };
}
