// The only write path: commands decided one after another on views that are folded at once, answered when the disk has them.
import { setTimeout } from 'node:timers/promises';
import type { Static, TSchema } from 'typebox';
import type { Privacy } from '../privacy/privacy.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SystemClock } from './clock.ts';
import { type CommitListener, type Commits, createCommits } from './commits.ts';
import { type Condition, createCondition, type StatusListener } from './condition.ts';
import { createDecider, type Decided, type Decider, HalfFolded } from './decide.ts';
import type { Disk } from './disk.ts';
import { actorText, eventOf } from './event-line.ts';
import { createForgetting, type Forgetting } from './forgetting.ts';
import { createHallClock, type HallClock } from './hall-time.ts';
import { createHealing, type Healing } from './healing.ts';
import { type Records, readHistory } from './history.ts';
import { runJob } from './job.ts';
import type { Journal, JournalFailure } from './journal.ts';
import { createKeeper, type Keeper, type KeepPolicy } from './keeper.ts';
import type { Logger } from './logger.ts';
import type {
  CommandDefinition,
  ModuleDefinition,
  Open,
  RecordedEvent,
  Refused,
} from './module.ts';
import { nodeDisk } from './node-disk.ts';
import { createOpening, type Opened, type Opening } from './opening.ts';
import type { RememberedOutcome } from './outcomes.ts';
import { ownEvents, reportGap } from './own-events.ts';
import { createPersonalLookup, type PersonalLookup } from './personal-index.ts';
import type { Gap } from './reader.ts';
import { createReserve } from './reserve.ts';
import type { CommandRequest, Outcome, Store, StoreStatus, StoreTime } from './store.ts';
import type { DayEvent, Folded } from './views.ts';

export interface StoreOptions {
  readonly dataDir: string;
  /** The kiosk code. */
  readonly kiosk: string;
  /** Over `<dataDir>/journal`. */
  readonly journal: Journal;
  /** Where the journal's files are read; the real disk unless a test brings its own. */
  readonly disk?: Disk;
  /** Started already. */
  readonly privacy: Privacy;
  readonly registry: readonly ModuleDefinition[];
  /** `file:` URL of the module that exports `registry`: the worker loads it again. */
  readonly registryPath: string;
  readonly systemClock: SystemClock;
  readonly logger: Logger;
  /** Default 5,000 events between snapshots, two full months live, archives kept for ever. */
  readonly keep?: Partial<KeepPolicy> & {
    /** Room held back for a full disk; default none. */
    readonly ballastMiB?: number;
  };
  /** Default: `day` of `centre.dayOpened`. */
  readonly dayEvent?: DayEvent;
  /** Commands that a full disk still takes, in the room of the ballast. Default: closing the day. */
  readonly urgent?: readonly string[];
  /** Waits between attempts to reopen a failed disk. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface StoreHandle<Views> extends Store<Views> {
  /**
   * Opens the journal, folds, destroys forgotten keys again. Rejects with a sentence for the operator when the directory is
   * not ours; a full disk is no reason: it starts read-only.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  snapshotNow(): Promise<void>;
  /** Returns the files that were removed. */
  archiveNow(): Promise<readonly string[]>;
  /** Records that are damaged and cannot be read any more, as far as they are journalled. */
  damage(): readonly Gap[];
  time(): StoreTime;
  /** Staff confirmed the date: hall time follows the wall clock, however far. */
  confirmClock(): void;
}

const DEFAULT_KEEP: KeepPolicy = {
  snapshotEvery: 5000,
  liveMonths: 2,
  keepMonths: null,
  deletableSeq: () => 0,
};
const DEFAULT_DAY_EVENT: DayEvent = { type: 'centre.dayOpened', field: 'day' };

const READ_ONLY: Refused = { refused: 'STORE_READ_ONLY', status: 503, params: {} };
const MISMATCH: Refused = { refused: 'IDEMPOTENCY_MISMATCH', status: 422, params: {} };
const refusedWith = (refusal: Refused) => ({ ok: false, refusal }) as const;

export function createStore<Views>(options: StoreOptions): StoreHandle<Views> {
  return new EventStore(options);
}

class EventStore<Views> implements StoreHandle<Views> {
  readonly #journal: Journal;
  readonly #privacy: Privacy;
  readonly #clock: SystemClock;
  readonly #logger: Logger;
  readonly #files: Records;
  readonly #kiosk: string;
  readonly #hall: HallClock;
  readonly #commits: Commits;
  readonly #condition: Condition;
  readonly #lookup: PersonalLookup;
  readonly #forgetting: Forgetting;
  readonly #decider: Decider;
  readonly #opening: Opening;
  readonly #keeper: Keeper;
  readonly #healing: Healing;
  readonly #urgent: readonly string[];

