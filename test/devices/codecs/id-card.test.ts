// ID-card frames of the protocol pages, whole, cut up, damaged, and among stray bytes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createIdCardParser,
  type IdCardReply,
  idCardCommands,
  readIdCard,
} from '../../../devices/codecs/id-card.ts';
import {
  cardText,
  foreignerText,
  readReply,
  idCardSample as sample,
  taiwanText,
} from '../id-card-frames.ts';

function repliesOf(...chunks: Uint8Array[]): IdCardReply[] {
  const replies: IdCardReply[] = [];
  const parser = createIdCardParser((reply) => replies.push(reply));
  for (const chunk of chunks) parser.feed(chunk);
  return replies;
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
    ['checksum wrong', 0x10],
    ['command unknown', 0x21],
    ['self-test failed', 0x60],
    ['unauthorised', 0x66],
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

  test('are heard at once behind a frame that lost its tail, and inside it', () => {
    const torn = readReply(resident).subarray(0, 700);
    expect(repliesOf(torn, sample('no card')).map(({ answer }) => answer)).toEqual([0x80]);
    // One byte was lost on the way: the next frame's first byte would complete it.
    const short = Buffer.concat([
      readReply(resident).subarray(0, 300),
      readReply(resident).subarray(301),
    ]);
    expect(short).toHaveLength(1_294);
    expect(repliesOf(short, sample('card found')).map(({ answer }) => answer)).toEqual([0x9f]);
  });

  test('after any noise and any torn frame are heard, each of them', () => {
    const bytes = fc.oneof(
      fc.constantFrom(0xaa, 0x96, 0x69, 0x00),
      fc.integer({ min: 0, max: 255 }),
    );
    const noise = fc.array(bytes, { maxLength: 400 }).map((all) => Uint8Array.from(all));
    const cut = fc.integer({ min: 0, max: 1_294 });
    fc.assert(
      fc.property(noise, cut, noise, fc.integer({ min: 1, max: 40 }), (before, at, after, size) => {
        const stream = Buffer.concat([
          before,
          readReply(resident).subarray(0, at),
          after,
          sample('no card'),
          readReply(resident),
          sample('card found'),
        ]);
        const answers = repliesOf(...inChunks(stream, size)).map(({ answer }) => answer);
        expect(answers.slice(-3)).toEqual([0x80, 0x90, 0x9f]);
      }),
    );
  });

  test('a megabyte of noise is neither an answer nor an error', () => {
    for (const fill of [[0xaa], [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x09, 0x50], [0x00, 0xff]]) {
      const noise = Uint8Array.from({ length: 1_000_000 }, (_, at) => fill[at % fill.length] ?? 0);
      const replies = repliesOf(noise, sample('no card'));
      expect(replies.map(({ answer }) => answer)).toEqual([0x80]);
    }
  });

  test('whatever is in them, a read makes a card or says why not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_400 }), (data) => {
        expect(['unread', 'unknownKind']).toContain(readIdCard(data));
      }),
    );
  });
});

function inChunks(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

describe('a card', () => {
  function cardOf(text: Uint8Array) {
    const [reply] = repliesOf(readReply(text));
    return reply && readIdCard(reply.data);
  }
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
    expect(cardOf(foreignerText)).toEqual({
      name: '史安娜',
      idNumber: 'CHN110085061234',
      birthDate: '1985-06-12',
    });
    const withoutChineseName = Buffer.from(foreignerText);
    withoutChineseName.write(' '.repeat(15), 158, 'utf16le');
    expect(cardOf(withoutChineseName)).toMatchObject({ name: 'SMITH, ANNA' });
    const worn = Buffer.from(foreignerText);
    worn.write('???', 122, 'utf16le');
    expect(cardOf(worn)).toBe('unread');
  });

  test('of Hong Kong, Macao or Taiwan is believed when it proves itself, else not read', () => {
    expect(cardOf(taiwanText)).toEqual({
      name: '林志明',
      idNumber: '83000019791102000X',
      birthDate: '1979-11-02',
    });
    for (const [offset, wrong] of [
      [156, '1'],
      [36, '19791103'],
      [122, '11'],
    ] as const) {
      const other = Buffer.from(taiwanText);
      other.write(wrong, offset, 'utf16le');
      expect(cardOf(other)).toBe('unknownKind');
    }
  });

  test('of a kind that no document tells of is not guessed at', () => {
    expect(cardOf(cardText({ 0: 'KIM', 122: '911086197001010012', 248: 'Y' }))).toBe('unknownKind');
    expect(cardOf(cardText({ 0: '王', 122: '120111201205012346', 248: '__proto__' }))).toBe(
      'unknownKind',
    );
  });

  test('with a birth date that is none has none; without name or number it is no card', () => {
    const odd = Buffer.from(resident);
    odd.write('20130231', 36, 'utf16le');
    const [reply] = repliesOf(readReply(odd));
    expect(reply && readIdCard(reply.data)).toMatchObject({ birthDate: null });
    const nameless = Buffer.from(resident);
    nameless.write(' '.repeat(15), 0, 'utf16le');
    const [second] = repliesOf(readReply(nameless));
    expect(second && readIdCard(second.data)).toBe('unread');
  });
});
