// Codes on slips and members' cards: `DQ1.<t|m|o>.<id>.<signature>`. Whoever cannot sign cannot make one up. On a slip that phones
// can follow the code is the end of a link; whatever host it names, the signature is what counts.
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

const LETTERS = { ticket: 't', member: 'm', order: 'o' } as const;
export type CodeKind = keyof typeof LETTERS;
const KINDS: Readonly<Record<string, CodeKind>> = { t: 'ticket', m: 'member', o: 'order' };

const ID = /^[\w-]{1,64}$/;
/** 96 bits of HMAC-SHA256; 12 bytes are exactly 16 characters, so that no other spelling verifies. */
const SIGNATURE_BYTES = 12;
const CODE = /^DQ1\.([tmo])\.([\w-]{1,64})\.([\w-]{16})$/;
const MAX_LENGTH = 256;
const LINK = /^https:\/\/[\w.:-]{1,120}\/t\/(?=DQ1\.t\.)/;

/** Where a phone finds out about a ticket. */
export function linkOf(publicUrl: string, code: string): string {
  return `${publicUrl}/t/${code}`;
}

export function signCode(key: KeyObject, kind: CodeKind, id: string): string {
  if (!ID.test(id)) throw new TypeError('codes: an id has 1 to 64 letters, digits, _ or -');
  const text = `DQ1.${LETTERS[kind]}.${id}`;
  return `${text}.${signature(key, text).toString('base64url')}`;
}

/** null for anything that we did not sign. */
export function readSignedCode(
  key: KeyObject,
  text: string,
): { kind: CodeKind; id: string } | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  const [, letter = '', id = '', given = ''] = CODE.exec(text.replace(LINK, '')) ?? [];
  const kind = KINDS[letter];
  if (!kind) return null;
  const expected = signature(key, `DQ1.${letter}.${id}`);
  return timingSafeEqual(expected, Buffer.from(given, 'base64url')) ? { kind, id } : null;
}

function signature(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, SIGNATURE_BYTES);
}
