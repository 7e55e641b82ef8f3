// The print spool: what the journal says is to be printed goes to the printer, one slip at a time, journalled before
// its first byte. Never lost; never twice unless the second says so.
import type { Printer, PrintOutcome } from '../../devices/device.ts';
import type { Logger } from '../../devices/logger.ts';
import type { Slip } from '../../devices/slip.ts';
import { systemTimers, type TimerHandle, type Timers } from '../../devices/timers.ts';
import type { Outcome, Store } from '../store/store.ts';

/** What the spool needs to know of a job (modules/printing has more). */
export interface SpoolJob {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly copy: number;
  readonly state: string;
}

/** The printing module's commands; each resolves only when its events are on disk. */
export interface SpoolCommands {
  start(jobId: string): Promise<Outcome<unknown>>;
  finish(jobId: string, result: PrintOutcome | 'stale'): Promise<Outcome<unknown>>;
  requeue(jobId: string): Promise<Outcome<unknown>>;
  reprint(jobId: string): Promise<Outcome<unknown>>;
}

export interface SpoolOptions<Views, Job extends SpoolJob> {
  store: Pick<Store<Views>, 'read' | 'onCommitted' | 'status' | 'onStatus'>;
  printer: Pick<Printer, 'probe' | 'print' | 'onStatus' | 'interrupted'>;
  commands: SpoolCommands;
  /** The job in front of the queue: `queued`, or `sending` when the process died over it. */
  next(views: Views): Job | null;
  /** Originals of unknown fate that nobody has queued another copy of. */
  unsettled(views: Views): readonly Job[];
  /** Of no use any more: called already, or of an earlier business day. */
  isStale(job: Job, views: Views): boolean;
  /** Null when the record is gone. */
  slipFor(job: Job, views: Views): Slip | null;
  logger: Logger;
  timers?: Timers;
  /** While something is in the way: how often to look again without being told. */
  retryMs?: number;
}

export interface Spool {
  start(): void;
  /** Resolves when the job in hand is settled. */
  stop(): Promise<void>;
}

/** moved: look again at once · waiting: nothing to do, or something in the way · failed: rest, then try again. */
type Step = 'moved' | 'waiting' | 'failed';
function stepOf(outcome: Outcome<unknown>): Step {
  return outcome.ok ? 'moved' : 'failed';
}

/** Attempts at a well printer of which not one byte could be sent; then the slip itself is at fault. */
const attemptLimit = 3;

export function createSpool<Views, Job extends SpoolJob>(options: SpoolOptions<Views, Job>): Spool {
  const { store, printer, commands, logger, timers = systemTimers, retryMs = 3_000 } = options;
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  let wake: (() => void) | null = null;
  /** Something happened since the loop last looked. */
  let stirred = false;
  let unsubscribe: (() => void)[] = [];
  /** What became of a job that the journal could not take yet: a full disk must not make it a job of unknown fate. */
  let unrecorded: { job: Job; result: PrintOutcome | 'given up' } | null = null;
  let failing: { jobId: string; attempts: number } | null = null;

  function stir(): void {
    stirred = true;
    wake?.();
  }

  /** `retryMs`, or until something happens that `heeds`. */
  function rest(heeds: 'anything' | 'stopping'): Promise<void> {
    if (!running || (stirred && heeds === 'anything')) {
      stirred = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      let timer: TimerHandle;
      const done = () => {
        timers.clearTimeout(timer);
        wake = null;
        stirred = false;
        resolve();
      };
      timer = timers.setTimeout(done, retryMs);
      wake = () => (heeds === 'anything' || !running) && done();
    });
  }

  async function run(): Promise<void> {
    while (running) {
      const step = await turn().catch((error: unknown): Step => {
        logger.error({ error: String(error) }, 'print spool stumbled');
        return 'failed';
      });
      if (step === 'waiting') await rest('anything');
      // Deaf to its own events: a printer that fails at every job must not spin the journal.
      if (step === 'failed') await rest('stopping');
    }
    // The fate of what was just printed still belongs into the journal, if it takes it.
    await record().catch(() => {});
  }

  async function turn(): Promise<Step> {
    if (store.status().state !== 'writable') return 'waiting';
    if (unrecorded) return record();
    const doubtful = await store.read((views) =>
      options.unsettled(views).find((job) => !options.isStale(job, views)),
    );
    if (doubtful) return stepOf(await commands.reprint(doubtful.id));
    const work = await front();
    if (!work) return 'waiting';
    const { job, slip } = work;
    // Only this loop sends, and it waits for the end: a job found `sending` was in hand when the process died.
    if (job.state === 'sending') {
      printer.interrupted();
      return stepOf(await commands.finish(job.id, 'unconfirmed'));
    }
    if (!slip) return stepOf(await commands.finish(job.id, 'stale'));
    // Asked before the journal hears of it: a printer without paper leaves no trace of attempts.
    if ((await printer.probe()).state !== 'ready' || !running) return 'waiting';
    // An answer may take a second, in which the day turns or the number is called: decided again, not sent.
    const still = await front();
    if (still?.job.id !== job.id || !still.slip) return 'moved';
    return send(job, still.slip);
  }

  /** The job in front of the queue; no slip when it is of no use any more. */
  function front(): Promise<{ job: Job; slip: Slip | null } | null> {
    return store.read((views) => {
      const job = options.next(views);
      if (!job) return null;
      return { job, slip: options.isStale(job, views) ? null : options.slipFor(job, views) };
    });
  }

  async function send(job: Job, slip: Slip): Promise<Step> {
    const started = await commands.start(job.id);
    // Staff were quicker and called it off: the next one need not wait.
    if (!started.ok && started.refusal.refused === 'JOB_STATE_WRONG') return 'moved';
    if (!started.ok) return 'failed';
    const outcome = await printer.print(slip);
    unrecorded = { job, result: outcome };
    if (outcome === 'failed' && (await isPoison(job))) {
      logger.error({ jobId: job.id }, 'slip cannot be printed');
      unrecorded = { job, result: 'given up' };
    }
    return record();
  }

  /** A well printer that takes not one byte of it, again and again: then the slip is at fault, and others wait. */
  async function isPoison(job: Job): Promise<boolean> {
    if ((await printer.probe()).state !== 'ready') return false;
    failing = { jobId: job.id, attempts: failing?.jobId === job.id ? failing.attempts + 1 : 1 };
    return failing.attempts >= attemptLimit;
  }

  async function record(): Promise<Step> {
    if (!unrecorded) return 'waiting';
    const { job, result } = unrecorded;
    const answer =
      result === 'failed'
        ? await commands.requeue(job.id)
        : await commands.finish(job.id, result === 'given up' ? 'failed' : result);
    if (!answer.ok && answer.refusal.refused === 'STORE_READ_ONLY') return 'waiting';
    if (!answer.ok) logger.error({ code: answer.refusal.refused, result }, 'print job refused');
    unrecorded = null;
    return result === 'failed' ? 'failed' : 'moved';
  }

  return {
    start() {
      if (running) return;
      running = true;
      unsubscribe = [
        store.onCommitted((events) => {
          if (events.some(({ type }) => type.startsWith('printing.'))) stir();
        }),
        store.onStatus(stir),
        printer.onStatus(stir),
      ];
      loop = run();
    },
    async stop() {
      running = false;
      for (const off of unsubscribe) off();
      unsubscribe = [];
      wake?.();
      await loop;
    },
  };
}
