// What printers answer, from the manuals, in any order and any chunks.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createReplyParser,
  healthOf,
  healthOfAuto,
  type PrinterReply,
  processIdOf,
} from '../../../devices/codecs/escpos-status.ts';

const samples = new Map(
  readFileSync(new URL('../../../devices/samples/escpos-status.txt', import.meta.url), 'utf8')
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
function repliesOf(...chunks: Uint8Array[]): PrinterReply[] {
  const replies: PrinterReply[] = [];
  const parser = createReplyParser((reply) => replies.push(reply));
  for (const chunk of chunks) parser.feed(chunk);
  return replies;
}
function bits(name: string): number {
  return sample(name)[0] ?? 0;
}

describe('status replies', () => {
  test.each([
    ['all well, DLE EOT 1', 1, null, false],
    ['drawer pin high', 1, null, false],
    ['offline, DLE EOT 1', 1, 'offline', false],
    ['cover open, DLE EOT 2', 2, 'coverOpen', false],
    ['paper end stop, DLE EOT 2', 2, 'paperOut', false],
    ['cutter error, DLE EOT 3', 3, 'cutter', false],
    ['paper near end, DLE EOT 4', 4, null, true],
    ['paper end, DLE EOT 4', 4, 'paperOut', false],
  ] as const)('%s', (name, part, trouble, paperNearEnd) => {
    const [reply] = repliesOf(sample(name));
    expect(reply?.kind).toBe('status');
    const all = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12, [part]: bits(name) };
    expect(healthOf(all)).toEqual({ trouble, paperNearEnd });
  });

  test('are told apart however they are mixed and cut up', () => {
    const order = [
      'ASB, paper end, offline',
      'all well, DLE EOT 1',
      'process id ABCD done',
      'GS r 1, paper',
      'ASB, all well',
      'paper end, DLE EOT 4',
      'ASB, cover open',
    ];
    const stream = Buffer.concat(order.map(sample));
    const expected: PrinterReply[] = [
      { kind: 'autoStatus', bits: [0x18, 0, 0x0c, 0] },
      { kind: 'status', bits: 0x12 },
      { kind: 'processed', id: 'ABCD' },
      { kind: 'queuedStatus', bits: 0 },
      { kind: 'autoStatus', bits: [0x10, 0, 0, 0] },
      { kind: 'status', bits: 0x72 },
      { kind: 'autoStatus', bits: [0x38, 0, 0, 0] },
    ];
    expect(repliesOf(stream)).toEqual(expected);
    expect(repliesOf(...[...stream].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  test('are heard in the middle of an ASB frame and of a process id', () => {
    const found = repliesOf(
      Uint8Array.of(0x10, 0x00, 0x12, 0x0c, 0x00, 0x37, 0x22, 0x41, 0x1a, 0x42, 0x43, 0x44, 0x00),
    );
    expect(found).toEqual([
      { kind: 'status', bits: 0x12 },
      { kind: 'autoStatus', bits: [0x10, 0, 0x0c, 0] },
      { kind: 'status', bits: 0x1a },
      { kind: 'processed', id: 'ABCD' },
    ]);
  });

  test('an ASB frame in the middle of a process id breaks neither', () => {
    const [head, tail] = [Uint8Array.of(0x37, 0x22, 0x41), Uint8Array.of(0x42, 0x43, 0x44, 0x00)];
    expect(repliesOf(head, sample('ASB, paper end, offline'), tail)).toEqual([
      { kind: 'autoStatus', bits: [0x18, 0, 0x0c, 0] },
      { kind: 'processed', id: 'ABCD' },
    ]);
  });

  test.each([
    ['another marker', [0x37, 0x21, 0x41, 0x42, 0x43, 0x44, 0x00]],
    ['too short', [0x37, 0x22, 0x41, 0x42, 0x00]],
    ['too long', [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x45, 0x00]],
    ['letters that are none of ours', [0x37, 0x22, 0x31, 0x32, 0x33, 0x34, 0x00]],
  ])('a block of %s confirms nothing', (_what, bytes) => {
    const kinds = repliesOf(Uint8Array.from(bytes)).map(({ kind }) => kind);
    expect(kinds).not.toContain('processed');
  });

  test.each([
    ['ASB, all well', null, false],
    ['ASB, cover open', 'coverOpen', false],
    ['ASB, paper end, offline', 'paperOut', true],
  ] as const)('%s, in the same words as DLE EOT', (name, trouble, paperNearEnd) => {
    const [a = 0, b = 0, c = 0, d = 0] = sample(name);
    expect(healthOfAuto([a, b, c, d])).toEqual({ trouble, paperNearEnd });
  });

  test('cannot be mistaken for a process id', () => {
    const ids = Array.from({ length: 2_000 }, (_, count) => processIdOf(count * 37));
    expect(new Set(ids).size).toBe(2_000);
    for (const id of ids) {
      const block = Buffer.from(`\x37\x22${id}\0`, 'latin1');
      expect(repliesOf(block)).toEqual([{ kind: 'processed', id }]);
    }
  });

  test('survive any noise, and are heard again after it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        // A block that noise began ends at its limit; what comes then is heard.
        const found = repliesOf(
          noise,
          new Uint8Array(100).fill(0x13),
          sample('process id ABCD done'),
        );
        expect(found.at(-1)).toEqual({ kind: 'processed', id: 'ABCD' });
      }),
    );
  });
});
