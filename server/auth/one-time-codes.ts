// What one-time codes of digits have in common: how they are drawn and compared, and how guessing them is made slow.
import { randomInt, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '../http/app.ts';
import { createLockouts } from './lockouts.ts';
import { authRefusals } from './schema.ts';

export interface CodeGuesses {
  /** Counts a guess before it is judged. Throws SIGN_IN_LOCKED. */
  begin(source: string): void;
  /** The guess was right. */
  right(source: string): void;
}

const MINUTE_MS = 60_000;
export const TRIES_PER_CODE = 5;

/** @param now monotonic ms */
export function createCodeGuesses(now: () => number): CodeGuesses {
  const wait = { firstWaitMs: 30_000, longestWaitMs: 15 * MINUTE_MS, now };
  const forgetAfterMs = 60 * MINUTE_MS;
  const perSource = createLockouts({ ...wait, free: TRIES_PER_CODE, forgetAfterMs });
  /** Many addresses, or a new code after a few tries, would let a script try for ever. */
  const all = createLockouts({ ...wait, free: 20, forgetAfterMs });
  return {
    begin(source) {
      for (const [lockouts, key] of [
        [perSource, source],
        [all, 'all'],
      ] as const) {
        const waitMs = lockouts.begin(key);
        if (waitMs > 0) {
          const seconds = Math.ceil(waitMs / 1000);
          const params = { seconds, minutes: Math.ceil(seconds / 60) };
          throw new ProblemError('SIGN_IN_LOCKED', authRefusals.SIGN_IN_LOCKED, params);
        }
      }
    },
    right(source) {
      perSource.clear(source);
      all.undo('all');
    },
  };
}

export function newDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, '0');
}

export function sameDigits(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given.trim())];
  return a.length === b.length && timingSafeEqual(a, b);
}
