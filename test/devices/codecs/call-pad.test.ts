// Frames of the call pad, laid out by hand; and a pad of another vendor, told of in the settings.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodePadFrame,
  functionOf,
  type PadFrame,
  vendorPad,
} from '../../../devices/codecs/call-pad.ts';
import { createTemplatedPad } from '../../../devices/codecs/templated-pad.ts';
import { readSamples } from '../samples.ts';

const sample = readSamples('call-pad.txt');

function framesOf(...chunks: Uint8Array[]): PadFrame[] {
  const frames: PadFrame[] = [];
  const parser = vendorPad.createParser((frame) => frames.push(frame));
  for (const chunk of chunks) parser.feed(chunk);
  return frames;
}

describe('keys', () => {
  test.each([
    ['key call, pad 1', ['call']],
    ['key recall, pad 1', ['recall']],
    ['key evaluate, pad 1', ['evaluate']],
    ['key pause, pad 1', ['pause']],
    ['key transfer, pad 1', ['transfer']],
    ['key 6, pad 1', [{ digit: 6 }]],
    ['key function, pad 1', ['function']],
    ['keys 6 function, pad 1', [{ digit: 6 }, 'function']],
  ])('%s', (name, keys) => {
    const [frame, ...more] = framesOf(sample(name));
    expect(frame).toMatchObject({ address: 1, keys });
    expect(Buffer.from(frame?.acknowledgement ?? [])).toEqual(sample(name));
    expect(more).toEqual([]);
  });

  test('of a pad with a high address, whose sum goes round', () => {
    expect(framesOf(sample('key call, pad FE'))).toMatchObject([{ address: 0xfe, keys: ['call'] }]);
  });

  test('a rating is a grade, and is not echoed: its answer says that it was recorded', () => {
    expect(framesOf(sample('rating 5, pad 1'))).toEqual([
      { address: 1, keys: [{ grade: 5 }], acknowledgement: null },
    ]);
    for (const data of [[0], [6], [], [5, 5]]) {
      expect(framesOf(encodePadFrame(1, 0x11, data))).toMatchObject([{ keys: ['unknown'] }]);
    }
  });

  test('after a digit, by the function key', () => {
    expect([[6], [0], [3], [5], [], [1, 6]].map(functionOf)).toEqual([
      'giveUp',
      'hold',
      'callBack',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('the pad’s echo of what it was told is no key', () => {
    expect(framesOf(sample('show 012 on pad 1'), sample('beep pad 1'))).toEqual([]);
  });
});

describe('what it is told', () => {
  test('a number by its digits, at most four; a beep', () => {
    expect(Buffer.from(vendorPad.show(1, 'A012') ?? [])).toEqual(sample('show 012 on pad 1'));
    expect(vendorPad.show(1, 'A123456')).toEqual(vendorPad.show(1, 'B3456'));
    expect(Buffer.from(vendorPad.beep(1) ?? [])).toEqual(sample('beep pad 1'));
    expect(Buffer.from(vendorPad.confirmRating(1) ?? [])).toEqual(sample('rated, to pad 1'));
  });
});

describe('a damaged line', () => {
  test('bad checksum, bad length, cut off, stray bytes: the next key is heard', () => {
    const key = sample('key call, pad 1');
    const badSum = Buffer.from(key).fill(0x55, 8, 9);
    const badLength = Buffer.from(key).fill(0x09, 3, 4);
    for (const junk of [badSum, badLength, key.subarray(0, 6), Buffer.from('ff68ff68', 'hex')]) {
      expect(framesOf(junk, sample('key pause, pad 1'))).toMatchObject([{ keys: ['pause'] }]);
    }
  });

  test('after any noise every key is heard, byte by byte too', () => {
    const bytes = fc.oneof(
      fc.constantFrom(0xff, 0x68, 0x16, 0x03, 0x10),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 300 }), fc.boolean(), (junk, bytewise) => {
        const stream = Buffer.concat([
          Uint8Array.from(junk),
          sample('key call, pad 1'),
          sample('key pause, pad 1'),
        ]);
        const chunks = bytewise ? [...stream].map((byte) => Uint8Array.of(byte)) : [stream];
        expect(framesOf(...chunks).slice(-2)).toMatchObject([
          { keys: ['call'] },
          { keys: ['pause'] },
        ]);
      }),
    );
    const noise = Uint8Array.from(
      { length: 1_000_000 },
      (_, at) => [0xff, 0x68, 0x10, 0x10, 0x68][at % 5] ?? 0,
    );
    expect(framesOf(noise, sample('key call, pad 1'))).toHaveLength(1);
  });
});

describe('a pad by template', () => {
  const templates = {
    press: 'FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16',
    show: 'FF 68 {len} {len} 68 ( {address} 02 {digits:3} ) {sum:8} 16',
    beep: 'FF 68 {len} {len} 68 ( {address} 03 ) {sum:8} 16',
    echo: true,
    keys: [
      { code: '0C', key: 'call' },
      { code: '0f', key: 'function' },
    ],
  } as const;

  test('that says what the built-in one says is understood alike', () => {
    const frames: PadFrame[] = [];
    const pad = createTemplatedPad(templates);
    const parser = pad.createParser((frame) => frames.push(frame));
    for (const name of ['key call, pad 1', 'key 6, pad 1', 'key function, pad 1']) {
      parser.feed(sample(name));
    }
    expect(frames).toMatchObject([
      { address: 1, keys: ['call'] },
      { address: 1, keys: [{ digit: 6 }] },
      { address: 1, keys: ['function'] },
    ]);
    expect(Buffer.from(frames[0]?.acknowledgement ?? [])).toEqual(sample('key call, pad 1'));
    expect(Buffer.from(pad.beep(1) ?? [])).toEqual(sample('beep pad 1'));
    // ASCII digits: other pads want them so.
    expect(Buffer.from(pad.show(1, 'A012') ?? []).toString('latin1')).toContain('\x02012');
  });

  test('knows no other keys, and says nothing that it has no template for', () => {
    const { press, keys } = templates;
    const pad = createTemplatedPad({ press, keys, echo: false });
    const frames: PadFrame[] = [];
    pad.createParser((frame) => frames.push(frame)).feed(sample('key pause, pad 1'));
    expect(frames).toEqual([{ address: 1, keys: ['unknown'], acknowledgement: null }]);
    expect([pad.show(1, 'A001'), pad.beep(1), pad.confirmRating(1)]).toEqual([null, null, null]);
  });
});
