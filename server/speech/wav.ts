// What espeak-ng writes to a pipe, made into a whole WAV file: true lengths, silence at both ends taken off.

const HEADER_BYTES = 44;
const LOUD = 250;
/** Left before the first sound and after the last: a plosive begins quietly, a vowel ends so. */
const LEAD_S = 0.015;
const TAIL_S = 0.03;

interface Format {
  readonly rate: number;
  readonly samples: Buffer;
}

/** Null when it is no 16-bit mono WAV with a sound in it. */
export function tidyWav(output: Buffer): Buffer | null {
  const format = formatOf(output);
  if (format === null) return null;
  const { rate, samples } = format;
  const count = samples.length >> 1;
  const loud = (at: number) => Math.abs(samples.readInt16LE(at * 2)) > LOUD;
  let first = 0;
  while (first < count && !loud(first)) first++;
  if (first === count) return null;
  let last = count - 1;
  while (!loud(last)) last--;
  const from = Math.max(0, first - Math.round(LEAD_S * rate));
  const to = Math.min(count, last + 1 + Math.round(TAIL_S * rate));
  return wavOf(samples.subarray(from * 2, to * 2), rate);
}

/** A pipe cannot be wound back: the lengths in the header are dummies, so everything after it counts. */
function formatOf(bytes: Buffer): Format | null {
  if (bytes.length < HEADER_BYTES + 2) return null;
  const tag = (at: number) => bytes.toString('latin1', at, at + 4);
  const known = tag(0) === 'RIFF' && tag(8) === 'WAVE' && tag(12) === 'fmt ' && tag(36) === 'data';
  const pcm16Mono =
    bytes.readUInt16LE(20) === 1 && bytes.readUInt16LE(22) === 1 && bytes.readUInt16LE(34) === 16;
  if (!known || !pcm16Mono) return null;
  const even = (bytes.length - HEADER_BYTES) & ~1;
  const samples = bytes.subarray(HEADER_BYTES, HEADER_BYTES + even);
  return { rate: bytes.readUInt32LE(24), samples };
}

/** 16-bit mono. */
export function wavOf(samples: Buffer, rate: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
