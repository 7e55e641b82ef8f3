// Statistics out of the stories of tickets. Pure, and of bounded size: counters and durations for each day, hour, item, window
// and class, however many tickets there were.
import { Durations } from './durations.ts';
import type { TicketState } from './schema.ts';
import type { Figures, OutcomeName, Statistics } from './statistics-schema.ts';
import { outcomeNames, reasonNames } from './statistics-schema.ts';
import type { VisitorClass } from './terms-schema.ts';
import { BELIEVABLE_MS } from './ticket-life.ts';
import type { TicketStory, Turn } from './ticket-story.ts';
import { ToldWaits } from './told-waits.ts';

const QUARTER_MS = 900_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const CLASSES: readonly VisitorClass[] = [
  'ordinary',
  'elderly',
  'disabled',
  'military',
  'expecting',
];

/** What the range says beside the tickets. */
export interface Surroundings {
  readonly from: string;
  readonly to: string;
  /** Also of retired items. */
  readonly itemName: (id: string) => string;
  readonly ratings: Statistics['ratings'];
  readonly damagedDays: readonly string[];
}

/** All waiting until a call; null when it was never called. */
export function waitOf({ turns }: TicketStory): number | null {
  return turns.length === 0 ? null : turns.reduce((sum, turn) => sum + turn.waitedMs, 0);
}

/** At all windows, of what was finished or sent on; null when nothing was. */
export function serviceOf({ turns }: TicketStory): number | null {
  const worked = turns.filter(isWork);
  return worked.length === 0 ? null : worked.reduce((sum, turn) => sum + turn.servedMs, 0);
}

function isWork({ end }: Turn): boolean {
  return end === 'finished' || end === 'transferred';
}

export class StatisticsTally {
  readonly #total = new Group();
  readonly #days = new Map<string, Group>();
  readonly #hours = new Map<number, Group>();
  readonly #items = new Map<string, Group>();
  readonly #windows = new Map<number, Group>();
  readonly #classes = new Map<VisitorClass, Group>();
  readonly #told = new ToldWaits();
  readonly #outcomes = zeros<OutcomeName>(outcomeNames);
  readonly #outOfTurn = zeros(reasonNames);
  readonly #counts = { appointments: 0, transferred: 0, held: 0, undoneCalls: 0, unbelievable: 0 };
  readonly #overtaken = { tickets: 0, most: 0 };
  readonly #hourOf: (ms: number) => number;

  /** @param zone in which the hours of a day are counted */
  constructor(zone: string) {
    this.#hourOf = hourIn(zone);
  }

