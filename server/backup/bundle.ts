// Many files as one stream: for each a line of JSON and its bytes, at the end a list with the digest of every one; gzipped.
import { createHash } from 'node:crypto';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';

export interface BundledFile {
  readonly path: string;
  readonly size: number;
  /** Exactly `size` bytes. */
  readonly bytes: () => AsyncIterable<Buffer>;
}

export interface Listed {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export function pack(files: readonly BundledFile[]): AsyncIterable<Buffer> {
  return through(packPlain(files), createGzip());
}

async function* packPlain(files: readonly BundledFile[]): AsyncGenerator<Buffer> {
  const listed: Listed[] = [];
  for (const { path, size, bytes } of files) {
    yield Buffer.from(`${JSON.stringify({ path, size })}\n`);
    const digest = createHash('sha256');
    let seen = 0;
    for await (const chunk of bytes()) {
      digest.update(chunk);
      seen += chunk.length;
      yield chunk;
    }
    if (seen !== size) throw new Error(`${path}: ${seen} bytes instead of ${size}`);
    listed.push({ path, size, sha256: digest.digest('base64url') });
  }
  yield Buffer.from(`${JSON.stringify({ end: listed })}\n`);
}

/**
 * Takes a bundle apart. `receive` must read all bytes of a file before it resolves. Returns the list; throws when a file or its
 * digest is not as listed.
 */
export async function unpack(
  packed: AsyncIterable<Buffer>,
  receive: (file: { path: string; size: number }, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Listed[]> {
  const reader = createReader(through(packed, createGunzip()));
  const seen: Listed[] = [];
  try {
    for (;;) {
      const line = parseLine(await reader.line());
      if ('end' in line) {
        if (JSON.stringify(line.end) !== JSON.stringify(seen)) throw new Error('list');
        return seen;
      }
      const digest = createHash('sha256');
      await receive(line, digested(reader.bytes(line.size), digest));
      seen.push({ ...line, sha256: digest.digest('base64url') });
    }
  } finally {
    await reader.close();
  }
}

async function* digested(
  bytes: AsyncIterable<Buffer>,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    digest.update(chunk);
    yield chunk;
  }
}

type Line = { path: string; size: number } | { end: unknown };

function parseLine(text: string): Line {
  const line = JSON.parse(text) as { path?: unknown; size?: unknown; end?: unknown };
  if (line.end !== undefined) return { end: line.end };
  const { path, size } = line;
  if (typeof path !== 'string' || !Number.isSafeInteger(size)) throw new Error('bundle: line');
  return { path, size: size as number };
}

function createReader(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function more(): Promise<void> {
    const { done, value } = await iterator.next();
    if (done) throw new Error('bundle: cut off');
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
  }
  return {
    async line(): Promise<string> {
      let end = rest.indexOf(0x0a);
      for (; end < 0; end = rest.indexOf(0x0a)) await more();
      const text = rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
      return text;
    },
    async *bytes(count: number): AsyncGenerator<Buffer> {
      for (let left = count; left > 0; ) {
        if (rest.length === 0) await more();
        const chunk = rest.subarray(0, left);
        rest = rest.subarray(chunk.length);
        left -= chunk.length;
        yield chunk;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** An error on either side ends both; the reader of the result sees it. */
function through(source: AsyncIterable<Buffer>, transform: Transform): AsyncIterable<Buffer> {
  pipeline(Readable.from(source), transform, () => {});
  return transform;
}
