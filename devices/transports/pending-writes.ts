// Writes under way on one wire: each settles once, by the wire's word, by its deadline or by the wire's end.
import type { Timers } from '../timers.ts';
import { TransportError } from './transport.ts';

export type Settle = (error: TransportError | null) => void;

export interface PendingWrites {
  /** `hand` gives the bytes away and settles when they are taken. */
  begin(deadlineMs: number, hand: (settle: Settle) => void): Promise<void>;
  fail(error: TransportError): void;
  readonly size: number;
  /** One ran into its deadline: the wire takes no bytes. */
  readonly stalled: boolean;
}

export function createPendingWrites(timers: Timers): PendingWrites {
  const pending = new Set<Settle>();
  let stalled = false;
  return {
    begin(deadlineMs, hand) {
      return new Promise((resolve, reject) => {
        const settle: Settle = (error) => {
          timers.clearTimeout(timer);
          pending.delete(settle);
          if (error) reject(error);
          else resolve();
        };
        const timer = timers.setTimeout(() => {
          stalled = true;
          settle(new TransportError('stalled', `took no bytes for ${deadlineMs} ms`));
        }, deadlineMs);
        pending.add(settle);
        hand(settle);
      });
    },
    fail(error) {
      for (const settle of [...pending]) settle(error);
    },
    get size() {
      return pending.size;
    },
    get stalled() {
      return stalled;
    },
  };
}
