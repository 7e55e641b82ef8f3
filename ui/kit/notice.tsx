// Things a page says about its state: a banner that stays, a toast that goes.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Clauses } from './clauses.tsx';
import './notice.css';

/** `good`: it worked · `trouble`: under control · `stop`: cannot go on · `plain`: for information. */
export type Tone = 'good' | 'trouble' | 'stop' | 'plain';

export interface BannerProps {
  tone: Tone;
  title: string;
  children?: ComponentChildren;
  icon?: ComponentChildren;
  /** Read out when it appears or changes. */
  live?: boolean;
  /** The main thing on the page. */
  large?: boolean;
}

export function Banner({ tone, title, children, icon, live, large }: BannerProps) {
  const size = large ? ' banner-large' : '';
  return (
    <div class={`banner banner-${tone}${size}`} aria-live={live ? 'polite' : undefined}>
      {icon}
      <div>
        <b>
          <Clauses text={title} />
        </b>
        {children && <p>{children}</p>}
      </div>
    </div>
  );
}

/** What a toast offers to do about what it says, such as undoing it. */
export interface ToastAction {
  label: string;
  run: () => void;
  /** How long it can be done; as long as it takes to read and get there where not given. */
  forMs?: number;
}
const TOAST_MS = 8_000;
/** Time to read it, think, and get there. */
const TOAST_WITH_ACTION_MS = 15_000;
const shown = signal<{ tone: Tone; text: string; action?: ToastAction | undefined } | null>(null);
let timer = 0;

export function toast(tone: Tone, text: string, action?: ToastAction): void {
  clearTimeout(timer);
  shown.value = { tone, text, action };
  timer = window.setTimeout(clearToast, action ? (action.forMs ?? TOAST_WITH_ACTION_MS) : TOAST_MS);
}
export function clearToast(): void {
  clearTimeout(timer);
  shown.value = null;
}

/** Once a page: where toasts appear. */
export function Toasts() {
  const now = shown.value;
  return (
    <div class="toasts" role="status">
      {now && (
        <div class={`toast banner-${now.tone}`}>
          <Clauses text={now.text} />
          {now.action && <ActionOf action={now.action} />}
        </div>
      )}
    </div>
  );
}

function ActionOf({ action }: { action: ToastAction }) {
  function run(): void {
    clearToast();
    action.run();
  }
  return (
    <button type="button" class="toast-action" onClick={run}>
      {action.label}
    </button>
  );
}
