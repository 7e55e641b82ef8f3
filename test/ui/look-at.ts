// What must hold on every screen: reachable, legible, whole. Runs inside the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Rules of axe-core that the page breaks, contrast of 7:1 included. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Not a script tag: the content security policy would refuse it.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      rules: { 'color-contrast-enhanced': { enabled: true } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
}

/** Targets too small, too close or out of the window; text cut off or lying over other text. */
export function layoutFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST_TARGET = 96;
    const LEAST_GAP = 16;
    const SLACK = 1;
    interface Box {
      name: string;
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const findings: string[] = [];
    const root = document.querySelector('dialog[open]') ?? document.body;

    function boxOf(name: string, { left, right, top, bottom }: DOMRect): Box {
      return { name, left, right, top, bottom };
    }
    function inside(inner: Box, outer: Box): boolean {
      return (
        inner.left >= outer.left - SLACK &&
        inner.right <= outer.right + SLACK &&
        inner.top >= outer.top - SLACK &&
        inner.bottom <= outer.bottom + SLACK
      );
    }
    /** How far apart; negative where they overlap. */
    function gap(a: Box, b: Box): number {
      return Math.max(
        Math.max(a.left, b.left) - Math.min(a.right, b.right),
        Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom),
      );
    }
    function pairs(boxes: Box[], bad: (a: Box, b: Box) => boolean, what: string): void {
      boxes.forEach((a, index) => {
        for (const b of boxes.slice(index + 1)) {
          if (bad(a, b)) findings.push(`${what}: ${a.name} | ${b.name}`);
        }
      });
    }
    const windowBox: Box = {
      name: 'window',
      left: 0,
      top: 0,
      right: window.innerWidth,
      bottom: window.innerHeight,
    };

    const targets = [...root.querySelectorAll('button, a[href], input')].map((element) =>
      boxOf(element.textContent?.trim() ?? '', element.getBoundingClientRect()),
    );
    for (const target of targets) {
      const least = Math.min(target.right - target.left, target.bottom - target.top);
      if (least < LEAST_TARGET - SLACK) findings.push(`target of ${least} px: ${target.name}`);
      if (!inside(target, windowBox)) findings.push(`out of the window: ${target.name}`);
    }
    pairs(targets, (a, b) => gap(a, b) < LEAST_GAP - SLACK, 'targets too close');

    /** Elements whose edge can be seen, or that cut off what is larger. */
    function visibleEdge(element: Element): boolean {
      const { backgroundColor, borderTopWidth, overflowX } = getComputedStyle(element);
      const painted = !/, 0\)$|^transparent$/.test(backgroundColor);
      return painted || Number.parseFloat(borderTopWidth) > 0 || overflowX !== 'visible';
    }
    const texts: Box[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (!parent || words === '' || parent.closest('.hidden, .toasts')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const half = Number.parseFloat(getComputedStyle(parent).fontSize) / 2;
      for (const rect of range.getClientRects()) {
        // The glyphs' height: a line box may be higher or, with tight leading, lower.
        const middle = (rect.top + rect.bottom) / 2;
        const { left, right } = rect;
        const box = { name: words, left, right, top: middle - half, bottom: middle + half };
        texts.push(box);
        if (!inside(box, windowBox)) findings.push(`text out of the window: ${words}`);
        for (
          let outer: Element | null = parent;
          outer && outer !== root;
          outer = outer.parentElement
        ) {
          if (visibleEdge(outer) && !inside(box, boxOf('', outer.getBoundingClientRect()))) {
            findings.push(`text cut off by ${outer.className || outer.tagName}: ${words}`);
          }
        }
      }
    }
    pairs(texts, (a, b) => gap(a, b) < -2, 'text over text');
    return findings;
  });
}
