// Name and PIN → account. Guessing is slow: by account and source, by source, by account; and only a few hashes run at once.
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/app.ts';
import type { StaffAccount, StaffAccounts } from './accounts.ts';
import { createLockouts, type Lockouts } from './lockouts.ts';
import { nobodysHash, verifyPin } from './pins.ts';
import { authRefusals } from './schema.ts';

export interface SignIn {
  /** Throws ProblemError SIGN_IN_WRONG or SIGN_IN_LOCKED. */
  check(name: string, pin: string, source: string): Promise<StaffAccount>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** scrypt keeps a core busy for 90 ms; the touchscreen needs the other one. */
const MAX_RUNNING = 2;
const MAX_WAITING = 40;
/** One source cannot fill the queue for all others. */
const MAX_PER_SOURCE = 5;
const BUSY_SECONDS = 2;
/** Desks whose successes are remembered per account. */
const MAX_KNOWN_SOURCES = 32;

export interface SignInOptions {
  readonly accounts: StaffAccounts;
  readonly now: () => number;
  readonly verify?: typeof verifyPin;
}

export function createSignIn({ accounts, now, verify = verifyPin }: SignInOptions): SignIn {
  const wait = { firstWaitMs: 30_000, longestWaitMs: 15 * MINUTE_MS, now };
  /** Somebody at one desk tries one account. */
  const pairs = createLockouts({ ...wait, free: 5, forgetAfterMs: HOUR_MS });
  /** One desk tries many accounts. */
  const sources = createLockouts({ ...wait, free: 20, forgetAfterMs: 10 * MINUTE_MS });
  /** Many addresses try one account. Desks where it signed in before are spared, or anybody could lock a clerk out. */
  const names = createLockouts({
    ...wait,
    free: 40,
    longestWaitMs: MINUTE_MS,
    forgetAfterMs: HOUR_MS,
  });
  const knownDesks = new Map<string, Set<string>>();
  const queue = createQueue();
  const nobody = nobodysHash();

  function begin(pair: string, name: string, source: string): void {
    const atKnownDesk = knownDesks.get(name)?.has(source) ?? false;
    const begun: [Lockouts, string][] = [];
    const tries: [Lockouts, string][] = [
      [pairs, pair],
      [sources, source],
      ...(atKnownDesk ? [] : ([[names, name]] as [Lockouts, string][])),
    ];
    for (const [lockouts, key] of tries) {
      const waitMs = lockouts.begin(key);
      if (waitMs > 0) {
        for (const [earlier, itsKey] of begun) earlier.undo(itsKey);
        throw locked(Math.ceil(waitMs / 1000));
      }
      begun.push([lockouts, key]);
    }
  }

  return {
    async check(rawName, pin, source) {
      const name = rawName.normalize('NFKC').trim().toLowerCase();
      const pair = JSON.stringify([name, source]);
      const leave = queue.join(source);
      try {
        begin(pair, name, source);
        const account = await accounts.byName(name);
        const right = await queue.run(() => verify(pin, account?.pinHash ?? nobody));
        // A disabled account answers like a wrong PIN, after the same work.
        if (!account || account.disabled || !right) throw problem('SIGN_IN_WRONG');
        pairs.clear(pair);
        sources.undo(source);
        names.undo(name);
        remember(knownDesks, name, source);
        return account;
      } finally {
        leave();
      }
    },
  };
}

function remember(desks: Map<string, Set<string>>, name: string, source: string): void {
  const known = desks.get(name) ?? new Set<string>();
  known.delete(source);
  known.add(source);
  const [oldest] = known;
  if (known.size > MAX_KNOWN_SOURCES && oldest !== undefined) known.delete(oldest);
  desks.set(name, known);
}

/** At most MAX_RUNNING hashes at once; who finds the queue full is told to come back. */
function createQueue() {
  const perSource = new Map<string, number>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let inside = 0;
  return {
    /** Takes a place; returns how to leave it. */
    join(source: string): () => void {
      const own = perSource.get(source) ?? 0;
      if (inside >= MAX_WAITING || own >= MAX_PER_SOURCE) throw locked(BUSY_SECONDS);
      perSource.set(source, own + 1);
      inside += 1;
      return () => {
        inside -= 1;
        const left = (perSource.get(source) ?? 1) - 1;
        if (left > 0) perSource.set(source, left);
        else perSource.delete(source);
      };
    },
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (running >= MAX_RUNNING) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        // The place goes to the next in line without being free in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

function locked(seconds: number): ProblemError {
  const { SIGN_IN_LOCKED: status } = authRefusals;
  return new ProblemError('SIGN_IN_LOCKED', status, { seconds, minutes: Math.ceil(seconds / 60) });
}

function problem(code: keyof typeof authRefusals): ProblemError {
  return new ProblemError(code, authRefusals[code]);
}

/** Where a request comes from. An IPv6 host owns a whole /64, so that is one source. */
export function sourceOf(request: FastifyRequest): string {
  const address = request.ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) while (groups.length < 8 - tail.split(':').length) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}
