// One-time codes on the touchscreen: whoever sets up the first administrator, or lost a PIN, must stand at the machine.
import { ProblemError } from '../http/app.ts';
import { createCodeGuesses, newDigits, sameDigits, TRIES_PER_CODE } from './one-time-codes.ts';
import { authRefusals, type SetupSlice } from './schema.ts';

export interface SetupCodes {
  /** Slice `setup` on the touchscreen. */
  slice(): SetupSlice;
  onChange(listener: () => void): () => void;
  /** Shows or takes away the code for the first administrator. */
  needFirst(needed: boolean): void;
  /** Throws RECOVERY_WINDOW_CLOSED. Shows a code for the account; null (no such account) shows nothing and looks the same from outside. */
  recover(account: string | null): void;
  /** Throws SETUP_CODE_WRONG or SIGN_IN_LOCKED. */
  check(purpose: Purpose, digits: string, account: string | null, source: string): void;
  /** The code did its work. */
  done(purpose: Purpose): void;
  stop(): void;
}
export type Purpose = 'firstAdmin' | 'recovery';

const MINUTE_MS = 60_000;
/** Recovery begins only this long after start: a visitor at the screen cannot make the machine restart unnoticed. */
export const RECOVERY_WINDOW_MS = 10 * MINUTE_MS;
const RECOVERY_LIFE_MS = 10 * MINUTE_MS;
const DIGITS = 6;

interface Code {
  readonly purpose: Purpose;
  readonly account: string | null;
  digits: string;
  tries: number;
}

export interface SetupCodesOptions {
  /** Monotonic ms. */
  readonly now: () => number;
  /** When the kiosk started, by `now`. */
  readonly startedAt: number;
  /** Where staff go with the code: `https://192.168.1.20:8443`. */
  readonly staffUrls: () => string[];
}

export function createSetupCodes({ now, startedAt, staffUrls }: SetupCodesOptions): SetupCodes {
  const codes = new Map<Purpose, Code>();
  const listeners = new Set<() => void>();
  let expiry: NodeJS.Timeout | undefined;
  const guesses = createCodeGuesses(now);

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function show(purpose: Purpose, account: string | null): void {
    codes.set(purpose, { purpose, account, digits: newDigits(DIGITS), tries: 0 });
    changed();
  }

  function remove(purpose: Purpose): void {
    if (codes.delete(purpose)) changed();
  }

  return {
    slice() {
      const code = codes.get('recovery') ?? codes.get('firstAdmin');
      return {
        code: code ? { purpose: code.purpose, digits: code.digits, account: code.account } : null,
        staffUrls: code ? staffUrls() : [],
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    needFirst(needed) {
      if (!needed) remove('firstAdmin');
      else if (!codes.has('firstAdmin')) show('firstAdmin', null);
    },
    recover(account) {
      if (now() - startedAt >= RECOVERY_WINDOW_MS) {
        throw new ProblemError('RECOVERY_WINDOW_CLOSED', authRefusals.RECOVERY_WINDOW_CLOSED);
      }
      if (account === null || codes.get('recovery')?.account === account) return;
      show('recovery', account);
      clearTimeout(expiry);
      expiry = setTimeout(() => remove('recovery'), RECOVERY_LIFE_MS);
      expiry.unref();
    },
    check(purpose, digits, account, source) {
      guesses.begin(source);
      const code = codes.get(purpose);
      const right =
        code !== undefined && code.account === account && sameDigits(code.digits, digits);
      if (right) {
        guesses.right(source);
        return;
      }
      if (code && ++code.tries >= TRIES_PER_CODE) show(purpose, code.account);
      throw new ProblemError('SETUP_CODE_WRONG', authRefusals.SETUP_CODE_WRONG);
    },
    done: remove,
    stop() {
      clearTimeout(expiry);
      codes.clear();
    },
  };
}
