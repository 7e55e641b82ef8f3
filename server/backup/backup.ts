// The nightly backup at work: `createBackup` keeps the time, runs, remembers, and never throws into the kiosk.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceDurably } from '../privacy/durable-file.ts';
import { readKeyFile } from '../privacy/key-file.ts';
import type { KeyringContent } from '../privacy/keyring-file.ts';
import { addForgotten } from './forgotten.ts';
import { codeOf, runBackup } from './run.ts';
import { localTime, nextRun } from './schedule.ts';
import type { BackupReport, BackupStatus } from './schema.ts';
import {
  addDays,
  daysBetween,
  goneOn,
  KEYRING_DAYS,
  listTarget,
  remove,
  type StoredFile,
  surplusKeyrings,
} from './target.ts';

export interface BackupOptions {
  readonly dataDir: string;
  readonly keyFile: string;
  readonly kiosk: string;
  /** Folder or mount point; null: no backups. */
  readonly target: string | null;
  /** Local time of the nightly run, `02:30`. */
  readonly at: string;
  /** Days of which a backup is kept. */
  readonly keep: number;
  /** IANA zone of the centre. */
  readonly zone: string;
  /** Finishes the growing segment of the journal. */
  readonly rotate: () => Promise<void>;
  /** The keyring as it is now (privacy/keyring.ts). */
  readonly keyring: () => KeyringContent;
  /** Every data key that was destroyed for good, as the views know it. */
  readonly forgotten: () => Promise<readonly string[]>;
  readonly logger: {
    info(details: object, message: string): void;
    error(details: object, message: string): void;
  };
  /** Wall clock, ms. */
  readonly now?: () => number;
}

export interface Backup {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs now, or joins the run under way. Never rejects: the report carries a code. */
  runNow(): Promise<BackupReport>;
  status(): BackupStatus;
  /** Lists destroyed keys at the target at once when it can be reached; else the next run does. Never rejects. */
  noteForgotten(keyIds: readonly string[]): Promise<void>;
  /**
   * After forgetting: lists what was forgotten, deletes keyring backups that are too old, and tells the day when the last one
   * that may still hold a key of before is gone; null when there is none.
   */
  backupsGoneOn(): Promise<string | null>;
}

/** What must be known while the target is away. */
interface Memory {
  last: BackupReport | null;
  lastGood: BackupReport | null;
  /** Keyring backups that may still exist somewhere. */
  keyrings: { file: string; day: string }[];
}

const TICK_MS = 60_000;
/** A stick that hangs must not keep a clerk waiting. */
const PATIENCE_MS = 5000;

