// Hall time: the clock of queues and deadlines. It never goes back, is carried across boots by the journal's lines, and
// follows the wall clock forward only when that is trusted and the jump is plausible.
import type { ClockReading, SystemClock } from './clock.ts';

/** Where hall time stood when an event was recorded. */
export interface HallMoment {
  readonly hallMs: number;
  readonly bootId: string;
  readonly monotonicMs: number;
}
export interface HallReading extends ClockReading {
  readonly hallMs: number;
}

/** A machine that slept longer waits for staff: a clock gone wild jumps by years. */
export const PLAUSIBLE_JUMP_MS = 31 * 86_400_000;
/** Below it, no trusted clock has ever set hall time: it counts from 0, and the first trusted clock sets it freely. */
const NEVER_SET_MS = Date.UTC(2020, 0, 1);

/** @param confirmed staff looked at the date and said that it is right */
export function hallTimeAt(
  last: HallMoment | null,
  now: ClockReading,
  confirmed: boolean = false,
): number {
  const carried = last === null ? 0 : last.hallMs + elapsedSince(last, now);
  const jump = now.wallMs - carried;
  const plausible = jump <= PLAUSIBLE_JUMP_MS || carried < NEVER_SET_MS;
  return jump > 0 && (confirmed || (now.trusted && plausible)) ? now.wallMs : carried;
}

/** Nobody knows how long the machine was off: that time counts once a trusted clock tells. */
function elapsedSince(last: HallMoment, now: ClockReading): number {
  return last.bootId === now.bootId ? Math.max(0, now.monotonicMs - last.monotonicMs) : 0;
}

export interface HallClock {
  /** Goes on from what the journal says; never back from what was already read. */
  resume(moment: HallMoment | null): void;
  read(): HallReading;
  /** Staff confirmed the date: the next reading follows the wall clock however far. */
  confirm(): void;
}

export function createHallClock(clock: SystemClock): HallClock {
  let last: HallMoment | null = null;
  let confirmed = false;
  return {
    resume(moment) {
      if (moment !== null && (last === null || moment.hallMs > last.hallMs)) last = moment;
    },
    read() {
      const now = clock.read();
      const hallMs = hallTimeAt(last, now, confirmed);
      confirmed = false;
      last = { hallMs, bootId: now.bootId, monotonicMs: now.monotonicMs };
      return { ...now, hallMs };
    },
    confirm() {
      confirmed = true;
    },
  };
}
