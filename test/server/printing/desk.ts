// A printing desk for tests: the real printing module over a journal in memory whose disk is slow and whose power can go.
// What `disk` holds survives `kill`; everything else does not.

import type { Slip } from '../../../devices/slip.ts';
import {
  cancelJob,
  finishJob,
  reprint,
  requeueJob,
  startJob,
} from '../../../server/modules/printing/commands.ts';
import {
  jobQueued,
  type PrintingView,
  type PrintJob,
} from '../../../server/modules/printing/schema.ts';
import { copiesKey, nextJob, printing } from '../../../server/modules/printing/view.ts';
import {
  createSpool,
  type Spool,
  type SpoolCommands,
  type SpoolJob,
  type SpoolOptions,
} from '../../../server/printing/spool.ts';
import {
  type CommandDefinition,
  event,
  type NewEvent,
  type RecordedEvent,
} from '../../../server/store/module.ts';
import type { Outcome, StoreStatus } from '../../../server/store/store.ts';
import { quiet } from '../../devices/quiet.ts';

interface Views {
  printing: PrintingView;
}

export interface DeskOptions {
  printer: SpoolOptions<unknown, SpoolJob>['printer'];
  disk: RecordedEvent[];
  /** How long the disk takes. */
  commitMs?: number;
  /** The mutant: `start` resolves before its event is on disk. */
  printBeforeJournal?: boolean;
  /** The process dies the moment an event of this type is on disk. */
  dieAfter?: string;
  stale?: ReadonlySet<string>;
  retryMs?: number;
}

export interface Desk {
  readonly views: Views;
  readonly spool: Spool;
  queue(reference: string): Promise<string>;
  reprint(jobId: string): Promise<Outcome<unknown>>;
  cancel(jobId: string): Promise<Outcome<unknown>>;
  setStatus(status: StoreStatus): void;
  /** The process dies: nothing more reaches the disk, nobody hears anything again. */
  kill(): void;
  killed(): boolean;
  job(jobId: string): PrintJob | undefined;
  states(): Record<string, string>;
}

export const readOnly: StoreStatus = { state: 'readOnly', reason: 'DISK_FULL', detail: 'ENOSPC' };

export function createDesk(options: DeskOptions): Desk {
  const { printer, disk, commitMs = 2, printBeforeJournal = false, stale = new Set() } = options;
  const views: Views = { printing: printing.initial() };
  for (const recorded of disk) printing.fold(views.printing, recorded);
  const committed: ((events: readonly RecordedEvent[]) => void)[] = [];
  const statusListeners: ((status: StoreStatus) => void)[] = [];
  let status: StoreStatus = { state: 'writable' };
  let dead = false;
  let seq = disk.length;
  let syncing: Promise<void> = Promise.resolve();

  /** Folds at once; resolves when the events are on disk, in order; never when the process died before. */
  function commit(proposed: readonly NewEvent[]): Promise<void> {
    const recorded = proposed.map((one): RecordedEvent => {
      seq += 1;
      return {
        ...one,
        id: `T1-1-${seq.toString(36)}`,
        epoch: 1,
        seq,
        actor: { kind: 'kiosk', part: 'test' },
        commandId: `c${seq}`,
        wallMs: 0,
        hallMs: 0,
        trusted: true,
      };
    });
    for (const one of recorded) printing.fold(views.printing, one);
    syncing = syncing.then(
      () =>
        new Promise((resolve) =>
          setTimeout(() => {
            if (dead) return;
            disk.push(...recorded);
            if (recorded.some(({ type }) => type === options.dieAfter)) {
              dead = true;
              return;
            }
            for (const listener of committed) listener(recorded);
            resolve();
          }, commitMs),
        ),
    );
    return syncing;
  }

  async function execute<Body extends object, Reply>(
    command: { decide: CommandDefinition<Views, never, Reply>['decide'] },
    body: Body,
    early = false,
  ): Promise<Outcome<Reply>> {
    if (dead) return new Promise(() => {});
    if (status.state !== 'writable') {
      return { ok: false, refusal: { refused: 'STORE_READ_ONLY', status: 503, params: {} } };
    }
    const context = {
      id: (index: number) => `T1-1-${(seq + 1 + index).toString(36)}`,
      actor: { kind: 'kiosk', part: 'spool' },
    };
    const decision = command.decide(views, body as never, context as never);
    if ('refused' in decision) return { ok: false, refusal: decision };
    const durable = commit(decision.events);
    if (!early) await durable;
    return { ok: true, reply: decision.reply, replayed: false };
  }

  const commands: SpoolCommands = {
    start: (jobId) => execute(startJob, { jobId }, printBeforeJournal),
    finish: (jobId, result) => execute(finishJob, { jobId, result }),
    requeue: (jobId) => execute(requeueJob, { jobId }),
    reprint: (jobId) => execute(reprint, { jobId }),
  };
  const spool = createSpool<Views, PrintJob>({
    store: {
      async read(select) {
        if (dead) return new Promise(() => {});
        const selected = structuredClone(select(views));
        await syncing;
        return selected;
      },
      onCommitted(listener) {
        committed.push(listener);
        return () => committed.splice(committed.indexOf(listener), 1);
      },
      status: () => status,
      onStatus(listener) {
        statusListeners.push(listener);
        return () => statusListeners.splice(statusListeners.indexOf(listener), 1);
      },
    },
    printer,
    commands,
    next: ({ printing: view }) => nextJob(view),
    unsettled: ({ printing: view }) =>
      Object.values(view.jobs).filter(
        (job) =>
          job.state === 'unconfirmed' &&
          job.copy === 1 &&
          view.copies[copiesKey(job.kind, job.reference)] === 1,
      ),
    isStale: (job) => stale.has(job.reference),
    slipFor: slipOf,
    logger: quiet(),
    retryMs: options.retryMs ?? 30,
  });

  return {
    views,
    spool,
    async queue(reference) {
      const jobId = `job-${reference}`;
      await commit([event(jobQueued, { jobId, kind: 'ticket', reference, copy: 1 })]);
      return jobId;
    },
    reprint: (jobId) => execute(reprint, { jobId }),
    cancel: (jobId) => execute(cancelJob, { jobId }),
    setStatus(next) {
      status = next;
      for (const listener of statusListeners) listener(next);
    },
    kill() {
      dead = true;
    },
    killed: () => dead,
    job: (jobId) => views.printing.jobs[jobId],
    states: () =>
      Object.fromEntries(
        Object.values(views.printing.jobs).map(({ reference, copy, state }) => [
          `${reference}/${copy}`,
          state,
        ]),
      ),
  };
}

export const lastLine = '当天有效';
function slipOf({ reference, copy }: { reference: string; copy: number }): Slip {
  return {
    copy,
    lines: [
      { kind: 'text', text: '第六埠村党群服务中心', align: 'centre' },
      { kind: 'number', text: reference },
      { kind: 'qr', data: `DQ1.${reference}` },
      { kind: 'text', text: '请先坐，叫到再去窗口' },
      { kind: 'columns', left: '取号时间', right: '09:30' },
      { kind: 'text', text: lastLine },
    ],
  };
}
