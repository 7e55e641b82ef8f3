// Keeps the journal short to read: when to snapshot, which months to archive, what may be deleted. The worker does the work.
import type { FinishedMonth, JobResult, Task } from './job.ts';
import type { Logger } from './logger.ts';
import type { Folded } from './views.ts';

export interface KeepPolicy {
  /** Events between two snapshots. */
  readonly snapshotEvery: number;
  /** Full months that stay in the journal beside the growing one. */
  readonly liveMonths: number;
  /** Archives older than so many months (of 31 days of hall time) are deleted; null keeps them for ever. */
  readonly keepMonths: number | null;
  /** Nothing beyond this seq is deleted: for an enrolled kiosk what the hub acknowledged 30 days ago or earlier. */
  deletableSeq(): number;
}

export interface Keeper {
  /** Seqs below it were deleted by policy. */
  readonly floor: number;
  /** What was found at start: the last seq of the snapshot, and the floor. */
  resume(snapshotSeq: number, floor: number): void;
  /** Called after each group commit. */
  committed(): void;
  snapshotNow(): Promise<void>;
  /** Archives and deletes what the policy allows. Returns the files that are gone. */
  archiveNow(): Promise<readonly string[]>;
  /** Finishes what is under way; takes a last snapshot when there is enough that is new. */
  stop(): Promise<void>;
}

const MONTH_MS = 31 * 86_400_000;
/** So long without an event counts as idle: a due snapshot is taken then. */
const IDLE_MS = 2_000;
/** A lull this long is used for a snapshot that is not due yet. */
const LULL_MS = 120_000;
/** After a failure, on a full disk above all. */
const RETRY_MS = 300_000;

export interface KeeperParts {
  readonly policy: KeepPolicy;
  readonly logger: Logger;
  run(task: Task): Promise<JobResult>;
  /** Finishes the growing segment. */
  rotate(): Promise<void>;
  committedSeq(): number;
  /** null while the views are being made anew. */
  folded(): Folded | null;
}

export function createKeeper({ policy, logger, ...parts }: KeeperParts): Keeper {
  let snapshotSeq = 0;
  let archivedThrough = 0;
  let floor = 1;
  let timer: NodeJS.Timeout | null = null;
  let running = false;
  let notBeforeMs = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** One job at a time: two workers would write the same files. */
  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const result = queue.then(job);
    queue = result.catch(() => undefined);
    return result;
  }

  async function snapshot(): Promise<void> {
    const to = parts.committedSeq();
    if (to <= snapshotSeq) return;
    const startedMs = performance.now();
    await parts.rotate();
    snapshotSeq = (await parts.run({ kind: 'snapshot', to })).seq;
    const ms = Math.round(performance.now() - startedMs);
    logger.info({ seq: snapshotSeq, ms }, 'snapshot written');
  }

  async function archive(): Promise<readonly string[]> {
    const removed: string[] = [];
    const months = finishedMonths(parts.folded(), policy.liveMonths).filter(
      ({ last }) => last > archivedThrough && last >= floor && last <= snapshotSeq,
    );
    if (months.length > 0) {
      removed.push(...(await parts.run({ kind: 'archive', months })).removed);
      archivedThrough = months.at(-1)?.last ?? archivedThrough;
    }
    const to = deletableThrough(parts.folded(), policy, archivedThrough);
    if (to >= floor) {
      const task: Task = { kind: 'rebase', to, proveTo: snapshotSeq };
      removed.push(...(await parts.run(task)).removed);
      floor = to + 1;
    }
    if (removed.length > 0) logger.info({ removed }, 'months archived or deleted');
    return removed;
  }

  function inBackground(): void {
    if (running || performance.now() < notBeforeMs) return;
    running = true;
    inTurn(async () => {
      await snapshot();
      await archive();
    })
      .catch((error: unknown) => {
        notBeforeMs = performance.now() + RETRY_MS;
        logger.error({ err: error }, 'no snapshot or archive could be written; tried again later');
      })
      .finally(() => {
        running = false;
      });
  }

  function stopTimer(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  return {
    get floor() {
      return floor;
    },
    resume(seq, lowest) {
      snapshotSeq = seq;
      floor = lowest;
    },
    committed() {
      const unsaved = parts.committedSeq() - snapshotSeq;
      if (unsaved < policy.snapshotEvery / 10) return;
      stopTimer();
      // Never being idle is no excuse for ever: a start would have more and more to fold.
      if (unsaved >= policy.snapshotEvery * 2) inBackground();
      else
        timer = setTimeout(
          inBackground,
          unsaved >= policy.snapshotEvery ? IDLE_MS : LULL_MS,
        ).unref();
    },
    snapshotNow: () => inTurn(snapshot),
    archiveNow: () => inTurn(archive),
    async stop() {
      stopTimer();
      // What little the next start has to fold is not worth a worker.
      const worth = parts.committedSeq() - snapshotSeq >= policy.snapshotEvery / 50;
      await inTurn(worth ? snapshot : async () => undefined).catch((error: unknown) =>
        logger.error({ err: error }, 'no snapshot at stop; the next start takes longer'),
      );
    },
  };
}

function finishedMonths(folded: Folded | null, liveMonths: number): FinishedMonth[] {
  const months = folded?.months ?? [];
  return months.slice(0, Math.max(0, months.length - 1 - liveMonths)).map((month, index) => ({
    name: month.name,
    first: month.first,
    last: (months[index + 1]?.first ?? month.first) - 1,
  }));
}

/** By hall time, never by the months' names: one wrong date of a business day must not delete a year. */
function deletableThrough(
  folded: Folded | null,
  policy: KeepPolicy,
  archivedThrough: number,
): number {
  if (folded?.hall == null || policy.keepMonths === null) return 0;
  const oldest = folded.hall.hallMs - policy.keepMonths * MONTH_MS;
  const limit = Math.min(archivedThrough, policy.deletableSeq());
  return folded.months
    .slice(1)
    .filter((next) => next.hallMs <= oldest && next.first - 1 <= limit)
    .reduce((through, next) => Math.max(through, next.first - 1), 0);
}
