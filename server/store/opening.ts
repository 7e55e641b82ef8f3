// From files to a folded state: at start, and again after the disk failed under a write.
import type { Journal, JournalFailure, JournalState } from './journal.ts';
import type { Logger } from './logger.ts';
import type { RecordedEvent } from './module.ts';
import type { Gap } from './reader.ts';
import { type FoldPlan, readStarts, refold, type Starts } from './refold.ts';
import { registryVersionOf } from './snapshot.ts';
import type { Folded } from './views.ts';

export interface Opened {
  readonly folded: Folded;
  readonly epoch: number;
  /** Damage that is not journalled yet. */
  readonly gaps: readonly Gap[];
  /** Why nothing can be written. */
  readonly failure: JournalFailure | null;
  /** Events that turned out to be on disk although their commands were refused. */
  readonly news: readonly RecordedEvent[];
  /** The last seq of the snapshot that served; 0 without one. */
  readonly snapshotSeq: number;
  /** Seqs below it were deleted by policy. */
  readonly floor: number;
}

export interface Known {
  readonly seq: number;
  readonly epoch: number;
}

export interface Opening {
  /** The plan for workers. Reads the source of the modules once. */
  plan(): Promise<FoldPlan>;
  /** @param known what is known to be on disk; null at start, when nobody has heard of anything yet */
  open(known: Known | null): Promise<Opened>;
  /** Only folds, up to a seq that is on disk, while the journal is in no state to be opened. */
  fold(to: number): Promise<Folded>;
}

export function createOpening(parts: {
  readonly journal: Journal;
  readonly files: Omit<FoldPlan, 'registryVersion'>;
  readonly registryPath: string;
  readonly logger: Logger;
}): Opening {
  const { journal, files, registryPath, logger } = parts;
  let planned: FoldPlan | null = null;

  async function plan(): Promise<FoldPlan> {
    planned ??= { ...files, registryVersion: await registryVersionOf(registryPath) };
    return planned;
  }

  async function open(known: Known | null): Promise<Opened> {
    const starts = await readStarts(await plan(), logger);
    const seq = Math.max(starts.seen.seq, known?.seq ?? 0);
    const state = await journal.open(seq, Math.max(starts.seen.epoch, known?.epoch ?? 1));
    const forked = await isForked(journal, state, starts);
    if (forked) logger.error({ seq }, 'the snapshot belongs to another journal; it is left aside');
    const snapshot = forked ? null : starts.snapshot;
    const floor = (starts.base?.seq ?? 0) + 1;
    const news: RecordedEvent[] = [];
    const folded = await refold(
      await plan(),
      snapshot ?? starts.base,
      { to: state.lastSeq, floor },
      (event) => known !== null && event.seq > known.seq && news.push(event),
    );
    folded.skip(state.lastSeq);
    return {
      folded,
      epoch: state.epoch,
      gaps: state.gaps.filter(
        (gap) =>
          gap.to >= floor && !folded.gaps.some(({ from, to }) => from <= gap.from && gap.to <= to),
      ),
      failure: state.readOnly ?? null,
      news,
      snapshotSeq: snapshot?.seq ?? 0,
      floor,
    };
  }

  return {
    plan,
    open,
    async fold(to) {
      const starts = await readStarts(await plan(), logger);
      const usable = starts.snapshot !== null && starts.snapshot.seq <= to ? starts.snapshot : null;
      const floor = (starts.base?.seq ?? 0) + 1;
      return await refold(await plan(), usable ?? starts.base, { to, floor });
    },
  };
}

/**
 * Whether the journal goes on otherwise than the snapshot knows it: somebody put another journal there, an older copy that
 * was written on for one. What the journal lost altogether is no fork: the snapshot may be all that is left of it.
 */
async function isForked(journal: Journal, state: JournalState, starts: Starts): Promise<boolean> {
  const { snapshot, tail } = starts;
  if (snapshot === null || tail === null) return false;
  if (state.gaps.some(({ from, to }) => from <= snapshot.seq && snapshot.seq <= to)) return false;
  if (state.lastSeq === snapshot.seq) return state.tail !== tail;
  for await (const next of journal.read(snapshot.seq + 1))
    return !('gap' in next) && next.b === snapshot.seq + 1 && next.h !== tail;
  return false;
}
