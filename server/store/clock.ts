// What the machine says about time: wall clock, monotonic clock, which boot this is, and whether the wall clock is to be believed.
import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';

export interface ClockReading {
  /** ms since 1970 UTC, as the machine believes */
  readonly wallMs: number;
  readonly trusted: boolean;
  /** First 8 hex digits of the kernel's boot id. */
  readonly bootId: string;
  /** Whole ms since boot. */
  readonly monotonicMs: number;
}

export interface SystemClock {
  /** Cheap: called for every command. */
  read(): ClockReading;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** ntp: once something has set it · system: always · staff: never; staff confirm the date. */
export type ClockTrust = 'ntp' | 'system' | 'staff';

/** A clock once set stays right for a day without its server; asking seldom is enough. */
const ASK_EVERY_MS = 15_000;
const TIMESYNCD_FLAG = '/run/systemd/timesync/synchronized';
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

export function createSystemClock(
  trust: ClockTrust,
  isSynchronized: () => Promise<boolean> = askSystemd,
): SystemClock {
  let bootId = '00000000';
  let trusted = trust === 'system';
  let timer: NodeJS.Timeout | null = null;

  async function ask(): Promise<void> {
    trusted = await isSynchronized().catch(() => false);
  }

  return {
    read() {
      const [seconds, nanoseconds] = process.hrtime();
      const monotonicMs = seconds * 1000 + Math.floor(nanoseconds / 1_000_000);
      return { wallMs: Date.now(), trusted, bootId, monotonicMs };
    },
    async start() {
      bootId = (await readFile(BOOT_ID, 'latin1')).slice(0, 8);
      if (trust !== 'ntp') return;
      await ask();
      timer = setInterval(() => void ask(), ASK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}

/** timesyncd leaves a flag file; for chrony and others the kernel knows, and timedatectl asks it. */
async function askSystemd(): Promise<boolean> {
  const flagged = await access(TIMESYNCD_FLAG).then(
    () => true,
    () => false,
  );
  return flagged || (await kernelSaysSynchronized());
}

function kernelSaysSynchronized(): Promise<boolean> {
  return new Promise((resolve) => {
    const question = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', question, { timeout: 5_000 }, (error, answer) =>
      resolve(error === null && answer.trim() === 'yes'),
    );
  });
}
