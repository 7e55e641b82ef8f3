// One-time codes by which a new screen is paired: made by staff, typed in at the screen. In memory only: none outlives a restart.
import { createHash, randomBytes } from 'node:crypto';
import { ProblemError } from '../http/app.ts';
import { createTokenCookie } from './cookie.ts';
import { createCodeGuesses, newDigits, sameDigits } from './one-time-codes.ts';
import { authRefusals, type ScreenKind } from './schema.ts';

/** What whoever made the code said the screen will be. */
export interface ScreenOffer {
  readonly name: string;
  readonly kind: ScreenKind;
  readonly prints: boolean;
  /** The account that made the code. */
  readonly madeBy: string;
}
export interface Claim {
  readonly offer: ScreenOffer;
  /** What the screen will prove itself by. */
  readonly token: string;
}
export interface PairingCodes {
  /** A new code for a screen. */
  make(offer: ScreenOffer): string;
  /**
   * Uses a code up. The same claim again is answered alike: the screen may not have got the first answer.
   * Throws PAIRING_CODE_WRONG or SIGN_IN_LOCKED.
   */
  claim(digits: string, claimId: string, source: string): Claim;
  /** The screen could not be recorded: its code is worth another try. */
  release(claimId: string): void;
}

export const CODE_DIGITS = 8;
export const CODE_LIFE_MINUTES = 10;
const CODE_LIFE_MS = CODE_LIFE_MINUTES * 60_000;
/** More than anybody sets up at once; the oldest makes room. */
const MOST_CODES = 8;
/** Browsers keep no cookie longer; it is handed out anew whenever the screen loads its page. */
const COOKIE_KEEP_S = 400 * 86_400;

export const screenCookie = createTokenCookie('kiosk_screen', COOKIE_KEEP_S);

/** The only form in which a token is recorded: 256 random bits need no salt. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

interface Code extends Claim {
  readonly digits: string;
  readonly until: number;
  claimedBy: string | null;
}

/** @param now monotonic ms */
export function createPairingCodes(now: () => number): PairingCodes {
  let codes: Code[] = [];
  const guesses = createCodeGuesses(now);

  function alive(): Code[] {
    codes = codes.filter(({ until }) => until > now());
    return codes;
  }

  return {
    make(offer) {
      const digits = newDigits(CODE_DIGITS);
      const token = randomBytes(32).toString('base64url');
      const code: Code = { digits, offer, token, until: now() + CODE_LIFE_MS, claimedBy: null };
      codes = [...alive().filter((one) => one.digits !== digits), code].slice(-MOST_CODES);
      return digits;
    },
    claim(digits, claimId, source) {
      guesses.begin(source);
      const code = alive().find((one) => sameDigits(one.digits, digits));
      if (!code || (code.claimedBy ?? claimId) !== claimId) {
        throw new ProblemError('PAIRING_CODE_WRONG', authRefusals.PAIRING_CODE_WRONG);
      }
      guesses.right(source);
      code.claimedBy = claimId;
      return code;
    },
    release(claimId) {
      for (const code of codes) if (code.claimedBy === claimId) code.claimedBy = null;
    },
  };
}
