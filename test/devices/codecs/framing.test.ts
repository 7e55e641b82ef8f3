// Frames in a stream: nothing is kept that no frame can need.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreement, createFrameFinder } from '../../../devices/codecs/framing.ts';

/** A toy: 7E, then seven bytes, then 7F. */
const toy = [0x7e, null, null, null, null, null, null, null, 0x7f];

test('a megabyte of noise leaves no more than a frame and a bite', () => {
  let most = 0;
  const finder = createFrameFinder(
    (bytes, at) => {
      most = Math.max(most, bytes.length);
      const agreed = agreement(bytes, at, toy);
      return agreed === 'whole' ? toy.length : agreed;
    },
    () => {},
  );
  finder.feed(new Uint8Array(1_000_000).fill(0x7e));
  for (let at = 0; at < 1_000; at++) finder.feed(Uint8Array.of(0x7e));
  expect(most).toBeLessThanOrEqual(1_024 + toy.length);
});

test('frames come out whole and in order, however the bytes were cut', () => {
  const frames = [1, 2, 3].map((n) => Uint8Array.of(0x7e, n, n, n, n, n, n, n, 0x7f));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
      const found: number[] = [];
      const finder = createFrameFinder(
        (bytes, at) => {
          const agreed = agreement(bytes, at, toy);
          return agreed === 'whole' ? toy.length : agreed;
        },
        (frame) => found.push(frame[1] ?? 0),
      );
      const stream = Buffer.concat(frames);
      let at = 0;
      for (let n = 0; at < stream.length; n++) {
        const size = sizes[n % sizes.length] ?? 1;
        finder.feed(stream.subarray(at, at + size));
        at += size;
      }
      expect(found).toEqual([1, 2, 3]);
    }),
  );
});
