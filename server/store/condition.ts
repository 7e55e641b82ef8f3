// Whether the store can write, and who wants to know.

import { JournalFailure } from './journal.ts';
import type { Logger } from './logger.ts';
import type { StoreStatus } from './store.ts';

type Warning = 'RESERVE_MISSING';
export type StatusListener = (status: StoreStatus) => void;

export interface Condition {
  readonly status: StoreStatus;
  writable(warning?: Warning): void;
  /** @param error a JournalFailure names its reason; anything else means that the records cannot be read */
  readOnly(error: unknown): void;
  listen(listener: StatusListener): () => void;
}

export function createCondition(logger: Logger): Condition {
  const listeners = new Set<StatusListener>();
  let status: StoreStatus = { state: 'readOnly', reason: 'DISK_ERROR', detail: 'not started' };

  function change(next: StoreStatus): void {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    for (const listener of listeners) {
      try {
        listener(next);
      } catch (error) {
        logger.error({ err: error }, 'a listener failed on the status of the store');
      }
    }
  }

  return {
    get status() {
      return status;
    },
    writable(warning) {
      if (status.state !== 'writable') logger.info({}, 'the store can write');
      if (warning && !('warning' in status)) logger.warn({ warning }, 'the disk is nearly full');
      change({ state: 'writable', ...(warning && { warning }) });
    },
    readOnly(error) {
      const reason = error instanceof JournalFailure ? error.reason : 'JOURNAL_DAMAGED';
      const detail = describe(error);
      logger.error({ err: error, reason }, 'the store cannot write');
      change({ state: 'readOnly', reason, detail });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function describe(error: unknown): string {
  const cause = error instanceof JournalFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
