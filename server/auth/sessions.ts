// Signed-in sessions, in memory: a random token in the cookie, its SHA-256 here. A copied cookie dies with its session.
import { createHash, randomBytes } from 'node:crypto';
import type { StaffAccount } from './accounts.ts';
import { createTokenCookie } from './cookie.ts';

export interface OpenSession {
  /** Names the session without being able to resume it. */
  readonly id: string;
  readonly accountId: string;
  /** The hash that the PIN had: a changed PIN ends every session of before. */
  readonly pinHash: string;
}

export interface Sessions {
  /** A new session; returns its token. */
  open(account: StaffAccount): string;
  /** @param active whether this is something the person does: then the idle time begins anew */
  find(token: string | null, active: boolean): OpenSession | null;
  alive(id: string): boolean;
  close(id: string): void;
  /** Closes every session of an account. */
  closeAccount(accountId: string): void;
  /** Calls back once when the session ends, by whatever cause; returns how to stop listening. */
  onEnd(id: string, listener: () => void): () => void;
  /** Closes what ran out. `start` does it by itself from time to time. */
  sweep(): void;
  start(): void;
  stop(): void;
}

export const sessionCookie = createTokenCookie('kiosk_session');
const MINUTE_MS = 60_000;
export const IDLE_MS = 15 * MINUTE_MS;
export const LONGEST_MS = 12 * 60 * MINUTE_MS;
const SWEEP_MS = 15_000;
/** More than a centre has desks; a flood of sign-ins ends the oldest. */
const MOST_SESSIONS = 500;

interface Entry extends OpenSession {
  readonly openedAt: number;
  usedAt: number;
  readonly listeners: Set<() => void>;
}

/** @param now monotonic ms: setting the clock neither ends nor prolongs a session */
export function createSessions(now: () => number): Sessions {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;

  function end(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    for (const listener of entry.listeners) listener();
  }

  function current(id: string): Entry | null {
    const entry = entries.get(id);
    if (!entry) return null;
    const over = now() - entry.usedAt >= IDLE_MS || now() - entry.openedAt >= LONGEST_MS;
    if (over) end(id);
    return over ? null : entry;
  }

  const sessions: Sessions = {
    open(account) {
      const token = randomBytes(32).toString('base64url');
      const id = idOf(token);
      const { id: accountId, pinHash } = account;
      const at = now();
      entries.set(id, {
        id,
        accountId,
        pinHash,
        openedAt: at,
        usedAt: at,
        listeners: new Set(),
      });
      const [oldest] = entries.keys();
      if (entries.size > MOST_SESSIONS && oldest !== undefined) end(oldest);
      return token;
    },
    find(token, active) {
      const entry = token === null ? null : current(idOf(token));
      if (entry && active) entry.usedAt = now();
      return entry;
    },
    alive: (id) => current(id) !== null,
    close: end,
    closeAccount(accountId) {
      for (const entry of [...entries.values()]) if (entry.accountId === accountId) end(entry.id);
    },
    onEnd(id, listener) {
      const entry = entries.get(id);
      // It ended between the check and this call.
      if (!entry) queueMicrotask(listener);
      entry?.listeners.add(listener);
      return () => entry?.listeners.delete(listener);
    },
    sweep() {
      for (const id of [...entries.keys()]) current(id);
    },
    start() {
      timer = setInterval(() => sessions.sweep(), SWEEP_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      for (const id of [...entries.keys()]) end(id);
    },
  };
  return sessions;
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
