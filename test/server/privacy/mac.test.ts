// The digest of the journal's commands: the construction recomputed from its definition, and what it must tell apart.
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { mac, macKey } from '../../../server/privacy/mac.ts';

const key = Buffer.alloc(32, 7);

test('two nested hashes, each behind a block of key', () => {
  const block = (name: string) =>
    createHmac('sha512', key).update(name).digest().subarray(0, 48).toString('base64url');
  const digest = (...parts: string[]) =>
    createHash('sha256').update(parts.join('')).digest('base64url');
  const text = 'attendance.checkIn touchscreen {"phone":"13900000000","村":"第六埠村"}';
  expect(Buffer.byteLength(block('inner'))).toBe(64);
  const expected = digest(block('outer'), digest(block('inner'), text)).slice(0, 22);
  expect(mac(macKey(key), text)).toBe(expected);
});

test('another key and another text give another digest', () => {
  const digests = [
    mac(macKey(key), 'a'),
    mac(macKey(key), 'b'),
    mac(macKey(Buffer.alloc(32, 8)), 'a'),
  ];
  expect(new Set(digests).size).toBe(3);
});
