// The chime that sounds while somebody calls for help. Browsers keep audio silent until the first gesture.
import { type ReadonlySignal, signal } from '@preact/signals';

export interface Alarm {
  /** The browser lets nothing sound yet: a gesture is needed. */
  readonly blocked: ReadonlySignal<boolean>;
  readonly ringing: ReadonlySignal<boolean>;
  ring(): void;
  quiet(): void;
  /** To be called from a gesture. */
  unblock(): void;
  start(): void;
  stop(): void;
}

/** Two falling bell tones, then a rest, as long as nobody comes. */
const TONES = [
  { hertz: 880, atS: 0, lastsS: 0.9 },
  { hertz: 660, atS: 0.45, lastsS: 1.2 },
] as const;
const PERIOD_S = 2.4;
const LOUDNESS = 0.5;
/** A context that may sound does so within this time; one that is not running by then is blocked. */
const VERDICT_MS = 500;

export function createAlarm(): Alarm {
  const blocked = signal(false);
  const ringing = signal(false);
  let context: AudioContext | null = null;
  let source: AudioBufferSourceNode | null = null;
  let verdictTimer = 0;

  function judge(): void {
    blocked.value = context !== null && context.state !== 'running';
  }
  function unblock(): void {
    // Pending for as long as the browser blocks: nothing to wait for, `statechange` tells.
    context?.resume().catch(() => {});
  }
  const gestures = ['pointerup', 'keydown', 'touchend'] as const;

  return {
    blocked,
    ringing,
    unblock,
    ring() {
      if (ringing.value || !context) return;
      ringing.value = true;
      source = context.createBufferSource();
      source.buffer = chime(context);
      // A looped buffer goes on in a hidden tab, where timers hardly run.
      source.loop = true;
      source.connect(context.destination);
      source.start();
      unblock();
    },
    quiet() {
      source?.stop();
      source?.disconnect();
      source = null;
      ringing.value = false;
    },
    start() {
      context = new AudioContext();
      context.addEventListener('statechange', judge);
      for (const gesture of gestures) document.addEventListener(gesture, unblock);
      verdictTimer = window.setTimeout(judge, VERDICT_MS);
    },
    stop() {
      this.quiet();
      clearTimeout(verdictTimer);
      for (const gesture of gestures) document.removeEventListener(gesture, unblock);
      context?.removeEventListener('statechange', judge);
      context?.close().catch(() => {});
      context = null;
      blocked.value = false;
    },
  };
}

function chime(context: AudioContext): AudioBuffer {
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, Math.ceil(PERIOD_S * rate), rate);
  const samples = buffer.getChannelData(0);
  for (const { hertz, atS, lastsS } of TONES) {
    const first = Math.round(atS * rate);
    const count = Math.round(lastsS * rate);
    for (let at = 0; at < count; at++) {
      const seconds = at / rate;
      const attack = Math.min(1, seconds / 0.01);
      const decay = Math.exp((-5 * at) / count);
      const wave = Math.sin(2 * Math.PI * hertz * seconds) * attack * decay * LOUDNESS;
      samples[first + at] = (samples[first + at] ?? 0) + wave;
    }
  }
  return buffer;
}
