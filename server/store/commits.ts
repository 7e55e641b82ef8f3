// What is on disk so far: who waits for it, and who wants to hear of it, once and in order.
import type { Logger } from './logger.ts';
import type { RecordedEvent } from './module.ts';

export type CommitListener = (events: readonly RecordedEvent[]) => void;

export interface Commits {
  readonly seq: number;
  /** Starts over at a seq that is on disk; nobody is told of what came before. */
  reset(seq: number): void;
  /** Remembers the newest append, for those who have seen its events. Resolves to false when it failed. */
  track(append: Promise<boolean>): void;
  /** These are on disk now. */
  add(events: readonly RecordedEvent[]): void;
  /** Resolves once every append so far is on disk, to false when the newest failed. */
  settled(seenSeq: number): Promise<boolean>;
  listen(listener: CommitListener): () => void;
}

export function createCommits(logger: Logger): Commits {
  const listeners = new Set<CommitListener>();
  let seq = 0;
  let newest: Promise<boolean> = Promise.resolve(true);
  let unheard: RecordedEvent[] = [];

  /** The journal resolves the appends of one write in one go: this runs after the last of them. */
  function tell(): void {
    const events = unheard;
    unheard = [];
    for (const listener of listeners) {
      try {
        listener(events);
      } catch (error) {
        logger.error({ err: error }, 'a listener failed on committed events');
      }
    }
  }

  return {
    get seq() {
      return seq;
    },
    reset(to) {
      seq = to;
      newest = Promise.resolve(true);
    },
    track(append) {
      newest = append;
    },
    add(events) {
      const last = events.at(-1);
      if (last === undefined) return;
      seq = last.seq;
      if (unheard.length === 0) queueMicrotask(tell);
      for (const one of events) unheard.push(one);
    },
    settled: (seenSeq) => (seenSeq <= seq ? Promise.resolve(true) : newest),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
