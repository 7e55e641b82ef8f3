// Says before sending what makes a PIN weak. The rules of server/auth/pins.ts, with their reasons; the server decides.
import { zhStaff } from '../../text/zh-staff.ts';

const text = zhStaff.pin;
const FEWEST_DIGITS = 4;
const LONGEST_RUN = 4;
/** Keypad patterns, love and luck: caught by none of the rules below. */
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

/** The sentence to show, null when nothing is wrong. `name`: of the account. */
export function pinFault(pin: string, name: string): string | null {
  if (!/^\d*$/.test(pin)) return text.digits;
  if (pin.length < 6 || pin.length > 12) return text.length;
  if (/^(\d)\1+$/.test(pin)) return text.repeated(pin);
  if (/^(\d+)\1+$/.test(pin)) return text.pattern(pin);
  if (isLadder(pin)) return text.ladder(pin);
  const run = longestRun(pin);
  if (run.length > LONGEST_RUN) return text.run(run);
  if (new Set(pin).size < FEWEST_DIGITS) return text.fewDigits(pin);
  if (COMMON.includes(pin)) return text.common(pin);
  if (isDate(pin)) return text.date(pin);
  return isOfName(pin, name) ? text.ofName : null;
}

/** The same step from digit to digit, over the end of the row too: 246802, 890123. */
function isLadder(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

/** The longest stretch that counts up, down or on the spot. */
function longestRun(pin: string): string {
  let longest = '';
  for (const step of [-1, 0, 1]) {
    let start = 0;
    for (let at = 1; at <= pin.length; at++) {
      if (at < pin.length && Number(pin[at]) - Number(pin[at - 1]) === step) continue;
      if (at - start > longest.length) longest = pin.slice(start, at);
      start = at;
    }
  }
  return longest;
}

function isDate(pin: string): boolean {
  const monthDay = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
  const dayMonth = '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])';
  const year = '(?:19|20)\\d\\d';
  return new RegExp(
    `^(?:(?:${year}|\\d\\d)${monthDay}|(?:${monthDay}|${dayMonth})(?:${year}|\\d\\d)|${year}(?:0[1-9]|1[0-2])|${year}${year})$`,
  ).test(pin);
}

function isOfName(pin: string, name: string): boolean {
  const digits = name.replace(/\D/g, '');
  return digits.length >= 4 && (digits.includes(pin) || pin.includes(digits));
}
