// What a board page plays, heard at the edge of Web Audio and named by the height of the fake sounds.
import type { Page } from 'playwright-core';
import { SOUND_NAMES, STEP } from './fake-voice.ts';

/** Its second tone begins within this time. */
const ONE_CHIME_S = 0.5;

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
        name: height === 0 ? 'chime' : (SOUND_NAMES[Math.round(height / STEP) - 1] ?? '?'),
        ...rest,
      };
    })
    .filter(({ name, fromS }, at, all) => {
      const before = all[at - 1];
      return name !== 'chime' || before?.name !== 'chime' || fromS - before.fromS > ONE_CHIME_S;
    });
}

/** `chime qing A ling yao er …`: names alone. */
export async function wordsOn(page: Page): Promise<string> {
  return (await heardOn(page)).map(({ name }) => name).join(' ');
}
