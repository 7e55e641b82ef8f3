// Halls whose mean wait a textbook knows, in service times (µ = 1), and what the simulator makes of them.
import type { Queued } from '../../server/modules/services/dispatch.ts';
import {
  exponential,
  type HallPlan,
  noGuard,
  type PlannedClass,
  type Rule,
  type SimulatedTicket,
  simulate,
} from './queue-simulator.ts';

export interface ReferenceHall {
  readonly name: string;
  readonly windows: number;
  readonly load: number;
  readonly classes: readonly PlannedClass[];
  readonly rule?: Rule;
  /** Mean wait of each class. */
  readonly expected: readonly number[];
}

const everybody: readonly PlannedClass[] = [{ share: 1, headStartMs: 0, strict: false }];
const priority = (strict: boolean): readonly PlannedClass[] => [
  { share: 0.2, headStartMs: 0, strict },
  { share: 0.8, headStartMs: 0, strict: false },
];

/**
 * Kleinrock's accumulating priority: who came early enough still goes first, at a third of the pace. The kiosk does not call
 * like this, and fixed keys cannot: the rule is here because a simulator that gets it right can be believed.
 */
const accumulating: Rule = (waiting, _window, _windows, { nowMs }) => {
  const credit = (ticket: Queued) =>
    (nowMs - ticket.takenAtHallMs) * ((ticket as SimulatedTicket).visitorClass === 0 ? 3 : 1);
  let best = null;
  for (const ticket of waiting) {
    if (best === null || credit(ticket) > credit(best)) best = ticket;
  }
  return best;
};

export const referenceHalls: readonly ReferenceHall[] = [
  ...(
    [
      [1, 0.8, 4.0],
      [2, 0.75, 1.2857],
      [3, 0.8, 1.0787],
      [5, 0.9, 1.525],
    ] as const
  ).map(([windows, load, wait]) => ({
    name: `Erlang C, ${windows} windows at ${load}`,
    windows,
    load,
    classes: everybody,
    expected: [wait],
  })),
  {
    name: 'Cobham, a fifth strictly first',
    windows: 1,
    load: 0.8,
    classes: priority(true),
    expected: [0.952, 4.762],
  },
  {
    name: 'Kleinrock, accumulating 3:1',
    windows: 1,
    load: 0.8,
    classes: priority(false),
    rule: accumulating,
    expected: [2.09, 4.478],
  },
];

export interface Waits {
  /** Mean wait of each class. */
  readonly byClass: readonly number[];
  /** Mean wait by how many waited on arrival when all windows were busy. */
  readonly byAhead: readonly number[];
}

export function measureWaits(hall: ReferenceHall, tickets: number, seed: number): Waits {
  const byClass = hall.classes.map(() => ({ sum: 0, count: 0 }));
  const byAhead: { sum: number; count: number }[] = [];
  const aheadOf = new Map<number, number>();
  simulate(planOf(hall, tickets), seed, {
    onArrival({ ticket, waiting, windows }) {
      if (windows.every(({ serving }) => serving)) aheadOf.set(ticket.order, waiting.length);
    },
    onCall({ order, visitorClass }, waited) {
      add(byClass, visitorClass, waited);
      const ahead = aheadOf.get(order);
      if (ahead !== undefined) add(byAhead, ahead, waited);
      aheadOf.delete(order);
    },
  });
  const means = (all: typeof byClass) => Array.from(all, (one) => (one ? one.sum / one.count : 0));
  return { byClass: means(byClass), byAhead: means(byAhead) };
}

function add(sums: { sum: number; count: number }[], at: number, value: number): void {
  sums[at] ??= { sum: 0, count: 0 };
  const one = sums[at];
  one.sum += value;
  one.count += 1;
}

function planOf(hall: ReferenceHall, tickets: number): HallPlan {
  const { windows, load, classes, rule } = hall;
  return {
    windows: Array.from({ length: windows }, (_, i) => ({ window: i + 1, itemIds: ['any'] })),
    items: [{ id: 'any', share: 1, serviceMs: (random) => exponential(random, 1) }],
    classes,
    arrivalEvery: () => 1 / (load * windows),
    limits: noGuard,
    tickets,
    ...(rule && { rule }),
  };
}
