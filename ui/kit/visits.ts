// The way through a visit: named screens, the steps allowed between them, and a session that dies with the visit.
import { batch, type ReadonlySignal, signal } from '@preact/signals';

export interface VisitPlan<Screen extends { name: string }, Session> {
  /** Where a visit begins and ends. */
  start: Screen;
  /** Which screens may follow which. */
  steps: Readonly<Record<Screen['name'], readonly Screen['name'][]>>;
  /** Screens that may follow any. */
  always: readonly Screen['name'][];
  begin(): Session;
  /** Wipes what the visitor left in the session. */
  end(session: Session): void;
}
export interface Visits<Screen extends { name: string }, Session> {
  readonly screen: ReadonlySignal<Screen>;
  readonly session: ReadonlySignal<Session>;
  /** Counts visits: a key that makes every component of the last visitor go. */
  readonly count: ReadonlySignal<number>;
  /** One step on; `back` comes back here. Throws where the plan knows no such step. */
  go(next: Screen): void;
  /** One step on that `back` does not undo: a record has been made. */
  arrive(next: Screen): void;
  back(): void;
  readonly canGoBack: ReadonlySignal<boolean>;
  /** Ends the visit, wipes the session, shows the start. */
  reset(): void;
}

export function createVisits<Screen extends { name: string }, Session>(
  plan: VisitPlan<Screen, Session>,
): Visits<Screen, Session> {
  const trail = signal<readonly Screen[]>([]);
  const screen = signal(plan.start);
  const session = signal(plan.begin());
  const count = signal(0);
  const canGoBack = signal(false);

  function show(next: Screen, earlier: readonly Screen[]): void {
    batch(() => {
      screen.value = next;
      trail.value = earlier;
      canGoBack.value = earlier.length > 0;
    });
  }
  function check(next: Screen): void {
    const from = screen.value.name as Screen['name'];
    const allowed: readonly string[] = [...plan.steps[from], ...plan.always];
    if (!allowed.includes(next.name)) throw new Error(`no step from ${from} to ${next.name}`);
  }

  return {
    screen,
    session,
    count,
    canGoBack,
    go(next) {
      check(next);
      show(next, [...trail.value, screen.value]);
    },
    arrive(next) {
      check(next);
      show(next, []);
    },
    back() {
      const previous = trail.value.at(-1);
      if (previous) show(previous, trail.value.slice(0, -1));
    },
    reset() {
      batch(() => {
        plan.end(session.value);
        session.value = plan.begin();
        count.value += 1;
        show(plan.start, []);
      });
    },
  };
}
