// One sealed field: `A1.<key id>.<base64url of IV, ciphertext, tag>`. A1 is AES-256-GCM.
//
// Value and mask are encrypted together, with a digest of the record around them: `open` needs the field alone, and whoever
// has the record can tell (`bindingOf`) whether the field was moved there from another record or another field.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { Opened } from '../store/module.ts';

const ALGORITHM = 'A1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
/** Node accepts a tag of 4 bytes unless told the length: guessable. */
const TAG_BYTES = 16;
export const BINDING_BYTES = 16;
const STEP_BYTES = 32;
/** The smallest size, so that a name of two characters is as long as one of four. */
const MIN_PLAIN_BYTES = 64;
const MAX_VALUE_BYTES = 512;

const SHAPE = /^A1\.([\w-]{1,32})\.([\w-]{80,1600})$/;

export interface Envelope {
  readonly keyId: string;
  readonly body: Buffer;
}

/** null when the text is no envelope of ours. */
export function parseEnvelope(sealed: unknown): Envelope | null {
  if (typeof sealed !== 'string') return null;
  const [, keyId, text] = SHAPE.exec(sealed) ?? [];
  if (!keyId || !text) return null;
  const body = Buffer.from(text, 'base64url');
  // Other spellings of the same bytes (spare bits in the last character) are not ours.
  if (body.toString('base64url') !== text) return null;
  const plainBytes = body.length - IV_BYTES - TAG_BYTES;
  return plainBytes >= MIN_PLAIN_BYTES && plainBytes % STEP_BYTES === 0 ? { keyId, body } : null;
}

export function encryptField(
  key: KeyObject,
  kiosk: string,
  keyId: string,
  binding: Buffer,
  opened: Opened,
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(kiosk, keyId));
  const sealed = Buffer.concat([
    iv,
    cipher.update(pack(binding, opened)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${ALGORITHM}.${keyId}.${sealed.toString('base64url')}`;
}

/** null when the key does not fit or a bit changed. */
export function decryptField(
  key: KeyObject,
  kiosk: string,
  { keyId, body }: Envelope,
): { opened: Opened; binding: Buffer } | null {
  try {
    const decipher = createDecipheriv(CIPHER, key, body.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associated(kiosk, keyId));
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const plain = decipher.update(body.subarray(IV_BYTES, -TAG_BYTES));
    decipher.final();
    return unpack(plain);
  } catch {
    return null;
  }
}

function associated(kiosk: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([ALGORITHM, kiosk, keyId]));
}

/** binding · length, value · length, mask · zeros up to the next step. */
function pack(binding: Buffer, { value, mask }: Opened): Buffer {
  const texts = [value, mask].map((text) => Buffer.from(text));
  if (texts.some((bytes) => bytes.length > MAX_VALUE_BYTES)) {
    throw new RangeError('privacy: a personal field is too long');
  }
  const parts = [binding, ...texts.flatMap((bytes) => [lengthOf(bytes), bytes])];
  const used = parts.reduce((sum, part) => sum + part.length, 0);
  const size = Math.max(MIN_PLAIN_BYTES, Math.ceil(used / STEP_BYTES) * STEP_BYTES);
  return Buffer.concat(parts, size);
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return length;
}

function unpack(plain: Buffer): { opened: Opened; binding: Buffer } {
  let at = BINDING_BYTES;
  const next = (): string => {
    const length = plain.readUInt16BE(at);
    at += 2 + length;
    if (at > plain.length) throw new RangeError('privacy: envelope');
    return plain.toString('utf8', at - length, at);
  };
  return {
    binding: plain.subarray(0, BINDING_BYTES),
    opened: { value: next(), mask: next() },
  };
}
