// espeak-ng (GPL-3) as a process of its own for each utterance, never linked: pinyin with tone numbers in, a WAV file out.
// One at a time, so that a morning of announcements never takes both cores.
import { type ChildFault, runChild } from '../child-process.ts';
import { tidyWav } from './wav.ts';

/** garbage: what came is no sound · busy: too many wait already · tooLong: nobody listens to that much. */
export type SpeechFault = ChildFault | 'garbage' | 'busy' | 'tooLong';
export type Spoken =
  | { readonly ok: true; readonly wav: Buffer }
  | { readonly ok: false; readonly fault: SpeechFault };

export interface Espeak {
  /** Never rejects. */
  say(pinyin: string): Promise<Spoken>;
  stop(): void;
}

export interface EspeakOptions {
  readonly program?: string;
  readonly deadlineMs?: number;
  /** After it was missing or hung: how long it is not tried again, so that nobody waits for it in vain. */
  readonly restMs?: number;
  readonly maxWaiting?: number;
}

/** Of the two Mandarin voices the one that works: plain `cmn` reads Chinese characters as English (espeak-ng#1044, #1163). */
const VOICE = 'cmn-latn-pinyin';
/** Words a minute; the default of 175 is too fast for a hall of old people. */
const PACE = 150;
/** 60 characters are about 400 letters of pinyin. */
const MAX_LETTERS = 1000;
/** About a minute and a half of sound. */
const MAX_BYTES = 4_000_000;

export function createEspeak(options: EspeakOptions = {}): Espeak {
  const { program = 'espeak-ng', deadlineMs = 5_000, restMs = 30_000, maxWaiting = 64 } = options;
  const stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let resting: { readonly fault: SpeechFault; readonly untilMs: number } | null = null;

  async function speak(pinyin: string): Promise<Spoken> {
    if (resting && performance.now() < resting.untilMs) return { ok: false, fault: resting.fault };
    const outcome = await runChild({
      program,
      args: ['-v', VOICE, '-s', String(PACE), '-b', '1', '--stdin', '--stdout'],
      input: pinyin,
      deadlineMs,
      maxBytes: MAX_BYTES,
      stopped: stopping.signal,
    });
    if (!outcome.ok) {
      const { fault } = outcome;
      const hopeless = fault === 'missing' || fault === 'timeout';
      resting = hopeless ? { fault, untilMs: performance.now() + restMs } : null;
      return outcome;
    }
    const wav = tidyWav(outcome.output);
    return wav ? { ok: true, wav } : { ok: false, fault: 'garbage' };
  }

  return {
    say(pinyin) {
      if (pinyin.length > MAX_LETTERS) return Promise.resolve({ ok: false, fault: 'tooLong' });
      if (waiting >= maxWaiting) return Promise.resolve({ ok: false, fault: 'busy' });
      waiting++;
      const spoken = last.then(() => speak(pinyin));
      last = spoken.finally(() => waiting--);
      return spoken;
    },
    stop() {
      stopping.abort();
    },
  };
}
