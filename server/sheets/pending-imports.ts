// Imports that were shown and wait to be confirmed: a few, for a while, in memory. A restart forgets them, and they are
// shown again.
import { randomBytes } from 'node:crypto';

/** Each may be all that the spreadsheet is about. */
const MOST = 8;
const KEPT_MS = 30 * 60_000;

export interface PendingImports<Changes> {
  add(changes: Changes): string;
  /** It stays: a confirmation may come twice, and be taken back. */
  find(id: string): Changes | null;
}

export function createPendingImports<Changes>(
  nowMs: () => number = () => performance.now(),
): PendingImports<Changes> {
  const pending = new Map<string, { changes: Changes; untilMs: number }>();
  return {
    add(changes) {
      const id = randomBytes(12).toString('hex');
      pending.set(id, { changes, untilMs: nowMs() + KEPT_MS });
      for (const old of pending.keys()) if (pending.size > MOST) pending.delete(old);
      return id;
    },
    find(id) {
      const found = pending.get(id);
      return found && found.untilMs > nowMs() ? found.changes : null;
    },
  };
}
