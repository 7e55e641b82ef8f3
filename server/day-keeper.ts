// Opens and closes the business day. A trusted clock does it by itself, at midnight in the centre's zone; otherwise staff
// confirm the day and numbers go on in the open one meanwhile. The day never goes back by itself.
import { executeAs } from './kiosk-actor.ts';
import { closeDay, openDay } from './modules/centre/commands.ts';
import {
  type CentreView,
  type DayConfirmed,
  type DayOpened,
  dayOf,
  daysBetween,
} from './modules/centre/schema.ts';
import type { SystemClock } from './store/clock.ts';
import type { Store } from './store/store.ts';

export interface DayKeeper {
  /** Puts the day right, then watches it. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** True when staff must say which day it is. */
  needsConfirmation(): boolean;
  onChange(listener: () => void): () => void;
}

export interface DayKeeperOptions {
  readonly store: Store<{ centre: CentreView }> & {
    /** Staff agree with the machine's date. */
    confirmClock(): void;
  };
  readonly clock: Pick<SystemClock, 'read'>;
  readonly zone: string;
  readonly logger: { info(fields: object, message: string): void };
}

const LOOK_EVERY_MS = 10_000;
/** Of a clock that leaps further on its own, staff are asked; `openDay` refuses it too. */
const PLAUSIBLE_LEAP_DAYS = 31;
const PART = 'day-keeper';
const SAID_BY_STAFF = ['centre.dayOpened', 'centre.dayConfirmed'];

export function createDayKeeper(options: DayKeeperOptions): DayKeeper {
  const { store, clock, zone, logger } = options;
  const listeners = new Set<() => void>();
  let needed = false;
  /** The wall clock's day, right or wrong, when staff last confirmed the business day: they are asked again when it turns. */
  let confirmedOn: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopListening = () => {};
  let stopWatching = () => {};

  async function look(atStart = false): Promise<void> {
    const { wallMs, trusted } = clock.read();
    const today = dayOf(wallMs, zone);
    const { day, lastDay } = await store.read(({ centre }) => ({ ...centre }));
    const leap = lastDay === null ? 1 : daysBetween(lastDay, today);
    let open = day;
    if (trusted && leap > 0 && leap <= PLAUSIBLE_LEAP_DAYS) {
      // A day that is still open at a start, or for more than a night, was not closed in time.
      open = await turnTo(today, day, atStart || leap > 1);
    }
    // A day that staff ended early stays ended; a clock that is behind the open day never takes it back.
    const settled = open === today || (open === null && lastDay === today);
    setNeeded(!settled && confirmedOn !== today);
  }

  async function turnTo(today: string, day: string | null, late: boolean): Promise<string | null> {
    if (day !== null && late) await executeAs(PART, store, closeDay, { late });
    const outcome = await executeAs(PART, store, openDay, { day: today });
    if (outcome.ok) logger.info({ day: today }, 'business day opened');
    return outcome.ok ? today : day;
  }

  function setNeeded(value: boolean): void {
    if (value === needed) return;
    needed = value;
    for (const listener of listeners) listener();
  }

  function confirmed(day: string): void {
    confirmedOn = dayOf(clock.read().wallMs, zone);
    if (day === confirmedOn) store.confirmClock();
  }

  function lookAgain(): Promise<void> {
    looking = looking
      .then(() => look())
      .catch((error: unknown) => logger.info({ err: error }, 'day keeper'));
    return looking;
  }

  return {
    async start() {
      await look(true);
      stopListening = store.onCommitted((events) => {
        const turned = events.some(({ type }) => type.startsWith('centre.day'));
        const byStaff = events.findLast(
          ({ type, actor }) => SAID_BY_STAFF.includes(type) && actor.kind === 'staff',
        );
        if (byStaff) confirmed((byStaff as DayOpened | DayConfirmed).data.day);
        if (turned) void lookAgain();
      });
      stopWatching = store.onStatus(() => void lookAgain());
      timer = setInterval(() => void lookAgain(), LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      stopListening();
      stopWatching();
      await looking;
    },
    needsConfirmation: () => needed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
