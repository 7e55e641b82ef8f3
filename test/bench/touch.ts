// The touchscreen page: how large it is, how soon it paints, how soon a tap shows the next screen. Throttled to a quarter.
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, SIZES } from '../journeys/browser.ts';
import { buildPages } from '../ui/built-pages.ts';
import { startFakeKiosk } from '../ui/fake-kiosk.ts';
import { type Case, median, quantile } from './case.ts';

const ROUNDS = 15;
/** The bounds of the figures are for a main thread slowed to a quarter; painting is in software here as well. */
const THROTTLE = 4;
const KB = 1024;

/** Two still screens and one listener: what the browser itself needs for the same picture. */
const PEER = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>peer</title><link rel="icon" href="data:,">
<style>html{font:32px/1.45 "Noto Sans CJK SC",sans-serif;background:#fbf7ef}button{display:block;width:100%;min-height:300px;margin:24px 0;border:2px solid #e6dccb;background:#fff;font:inherit}</style>
<div id="app"><div class="one"></div></div><script>
const doors=['来访登记','取号办事','离开登记','大字版','叫工作人员'],steps=['办事','参观','会议','学习','活动'];let on=false;
function show(){on=!on;const page=document.createElement('div');page.className=on?'two':'three';for(const name of on?doors:steps){const b=document.createElement('button');b.textContent=name;page.append(b)}document.getElementById('app').replaceChildren(page)}
show();addEventListener('click',show)</script>`;

export async function run(): Promise<Case[]> {
  const pages = await buildPages('all');
  const kiosk = await startFakeKiosk(pages);
  const peer = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PEER);
  });
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
  const peerUrl = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  try {
    const paints = await measurePaints(browser, kiosk.url, peerUrl);
    const taps = await measureTaps(browser, kiosk.url, peerUrl);
    return [...sizes(pages), ...paints, ...taps];
  } finally {
    await browser.close();
    await kiosk.stop();
    peer.closeAllConnections();
    await new Promise((resolve) => peer.close(resolve));
    rmSync(pages, { recursive: true });
  }
}

function sizes(pages: string): Case[] {
  const html = readFileSync(join(pages, 'touch/index.html'), 'utf8');
  const gzipped = (ending: string) =>
    [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)]
      .map(([, file = '']) => file)
      .filter((file) => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file))).length, 0) / KB;
  return [
    {
      name: 'JS of the touch page, gzip',
      unit: 'KB',
      value: gzipped('.js'),
      bound: { atMost: 40 },
    },
    {
      name: 'CSS of the touch page, gzip',
      unit: 'KB',
      value: gzipped('.css'),
      bound: { atMost: 8 },
    },
  ];
}

/** A cold start each time: a context of its own has no cache. */
async function paintOnce(browser: Browser, url: string, ready: string): Promise<[number, number]> {
  const page = await throttledPage(browser);
  await page.goto(url);
  await page.waitForSelector(ready);
  const times = (await page.evaluate(`new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => resolve([
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now(),
      performance.now(),
    ])));
  })`)) as [number, number];
  await page.context().close();
  return times;
}

async function measurePaints(browser: Browser, url: string, peerUrl: string): Promise<Case[]> {
  const first: number[] = [];
  const whole: number[] = [];
  const still: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [paint, attract] = await paintOnce(browser, url, '.attract');
    first.push(paint);
    whole.push(attract);
    still.push((await paintOnce(browser, peerUrl, '.two'))[0]);
  }
  const staticMs = Math.round(median(still));
  const detail = { p95: quantile(first, 0.95), static: staticMs, rounds: ROUNDS };
  return [
    {
      name: `first contentful paint, cold, CPU ÷ ${THROTTLE}`,
      unit: 'ms',
      value: median(first),
      detail,
      bound: { atMost: 1000 },
    },
    {
      name: 'first contentful paint against a still page',
      unit: 'ms',
      value: median(first),
      peer: { name: 'still page', value: median(still) },
    },
    {
      name: `attract screen with its data, cold, CPU ÷ ${THROTTLE}`,
      unit: 'ms',
      value: median(whole),
      detail: { p95: quantile(whole, 0.95) },
    },
  ];
}

/** From the finger's touch to the frame that shows another screen. */
const WATCH = `(() => {
  window.taps = [];
  const screen = () => document.querySelector('#app > *')?.className;
  addEventListener('pointerdown', (event) => {
    const before = screen();
    const look = () => {
      if (screen() === before) return requestAnimationFrame(look);
      const painted = new MessageChannel();
      painted.port1.onmessage = () => window.taps.push(performance.now() - event.timeStamp);
      requestAnimationFrame(() => painted.port2.postMessage(0));
    };
    requestAnimationFrame(look);
  }, { capture: true });
})()`;

const WAY = [/来访登记/, /^办事/, /^手机号/, '同意', '回首页'] as const;

async function measureTaps(browser: Browser, url: string, peerUrl: string): Promise<Case[]> {
  const [page, peer] = [await throttledPage(browser), await throttledPage(browser)];
  await page.goto(url);
  await page.getByRole('button', { name: '点一下开始' }).tap();
  await peer.goto(peerUrl);
  await page.evaluate(WATCH);
  await peer.evaluate(WATCH);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, name] of WAY.entries()) {
      const done = round * WAY.length + index;
      await tapAndWait(page, name, done);
      await tapAndWait(peer, /来访登记|办事/, done);
    }
  }
  const ours = (await page.evaluate('window.taps')) as number[];
  const theirs = (await peer.evaluate('window.taps')) as number[];
  await page.context().close();
  await peer.context().close();
  const value = median(ours);
  const detail = { p95: quantile(ours, 0.95), swap: median(theirs), taps: ours.length };
  return [
    {
      name: `tap to the next painted screen, CPU ÷ ${THROTTLE}`,
      unit: 'ms',
      value,
      detail,
      bound: { atMost: 120 },
    },
    {
      name: 'tap to the next screen against a plain DOM swap',
      unit: 'ms',
      value,
      peer: { name: 'DOM swap', value: median(theirs) },
    },
  ];
}

async function tapAndWait(page: Page, name: string | RegExp, done: number): Promise<void> {
  await page.getByRole('button', { name }).first().tap();
  // Not as text: the content security policy forbids eval.
  await page.waitForFunction(
    (count) => (globalThis as unknown as { taps: number[] }).taps.length > count,
    done,
  );
}

async function throttledPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES.upright, hasTouch: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  return page;
}
