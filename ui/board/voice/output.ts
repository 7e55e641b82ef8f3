// The loudspeaker: buffers one after another without a gap, two tones as a chime. Says when the browser keeps it silent.
import { type ReadonlySignal, signal } from '@preact/signals';

/** blocked: nothing sounds before somebody has touched the page · absent: this browser has no sound at all. */
export type OutputState = 'starting' | 'running' | 'blocked' | 'absent';

export interface Output {
  readonly state: ReadonlySignal<OutputState>;
  /** True once all of it was heard; false when the device did not take it. */
  play(buffers: readonly AudioBuffer[], volume: number): Promise<boolean>;
  chime(volume: number): Promise<boolean>;
  /** To be called from a gesture. */
  unblock(): void;
  start(): void;
  stop(): void;
}

/** A context that may sound does so within this time; one that is not running by then is blocked. */
const VERDICT_MS = 800;
/** A device that is gone never ends a sound. */
const PATIENCE_S = 3;
const AHEAD_S = 0.03;
/** Two falling tones, as in a station. */
const TONES = [
  { hertz: 784, atS: 0 },
  { hertz: 587, atS: 0.35 },
] as const;
const TONE_S = 0.7;
const TONE_LOUDNESS = 0.4;

export function createOutput(): Output {
  const state = signal<OutputState>('starting');
  let context: AudioContext | null = null;
  let verdictTimer = 0;

  function judge(): void {
    if (context?.state === 'running') state.value = 'running';
    else if (state.value === 'running') state.value = 'blocked';
  }
  function verdict(): void {
    judge();
    if (state.value === 'starting') state.value = 'blocked';
  }
  function unblock(): void {
    // Pending for as long as the browser blocks: nothing to wait for, `statechange` tells.
    context?.resume().catch(() => {});
  }
  function open(): void {
    state.value = 'starting';
    try {
      context = new AudioContext();
    } catch {
      state.value = 'absent';
      return;
    }
    context.addEventListener('statechange', judge);
    verdictTimer = window.setTimeout(verdict, VERDICT_MS);
  }
  function close(): void {
    clearTimeout(verdictTimer);
    context?.removeEventListener('statechange', judge);
    context?.close().catch(() => {});
    context = null;
  }

  function gainOf(on: AudioContext, volume: number): GainNode {
    const gain = on.createGain();
    // Ears hear proportions: half the slider is a quarter of the swing.
    gain.gain.value = (volume / 100) ** 2;
    gain.connect(on.destination);
    return gain;
  }

  /** Waits for the last node's end; a device that never gets there is given up and opened anew. */
  function endOf(last: AudioScheduledSourceNode, lastsS: number, gain: GainNode): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (heard: boolean) => {
        clearTimeout(timer);
        gain.disconnect();
        resolve(heard);
      };
      const timer = window.setTimeout(
        () => {
          close();
          open();
          done(false);
        },
        (lastsS + PATIENCE_S) * 1000,
      );
      last.onended = () => done(true);
    });
  }

  return {
    state,
    unblock,
    async play(buffers, volume) {
      if (!context) return false;
      const gain = gainOf(context, volume);
      let atS = context.currentTime + AHEAD_S;
      let last: AudioBufferSourceNode | null = null;
      for (const buffer of buffers) {
        last = context.createBufferSource();
        last.buffer = buffer;
        last.connect(gain);
        last.start(atS);
        atS += buffer.duration;
      }
      return last !== null && endOf(last, atS - context.currentTime, gain);
    },
    async chime(volume) {
      if (!context) return false;
      const gain = gainOf(context, volume);
      let last: OscillatorNode | null = null;
      for (const { hertz, atS } of TONES) {
        last = bell(context, gain, hertz, context.currentTime + AHEAD_S + atS);
      }
      return last !== null && endOf(last, TONES[1].atS + TONE_S, gain);
    },
    start: open,
    stop: close,
  };
}

function bell(on: AudioContext, to: AudioNode, hertz: number, atS: number): OscillatorNode {
  const tone = on.createOscillator();
  const swell = on.createGain();
  tone.frequency.value = hertz;
  swell.gain.setValueAtTime(0, atS);
  swell.gain.linearRampToValueAtTime(TONE_LOUDNESS, atS + 0.01);
  swell.gain.exponentialRampToValueAtTime(0.001, atS + TONE_S);
  tone.connect(swell).connect(to);
  tone.start(atS);
  tone.stop(atS + TONE_S);
  return tone;
}