export function createBackup(options: BackupOptions): Backup {
  const { target, at, zone, kiosk, logger } = options;
  const now = options.now ?? Date.now;
  const memoryPath = join(options.dataDir, 'backup.json');
  let memory: Memory = { last: null, lastGood: null, keyrings: [] };
  let kept: readonly StoredFile[] = [];
  let keyrings: readonly StoredFile[] = [];
  let sameDisk = false;
  let running: Promise<BackupReport> | null = null;
  let listing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const today = (): string => localTime(now(), zone).day;

  function dueMs(): number {
    const { last, lastGood } = memory;
    const failedMs = last && last.code !== null ? last.finishedMs : null;
    return nextRun({ at, zone, now: now(), lastGoodDay: lastGood?.day ?? null, failedMs });
  }

  async function tick(): Promise<void> {
    if (target === null || running) return;
    const absent = memory.last?.code === 'TARGET_MISSING';
    // A stick that was missing is tried as soon as it is plugged in.
    if (now() >= dueMs() || (absent && (await look()))) await runNow();
  }

  /** Lists the target; false while it cannot be reached. */
  async function look(): Promise<boolean> {
    if (target === null) return false;
    try {
      const stored = await listTarget(target, kiosk);
      kept = stored.backups;
      keyrings = stored.keyrings;
      rememberKeyrings(stored.keyrings);
      sameDisk = (await stat(target)).dev === (await stat(options.dataDir)).dev;
      return true;
    } catch {
      kept = [];
      keyrings = [];
      return false;
    }
  }

  /** Those of the last week that are not here may lie on another stick; older ones go as soon as that one is plugged in. */
  function rememberKeyrings(here: readonly StoredFile[]): void {
    const elsewhere = memory.keyrings.filter(
      ({ file, day }) =>
        daysBetween(day, today()) < KEYRING_DAYS && !here.some((one) => one.file === file),
    );
    memory.keyrings = [...elsewhere, ...here.map(({ file, day }) => ({ file, day }))];
  }

  function forgetFiles(files: readonly string[]): void {
    memory.keyrings = memory.keyrings.filter(({ file }) => !files.includes(file));
  }

  /** One at a time: each reads the list and writes it anew. */
  function listForgotten(folder: string, master: Buffer, keyIds: readonly string[]) {
    const turn = listing.then(() => addForgotten(folder, kiosk, master, keyIds));
    listing = turn.catch(() => {});
    return turn;
  }

  function runNow(): Promise<BackupReport> {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  async function run(): Promise<BackupReport> {
    const begun = { startedMs: now(), day: today() };
    const report = await attempt(begun);
    memory.last = report;
    if (report.code === null) {
      memory.lastGood = report;
      logger.info({ file: report.file, bytes: report.bytes }, 'backup: done');
    } else logger.error({ code: report.code, detail: report.detail }, 'backup: failed');
    await look();
    await remember();
    return report;
  }

  async function attempt(begun: { startedMs: number; day: string }): Promise<BackupReport> {
    const empty = { ...begun, file: null, bytes: 0, files: 0 };
    if (target === null) {
      return { ...empty, finishedMs: now(), code: 'TARGET_NONE', detail: null };
    }
    try {
      const { keyringFile, removed, ...written } = await runBackup({
        ...options,
        target,
        day: begun.day,
        madeMs: begun.startedMs,
        listForgotten: async (master) => listForgotten(target, master, await options.forgotten()),
      });
      memory.keyrings.push({ file: keyringFile, day: begun.day });
      forgetFiles(removed);
      return { ...begun, ...written, finishedMs: now(), code: null, detail: null };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { ...empty, finishedMs: now(), code: codeOf(error, target), detail };
    }
  }

  async function remember(): Promise<void> {
    await replaceDurably(memoryPath, [`${JSON.stringify(memory)}\n`]).catch((error) => {
      logger.error({ err: error }, 'backup: its state could not be written');
    });
  }

  async function note(keyIds: readonly string[]): Promise<void> {
    if (target === null || !(await look())) return;
    const master = await readKeyFile(options.keyFile);
    if (master) await listForgotten(target, master, keyIds);
    const [newest] = keyrings;
    // Only a new keyring backup lets go of the last one.
    if (newest && daysBetween(newest.day, today()) >= KEYRING_DAYS) await runNow();
    const old = surplusKeyrings(keyrings, today()).map(({ file }) => file);
    await remove(target, old);
    forgetFiles(old);
    await look();
    await remember();
  }

  return {
    async start() {
      memory = (await readMemory(memoryPath)) ?? memory;
      void look();
      timer = setInterval(() => {
        tick().catch((error) => logger.error({ err: error }, 'backup'));
      }, TICK_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
    runNow,
    status: () => ({
      target,
      at,
      state: running ? 'running' : 'idle',
      last: memory.last,
      lastGood: memory.lastGood,
      nextMs: target === null ? null : dueMs(),
      kept: kept.map(shown),
      keyrings: keyrings.map(shown),
      sameDisk,
    }),
    noteForgotten: (keyIds) =>
      note(keyIds).catch((error) => {
        logger.error({ err: error }, 'backup: the list of the forgotten could not be written');
      }),
    async backupsGoneOn() {
      const noting = options.forgotten().then(note);
      noting.catch((error) => {
        logger.error({ err: error }, 'backup: the list of the forgotten could not be written');
      });
      await Promise.race([noting.catch(() => {}), patience()]);
      // A run under way may be writing keys that were destroyed after it took them.
      const day = goneOn(running ? [...memory.keyrings, { day: today() }] : memory.keyrings);
      // Its week is over, but the stick is away: tomorrow is the earliest that can be promised.
      return day !== null && day <= today() ? addDays(today(), 1) : day;
    },
  };
}

function shown({ file, day, bytes }: StoredFile) {
  return { file, day, bytes };
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS).unref();
  });
}

/** null when there is none or it is damaged: nothing in it is worth refusing to start. */
async function readMemory(path: string): Promise<Memory | null> {
  try {
    const memory = JSON.parse(await readFile(path, 'utf8')) as Memory;
    return Array.isArray(memory.keyrings) ? memory : null;
  } catch {
    return null;
  }
}
