// One-time codes for screens: ten minutes, once, eight at a time, and slow to guess.
import { expect, test } from 'vitest';
import {
  CODE_LIFE_MINUTES,
  createPairingCodes,
  digestOf,
  type PairingCodes,
} from '../../../server/auth/pairing-codes.ts';

const OFFER = { name: '二楼', kind: 'touch', prints: false, madeBy: 'a1' } as const;
const MINUTE_MS = 60_000;

function build() {
  const clock = { now: 0 };
  const codes = createPairingCodes(() => clock.now);
  return { clock, codes };
}
let claims = 0;
function tryCode(codes: PairingCodes, digits: string, source = 'desk'): string {
  try {
    claims += 1;
    return codes.claim(digits, `claim-${claims}`, source).offer.name;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('a code lives ten minutes', () => {
  const { clock, codes } = build();
  const [first, second] = [codes.make(OFFER), codes.make(OFFER)];
  clock.now = CODE_LIFE_MINUTES * MINUTE_MS - 1;
  expect(tryCode(codes, first)).toBe('二楼');
  clock.now += 1;
  expect(tryCode(codes, second)).toBe('PAIRING_CODE_WRONG');
});

test('a code is used once, and is worth another try when the screen could not be recorded', () => {
  const { codes } = build();
  const code = codes.make(OFFER);
  const { token } = codes.claim(code, 'one', 'desk');
  expect(tryCode(codes, code)).toBe('PAIRING_CODE_WRONG');
  expect(codes.claim(code, 'one', 'desk').token).toBe(token);
  codes.release('one');
  expect(tryCode(codes, code)).toBe('二楼');
});

test('more than eight at a time push out the oldest', () => {
  const { codes } = build();
  const made = Array.from({ length: 9 }, () => codes.make(OFFER));
  expect(tryCode(codes, made[0] ?? '')).toBe('PAIRING_CODE_WRONG');
  expect(tryCode(codes, made[1] ?? '')).toBe('二楼');
});

test('guessing waits: one source after five tries, all together after twenty', () => {
  const { clock, codes } = build();
  const code = codes.make(OFFER);
  const wrong = code === '00000000' ? '11111111' : '00000000';
  for (let tries = 0; tries < 5; tries++) expect(tryCode(codes, wrong)).toBe('PAIRING_CODE_WRONG');
  expect(tryCode(codes, code)).toBe('SIGN_IN_LOCKED');
  expect(tryCode(codes, code, 'another desk')).toBe('二楼');
  const fresh = codes.make(OFFER);
  for (let n = 0; n < 15; n++) tryCode(codes, wrong, `bot-${n}`);
  expect(tryCode(codes, fresh, 'an honest desk')).toBe('SIGN_IN_LOCKED');
  clock.now += MINUTE_MS;
  expect(tryCode(codes, fresh, 'an honest desk')).toBe('二楼');
});

test('every code has a token of its own, of which the digest says nothing', () => {
  const { codes } = build();
  const tokens = [codes.make(OFFER), codes.make(OFFER)].map(
    (code, n) => codes.claim(code, `c${n}`, 'desk').token,
  );
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) expect(digestOf(token)).not.toContain(token.slice(0, 8));
});
