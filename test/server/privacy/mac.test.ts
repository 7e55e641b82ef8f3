// The digest of the journal's commands: the construction recomputed from its definition, and what it must tell apart.
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { mac, macKey } from '../../../server/privacy/mac.ts';

const key = Buffer.alloc(32, 7);

test('a hash behind a whole block of key, half of it shown', () => {
  const block = createHmac('sha512', key).update('block').digest().subarray(0, 48);
  const text = 'attendance.checkIn touchscreen {"phone":"13900000000","村":"第六埠村"}';
  const whole = createHash('sha256').update(block.toString('base64url')).update(text).digest();
  expect(macKey(key)).toHaveLength(64);
  expect(mac(macKey(key), text)).toBe(whole.toString('base64url').slice(0, 22));
});

test('another key and another text give another digest', () => {
  const digests = [
    mac(macKey(key), 'a'),
    mac(macKey(key), 'b'),
    mac(macKey(Buffer.alloc(32, 8)), 'a'),
  ];
  expect(new Set(digests).size).toBe(3);
});
