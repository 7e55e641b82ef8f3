// ID-card frames of the protocol pages, whole, cut up, damaged, and among stray bytes.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createIdCardParser,
  type IdCardReply,
  idCardCommands,
  readIdCard,
} from '../../../devices/codecs/id-card.ts';

const samples = new Map(
  readFileSync(new URL('../../../devices/samples/id-card.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => [
      line.split(':')[0] ?? '',
      Buffer.from((line.split(':')[1] ?? '').replaceAll(' ', ''), 'hex'),
    ]),
);
function sample(name: string): Buffer {
  const bytes = samples.get(name);
  if (!bytes) throw new Error(`no sample ${name}`);
  return bytes;
}
function repliesOf(...chunks: Uint8Array[]): IdCardReply[] {
  const replies: IdCardReply[] = [];
  const parser = createIdCardParser((reply) => replies.push(reply));
  for (const chunk of chunks) parser.feed(chunk);
  return replies;
}
/** A read reply as the protocol has it: lengths, text, 1,024 bytes of photo, XOR. */
function readReply(text: Uint8Array, fingerprint = false): Buffer {
  const lengths = fingerprint ? [1, 0, 4, 0, 4, 0] : [1, 0, 4, 0];
  const rest = new Uint8Array(fingerprint ? 2_048 : 1_024).fill(0x69);
  const body = Buffer.from([0, 0, 0, 0, 0x90, ...lengths, ...text, ...rest]);
  body.writeUInt16BE(body.length - 1);
  return Buffer.concat([
    hex('aaaaaa9669'),
    body,
    Buffer.from([body.reduce((sum, byte) => sum ^ byte, 0)]),
  ]);
}
const hex = (digits: string) => Buffer.from(digits, 'hex');
const resident = sample('resident text');

describe('questions', () => {
  test.each(['status', 'find', 'select', 'read'] as const)('%s', (name) => {
    expect(Buffer.from(idCardCommands[name])).toEqual(sample(`${name} question`));
  });
});

describe('answers', () => {
  test.each([
    ['card found', 0x9f],
    ['no card', 0x80],
    ['card selected', 0x90],
    ['select failed', 0x81],
    ['read failed', 0x41],
  ])('%s', (name, answer) => {
    expect(repliesOf(sample(name))).toMatchObject([{ answer }]);
  });

  test('are found among stray bytes, merged, and byte by byte', () => {
    const stream = Buffer.concat([
      hex('aa96aaaa'),
      sample('no card'),
      hex('ffaa'),
      sample('card found'),
    ]);
    expect(repliesOf(stream).map(({ answer }) => answer)).toEqual([0x80, 0x9f]);
    expect(repliesOf(...[...stream].map((byte) => Uint8Array.of(byte)))).toHaveLength(2);
  });

  test('that are damaged are dropped, the next is heard', () => {
    const damaged = Buffer.from(sample('card found'));
    damaged[9] = 0x80;
    expect(repliesOf(damaged, sample('no card')).map(({ answer }) => answer)).toEqual([0x80]);
    expect(repliesOf(hex('aaaaaa9669ffff'), sample('no card'))).toHaveLength(1);
  });

  test('survive any noise', () => {
    const noise = fc.array(
      fc.oneof(fc.constantFrom(0xaa, 0x96, 0x69), fc.integer({ min: 0, max: 255 })),
    );
    fc.assert(
      fc.property(noise, (junk) => {
        for (const reply of repliesOf(Uint8Array.from(junk))) readIdCard(reply.data);
        const parser = createIdCardParser(() => {});
        parser.feed(Uint8Array.from(junk));
        parser.reset();
      }),
    );
    const replies: IdCardReply[] = [];
    const parser = createIdCardParser((reply) => replies.push(reply));
    parser.feed(new Uint8Array(1_000_000).fill(0xaa));
    parser.reset();
    parser.feed(sample('no card'));
    expect(replies).toHaveLength(1);
  });
});

describe('a card', () => {
  const expected = { name: '李为为', idNumber: '12011120120501234X', birthDate: '2012-05-01' };

  test('is read, with and without a fingerprint, and leaves its photo behind', () => {
    for (const frame of [readReply(resident), readReply(resident, true)]) {
      const [reply] = repliesOf(frame);
      expect(reply && readIdCard(reply.data)).toEqual(expected);
    }
    expect(readReply(resident)).toHaveLength(1_295);
    expect(readReply(resident, true)).toHaveLength(2_321);
  });

  test('one byte short is no card', () => {
    expect(repliesOf(readReply(resident).subarray(0, 1_294))).toEqual([]);
  });

  test('of a foreigner is told apart first', () => {
    const text = Buffer.from(' '.repeat(128), 'utf16le');
    text.write('SMITH, ANNA', 0, 'utf16le');
    text.write('CHN110085061234', 122, 'utf16le');
    text.write('史安娜', 158, 'utf16le');
    text.write('19850612', 220, 'utf16le');
    text.write('I', 248, 'utf16le');
    const [reply] = repliesOf(readReply(text));
    expect(reply && readIdCard(reply.data)).toEqual({
      name: '史安娜',
      idNumber: 'CHN110085061234',
      birthDate: '1985-06-12',
    });
  });

  test('with a birth date that is none has none; without name or number it is no card', () => {
    const odd = Buffer.from(resident);
    odd.write('20130231', 36, 'utf16le');
    const [reply] = repliesOf(readReply(odd));
    expect(reply && readIdCard(reply.data)?.birthDate).toBeNull();
    const nameless = Buffer.from(resident);
    nameless.write(' '.repeat(15), 0, 'utf16le');
    const [second] = repliesOf(readReply(nameless));
    expect(second && readIdCard(second.data)).toBeNull();
  });
});
