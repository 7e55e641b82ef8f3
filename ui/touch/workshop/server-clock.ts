// The time as the kiosk has it. Flash prices end by its clock; a paired touchscreen may be minutes off.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const SECOND_MS = 1_000;
/** Header dates are whole seconds, rounded down. */
const HALF_SECOND_MS = 500;
/** Server minus page, ms. */
const ahead = signal(0);
/** Moves once a second while somebody looks. */
const second = signal(0);

/** @param answeredAtMs the `Date` header of an answer that was asked for and came at these moments of the page */
export function aheadOf(answeredAtMs: number, askedMs: number, cameMs: number): number {
  return answeredAtMs + HALF_SECOND_MS - (askedMs + cameMs) / 2;
}

export async function askTime(): Promise<void> {
  const askedMs = Date.now();
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
  const answeredAtMs = Date.parse(answer?.headers.get('date') ?? '');
  // Without an answer the clock of the page will do: the price itself is always the server's.
  if (!Number.isNaN(answeredAtMs)) ahead.value = aheadOf(answeredAtMs, askedMs, Date.now());
}

/** ms until then; null: nothing to wait for. */
export function useMsUntil(untilMs: number | null): number | null {
  useEffect(() => {
    if (untilMs === null) return;
    const tick = () => {
      second.value = Date.now();
    };
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [untilMs]);
  second.value;
  return untilMs === null ? null : untilMs - ahead.value - Date.now();
}
