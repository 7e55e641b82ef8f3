// A zip archive as a stream: nothing is held but one compressed chunk and a few numbers a part. Sizes are not known before the
// bytes are gone, so they follow each part (a data descriptor), as APPNOTE 4.3.9 has it.
import { pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly text: AsyncIterable<string>;
}
interface Written {
  readonly name: Buffer;
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes follow; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1980-01-01, the beginning of time in a zip: the same content gives the same bytes. */
const NO_DATE = 0x0021;
/** Past it a part would need ZIP64, which not every reader of spreadsheets knows. */
const MOST_BYTES = 0xffffffff;

export async function* zipStream(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for await (const part of parts) {
    const name = Buffer.from(part.name);
    const head = record(LOCAL, 26, [VERSION, FLAGS, DEFLATE, 0, NO_DATE], name);
    yield head;
    const tally = { crc: 0, size: 0, packed: 0 };
    for await (const chunk of deflated(part.text, tally)) {
      tally.packed += chunk.length;
      yield chunk;
    }
    if (Math.max(at, tally.size) > MOST_BYTES) throw new Error(`${part.name}: too large for a zip`);
    const descriptor = Buffer.alloc(16);
    [DESCRIPTOR, tally.crc, tally.packed, tally.size].forEach((value, index) => {
      descriptor.writeUInt32LE(value, index * 4);
    });
    yield descriptor;
    written.push({ name, at, ...tally });
    at += head.length + tally.packed + descriptor.length;
  }
  yield directory(written, at);
}

/** @param length of the fixed part after the signature; what is not given is zero */
function record(
  signature: number,
  length: number,
  fields: readonly number[],
  name: Buffer,
): Buffer {
  const fixed = Buffer.alloc(4 + length);
  fixed.writeUInt32LE(signature, 0);
  fields.forEach((value, index) => {
    fixed.writeUInt16LE(value, 4 + index * 2);
  });
  if (signature === LOCAL) fixed.writeUInt16LE(name.length, 26);
  return Buffer.concat([fixed, name]);
}

function directory(written: readonly Written[], at: number): Buffer {
  const entries = written.map((part) => {
    const fields = [VERSION, VERSION, FLAGS, DEFLATE, 0, NO_DATE];
    const entry = record(CENTRAL, 42, fields, part.name);
    [part.crc, part.packed, part.size].forEach((value, index) => {
      entry.writeUInt32LE(value, 16 + index * 4);
    });
    entry.writeUInt16LE(part.name.length, 28);
    entry.writeUInt32LE(part.at, 42);
    return entry;
  });
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...entries, end]);
}

async function* deflated(
  text: AsyncIterable<string>,
  tally: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const piece of text) {
      const chunk = Buffer.from(piece);
      tally.crc = crc32(chunk, tally.crc);
      tally.size += chunk.length;
      yield chunk;
    }
  }
  const deflate = createDeflateRaw();
  // Its failure arrives where the compressed bytes are read; a reader that leaves ends the text too.
  pipeline(bytes(), deflate, () => {});
  for await (const chunk of deflate) yield chunk as Buffer;
}
