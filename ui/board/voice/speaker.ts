// Says one utterance after another, never two at once: chime, words, the words again. What cannot be said is at least chimed;
// the text stands on the board in any case.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SoundSlice, TestCallMoment } from '../../../server/modules/voice/schema.ts';
import type { ClipStore } from './clip-store.ts';
import type { Output } from './output.ts';
import { callClips } from './sentence.ts';
import { enqueue, FRESH_MS, type Utterance } from './utterances.ts';

export interface Speaker {
  /** Id of what is being said; `TEST_ID`: the test call. */
  readonly saying: ReadonlySignal<string | null>;
  /** The last one was not heard as it should be. */
  readonly impaired: ReadonlySignal<boolean>;
  say(utterance: Utterance): void;
  /** A call that is none, with loudness of its own, quiet hours or not. */
  test(moment: TestCallMoment): void;
  /** Goes on after the browser has let it; what has waited too long is dropped. */
  resume(): void;
  stop(): void;
}

export interface SpeakerOptions {
  readonly output: Output;
  readonly clips: ClipStore;
  /** How to sound now; null: not at all. */
  readonly sound: () => Pick<SoundSlice, 'volume' | 'chime' | 'repeat'> | null;
  readonly isStanding: (utterance: Utterance) => boolean;
  readonly onSaid: (id: string) => void;
}

type Loudness = Pick<SoundSlice, 'volume' | 'chime' | 'repeat'>;

const BETWEEN_MS = 700;
const AFTERWARDS_MS = 500;
const TEST = { number: 'A012', window: 3 } as const;
export const TEST_ID = 'test';

export function createSpeaker(options: SpeakerOptions): Speaker {
  const { output, clips, sound, isStanding, onSaid } = options;
  const saying = signal<string | null>(null);
  const impaired = signal(false);
  let waiting: Utterance[] = [];
  let test: TestCallMoment | null = null;
  let busy = false;
  let stopped = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    while (!stopped && output.state.value === 'running') {
      const next = test ?? waiting.shift();
      test = null;
      if (!next) break;
      const done = 'kind' in next ? attend(next) : attendTest(next);
      await done.catch(() => {
        impaired.value = true;
      });
      saying.value = null;
    }
    busy = false;
  }

  async function attend(next: Utterance): Promise<void> {
    const loudness = sound();
    const said = () => onSaid(next.id);
    if (!loudness || !isStanding(next)) return said();
    saying.value = next.id;
    await utter(() => wordsOf(next), loudness, { wanted: () => isStanding(next), said });
    saying.value = null;
    await pause(AFTERWARDS_MS);
  }

  async function attendTest(loudness: TestCallMoment): Promise<void> {
    saying.value = TEST_ID;
    const rules = { wanted: () => true, said: () => {} };
    await utter(() => wordsOfCall(TEST.number, TEST.window), loudness, rules);
  }

  /** While nothing can sound nothing piles up either. */
  function dropOld(): void {
    const now = clips.serverNow();
    waiting = waiting.filter(({ atMs }) => now - atMs <= FRESH_MS);
  }

  async function utter(
    words: () => Promise<AudioBuffer[] | null>,
    { volume, chime, repeat }: Loudness,
    { wanted, said }: { wanted: () => boolean; said: () => void },
  ): Promise<void> {
    const ready = words();
    // Without words the chime makes people look up, also where it is switched off.
    if (chime || !(await ready)) await output.chime(volume);
    const buffers = await ready;
    let heard = buffers !== null;
    for (let time = 0; buffers && heard && time < repeat && wanted(); time++) {
      if (time > 0) await pause(BETWEEN_MS);
      heard = await output.play(buffers, volume);
      said();
    }
    impaired.value = !heard;
    said();
  }

  async function wordsOf(next: Utterance): Promise<AudioBuffer[] | null> {
    if (next.kind === 'call') return wordsOfCall(next.number, next.window);
    return alone(await clips.fetchOne(`/api/voice/announcements/${encodeURIComponent(next.id)}`));
  }

  async function wordsOfCall(number: string, window: number): Promise<AudioBuffer[] | null> {
    const names = callClips(number, window);
    const ready = names && clips.buffers(names);
    if (ready) return ready;
    const query = new URLSearchParams({ number, window: String(window) });
    return alone(await clips.fetchOne(`/api/voice/calls?${query}`));
  }

  return {
    saying,
    impaired,
    say(utterance) {
      waiting = enqueue(waiting, utterance);
      if (output.state.value !== 'running') dropOld();
      void work();
    },
    test(moment) {
      test = moment;
      void work();
    },
    resume() {
      dropOld();
      void work();
    },
    stop() {
      stopped = true;
      waiting = [];
    },
  };
}

function alone(buffer: AudioBuffer | null): AudioBuffer[] | null {
  return buffer && [buffer];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
