// The walk through every screen as tests, for one size of the screen.
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, type Size } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { axeFindings, layoutFindings } from './look-at.ts';
import { walk } from './walk.ts';

interface Walk {
  way: typeof walk;
  least: number;
}
const EVERYTHING: Walk = { way: walk, least: 80 };

/** Almost ninety screens, each looked at by axe; a busy machine takes several seconds for one. */
const PATIENCE_MS = 600_000;

function inLargeType(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.classList.contains('large-type'));
}

/** @param way leads through them; `least`: so many it shows */
export function checkScreens(size: Size, { way, least }: Walk = EVERYTHING): void {
  describe(`touchscreen, ${size}`, () => {
    let pages: string;
    let kiosk: FakeKiosk;
    let browser: Browser;
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

    test.each([
      { type: 'normal type', large: false },
      { type: 'large type', large: true },
    ])('every screen in $type', { timeout: PATIENCE_MS }, async ({ large }) => {
      kiosk.reset();
      const { page, context, complaints } = await openPage(browser, size, kiosk.url);
      const findings: string[] = [];
      const seen: string[] = [];
      await way(page, kiosk, large, async (name) => {
        seen.push(name);
        const found = [...(await layoutFindings(page)), ...(await axeFindings(page))];
        if ((await inLargeType(page)) !== large) found.push('the wrong type size');
        findings.push(...found.map((finding) => `${name}: ${finding}`));
      });
      expect(findings).toEqual([]);
      expect(complaints).toEqual([]);
      expect(seen.length).toBeGreaterThan(least);
      await context.close();
    });
  });
}
