// The secrets that the key file yields, and data keys wrapped under one of them.
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { deriveKey, fingerprintOf } from './key-file.ts';
import { type MacKey, macKey } from './mac.ts';

export interface Secrets {
  // KeyObjects: Node takes three times as long for a cipher whose key is a bare Buffer.
  readonly wrapping: KeyObject;
  readonly codes: KeyObject;
  readonly digests: MacKey;
  readonly fingerprint: string;
}

export function secretsOf(master: Buffer): Secrets {
  return {
    wrapping: createSecretKey(deriveKey(master, 'keyring')),
    codes: createSecretKey(deriveKey(master, 'codes')),
    digests: macKey(deriveKey(master, 'digests')),
    fingerprint: fingerprintOf(master),
  };
}

export function wrapKey(secrets: Secrets, kiosk: string, id: string, key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secrets.wrapping, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(JSON.stringify(['data key', kiosk, id])));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** null when it was wrapped by another key file, for another kiosk or under another id. */
export function unwrapKey(
  secrets: Secrets,
  kiosk: string,
  id: string,
  wrapped: string,
): KeyObject | null {
  const bytes = Buffer.from(wrapped, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', secrets.wrapping, bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(JSON.stringify(['data key', kiosk, id])));
    decipher.setAuthTag(bytes.subarray(-16));
    const key = decipher.update(bytes.subarray(12, -16));
    decipher.final();
    return createSecretKey(key);
  } catch {
    return null;
  }
}
