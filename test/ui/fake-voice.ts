// Sounds for page tests: every clip a short steady tone of its own height, so that what was played can be named afterwards.
import type { Page } from 'playwright-core';
import type { ClipList } from '../../server/modules/voice/schema.ts';
import { CLIPS } from '../../server/speech/clips.ts';
import { wavOf } from '../../server/speech/wav.ts';

const RATE = 48_000;
const CLIP_MS = 40;
const STEP = 300;
/** Sounds that are no clips: whole calls, announcements. */
const WHOLE_NAMES = ['whole', 'announcement', 'other'] as const;
const NAMES = [...CLIPS.map(({ name }) => name), ...WHOLE_NAMES];

export function fakeWav(name: string): Buffer {
  const samples = Buffer.alloc(((RATE * CLIP_MS) / 1000) * 2);
  const height = (NAMES.indexOf(name) + 1) * STEP;
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(height, at);
  return wavOf(samples, RATE);
}

export function fakeClipList(missing: readonly string[] = []): ClipList {
  return {
    clips: CLIPS.map(({ name, text }) => {
      const gone = missing.includes(name);
      const source = gone ? 'missing' : 'synthesised';
      return { name, text, source, damaged: false, hash: gone ? null : `hash-${name}` };
    }),
  };
}

interface Heard {
  /** Sample height of a buffer; 0: a tone of the chime. */
  height: number;
  fromS: number;
  toS: number;
  /** Whether it came through to the loudspeaker loud enough to be heard. */
  gain: number;
}
declare global {
  interface Window {
    heard: Heard[];
  }
}

/** In the page, before it loads: what is started at the edge of Web Audio, and when. */
export function listenToBoard(): void {
  window.heard = [];
  const gains = new WeakMap<AudioNode, GainNode>();
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof GainNode) gains.set(this, to[0]);
    return Reflect.apply(connect, this, to);
  } as typeof connect;
  const startBuffer = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...times) {
    const samples = this.buffer?.getChannelData(0);
    const [fromS = this.context.currentTime] = times;
    window.heard.push({
      height: Math.round((samples?.[samples.length >> 1] ?? 0) * 32_768),
      fromS,
      toS: fromS + (this.buffer?.duration ?? 0),
      gain: gains.get(this)?.gain.value ?? 1,
    });
    return startBuffer.apply(this, times);
  };
  const startTone = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...times) {
    const [fromS = this.context.currentTime] = times;
    window.heard.push({ height: 0, fromS, toS: fromS + 0.7, gain: 1 });
    return startTone.apply(this, times);
  };
}

export interface HeardSound {
  readonly name: string;
  readonly fromS: number;
  readonly toS: number;
  readonly gain: number;
}

/** In order; a chime's two tones count as one. */
export async function heardOn(page: Page): Promise<HeardSound[]> {
  const heard = await page.evaluate(() => window.heard);
  return heard
    .map(({ height, ...rest }) => {
      return {
        name: height === 0 ? 'chime' : (NAMES[Math.round(height / STEP) - 1] ?? '?'),
        ...rest,
      };
    })
    .filter(({ name }, at, all) => !(name === 'chime' && all[at - 1]?.name === 'chime'));
}

/** `chime qing A ling yao er …`: names alone. */
export async function wordsOn(page: Page): Promise<string> {
  return (await heardOn(page)).map(({ name }) => name).join(' ');
}
