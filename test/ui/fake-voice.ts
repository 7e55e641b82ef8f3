// Sounds for page tests: every clip a short steady tone of its own height, so that what was played can be named afterwards.
import type { ClipList } from '../../server/modules/voice/schema.ts';
import { CLIPS } from '../../server/speech/clips.ts';
import { wavOf } from '../../server/speech/wav.ts';

const RATE = 48_000;
const CLIP_MS = 40;
/** Between the heights of two of them. */
export const STEP = 300;
/** Sounds that are no clips: whole calls, announcements. */
const WHOLE_NAMES = ['whole', 'announcement', 'other'] as const;
export const SOUND_NAMES = [...CLIPS.map(({ name }) => name), ...WHOLE_NAMES];

export function fakeWav(name: string): Buffer {
  const samples = Buffer.alloc(((RATE * CLIP_MS) / 1000) * 2);
  const height = (SOUND_NAMES.indexOf(name) + 1) * STEP;
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
