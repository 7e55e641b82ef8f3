// What happened to each ticket, from being taken to its end, told by its events in order. Times are hall time. A call that was
// undone never was; whom it had ended goes on.
import type { DayClosed } from '../centre/schema.ts';
import type { ServicesEvent, TicketCalled, TicketState, TicketTaken } from './schema.ts';
import type { Outcome, OutOfTurnReason, VisitorClass, Wait } from './terms-schema.ts';

/** One stretch at one window, from a call that stood: being put aside and called back there belongs to it. */
export interface Turn {
  window: number;
  /** In the queue, before this call. */
  waitedMs: number;
  calledAtMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  /** From the start, or the call where nobody pressed start; without the time put aside. */
  servedMs: number;
  /** `left`: called or put aside, and nobody came any more; `unrecorded`: the day closed during it. Null: it lasts. */
  end: 'finished' | 'missed' | 'held' | 'transferred' | 'left' | 'unrecorded' | null;
  doneItemIds: readonly string[];
  outcome: Outcome | null;
  /** Why it was called out of its turn. */
  reason: OutOfTurnReason | null;
  calls: number;
  heldTimes: number;
}
export interface TicketStory {
  id: string;
  day: string;
  number: string;
  /** What it was taken for. */
  itemIds: readonly string[];
  class: VisitorClass;
  byAppointment: boolean;
  takenAtMs: number;
  told: Wait;
  turns: Turn[];
  state: TicketState;
  /** How many who came later, with the same letter, were called before its first call. */
  overtaken: number;
  /** Calls that were taken back. */
  undone: number;
}

interface Draft extends TicketStory {
  readonly prefix: string;
  readonly order: number;
  waitingSinceMs: number | null;
  /** Since when the last turn's time runs. */
  servingSinceMs: number | null;
  /** Whom its last call passed over, as long as that may be undone. */
  passed: Draft[];
  /** What the last call changed. */
  before: { waitingSinceMs: number | null; held: boolean } | null;
  /** What the last finish changed. */
  unfinished: { servingSinceMs: number | null; servedMs: number } | null;
}

type Told = ServicesEvent | DayClosed;

export class StoryBook {
  readonly #days: ReadonlySet<string>;
  readonly #drafts = new Map<string, Draft>();
  /** Who waits for a first call, by letter, in the order of coming. */
  readonly #rows = new Map<string, Draft[]>();

  /** @param days whose tickets are told */
  constructor(days: Iterable<string>) {
    this.#days = new Set(days);
  }

  /** Of events that are none of its own it makes nothing. */
  apply(event: Told): void {
    switch (event.type) {
      case 'services.ticketTaken':
        this.#take(event);
        return;
      case 'services.windowClosed':
        this.#leaveHeld(event.data.window, event.hallMs);
        return;
      case 'centre.dayClosed':
        for (const draft of this.#drafts.values()) this.#closeWith(draft, event.hallMs);
        return;
    }
    if (!('ticketId' in event.data)) return;
    const draft = this.#drafts.get(event.data.ticketId);
    if (draft) this.#step(draft, event);
  }

  /** The stories of a day, in the order of taking; the book forgets them. */
  take(day: string): TicketStory[] {
    const told: TicketStory[] = [];
    for (const draft of this.#drafts.values()) {
      if (draft.day !== day) continue;
      this.#drafts.delete(draft.id);
      this.#leaveRow(draft);
      told.push(storyOf(draft));
    }
    return told;
  }

  #take({ data, hallMs, seq }: TicketTaken): void {
    if (!this.#days.has(data.day)) return;
    const { ticketId: id, day, number, prefix, itemIds } = data;
    const draft: Draft = {
      id,
      day,
      number,
      itemIds,
      class: data.class,
      byAppointment: data.appointmentId !== null,
      takenAtMs: hallMs,
      told: data.wait,
      turns: [],
      state: 'waiting',
      overtaken: 0,
      undone: 0,
      prefix,
      order: seq,
      waitingSinceMs: hallMs,
      servingSinceMs: null,
      passed: [],
      before: null,
      unfinished: null,
    };
    this.#drafts.set(id, draft);
    this.#joinRow(draft);
  }

  #step(draft: Draft, event: Exclude<Told, TicketTaken | DayClosed>): void {
    const turn = draft.turns.at(-1);
    switch (event.type) {
      case 'services.ticketCalled':
        if (event.data.again && turn) turn.calls += 1;
        else this.#call(draft, event);
        break;
      case 'services.callUndone':
        this.#undo(draft, event.hallMs);
        this.#goOn(event.data.reopened);
        break;
      case 'services.serviceStarted':
        draft.state = 'serving';
        draft.servingSinceMs = event.hallMs;
        if (turn) turn.startedAtMs ??= event.hallMs;
        break;
      case 'services.ticketFinished':
        if (turn) {
          const { outcome, itemIds } = event.data;
          draft.unfinished = { servingSinceMs: draft.servingSinceMs, servedMs: turn.servedMs };
          Object.assign(turn, { outcome, doneItemIds: itemIds });
        }
        endTurn(draft, 'finished', event.hallMs);
        if (event.data.remaining.length === 0) draft.state = 'served';
        else waitAgain(draft, event.hallMs);
        break;
      case 'services.ticketMissed':
        endTurn(draft, 'missed', event.hallMs);
        draft.state = 'missed';
        break;
      case 'services.ticketHeld':
        endTurn(draft, 'held', event.hallMs);
        if (turn) turn.heldTimes += 1;
        draft.state = 'held';
        break;
      case 'services.ticketTransferred':
        endTurn(draft, 'transferred', event.hallMs);
        waitAgain(draft, event.hallMs);
        break;
      case 'services.ticketReactivated':
        waitAgain(draft, event.hallMs);
        break;
      case 'services.ticketGivenUp':
        this.#leaveRow(draft);
        draft.state = 'givenUp';
        draft.waitingSinceMs = null;
        break;
      case 'services.classChanged':
        draft.class = event.data.class;
        break;
    }
  }

