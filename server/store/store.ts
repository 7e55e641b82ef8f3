// The store as everybody above it sees it: one way to write, one way to read, one way to hear of commits.
// `createStore` (store/execute.ts) builds it.
import type { Static, TSchema } from 'typebox';
import type { Actor, CommandDefinition, Open, RecordedEvent, Refused } from './module.ts';

export interface CommandRequest<Body> {
  /** The client's Idempotency-Key: the same id with the same body gets the same answer for 48 h, also after kill -9. */
  readonly id: string;
  readonly actor: Actor;
  readonly body: Body;
}

export type Outcome<Reply> =
  | { readonly ok: true; readonly reply: Reply; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refused };

/** What the clocks say now; see hall-time.ts. */
export interface StoreTime {
  readonly wallMs: number;
  readonly hallMs: number;
  /** Whether the wall clock is believed. */
  readonly trusted: boolean;
}

export type StoreStatus =
  | {
      readonly state: 'writable';
      /** No room is held back: once the disk is full, not even the day can be closed. */
      readonly warning?: 'RESERVE_MISSING';
    }
  /** Writing stopped. Reading goes on; the store tries to reopen by itself. */
  | {
      readonly state: 'readOnly';
      readonly reason: 'DISK_FULL' | 'DISK_ERROR' | 'JOURNAL_DAMAGED';
      readonly detail: string;
    };

/** @typeParam Views the views of all modules, by module name (modules/registry.ts). */
export interface Store<Views> {
  /**
   * Decides, journals, folds, answers, in this order, and answers only after fdatasync.
   * Refusals by the store itself: STORE_READ_ONLY (503), IDEMPOTENCY_MISMATCH (422), KEYS_EXHAUSTED (503).
   */
  execute<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    request: CommandRequest<Static<Body>>,
  ): Promise<Outcome<Reply>>;
  /** Runs `select` on the views now; resolves once every event it could see is on disk. */
  read<T>(select: (views: Views) => T): Promise<T>;
  /** Committed events, in order, one call per group commit. A throwing listener harms only itself. */
  onCommitted(listener: (events: readonly RecordedEvent[]) => void): () => void;
  status(): StoreStatus;
  onStatus(listener: (status: StoreStatus) => void): () => void;
  /** Opens sealed fields, for masks on screens and for exports. */
  readonly open: Open;
  /**
   * Every recorded event with seq ≥ from, oldest first, archives included. Streams; holds at most one segment in memory.
   * Damaged stretches are reported as `{ gap: { from, to } }`.
   */
  history(from?: number): AsyncIterable<RecordedEvent | { gap: { from: number; to: number } }>;
}
