// Writes ASN.1 DER, as little of it as an X.509 certificate needs. Node reads and signs certificates but cannot write them.
import { isIPv4 } from 'node:net';

export type Der = Buffer;

export function encode(tag: number, ...parts: readonly Uint8Array[]): Der {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

export const sequence = (...parts: readonly Uint8Array[]): Der => encode(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Der => encode(0x31, ...parts);
export const octets = (bytes: Uint8Array): Der => encode(0x04, bytes);
export const text = (value: string): Der => encode(0x0c, Buffer.from(value, 'utf8'));
export const boolean = (value: boolean): Der => encode(0x01, Buffer.of(value ? 0xff : 0));
/** `[n]` around or instead of a value. */
export const constructed = (n: number, ...parts: readonly Uint8Array[]): Der =>
  encode(0xa0 | n, ...parts);
export const primitive = (n: number, bytes: Uint8Array): Der => encode(0x80 | n, bytes);

/** Positive, from its bytes. */
export function integer(bytes: Uint8Array): Der {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Buffer.of(0) : bytes.subarray(start);
  return encode(0x02, ...((short[0] ?? 0) >= 0x80 ? [Buffer.of(0), short] : [short]));
}

export function bits(bytes: Uint8Array, unused = 0): Der {
  return encode(0x03, Buffer.of(unused), bytes);
}

/** `2.5.29.17` */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** UTCTime until 2049, GeneralizedTime after, as RFC 5280 wants it. */
export function time(ms: number): Der {
  const all = new Date(ms).toISOString().replace(/[-:T]|\.\d{3}/g, '');
  const year = Number(all.slice(0, 4));
  return year < 2050 ? encode(0x17, Buffer.from(all.slice(2))) : encode(0x18, Buffer.from(all));
}

/** An address as the bytes that a certificate names it by. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // URL writes every IPv6 address in the one canonical form, without dotted tails.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