  add(story: TicketStory): void {
    const wait = waitOf(story);
    const service = this.#believed(serviceOf(story));
    const hour = this.#hourOf(story.takenAtMs);
    const groups = [
      this.#total,
      groupOf(this.#days, story.day),
      groupOf(this.#hours, hour),
      groupOf(this.#classes, story.class),
    ];
    for (const group of groups) group.add(story.state, wait, service);
    this.#addItems(story, wait);
    this.#addWindows(story);
    this.#count(story);
    const first = story.turns[0];
    if (story.told && first) this.#told.add(story.told, first.waitedMs);
  }

  #believed(ms: number | null): number | null {
    if (ms === null || isBelievable(ms)) return ms;
    this.#counts.unbelievable += 1;
    return null;
  }

  /** Of several items done at once, each is given an equal share. */
  #addItems({ itemIds, turns, state }: TicketStory, wait: number | null): void {
    const done = new Map<string, number | null>();
    for (const { doneItemIds, servedMs } of turns) {
      const share = servedMs / doneItemIds.length;
      for (const id of doneItemIds) done.set(id, isBelievable(share) ? share : null);
    }
    for (const id of new Set([...itemIds, ...done.keys()])) {
      groupOf(this.#items, id).add(done.has(id) ? 'served' : state, wait, done.get(id) ?? null);
    }
  }

  #addWindows({ turns }: TicketStory): void {
    for (const turn of turns) {
      const { window, waitedMs, servedMs } = turn;
      const service = isWork(turn) && isBelievable(servedMs) ? servedMs : null;
      groupOf(this.#windows, window).add(stateAt(turn), waitedMs, service);
    }
  }

  #count(story: TicketStory): void {
    const { turns, overtaken, undone } = story;
    const counts = this.#counts;
    if (story.byAppointment) counts.appointments += 1;
    counts.undoneCalls += undone;
    counts.transferred += turns.filter(({ end }) => end === 'transferred').length;
    counts.held += turns.reduce((sum, turn) => sum + turn.heldTimes, 0);
    for (const { reason, outcome, end } of turns) {
      if (reason !== null) this.#outOfTurn[reason] += 1;
      if (outcome !== null) this.#outcomes[outcome] += 1;
      if (end === 'unrecorded') this.#outcomes.unrecorded += 1;
    }
    if (overtaken === 0) return;
    this.#overtaken.tickets += 1;
    this.#overtaken.most = Math.max(this.#overtaken.most, overtaken);
  }

  servedByDay(): { day: string; served: number }[] {
    return sorted(this.#days).map(([day, group]) => ({ day, served: group.figures().served }));
  }

  result({ from, to, itemName, ratings, damagedDays }: Surroundings): Statistics {
    const byTickets = sorted(this.#items).sort(([, a], [, b]) => b.tickets - a.tickets);
    return {
      from,
      to,
      total: this.#total.figures(),
      outcomes: { ...this.#outcomes },
      ...this.#counts,
      outOfTurn: { ...this.#outOfTurn },
      overtaken: { ...this.#overtaken },
      told: this.#told.figures(),
      byDay: sorted(this.#days).map(([day, group]) => ({ day, ...group.figures() })),
      byHour: HOURS.map((hour) => ({ hour, ...groupOf(this.#hours, hour).figures() })),
      byItem: byTickets.map(([id, group]) => ({
        id,
        name: itemName(id) || id,
        ...group.figures(),
      })),
      byWindow: sorted(this.#windows).map(([window, group]) => ({ window, ...group.figures() })),
      byClass: CLASSES.map((name) => ({
        class: name,
        ...groupOf(this.#classes, name).figures(),
      })),
      ratings,
      damagedDays: [...damagedDays],
    };
  }
}

class Group {
  tickets = 0;
  readonly #states = { served: 0, missed: 0, givenUp: 0, void: 0, open: 0 };
  readonly #wait = new Durations();
  readonly #service = new Durations();

  add(state: TicketState, wait: number | null, service: number | null): void {
    this.tickets += 1;
    this.#states[isOver(state) ? state : 'open'] += 1;
    if (wait !== null) this.#wait.add(wait);
    if (service !== null) this.#service.add(service);
  }

  figures(): Figures {
    const { tickets } = this;
    return {
      tickets,
      ...this.#states,
      wait: this.#wait.spread(),
      service: this.#service.spread(),
    };
  }
}

function isOver(state: TicketState): state is 'served' | 'missed' | 'givenUp' | 'void' {
  return ['served', 'missed', 'givenUp', 'void'].includes(state);
}

/** What became of a number at one window. */
function stateAt({ end }: Turn): TicketState {
  switch (end) {
    case 'finished':
    case 'transferred':
    case 'unrecorded':
      return 'served';
    case 'missed':
      return 'missed';
    case 'left':
      return 'void';
    default:
      return 'serving';
  }
}

function isBelievable(ms: number): boolean {
  return ms >= BELIEVABLE_MS.least && ms <= BELIEVABLE_MS.most;
}

function groupOf<Key>(groups: Map<Key, Group>, key: Key): Group {
  const group = groups.get(key) ?? new Group();
  groups.set(key, group);
  return group;
}

function sorted<Key extends string | number>(groups: Map<Key, Group>): [Key, Group][] {
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** Clocks change on quarters of an hour at most: the answer is kept for one. */
function hourIn(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  });
  let quarter = Number.NaN;
  let hour = 0;
  return (ms) => {
    const now = Math.floor(ms / QUARTER_MS);
    if (now !== quarter) {
      quarter = now;
      hour = Number(format.format(ms));
    }
    return hour;
  };
}