  /** null while the views are made anew. */
  #folded: Folded | null = null;
  #epoch = 1;
  /** Making the views anew: resolves when there are some. */
  #refolding: Promise<void> = Promise.reject(new Error('the store was not started'));
  #stopping = false;
  /** Damage that is to be journalled. */
  #gaps: readonly Gap[] = [];

  constructor(options: StoreOptions) {
    const { dataDir, kiosk, journal, privacy, registry, registryPath, logger } = options;
    const disk = options.disk ?? nodeDisk;
    const dayEvent = options.dayEvent ?? DEFAULT_DAY_EVENT;
    const files = { disk, dataDir, kiosk, registry, dayEvent };
    const events = [...registry.flatMap((module) => module.events), ...ownEvents];
    this.#journal = journal;
    this.#privacy = privacy;
    this.#clock = options.systemClock;
    this.#logger = logger;
    this.#files = files;
    this.#kiosk = kiosk;
    this.#hall = createHallClock(options.systemClock);
    this.#commits = createCommits(logger);
    this.#condition = createCondition(logger);
    this.#lookup = createPersonalLookup(registry, privacy.open);
    this.#forgetting = createForgetting(registry, privacy, () => this.#lookup.clear());
    const { hall, lookup } = { hall: this.#hall, lookup: this.#lookup };
    this.#decider = createDecider({ kiosk, hall, privacy, lookup, events });
    this.#opening = createOpening({ journal, files, registryPath, logger });
    this.#keeper = createKeeper({
      policy: { ...DEFAULT_KEEP, ...options.keep },
      logger,
      run: async (task) => {
        const { registryVersion } = await this.#opening.plan();
        return runJob({ task, dataDir, kiosk, registryPath, registryVersion, dayEvent });
      },
      rotate: () => journal.rotate(),
      committedSeq: () => this.#commits.seq,
      folded: () => this.#folded,
    });
    this.#urgent = options.urgent ?? ['centre.closeDay'];
    this.#healing = createHealing({
      condition: this.#condition,
      reserve: createReserve(disk, dataDir, options.keep?.ballastMiB ?? 0),
      logger,
      delay: options.delay ?? wait,
      reopen: () => this.#reopen(),
    });
    this.#condition.listen((status) => this.#begin(status));
    this.#commits.listen(() => this.#keeper.committed());
    // Nobody waits yet.
    this.#refolding.catch(() => undefined);
  }

  get open(): Open {
    return this.#privacy.open;
  }

  async start(): Promise<void> {
    await this.#clock.start();
    try {
      const opened = await this.#opening.open(null);
      await this.#adopt(opened);
      if (opened.failure !== null) return this.#healing.begin(opened.failure);
      this.#condition.writable();
    } catch (error) {
      await this.#journal.close();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#healing.stop();
    await this.#commits.settled(Number.POSITIVE_INFINITY);
    await this.#keeper.stop();
    await this.#journal.close();
    await this.#clock.stop();
  }

  async execute<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    request: CommandRequest<Static<Body>>,
  ): Promise<Outcome<Reply>> {
    if (this.#folded === null) await this.#refolding.catch(() => undefined);
    const folded = this.#folded;
    if (folded === null) return refusedWith(READ_ONLY);
    const text = `${command.type} ${actorText(request.actor)} ${canonicalJson(request.body)}`;
    const digest = this.#privacy.fingerprint(text);
    const known = folded.outcomes.get(request.id);
    if (known !== undefined) return this.#answerAgain(known, digest);
    if (!this.#takes(command.type)) return refusedWith(READ_ONLY);
    const decided = this.#decide(folded, command, request, digest);
    if ('refused' in decided)
      return refusedWith((await this.#commits.settled(folded.seq)) ? decided : READ_ONLY);
    const keys = this.#forgetting.take(folded);
    if (!(await this.#write(decided))) return refusedWith(READ_ONLY);
    if (keys.length > 0 && !(await this.#destroy(keys))) return refusedWith(READ_ONLY);
    return { ok: true, reply: decided.reply as Reply, replayed: false };
  }

  #takes(commandType: string): boolean {
    const { state } = this.#condition.status;
    const urgent = this.#healing.urgentOnly && this.#urgent.includes(commandType);
    return !this.#stopping && (state === 'writable' || urgent);
  }

  #decide<Body extends TSchema, Reply>(
    folded: Folded,
    command: CommandDefinition<Views, Body, Reply>,
    request: CommandRequest<Static<Body>>,
    digest: string,
  ): Decided | Refused {
    try {
      return this.#decider.decide(folded, this.#epoch, command, request, digest);
    } catch (error) {
      if (error instanceof HalfFolded) this.#refold();
      throw error;
    }
  }

  #write(decided: Decided): Promise<boolean> {
    const { lines, events } = decided;
    if (lines.length === 0) return this.#commits.settled(this.#folded?.seq ?? 0);
    const written = this.#journal.append(lines).then(
      () => {
        this.#commits.add(events);
        return true;
      },
      (error: unknown) => {
        this.#fail(error);
        return false;
      },
    );
    this.#commits.track(written);
    return written;
  }

  /** A key that cannot be destroyed is tried again with the next command, and the command is not answered as done. */
  async #destroy(keys: readonly string[]): Promise<boolean> {
    try {
      await this.#forgetting.destroy(keys);
      return true;
    } catch (error) {
      this.#logger.error({ err: error }, 'data keys of forgotten people could not be destroyed');
      return false;
    }
  }

  async #answerAgain<Reply>(known: RememberedOutcome, digest: string): Promise<Outcome<Reply>> {
    if (!(await this.#commits.settled(known.seq))) return refusedWith(READ_ONLY);
    if (known.digest !== digest) return refusedWith(MISMATCH);
    const keys = this.#folded === null ? [] : this.#forgetting.take(this.#folded);
    if (keys.length > 0 && !(await this.#destroy(keys))) return refusedWith(READ_ONLY);
    return { ok: true, reply: known.reply as Reply, replayed: true };
  }

  async read<T>(select: (views: Views) => T): Promise<T> {
    for (;;) {
      if (this.#folded === null) await this.#refolding;
      const folded = this.#folded;
      if (folded === null) continue;
      const value = select(folded.views as Views);
      if (await this.#commits.settled(folded.seq)) return value;
    }
  }

  onCommitted(listener: CommitListener): () => void {
    return this.#commits.listen(listener);
  }

  status(): StoreStatus {
    return this.#condition.status;
  }

  time(): StoreTime {
    const { wallMs, hallMs, trusted } = this.#hall.read();
    return { wallMs, hallMs, trusted };
  }

  onStatus(listener: StatusListener): () => void {
    return this.#condition.listen(listener);
  }

  async *history(from = 1): AsyncGenerator<RecordedEvent | { gap: Gap }> {
    const range = { from, to: this.#commits.seq };
    for await (const line of readHistory(this.#files, range, this.#keeper.floor))
      yield 'gap' in line ? line : eventOf(this.#kiosk, line);
  }

  snapshotNow(): Promise<void> {
    return this.#keeper.snapshotNow();
  }

  archiveNow(): Promise<readonly string[]> {
    return this.#keeper.archiveNow();
  }

  damage(): readonly Gap[] {
    return this.#folded?.gaps ?? [];
  }

  confirmClock(): void {
    this.#hall.confirm();
  }

  /** The journal refuses everything from here on: nothing that is not on disk may be seen any more. */
  #fail(error: unknown): void {
    const known = this.#folded === null;
    this.#healing.begin(error);
    if (!known) this.#refold();
  }

  /** Drops the views and makes them anew from what is known to be on disk. */
  #refold(): void {
    this.#folded = null;
    this.#lookup.clear();
    this.#forgetting.reset();
    const refolding = this.#foldAgain().then((folded) => {
      // Only the newest attempt counts: an older one may know less.
      if (this.#refolding === refolding) this.#folded = folded;
    });
    this.#refolding = refolding;
    refolding.catch((error: unknown) => this.#condition.readOnly(error));
  }

  async #foldAgain(): Promise<Folded> {
    await this.#commits.settled(Number.POSITIVE_INFINITY);
    const { seq } = this.#commits;
    this.#commits.reset(seq);
    return this.#opening.fold(seq);
  }

  async #reopen(): Promise<JournalFailure | null> {
    await this.#refolding.catch(() => undefined);
    const opened = await this.#opening.open({ seq: this.#commits.seq, epoch: this.#epoch });
    await this.#adopt(opened);
    return opened.failure;
  }

  async #adopt(opened: Opened): Promise<void> {
    const { folded } = opened;
    this.#lookup.clear();
    this.#forgetting.reset();
    const keys = this.#forgetting.take(folded);
    if (keys.length > 0) await this.#forgetting.destroy(keys);
    this.#hall.resume(folded.hall);
    this.#epoch = opened.epoch;
    this.#folded = folded;
    this.#refolding = Promise.resolve();
    this.#keeper.resume(opened.snapshotSeq, opened.floor);
    this.#commits.add(opened.news);
    this.#commits.reset(folded.seq);
    this.#gaps = opened.gaps;
  }

  #begin({ state }: StoreStatus): void {
    if (state !== 'writable') return;
    for (const gap of this.#gaps) this.#reportGap(gap);
    this.#gaps = [];
    this.#healing.secure();
  }

  #reportGap(gap: Gap): void {
    this.#logger.error({ gap }, 'records are damaged and cannot be read any more');
    const request: CommandRequest<Gap> = {
      id: `gap-${gap.from}-${gap.to}`,
      actor: { kind: 'kiosk', part: 'store' },
      body: gap,
    };
    void this.execute(reportGap, request);
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal, ref: false });
}
