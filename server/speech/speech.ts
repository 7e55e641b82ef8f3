// What can be heard: the words of calls, recorded by the centre or else said by espeak-ng once; whole calls; free text.
import type { Logger } from '../store/logger.ts';
import { CLIPS, type ClipWord } from './clips.ts';
import { createEspeak, type Espeak, type SpeechFault, type Spoken } from './espeak.ts';
import { asNumber, digitByDigit } from './numerals.ts';
import { pinyinOf } from './pinyin.ts';
import { createRecordings, type Sound, soundOf } from './recordings.ts';

export interface ClipEntry {
  readonly name: string;
  readonly text: string;
  /** missing: not recorded, and espeak-ng did not say it. */
  readonly source: 'recorded' | 'synthesised' | 'missing';
  /** A recording is there and cannot be used. */
  readonly damaged: boolean;
  /** Changes with the sound; null: there is none. */
  readonly hash: string | null;
}

export interface Speech {
  clips(): Promise<ClipEntry[]>;
  /** Null: no such word, or no sound of it. */
  clip(name: string): Promise<Sound | null>;
  /** 请A零幺二号到3号窗口办理, in one piece. */
  call(number: string, window: number): Promise<Sound | null>;
  /** Free text; `key` names it for the next board that asks. */
  text(key: string, text: string): Promise<Sound | null>;
  start(): void;
  stop(): void;
}

export interface SpeechOptions {
  /** Folder of the centre's recordings. */
  readonly clipsDir: string | null;
  readonly logger: Logger;
  readonly espeak?: Espeak;
}

/** Calls and texts kept for the other boards of the hall: 100–300 KB each. */
const KEPT = 12;

export function createSpeech(options: SpeechOptions): Speech {
  const { clipsDir, logger, espeak = createEspeak() } = options;
  const recordings = createRecordings(clipsDir);
  const stopping = new AbortController();
  const synthesised = new Map<string, Promise<Sound | null>>();
  const kept = new Map<string, Promise<Sound | null>>();
  let lastFault: SpeechFault | null = null;

  /** Said once a fault begins, not for each of forty words. */
  function soundIn(spoken: Spoken): Sound | null {
    const fault = spoken.ok ? null : spoken.fault;
    if (fault !== lastFault && fault !== 'closed') {
      if (fault) logger.warn({ fault }, 'espeak-ng did not speak');
      else logger.info({}, 'espeak-ng speaks again');
      lastFault = fault;
    }
    return spoken.ok ? soundOf('audio/wav', spoken.wav) : null;
  }

  /** Several boards ask within a moment: one process speaks, all get it. A failure is not kept. */
  function once(
    made: Map<string, Promise<Sound | null>>,
    key: string,
    make: () => Promise<Spoken>,
  ): Promise<Sound | null> {
    const before = made.get(key);
    if (before) return before;
    const sound = make().then((spoken) => {
      const heard = soundIn(spoken);
      if (!heard) made.delete(key);
      return heard;
    });
    made.set(key, sound);
    return sound;
  }

  function synthesise({ name, pinyin }: ClipWord): Promise<Sound | null> {
    return once(synthesised, name, () => espeak.say(pinyin));
  }

  async function soundsOf(words: readonly ClipWord[]) {
    const recorded = await recordings.read(words);
    return Promise.all(
      words.map(async (word) => {
        const own = recorded.get(word.name);
        const damaged = own === 'damaged';
        if (own !== undefined && own !== 'damaged') {
          return { word, sound: own, source: 'recorded' as const, damaged };
        }
        const sound = await synthesise(word);
        return {
          word,
          sound,
          source: sound ? ('synthesised' as const) : ('missing' as const),
          damaged,
        };
      }),
    );
  }

  function sentence(key: string, make: () => Promise<Spoken>): Promise<Sound | null> {
    const sound = once(kept, key, make);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return sound;
  }

  const speak = async (text: string) => espeak.say(await pinyinOf(text, stopping.signal));

  return {
    async clips() {
      const sounds = await soundsOf(CLIPS);
      return sounds.map(({ word: { name, text }, sound, source, damaged }) => {
        return { name, text, source, damaged, hash: sound?.hash ?? null };
      });
    },
    async clip(name) {
      const words = CLIPS.filter((one) => one.name === name);
      const [found] = await soundsOf(words);
      return found?.sound ?? null;
    },
    call: (number, window) =>
      sentence(`call ${number} ${window}`, () => espeak.say(callPinyin(number, window))),
    text: (key, text) => sentence(`text ${key}`, () => speak(text)),
    start() {
      // Ready before the first board asks.
      void soundsOf(CLIPS);
    },
    stop() {
      stopping.abort();
      espeak.stop();
    },
  };
}

/** From the words of the clips, so that the sentence needs no dictionary. */
function callPinyin(number: string, window: number): string {
  const text = `请${number.replace(/\d+/g, (digits) => digitByDigit(digits))}号到${asNumber(window)}号窗口办理`;
  const words = [...CLIPS].sort((a, b) => b.text.length - a.text.length);
  let pinyin = '';
  for (let rest = text; rest !== ''; ) {
    const word = words.find((one) => rest.startsWith(one.text));
    pinyin += `${word?.pinyin ?? ''} `;
    rest = rest.slice(word?.text.length ?? 1);
  }
  return pinyin.trim();
}
