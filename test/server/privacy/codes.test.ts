// Codes on slips: ours verify, anything else is nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkOf } from '../../../server/privacy/codes.ts';
import { makePlace, startPrivacy } from './quiet.ts';

test('a signed code reads back with its kind and id, after a restart too', async () => {
  const place = await makePlace();
  const first = await startPrivacy(place);
  const ticket = first.sign('ticket', 'V01-1-2k');
  const member = first.sign('member', 'aB_-9');
  await first.stop();
  const again = await startPrivacy(place);
  expect(ticket).toMatch(/^DQ1\.t\.V01-1-2k\.[\w-]{16}$/);
  expect(again.readCode(ticket)).toEqual({ kind: 'ticket', id: 'V01-1-2k' });
  expect(again.readCode(member)).toEqual({ kind: 'member', id: 'aB_-9' });
});

test('every changed character, another kind, another kiosk key: null', async () => {
  const privacy = await startPrivacy(await makePlace());
  const other = await startPrivacy(await makePlace());
  const code = privacy.sign('ticket', 'V01-1-2k');
  for (let at = 0; at < code.length; at++) {
    for (const character of ['A', 'B', '.', '-', '%', '\0']) {
      if (code[at] === character) continue;
      const changed = code.slice(0, at) + character + code.slice(at + 1);
      expect(privacy.readCode(changed), changed).toBeNull();
    }
  }
  expect(privacy.readCode(code.replace('.t.', '.m.'))).toBeNull();
  expect(other.readCode(code)).toBeNull();
});

test('foreign, long and binary text: null', async () => {
  const privacy = await startPrivacy(await makePlace());
  const code = privacy.sign('member', 'x');
  const foreign = [
    '',
    'DQ1',
    'DQ1.t..',
    'DQ1.x.1.aaaaaaaaaaaaaaaa',
    `${code}\n`,
    ` ${code}`,
    `${code}.${code}`,
    'javascript:alert(1)',
    'https://example.cn/',
    '\0\u{1F600}\ud800',
    'DQ1.t.'.concat('a'.repeat(4096)),
    '__proto__',
  ];
  for (const text of foreign) expect(privacy.readCode(text), text.slice(0, 40)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(privacy.readCode(text)).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('the link of a slip reads like its code; other links do not', async () => {
  const privacy = await startPrivacy(await makePlace());
  const code = privacy.sign('ticket', 'V01-1-2k');
  for (const host of ['https://hall.example.cn', 'https://192.168.1.20:8444']) {
    const link = linkOf(host, code);
    expect(link).toBe(`${host}/t/${code}`);
    expect(privacy.readCode(link)).toEqual({ kind: 'ticket', id: 'V01-1-2k' });
  }
  for (const link of [
    `http://hall.example.cn/t/${code}`,
    `https://hall.example.cn/${code}`,
    `https://hall.example.cn/t/x/t/${code}`,
    `https://hall.example.cn/t/${code}?`,
    `https://${'a'.repeat(200)}/t/${code}`,
    `https://hall.example.cn/t/${privacy.sign('member', 'x')}`,
  ]) {
    expect(privacy.readCode(link), link).toBeNull();
  }
});

test('an id that could break out of the code is refused', async () => {
  const privacy = await startPrivacy(await makePlace());
  for (const id of ['', 'a.b', 'a b', '王', 'a'.repeat(65)]) {
    expect(() => privacy.sign('ticket', id)).toThrow(TypeError);
  }
});

test('fingerprints: equal for equal texts, useless without the key file', async () => {
  const privacy = await startPrivacy(await makePlace());
  const other = await startPrivacy(await makePlace());
  expect(privacy.fingerprint('13812345678')).toMatch(/^[\w-]{22}$/);
  expect(privacy.fingerprint('13812345678')).toBe(privacy.fingerprint('13812345678'));
  expect(privacy.fingerprint('13812345678')).not.toBe(privacy.fingerprint('13812345679'));
  expect(other.fingerprint('13812345678')).not.toBe(privacy.fingerprint('13812345678'));
});
