// One browser and one build for the staff page's tests; a server and a window of its own for each test.
import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../journeys/browser.ts';
import { buildPages } from './built-pages.ts';
import { type StaffMock, startStaffMock } from './staff-mock.ts';

export const STAFF_SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
} as const;
export type StaffSize = keyof typeof STAFF_SIZES;

export interface Opened {
  readonly page: Page;
  readonly mock: StaffMock;
  /** Uncaught errors and what the page itself complained about. */
  readonly complaints: string[];
}
export interface StaffPages {
  open(size: StaffSize, section: string, prepare?: (mock: StaffMock) => void): Promise<Opened>;
  /** Run in every page that is opened from now on, until `tidy`. */
  before(script: () => void): void;
  /** Closes what the test opened. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

declare global {
  interface Window {
    /** How many sources sound, and whether anything can be heard. */
    sounding: number;
    audible(): boolean;
    /** Nobody has touched the page since `blockAudio`. */
    audioBlocked: boolean;
  }
}

export async function startStaffPages(): Promise<StaffPages> {
  const [browser, folder]: [Browser, string] = await Promise.all([
    launchBrowser(),
    buildPages('all'),
  ]);
  const opened: (() => Promise<void>)[] = [];
  let scripts = [listenToAudio];
  return {
    async open(size, section, prepare) {
      const mock = await startStaffMock(folder);
      prepare?.(mock);
      const context = await browser.newContext({ viewport: STAFF_SIZES[size], locale: 'zh-CN' });
      opened.push(async () => {
        await context.close();
        await mock.stop();
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const expected = /net::ERR_|status of/.test(message.text());
        if (message.type() === 'error' && !expected) complaints.push(message.text());
      });
      for (const script of scripts) await page.addInitScript(script);
      await page.goto(`${mock.url}/#/${section}`);
      return { page, mock, complaints };
    },
    before: (script) => void scripts.push(script),
    async tidy() {
      scripts = [listenToAudio];
      for (const close of opened.splice(0)) await close();
    },
    async stop() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In the page: counts sources that were started and not stopped, and looks at what they play. */
function listenToAudio(): void {
  const { start, stop } = AudioBufferSourceNode.prototype;
  let last: AudioBufferSourceNode | null = null;
  window.sounding = 0;
  window.audible = () => {
    if (!last?.loop || last.context.state !== 'running') return false;
    return last.buffer?.getChannelData(0).some((sample) => Math.abs(sample) > 0.1) ?? false;
  };
  AudioBufferSourceNode.prototype.start = function (...times) {
    last = this;
    window.sounding += 1;
    return start.apply(this, times);
  };
  AudioBufferSourceNode.prototype.stop = function (...times) {
    window.sounding -= 1;
    return stop.apply(this, times);
  };
}

/**
 * In the page: no sound before a gesture, as browsers have it. Chromium's own rule cannot be used: it takes every
 * question of the test for a gesture.
 */
export function blockAudio(): void {
  const { resume } = AudioContext.prototype;
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state');
  window.audioBlocked = true;
  const allow = () => {
    window.audioBlocked = false;
  };
  addEventListener('pointerdown', allow, { capture: true });
  Object.defineProperty(AudioContext.prototype, 'state', {
    get() {
      return window.audioBlocked ? 'suspended' : state?.get?.call(this);
    },
  });
  AudioContext.prototype.resume = async function () {
    if (window.audioBlocked) return new Promise(() => {});
    await resume.call(this);
    this.dispatchEvent(new Event('statechange'));
  };
}
