// A hall in which time jumps from event to event: seeded arrivals and services, called by the kiosk's own rule. Shared by the
// tests, which hold it against textbook values, and by the bench, which lets the estimator forecast in it.
import {
  chooseNext,
  compareQueued,
  type GuardLimits,
  mayCall,
  passedOver,
  type Queued,
  type ServingWindow,
} from '../../server/modules/services/dispatch.ts';
import type { HallWindow } from '../../server/modules/services/estimate.ts';
import { type Random, seeded } from '../server/store/random.ts';

export interface HallPlan {
  readonly windows: readonly PlannedWindow[];
  readonly items: readonly PlannedItem[];
  readonly classes: readonly PlannedClass[];
  /** Mean time between two arrivals, exponential: at a moment of the day. */
  arrivalEvery(nowMs: number): number;
  readonly limits: GuardLimits;
  readonly tickets: number;
  /** The kiosk's when not given. */
  readonly rule?: Rule;
}
export interface PlannedWindow {
  readonly window: number;
  readonly itemIds: readonly string[];
  /** Times as long as others; 1 when not given. */
  readonly slowness?: number;
}
export interface PlannedItem {
  readonly id: string;
  readonly share: number;
  serviceMs(random: Random): number;
}
export interface PlannedClass {
  readonly share: number;
  readonly headStartMs: number;
  readonly strict: boolean;
}
export type Rule = typeof chooseNext;

export interface SimulatedTicket extends Queued {
  overtaken: number;
  /** Index of its class. */
  readonly visitorClass: number;
  readonly itemId: string;
}
/** The hall when somebody arrives, before that ticket waits. */
export interface Moment {
  readonly nowMs: number;
  readonly ticket: SimulatedTicket;
  readonly waiting: readonly SimulatedTicket[];
  readonly windows: readonly HallWindow[];
  /** The last 40 of an item, oldest first. */
  measured(itemId: string): readonly number[];
  /** Who was called last for an item, and how long that one had waited. */
  lastCalled(itemId: string): number | null;
}
export interface Watch {
  onArrival?(moment: Moment): void;
  onCall?(ticket: SimulatedTicket, waitedMs: number): void;
}
interface SimulatedWindow extends ServingWindow {
  readonly slowness: number;
  paused: false;
  lastSeenMs: number;
  serving: { itemIds: readonly string[]; sinceMs: number } | null;
  freeAtMs: number;
}

const KEPT = 40;
export const noGuard: GuardLimits = {
  overtakenLimit: Number.POSITIVE_INFINITY,
  longestWaitMs: Number.POSITIVE_INFINITY,
};

export function simulate(plan: HallPlan, seed: number, watch: Watch): void {
  const random = seeded(seed);
  const rule = plan.rule ?? chooseNext;
  const waiting: SimulatedTicket[] = [];
  const windows: SimulatedWindow[] = plan.windows.map(({ window, itemIds, slowness = 1 }) => ({
    window,
    itemIds: new Set(itemIds),
    slowness,
    paused: false,
    lastSeenMs: 0,
    serving: null,
    freeAtMs: Number.POSITIVE_INFINITY,
  }));
  const measured = new Map(plan.items.map(({ id }) => [id, [] as number[]]));
  const lastWait = new Map<string, number>();
  let arrivesAtMs = exponential(random, plan.arrivalEvery(0));

  function callAt(window: SimulatedWindow, nowMs: number): void {
    const ticket = rule(waiting, window, windows, { ...plan.limits, nowMs });
    window.lastSeenMs = nowMs;
    window.serving = null;
    window.freeAtMs = Number.POSITIVE_INFINITY;
    if (!ticket) return;
    waiting.splice(waiting.indexOf(ticket), 1);
    if (plan.limits.overtakenLimit < Number.POSITIVE_INFINITY) passOver(ticket, window);
    const waitedMs = nowMs - ticket.takenAtHallMs;
    lastWait.set(ticket.itemId, waitedMs);
    watch.onCall?.(ticket, waitedMs);
    const item = plan.items.find(({ id }) => id === ticket.itemId);
    window.serving = { itemIds: ticket.itemIds, sinceMs: nowMs };
    window.freeAtMs = nowMs + (item?.serviceMs(random) ?? 0) * window.slowness;
  }
  function passOver(called: SimulatedTicket, window: ServingWindow): void {
    for (const other of passedOver(waiting, called, window, windows)) other.overtaken += 1;
  }
  function finish(window: SimulatedWindow): void {
    const { freeAtMs: nowMs, serving } = window;
    const times = measured.get(serving?.itemIds[0] ?? '');
    if (times && serving) times.push(nowMs - serving.sinceMs);
    if (times && times.length > KEPT) times.shift();
    callAt(window, nowMs);
  }
  function arrive(order: number): void {
    const nowMs = arrivesAtMs;
    const ticket = newTicket(plan, random, order, nowMs);
    watch.onArrival?.({
      nowMs,
      ticket,
      waiting,
      windows,
      measured: (itemId) => measured.get(itemId) ?? [],
      lastCalled: (itemId) => lastWait.get(itemId) ?? null,
    });
    insert(waiting, ticket);
    const idle = windows.find((one) => one.serving === null && mayCall(one, ticket, windows));
    if (idle) callAt(idle, nowMs);
    arrivesAtMs = nowMs + exponential(random, plan.arrivalEvery(nowMs));
  }

  for (let order = 0; order < plan.tickets; ) {
    let next = windows[0];
    for (const window of windows) {
      if (next && window.freeAtMs < next.freeAtMs) next = window;
    }
    if (next && next.freeAtMs < arrivesAtMs) finish(next);
    else arrive(order++);
  }
}

function newTicket(plan: HallPlan, random: Random, order: number, nowMs: number): SimulatedTicket {
  const visitorClass = pickIndex(plan.classes, random);
  const itemId = plan.items[pickIndex(plan.items, random)]?.id ?? '';
  const { headStartMs = 0, strict = false } = plan.classes[visitorClass] ?? {};
  return {
    id: `ticket-${order}`,
    itemIds: [itemId],
    itemId,
    visitorClass,
    keyMs: nowMs - headStartMs,
    takenAtHallMs: nowMs,
    order,
    strict,
    overtaken: 0,
    onlyWindow: null,
  };
}

function insert(waiting: SimulatedTicket[], ticket: SimulatedTicket): void {
  let at = waiting.length;
  // From the end: most who arrive stand there.
  while (at > 0 && compareQueued(waiting[at - 1] as SimulatedTicket, ticket) > 0) at--;
  waiting.splice(at, 0, ticket);
}

function pickIndex(choices: readonly { readonly share: number }[], random: Random): number {
  let left = random.next();
  for (const [index, { share }] of choices.entries()) {
    left -= share;
    if (left < 0) return index;
  }
  return choices.length - 1;
}

export function exponential(random: Random, mean: number): number {
  return -mean * Math.log1p(-random.next());
}

/** Of this mean, its standard deviation `variation` times as large; normal by Box and Muller. */
export function lognormal(random: Random, mean: number, variation: number): number {
  const varianceOfLog = Math.log1p(variation ** 2);
  const normal = Math.sqrt(-2 * Math.log1p(-random.next())) * Math.cos(2 * Math.PI * random.next());
  return mean * Math.exp(normal * Math.sqrt(varianceOfLog) - varianceOfLog / 2);
}
