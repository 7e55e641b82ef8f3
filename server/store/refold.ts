// The folded state from what is on disk: the newest usable snapshot, else the base, else nothing; then every later line.
import { access } from 'node:fs/promises';
import { eventOf } from './event-line.ts';
import { type HistoryRange, type Records, readHistory } from './history.ts';
import type { JournalLine } from './journal.ts';
import type { Logger } from './logger.ts';
import type { ModuleDefinition, RecordedEvent } from './module.ts';
import { basePath, openSnapshot, snapshotPath } from './snapshot.ts';
import { createFolded, type DayEvent, type Folded, type FoldedState } from './views.ts';

/** What folding needs, in the kiosk and in the worker alike. */
export interface FoldPlan extends Records {
  readonly registry: readonly ModuleDefinition[];
  readonly registryVersion: string;
  readonly dayEvent: DayEvent;
}

export interface Starts {
  readonly snapshot: FoldedState | null;
  /** Of the snapshot. */
  readonly tail: string | null;
  readonly base: FoldedState | null;
  /** The furthest that either has seen, usable or not: the journal must reach as far. */
  readonly seen: { readonly seq: number; readonly epoch: number };
}

/** Reads both. A snapshot that other code folded is of no use; a base is: what it stands for exists nowhere else. */
export async function readStarts(plan: FoldPlan, logger?: Logger): Promise<Starts> {
  const snapshot = await openSnapshot(snapshotPath(plan.dataDir), plan.kiosk).read();
  const base = await openSnapshot(basePath(plan.dataDir), plan.kiosk).read();
  if (snapshot === null && (await isThere(snapshotPath(plan.dataDir))))
    logger?.warn({}, 'the snapshot is damaged or of another kiosk: every record is folded again');
  const current = snapshot?.registryVersion === plan.registryVersion;
  if (snapshot !== null && !current)
    logger?.info({ seq: snapshot.state.seq }, 'modules have changed: every record is folded again');
  const seen = [snapshot, base].map((one) => one?.state ?? { seq: 0, epoch: 1 });
  return {
    snapshot: current ? snapshot.state : null,
    tail: snapshot?.tail ?? null,
    base: base?.state ?? null,
    seen: {
      seq: Math.max(...seen.map(({ seq }) => seq)),
      epoch: Math.max(...seen.map(({ epoch }) => epoch)),
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Folds up to `to`. `start` is used up: the fold changes it. */
export async function refold(
  plan: FoldPlan,
  start: FoldedState | null,
  { to, floor }: { to: number; floor: number },
  onEvent: (event: RecordedEvent, line: JournalLine) => void = () => undefined,
): Promise<Folded> {
  const folded = createFolded(plan.registry, plan.kiosk, plan.dayEvent, start);
  const range: HistoryRange = { from: folded.seq + 1, to };
  for await (const line of readHistory(plan, range, floor)) {
    if ('gap' in line) continue;
    const event = eventOf(plan.kiosk, line);
    folded.fold(line, event);
    onEvent(event, line);
  }
  return folded;
}
