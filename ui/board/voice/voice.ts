// The board's voice: hears of calls and announcements through the slices, decides which are news, has them said.
import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { CentreSlice } from '../../../server/modules/centre/schema.ts';
import type { BoardSlice } from '../../../server/modules/services/page-schema.ts';
import type {
  AnnouncementSlice,
  SoundSlice,
  TestCallMoment,
} from '../../../server/modules/voice/schema.ts';
import { minute } from '../../kit/clock.tsx';
import { isQuiet } from '../../kit/quiet.ts';
import { createClipStore } from './clip-store.ts';
import { createOutput } from './output.ts';
import { createSpeaker } from './speaker.ts';
import { createSpokenMemory } from './spoken.ts';
import { announcementsOn, callsOn, createNews, FRESH_MS, isStanding } from './utterances.ts';

/** blocked: somebody must touch the page · quiet: it is quiet hours · muted: volume 0 · impaired: not all can be heard. */
export type VoiceState = 'ready' | 'blocked' | 'quiet' | 'muted' | 'impaired';

export interface Voice {
  readonly state: ReadonlySignal<VoiceState>;
  readonly saying: ReadonlySignal<string | null>;
  /** The server's clock. */
  serverNow(): number;
  unblock(): void;
  start(): void;
  stop(): void;
}

export interface VoiceSources {
  readonly centre: ReadonlySignal<CentreSlice | null>;
  readonly board: ReadonlySignal<BoardSlice | null>;
  readonly announcement: ReadonlySignal<AnnouncementSlice | null>;
  readonly sound: ReadonlySignal<SoundSlice | null>;
  readonly connected: ReadonlySignal<boolean>;
  onTestCall(listen: (moment: TestCallMoment) => void): () => void;
}

export function createVoice(sources: VoiceSources): Voice {
  const { centre, board, announcement, sound, connected } = sources;
  const clips = createClipStore();
  const output = createOutput();
  const memory = createSpokenMemory(sessionStorage);
  const newCalls = createNews();
  const newAnnouncements = createNews();
  /** What comes first after a new connection may be old. */
  let mayBeOld = true;
  let stops: (() => void)[] = [];

  function silence(): 'quiet' | 'muted' | null {
    const { quiet = null, volume = 0 } = sound.value ?? {};
    if (isQuiet(quiet, clips.serverNow(), centre.value?.zone ?? 'Asia/Shanghai')) return 'quiet';
    return volume === 0 ? 'muted' : null;
  }
  const speaker = createSpeaker({
    output,
    clips,
    sound: () => (silence() === null ? sound.value : null),
    isStanding: (one) => isStanding(one, board.value, announcement.value),
    onSaid: memory.add,
  });
  const state = computed<VoiceState>(() => {
    // Quiet hours begin and end with a minute.
    void minute.value;
    const silent = silence();
    if (silent) return silent;
    if (output.state.value === 'blocked') return 'blocked';
    const whole = output.state.value !== 'absent' && !speaker.impaired.value;
    return whole ? 'ready' : 'impaired';
  });

  function takeNews(): void {
    const earliestMs = mayBeOld ? clips.serverNow() - FRESH_MS : Number.NEGATIVE_INFINITY;
    mayBeOld = false;
    const news = [
      ...newCalls.in(callsOn(board.value)),
      ...newAnnouncements.in(announcementsOn(announcement.value)),
    ];
    for (const one of news) {
      if (one.atMs >= earliestMs && !memory.has(one.id)) speaker.say(one);
    }
  }

  return {
    state,
    saying: speaker.saying,
    serverNow: clips.serverNow,
    unblock: output.unblock,
    start() {
      output.start();
      clips.start();
      // Heard from the first moment on: whoever tries the sound stands at another page, and cannot know what this one still loads.
      stops = [sources.onTestCall((moment) => void clips.loaded.then(() => speaker.test(moment)))];
      void clips.loaded.then(() => {
        stops.push(
          effect(() => {
            if (connected.value) mayBeOld = true;
          }),
          effect(() => {
            const known = board.value && announcement.value && sound.value && centre.value;
            if (known) untracked(takeNews);
          }),
          effect(() => {
            if (output.state.value === 'running') untracked(speaker.resume);
          }),
        );
      });
    },
    stop() {
      for (const stop of stops) stop();
      speaker.stop();
      clips.stop();
      output.stop();
    },
  };
}