  #call(draft: Draft, { data, hallMs }: TicketCalled): void {
    const { waitingSinceMs, turns } = draft;
    const held = draft.state === 'held';
    if (turns.length === 0) draft.passed = this.#passOver(draft);
    draft.before = { waitingSinceMs, held };
    const turn = held ? turns.at(-1) : undefined;
    if (turn) {
      turn.end = null;
      turn.endedAtMs = null;
    } else turns.push(newTurn(data, hallMs, hallMs - (waitingSinceMs ?? hallMs)));
    Object.assign(draft, { state: 'called', waitingSinceMs: null, servingSinceMs: hallMs });
  }

  #passOver(called: Draft): Draft[] {
    const row = this.#rows.get(called.prefix) ?? [];
    const passed = row.slice(0, placeIn(row, called.order));
    for (const draft of passed) draft.overtaken += 1;
    this.#leaveRow(called);
    return passed;
  }

  #undo(draft: Draft, hallMs: number): void {
    const { before, turns, passed } = draft;
    if (!before) return;
    draft.undone += 1;
    if (before.held) endTurn(draft, 'left', hallMs);
    else turns.pop();
    waitAgain(draft, before.waitingSinceMs ?? hallMs);
    for (const one of passed) one.overtaken -= 1;
    draft.passed = [];
    if (turns.length === 0) this.#joinRow(draft);
  }

  #goOn(id: string | null): void {
    const draft = id === null ? undefined : this.#drafts.get(id);
    const turn = draft?.turns.at(-1);
    if (!draft?.unfinished || !turn) return;
    const { servingSinceMs, servedMs } = draft.unfinished;
    Object.assign(turn, { end: null, endedAtMs: null, outcome: null, doneItemIds: [], servedMs });
    Object.assign(draft, { state: 'serving', servingSinceMs, unfinished: null });
  }

  #leaveHeld(window: number, hallMs: number): void {
    for (const draft of this.#drafts.values()) {
      if (draft.state !== 'held' || draft.turns.at(-1)?.window !== window) continue;
      endTurn(draft, 'left', hallMs);
      draft.state = 'missed';
    }
  }

  /** As the view has it: who was being served when the day closed was served. */
  #closeWith(draft: Draft, hallMs: number): void {
    this.#leaveRow(draft);
    if (draft.state === 'serving') {
      endTurn(draft, 'unrecorded', hallMs);
      draft.state = 'served';
    } else if (draft.state === 'called' || draft.state === 'held') {
      endTurn(draft, 'left', hallMs);
      draft.state = 'void';
    } else if (draft.state === 'waiting') draft.state = 'void';
    draft.waitingSinceMs = null;
  }

  #joinRow(draft: Draft): void {
    const row = this.#rows.get(draft.prefix) ?? [];
    this.#rows.set(draft.prefix, row);
    row.splice(placeIn(row, draft.order), 0, draft);
  }

  #leaveRow(draft: Draft): void {
    const row = this.#rows.get(draft.prefix) ?? [];
    const place = placeIn(row, draft.order);
    if (row[place] === draft) row.splice(place, 1);
  }
}

function newTurn(data: TicketCalled['data'], calledAtMs: number, waitedMs: number): Turn {
  return {
    window: data.window,
    waitedMs,
    calledAtMs,
    startedAtMs: null,
    endedAtMs: null,
    servedMs: 0,
    end: null,
    doneItemIds: [],
    outcome: null,
    reason: data.reason,
    calls: 1,
    heldTimes: 0,
  };
}

/** Who was put aside before it ended had no time running. */
function endTurn(draft: Draft, end: Turn['end'], hallMs: number): void {
  const turn = draft.turns.at(-1);
  if (!turn) return;
  if (
    draft.servingSinceMs !== null &&
    (end === 'finished' || end === 'held' || end === 'transferred')
  ) {
    turn.servedMs += hallMs - draft.servingSinceMs;
  }
  Object.assign(turn, { end, endedAtMs: hallMs });
  Object.assign(draft, { servingSinceMs: null, passed: [], before: null });
}

function waitAgain(draft: Draft, sinceMs: number): void {
  Object.assign(draft, { state: 'waiting', waitingSinceMs: sinceMs, servingSinceMs: null });
}

function placeIn(row: readonly Draft[], order: number): number {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

function storyOf(draft: Draft): TicketStory {
  const { prefix, order, waitingSinceMs, servingSinceMs, passed, before, unfinished, ...story } =
    draft;
  return story;
}
