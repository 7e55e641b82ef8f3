// Which states a session goes through.
import type { SessionState } from './schema.ts';

const NEXT: Readonly<Record<SessionState, readonly SessionState[]>> = {
  planned: ['live', 'cancelled'],
  live: ['paused', 'ended'],
  paused: ['live', 'ended'],
  ended: ['settled'],
  settled: [],
  cancelled: [],
};

export function mayBecome(from: SessionState, to: SessionState): boolean {
  return NEXT[from].includes(to);
}

export function isOver(state: SessionState): boolean {
  return state === 'ended' || state === 'settled' || state === 'cancelled';
}

/** Its shelf is the hall's, also while it pauses. */
export function isRunning(state: SessionState): boolean {
  return state === 'live' || state === 'paused';
}
