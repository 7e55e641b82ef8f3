// PINs: which are too easy to guess, and their scrypt hashes `scrypt$N$r$p$salt$hash`.
import {
  createHash,
  randomBytes,
  type ScryptOptions,
  scrypt as scryptCallback,
  timingSafeEqual,
} from 'node:crypto';

const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
/** A hash from a tampered journal must not make the kiosk compute for minutes. */
const MOST = { N: 2 ** 17, r: 16, p: 4 } as const;

/** Read off keypads, love, luck and emergency numbers: what is tried first. */
const COMMON = [
  '147258',
  '258369',
  '147852',
  '159357',
  '159753',
  '789456',
  '456123',
  '520131',
  '5201314',
  '1314520',
  '131452',
  '110120',
  '110119',
  '100200',
  '168888',
  '888666',
];
const LONGEST_RUN = 4;
const FEWEST_DIGITS = 4;

/** A guesser knows these before the first try. */
export function isWeakPin(pin: string, accountName: string): boolean {
  if (!/^\d{6,12}$/.test(pin)) return true;
  if (new Set(pin).size < FEWEST_DIGITS) return true;
  if (COMMON.includes(pin) || /^(\d+)\1+$/.test(pin)) return true;
  return (
    longestRun(pin) > LONGEST_RUN || isLadder(pin) || isDate(pin) || isOfName(pin, accountName)
  );
}

/** The longest stretch that counts up, down or on the spot: 23456 in 123456789, 000 in 10001. */
function longestRun(pin: string): number {
  let longest = 1;
  for (const step of [-1, 0, 1]) {
    let run = 1;
    for (let at = 1; at < pin.length; at++) {
      run = Number(pin[at]) - Number(pin[at - 1]) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

/** The same step from digit to digit, over the end of the row too: 246802, 890123. */
function isLadder(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

/** Birthdays and years: 19900101, 900101, 01011990, 199001, 19902024. */
function isDate(pin: string): boolean {
  const monthDay = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
  const dayMonth = '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])';
  const year = '(?:19|20)\\d\\d';
  return new RegExp(
    `^(?:(?:${year}|\\d\\d)${monthDay}|(?:${monthDay}|${dayMonth})(?:${year}|\\d\\d)|${year}(?:0[1-9]|1[0-2])|${year}${year})$`,
  ).test(pin);
}

/** An account `wang138001` with the PIN 138001, or a name that is a number and its PIN the same number with a tail. */
function isOfName(pin: string, name: string): boolean {
  const digits = name.replace(/\D/g, '');
  return digits.length >= 4 && (digits.includes(pin) || pin.includes(digits));
}

export async function hashPin(pin: string, salt: Buffer): Promise<string> {
  const hash = await scrypt(pin, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * The salt of a new PIN. From the command's id, so that a request that is sent again because its answer got lost is the same
 * command with the same body; a salt need not be secret, only its own.
 */
export function saltFor(commandId: string, accountName: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['pin salt', commandId, accountName]))
    .digest()
    .subarray(0, SALT_BYTES);
}

/** A hash that no PIN has: unknown names are checked against it, and take as long as known ones. */
export function nobodysHash(): string {
  const { N, r, p } = COST;
  const [salt, hash] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)];
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

export async function verifyPin(pin: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt = '', hash = ''] = stored.split('$');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const expected = Buffer.from(hash, 'base64url');
  const sane =
    scheme === 'scrypt' &&
    expected.length === HASH_BYTES &&
    isBetween(cost.N, 2 ** 10, MOST.N) &&
    (cost.N & (cost.N - 1)) === 0 &&
    isBetween(cost.r, 1, MOST.r) &&
    isBetween(cost.p, 1, MOST.p);
  if (!sane) return false;
  const given = await scrypt(pin, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(given, expected);
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Runs on libuv's threads: the event loop goes on. */
function scrypt(
  pin: string,
  salt: Buffer,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<Buffer> {
  // Node's own limit of 32 MiB is one byte too small for N = 2^15, r = 8.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scryptCallback(pin, salt, HASH_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
