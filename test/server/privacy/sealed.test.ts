// Sealed fields: only the right key opens them, no bit of them can change, none can move to another record or field.
import { createCipheriv, createSecretKey } from 'node:crypto';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { decryptField, encryptField, parseEnvelope } from '../../../server/privacy/envelope.ts';
import { Personal } from '../../../server/privacy/mark.ts';
import { defineEvent, type NewEvent, type Sealed } from '../../../server/store/module.ts';
import { makePlace, startPrivacy, take } from './quiet.ts';

const added = defineEvent({
  type: 'people.added',
  lifetime: 'standing',
  data: Type.Object({
    personId: Type.String(),
    keyId: Type.Union([Type.String(), Type.Null()]),
    name: Personal('name'),
    phone: Type.Optional(Personal('phone')),
    others: Type.Optional(
      Type.Array(
        Type.Object({
          idNumber: Type.Union([Personal('idNumber'), Type.Null()]),
          note: Type.String(),
        }),
      ),
    ),
  }),
});

interface Data {
  personId: string;
  keyId: string | null;
  name: Sealed;
  phone?: Sealed;
  others?: { idNumber: Sealed | null; note: string }[];
}

function person(keyId: string | null, more: object = {}): NewEvent {
  const data = { personId: 'p1', keyId, name: '王小芳', phone: '13812345678', ...more };
  return { type: added.type, version: 1, data };
}
const dataOf = (event: NewEvent): Data => event.data as Data;
/** As it comes back from the journal. */
const recorded = (event: NewEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent;

test('marked fields are sealed wherever they stand, the rest is left alone', async () => {
  const privacy = await startPrivacy(await makePlace());
  const others = [
    { idNumber: '120101199001011234', note: '三组' },
    { idNumber: null, note: '四组' },
  ];
  const sealed = privacy.seal(added, person(take(privacy), { others }));
  const text = JSON.stringify(sealed);
  for (const plain of ['王小芳', '13812345678', '120101199001011234', '138****5678']) {
    expect(text).not.toContain(plain);
    expect(text).not.toContain(Buffer.from(plain).toString('base64url').slice(0, -2));
  }
  const data = dataOf(sealed);
  expect(privacy.open(data.name)).toEqual({ value: '王小芳', mask: '王*芳' });
  expect(data.phone && privacy.open(data.phone)?.mask).toBe('138****5678');
  const [first, second] = data.others ?? [];
  expect(first?.idNumber && privacy.open(first.idNumber)?.mask).toBe('120***********1234');
  expect(second).toEqual({ idNumber: null, note: '四组' });
  expect(data.personId).toBe('p1');
  expect(privacy.authentic(added, recorded(sealed))).toBe(true);
});

test('nothing personal is ever let through in clear', async () => {
  const privacy = await startPrivacy(await makePlace());
  expect(() => privacy.seal(added, person(null))).toThrow(/no data key/);
  expect(() => privacy.seal(added, person('unknown'))).toThrow(/no data key/);
  const odd = person(take(privacy), { name: { sealed: '王小芳' } });
  expect(() => privacy.seal(added, odd)).toThrow(TypeError);
  expect(() => privacy.seal(added, person(take(privacy), { name: '王'.repeat(400) }))).toThrow(
    RangeError,
  );
});

test('the length of a name does not show', async () => {
  const privacy = await startPrivacy(await makePlace());
  const lengths = ['王芳', '王小芳', '欧阳小芳', '阿依古丽·买买提'].map((name) => {
    const sealed = privacy.seal(added, person(take(privacy), { name }));
    return dataOf(sealed).name.sealed.length;
  });
  expect(new Set(lengths).size).toBe(1);
});

test('100,000 IVs, all different', () => {
  const key = createSecretKey(Buffer.alloc(32, 7));
  const opened = { value: '王芳', mask: '王*' };
  const seen = new Set<string>();
  for (let index = 0; index < 100_000; index++) {
    // 16 characters after `A1.k1.` are the 12 bytes of the IV.
    seen.add(encryptField(key, 'V01', 'k1', Buffer.alloc(16), opened).slice(6, 22));
  }
  expect(seen.size).toBe(100_000);
});

test('every flipped bit of an envelope makes it nothing', async () => {
  const privacy = await startPrivacy(await makePlace());
  const { name } = dataOf(privacy.seal(added, person(take(privacy))));
  const [algorithm = '', keyId = '', body = ''] = name.sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const sealed = [algorithm, keyId, changed.toString('base64url')].join('.');
    expect(privacy.open({ sealed }), `bit ${bit}`).toBeNull();
  }
  for (let at = 0; at < name.sealed.length; at++) {
    const sealed = `${name.sealed.slice(0, at)}!${name.sealed.slice(at + 1)}`;
    expect(privacy.open({ sealed })).toBeNull();
  }
  for (let length = 0; length < name.sealed.length; length++) {
    expect(privacy.open({ sealed: name.sealed.slice(0, length) })).toBeNull();
  }
  expect(privacy.open({ sealed: `${name.sealed}A` })).toBeNull();
  // 92 bytes leave two bits of the last character unused: only one of its four spellings is ours.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(name.sealed.at(-1) ?? '');
  for (const other of [1, 2, 3].map((bits) => alphabet[last ^ bits])) {
    expect(privacy.open({ sealed: name.sealed.slice(0, -1) + other })).toBeNull();
  }
  expect(privacy.open(undefined as unknown as Sealed)).toBeNull();
  expect(privacy.open({ sealed: 7 } as unknown as Sealed)).toBeNull();
});

