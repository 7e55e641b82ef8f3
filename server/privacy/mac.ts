// A keyed digest that costs a command next to nothing: SHA-256 of a block of key and the text, half of it given away. The half
// that is kept back is what extending a text would need. `createHmac` takes ten times as long, most of it to set itself up.
import { createHmac, hash } from 'node:crypto';

/** 64 characters: a block of SHA-256, so that the key alone decides the state that the text is hashed from. */
export type MacKey = string;

const BLOCK = 64;

export function macKey(key: Uint8Array): MacKey {
  return createHmac('sha512', key).update('block').digest('base64url').slice(0, BLOCK);
}

/** 132 bits as 22 characters. */
export function mac(key: MacKey, text: string): string {
  return hash('sha256', key + text, 'base64url').slice(0, 22);
}
