// The folded state: the views of all modules and what the store itself remembers. The same fold runs in the kiosk at each
// command, at start over the journal's tail, and in the worker that writes snapshots.
import { eventOf } from './event-line.ts';
import type { HallMoment } from './hall-time.ts';
import type { PendingLine } from './journal.ts';
import type { ModuleDefinition, RecordedEvent, ViewState } from './module.ts';
import { createOutcomes, type OutcomeEntry, type Outcomes } from './outcomes.ts';
import { gapFound } from './own-events.ts';
import type { Gap } from './reader.ts';

/** Which event opens a business day, and the field that names it (`2026-11-23`): months are cut there. */
export interface DayEvent {
  readonly type: string;
  readonly field: string;
}
/** A stretch of the journal whose business days lie in one month. The last one is still growing. */
export interface Month {
  /** `2026-11`; '' before the first business day. */
  readonly name: string;
  readonly first: number;
  /** Hall time at its beginning: how old a month is, whatever its name claims. */
  readonly hallMs: number;
}

/** The folded state as plain JSON: what snapshots and bases hold. */
export interface FoldedState {
  readonly epoch: number;
  /** Last seq that was folded. */
  readonly seq: number;
  readonly hall: HallMoment | null;
  readonly months: readonly Month[];
  /** Damage that was journalled. */
  readonly gaps: readonly Gap[];
  readonly outcomes: readonly OutcomeEntry[];
  readonly views: Readonly<Record<string, ViewState>>;
}

export interface Folded {
  readonly views: Readonly<Record<string, ViewState>>;
  readonly outcomes: Outcomes;
  readonly months: readonly Month[];
  readonly gaps: readonly Gap[];
  readonly epoch: number;
  readonly seq: number;
  readonly hall: HallMoment | null;
  /** Folds a line; `event` when the caller has it already. Throws FoldFailure. */
  fold(line: PendingLine, event?: RecordedEvent): void;
  /** Goes on behind seqs that are lost. */
  skip(to: number): void;
  /** Shares its insides with the views: for a worker that is done folding, or for comparing. */
  state(): FoldedState;
}

/** A module could not fold an event: a defect in that module, named with the event, since starting again will not help. */
export class FoldFailure extends Error {
  constructor(module: string, line: Pick<PendingLine, 's' | 't' | 'v'>, cause: unknown) {
    super(`module ${module} cannot fold event ${line.s} (${line.t}@${line.v}): ${String(cause)}`, {
      cause,
    });
    this.name = 'FoldFailure';
  }
}

export function createFolded(
  registry: readonly ModuleDefinition[],
  kiosk: string,
  dayEvent: DayEvent,
  from: FoldedState | null,
): Folded {
  const modules = registry.map((module) => ({ module, view: startingView(module, from) }));
  const views = Object.fromEntries(modules.map(({ module, view }) => [module.name, view]));
  const outcomes = createOutcomes(from?.outcomes);
  const months = [...(from?.months ?? [])];
  const gaps = [...(from?.gaps ?? [])];
  let epoch = from?.epoch ?? 0;
  let seq = from?.seq ?? 0;
  let hall = from?.hall ?? null;

  function foldMonth(line: PendingLine): void {
    if (months.length === 0) months.push({ name: '', first: line.s, hallMs: line.l });
    if (line.t !== dayEvent.type) return;
    const name = monthOf(line.d, dayEvent.field);
    if (name !== months.at(-1)?.name) months.push({ name, first: line.s, hallMs: line.l });
  }

  return {
    views,
    outcomes,
    months,
    gaps,
    get epoch() {
      return epoch;
    },
    get seq() {
      return seq;
    },
    get hall() {
      return hall;
    },
    fold(line, event = eventOf(kiosk, line)) {
      for (const { module, view } of modules) {
        try {
          module.fold(view, event);
        } catch (error) {
          throw new FoldFailure(module.name, line, error);
        }
      }
      foldMonth(line);
      if (line.t === gapFound.type) gaps.push(line.d as Gap);
      if (line.o !== undefined)
        outcomes.add(line.c, { digest: line.o.g, hallMs: line.l, reply: line.o.r, seq: line.s });
      epoch = line.e;
      seq = line.s;
      hall = { hallMs: line.l, bootId: line.k, monotonicMs: line.m };
    },
    skip(to) {
      seq = Math.max(seq, to);
    },
    state: () => ({ epoch, seq, hall, months, gaps, outcomes: outcomes.entries(), views }),
  };
}

/** A key that a newer module added gets its first value; what the snapshot knows stays. */
function startingView(module: ModuleDefinition, from: FoldedState | null): ViewState {
  return { ...module.initial(), ...from?.views[module.name] };
}

function monthOf(data: unknown, field: string): string {
  const day = (data as Record<string, unknown> | null)?.[field];
  return typeof day === 'string' ? day.slice(0, 7) : '';
}