test('a body under another key id, or of another kiosk, does not open', async () => {
  const place = await makePlace();
  const privacy = await startPrivacy(place);
  const one = dataOf(privacy.seal(added, person(take(privacy)))).name.sealed.split('.');
  const two = dataOf(privacy.seal(added, person(take(privacy)))).name.sealed.split('.');
  expect(privacy.open({ sealed: [one[0], two[1], one[2]].join('.') })).toBeNull();
  const other = await startPrivacy(await makePlace(), { kiosk: 'V02' });
  expect(other.open({ sealed: one.join('.') })).toBeNull();
});

test('an envelope is bound to its kiosk and key id, even where the key is the same', () => {
  const key = createSecretKey(Buffer.alloc(32, 7));
  const opened = { value: '王小芳', mask: '王*芳' };
  const envelope = parseEnvelope(encryptField(key, 'V01', 'k1', Buffer.alloc(16), opened));
  if (!envelope) throw new Error('no envelope');
  expect(decryptField(key, 'V01', envelope)?.opened).toEqual(opened);
  expect(decryptField(key, 'V02', envelope)).toBeNull();
  expect(decryptField(key, 'V01', { ...envelope, keyId: 'k2' })).toBeNull();
});

test('fields that moved to another record or field, and records altered around them, are found out', async () => {
  const privacy = await startPrivacy(await makePlace());
  const keyId = take(privacy);
  const mine = privacy.seal(added, person(keyId));
  const hers = privacy.seal(added, person(take(privacy), { personId: 'p2', name: '李芳' }));
  const sameKey = privacy.seal(added, person(keyId, { personId: 'p3', name: '赵芳' }));
  const withData = (change: Partial<Data>): NewEvent =>
    recorded({ ...mine, data: { ...dataOf(mine), ...change } });
  expect(privacy.authentic(added, withData({}))).toBe(true);
  expect(privacy.authentic(added, withData({ name: dataOf(hers).name }))).toBe(false);
  expect(privacy.authentic(added, withData({ name: dataOf(sameKey).name }))).toBe(false);
  const { name, phone } = dataOf(mine);
  if (!phone) throw new Error('no phone');
  expect(privacy.authentic(added, withData({ name: phone, phone: name }))).toBe(false);
  expect(privacy.authentic(added, withData({ personId: 'p9' }))).toBe(false);
  expect(privacy.authentic(added, withData({ name: { sealed: 'A1.x.y' } }))).toBe(false);
  // A field of somebody who was forgotten since: it does not open, and is no part of this record all the same.
  await privacy.destroy([dataOf(hers).keyId ?? '']);
  expect(privacy.authentic(added, withData({ name: dataOf(hers).name }))).toBe(false);
  expect(privacy.authentic(added, recorded(hers))).toBe(true);
});

test('a tag of 4 bytes, which Node would take unless told, is refused', async () => {
  const privacy = await startPrivacy(await makePlace());
  const { name } = dataOf(privacy.seal(added, person(take(privacy))));
  const [algorithm, keyId, body = ''] = name.sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  // The same ciphertext with its genuine tag cut to 4 bytes; and padded back to the right length.
  const short = bytes.subarray(0, -12);
  for (const cut of [short, Buffer.concat([short, Buffer.alloc(12)])]) {
    const sealed = [algorithm, keyId, cut.toString('base64url')].join('.');
    expect(privacy.open({ sealed })).toBeNull();
  }
  // The trap itself is real: without authTagLength the cipher layer makes and takes such tags.
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12), {
    authTagLength: 4,
  });
  cipher.final();
  expect(cipher.getAuthTag()).toHaveLength(4);
});
