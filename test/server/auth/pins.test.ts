// Weak PINs are refused, good ones hashed so that only the right one verifies.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPin, isWeakPin, nobodysHash, saltFor, verifyPin } from '../../../server/auth/pins.ts';

test.each([
  ['short', '83729'],
  ['long', '8372916405182'],
  ['letters', '83a729'],
  ['other digits', '８３７２９１'],
  ['all the same', '888888'],
  ['up', '123456'],
  ['up from anywhere', '456789'],
  ['over the end', '890123'],
  ['down', '987654'],
  ['in steps', '246802'],
  ['a long run with a tail', '1234507'],
  ['a long run of one digit', '8399999'],
  ['repeated', '123123'],
  ['repeated pairs', '818181'],
  ['repeated halves', '38293829'],
  ['three digits only', '188118'],
  ['love', '5201314'],
  ['down the keypad', '147258'],
  ['emergency numbers', '110119'],
  ['a birthday', '19900101'],
  ['a short birthday', '900101'],
  ['a birthday, day first', '31011990'],
  ['a birthday, month first', '01311990'],
  ['a short birthday, day first', '310190'],
  ['year and month', '199012'],
  ['two years', '19902024'],
])('%s: %s is weak', (_why, pin) => {
  expect(isWeakPin(pin, '王芳')).toBe(true);
});

test('the digits of the account name are weak', () => {
  expect(isWeakPin('738291', 'wang738291')).toBe(true);
  expect(isWeakPin('8273829', '2738')).toBe(true);
  expect(isWeakPin('738291', 'wang2')).toBe(false);
});

test.each(['738291', '905273', '40718293', '837291640518', '372095'])('%s is good', (pin) => {
  expect(isWeakPin(pin, '王芳')).toBe(false);
});

test('most random PINs pass: the rules do not leave a small set to guess from', () => {
  const passed = Array.from({ length: 20_000 }, (_, i) => String((i * 48_271) % 1_000_000)).filter(
    (pin) => !isWeakPin(pin.padStart(6, '0'), '王芳'),
  );
  expect(passed.length).toBeGreaterThan(14_000);
});

test('a hash verifies its PIN alone, and never holds it', async () => {
  const hash = await hashPin('738291', randomBytes(16));
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(hash).not.toContain('738291');
  expect(await verifyPin('738291', hash)).toBe(true);
  expect(await verifyPin('738292', hash)).toBe(false);
  expect(await verifyPin('', hash)).toBe(false);
});

test('the same PIN of two accounts has two hashes; the same command has one', async () => {
  const [a, b, again] = await Promise.all([
    hashPin('738291', saltFor('command-1', '王芳')),
    hashPin('738291', saltFor('command-1', '李芳')),
    hashPin('738291', saltFor('command-1', '王芳')),
  ]);
  expect(a).not.toBe(b);
  expect(a).toBe(again);
  expect(saltFor('a', 'b').equals(saltFor('b', 'a'))).toBe(false);
});

test('a hash that would cost minutes, or is none, is simply wrong', async () => {
  const [, , , , salt, hash] = (await hashPin('738291', randomBytes(16))).split('$');
  for (const stored of [
    '',
    'plain',
    '738291',
    `scrypt$1073741824$8$1$${salt}$${hash}`,
    `scrypt$32768$8$1$${salt}$`,
    `scrypt$abc$8$1$${salt}$${hash}`,
    `scrypt$0$8$1$${salt}$${hash}`,
    `scrypt$32767$8$1$${salt}$${hash}`,
  ]) {
    expect(await verifyPin('738291', stored), stored).toBe(false);
  }
  expect(await verifyPin('', nobodysHash())).toBe(false);
});
