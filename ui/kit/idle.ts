// Notices that nobody is there any more: first a question, then the end. No countdown that races a slow reader.
import { type ReadonlySignal, signal } from '@preact/signals';

export interface IdleOptions {
  /** How long the present screen may rest; null: for ever. */
  restMs(): number | null;
  /** How long the question stays; 0: no question, the visit just ends. */
  warnMs(): number;
  end(): void;
}
export interface Idle {
  /** The question 还要继续吗 is on screen. */
  readonly warning: ReadonlySignal<boolean>;
  /** Somebody is there, or another screen was shown. */
  stir(): void;
  start(): void;
  stop(): void;
}

export function createIdle({ restMs, warnMs, end }: IdleOptions): Idle {
  const warning = signal(false);
  let timer = 0;

  function finish(): void {
    warning.value = false;
    end();
  }
  function warn(): void {
    const ms = warnMs();
    if (ms === 0) {
      finish();
      return;
    }
    warning.value = true;
    timer = window.setTimeout(finish, ms);
  }
  function stir(): void {
    clearTimeout(timer);
    warning.value = false;
    const ms = restMs();
    if (ms !== null) timer = window.setTimeout(warn, ms);
  }
  /** The question has its own buttons: a touch must not take it away from under the finger. */
  function touched(): void {
    if (!warning.value) stir();
  }
  const events = ['pointerdown', 'keydown'] as const;
  return {
    warning,
    stir,
    start() {
      for (const event of events) document.addEventListener(event, touched, { capture: true });
      stir();
    },
    stop() {
      for (const event of events) document.removeEventListener(event, stir, { capture: true });
      clearTimeout(timer);
    },
  };
}
