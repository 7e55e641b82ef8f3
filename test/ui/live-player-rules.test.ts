// What the live player decides, without a browser: the recovery ladder, what a playlist says, when the card comes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignedExplaining, LONGEST_WAIT_MS } from '../../ui/kit/live-player/aligned.ts';
import { isDecodable, readPlaylist } from '../../ui/kit/live-player/playlist.ts';
import {
  climb,
  FOOT,
  isMixedContent,
  type Ladder,
  type Step,
  type Trouble,
} from '../../ui/kit/live-player/recovery.ts';
import { explaining, fennel } from './live-shop.ts';

const TROUBLES: Trouble[] = [
  'notFound',
  'unreachable',
  'stalled',
  'media',
  'codec',
  'over',
  'forbidden',
];

function waits(trouble: Trouble, times: number, random = 0.5): number[] {
  let ladder: Ladder = FOOT;
  return Array.from({ length: times }, () => {
    const next = climb(ladder, trouble, random);
    ladder = next.ladder;
    return next.step.kind === 'lookAgain' ? next.step.afterMs : 0;
  });
}

describe('the recovery ladder', () => {
  test('waits longer from rung to rung, at most five seconds', () => {
    expect(waits('unreachable', 6)).toEqual([1000, 2000, 4000, 5000, 5000, 5000]);
  });

  test('never gives up, whatever happens and however often: two minutes, a night, a year', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...TROUBLES), fc.double({ min: 0, max: 1, noNaN: true })),
          {
            maxLength: 3000,
          },
        ),
        (story) => {
          let ladder: Ladder = FOOT;
          let repairsInRow = 0;
          for (const [trouble, random] of story) {
            const next: { ladder: Ladder; step: Step } = climb(ladder, trouble, random);
            ({ ladder } = next);
            repairsInRow = next.step.kind === 'repair' ? repairsInRow + 1 : 0;
            expect(repairsInRow).toBeLessThanOrEqual(2);
            if (next.step.kind === 'repair') continue;
            expect(next.step.afterMs).toBeGreaterThanOrEqual(750);
            expect(next.step.afterMs).toBeLessThanOrEqual(6250);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('screens that lost the same server come back at different times', () => {
    const first = (random: number) => waits('unreachable', 1, random)[0];
    expect([first(0), first(0.5), first(1)]).toEqual([750, 1000, 1250]);
  });

  test('the decoder is set right in place twice, then all is built anew', () => {
    expect(waits('media', 4)).toEqual([0, 0, 1000, 2000]);
  });

  test.each([
    ['https://kiosk.local:8444/', 'http://192.168.1.30:8888/live/index.m3u8', true],
    ['https://kiosk.local:8444/', 'https://192.168.1.30:8888/live/index.m3u8', false],
    ['https://kiosk.local:8444/', 'http://127.0.0.1:8888/live/index.m3u8', false],
    ['https://kiosk.local:8444/', '/hls/live.m3u8', false],
    ['http://127.0.0.1:8080/', 'http://192.168.1.30:8888/live/index.m3u8', false],
  ])('on %s the stream %s is mixed content: %s', (page, stream, mixed) => {
    expect(isMixedContent(page, stream)).toBe(mixed);
  });
});

describe('a playlist', () => {
  const master = (codecs: string) =>
    `#EXTM3U\r\n#EXT-X-VERSION:6\r\n#EXT-X-STREAM-INF:BANDWIDTH=1,${codecs}RESOLUTION=2x2\r\n\r\nv/list.m3u8\r\n`;
  /** As Debian's Chromium. */
  const canPlay = (type: string) => /avc1|mp4a/.test(type);
  const decodable = (codecs: string) =>
    readPlaylist(master(codecs))?.variants?.some((variant) => isDecodable(variant, canPlay));

  test('with variants says where they are', () => {
    expect(readPlaylist(master(''))?.variants?.map(({ uri }) => uri)).toEqual(['v/list.m3u8']);
  });
  test('of segments has none', () => {
    expect(readPlaylist('#EXTM3U\n#EXTINF:1,\n1.ts\n')).toEqual({ variants: null });
  });
  test('is not an error page', () => {
    expect(readPlaylist('<!doctype html><title>Sign in</title>')).toBeNull();
  });
  test.each([
    ['CODECS="avc1.64001f,mp4a.40.2",', true],
    ['CODECS="hvc1.1.6.L93.B0,mp4a.40.2",', false],
    ['CODECS="hev1.1.6.L93.B0",', false],
    ['CODECS="av01.0.04M.08",', false],
    // Not said: tried.
    ['', true],
  ])('%s can be decoded: %s', (codecs, can) => {
    expect(decodable(codecs)).toBe(can);
  });
});

describe('what is being explained', () => {
  const NOON = Date.parse('2026-11-28T12:00:00+08:00');
  const before = explaining(fennel({ title: '沙窝萝卜', productId: 'luobo' }), NOON - 60_000);
  const newest = explaining(fennel(), NOON);
  const at = (playheadMs: number | null, waitedMs = 0) =>
    alignedExplaining(newest, before, { playheadMs, waitedMs });

  test('waits for the picture, then comes', () => {
    expect(at(NOON - 4_000)).toBe(before);
    expect(at(NOON - 1)).toBe(before);
    expect(at(NOON)).toBe(newest);
  });
  test('waits for the host’s own place in the stream where that is known', () => {
    const told = { ...newest, mediaTimeMs: NOON + 2_000 };
    const shown = (playheadMs: number) =>
      alignedExplaining(told, before, { playheadMs, waitedMs: 0 });
    expect(shown(NOON + 1_000)).toBe(before);
    expect(shown(NOON + 2_000)).toBe(told);
  });
  test('comes at once without a date in the stream, or while nothing plays', () => {
    expect(at(null)).toBe(newest);
  });
  test('comes at once when a clock must be wrong', () => {
    expect(at(NOON - LONGEST_WAIT_MS - 1)).toBe(newest);
    expect(at(NOON + 3_600_000)).toBe(newest);
  });
  test('never waits longer than thirty seconds, however the picture stutters', () => {
    expect(at(NOON - 4_000, LONGEST_WAIT_MS - 1)).toBe(before);
    expect(at(NOON - 4_000, LONGEST_WAIT_MS)).toBe(newest);
  });
  test('another price of the same product comes at once', () => {
    const cheaper = { ...newest, item: fennel({ priceFen: 990 }) };
    const where = { playheadMs: NOON - 4_000, waitedMs: 0 };
    expect(alignedExplaining(cheaper, newest, where)).toBe(cheaper);
  });
  test('its end comes at once', () => {
    expect(alignedExplaining(null, newest, { playheadMs: NOON, waitedMs: 0 })).toBeNull();
  });
});
