// Encrypted files of many chunks: no chunk can be changed, swapped, repeated, dropped or moved to another file.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openContainer, writeContainer } from '../../../server/backup/container.ts';
import { makePlace } from '../privacy/quiet.ts';

const HEADER = { content: 'records', kiosk: 'V01', day: '2026-11-23', seq: 1, madeMs: 0 } as const;
const master = randomBytes(32);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(path: string, key = master): Promise<Buffer> {
  const opened = await openContainer(path, key, 'records');
  const parts: Buffer[] = [];
  try {
    for await (const part of opened.plain()) parts.push(part);
  } finally {
    await opened.close();
  }
  return Buffer.concat(parts);
}

async function file(bytes: Buffer, name = 'a.backup'): Promise<string> {
  const { root } = await makePlace();
  const path = join(root, name);
  await writeContainer(path, master, HEADER, inPieces(bytes, 10_007));
  return path;
}

test.each([0, 1, 65_535, 65_536, 65_537, 300_000])(
  '%i bytes come back as they were',
  async (size) => {
    const bytes = randomBytes(size);
    expect((await readAll(await file(bytes))).equals(bytes)).toBe(true);
  },
);

test('the first line tells what it is and which key file opens it', async () => {
  const path = await file(Buffer.from('x'));
  const [line = ''] = (await readFile(path, 'latin1')).split('\n');
  expect(JSON.parse(line)).toMatchObject({
    format: 'dangqun-backup',
    ...HEADER,
    keyFile: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  await expect(readAll(path, randomBytes(32))).rejects.toMatchObject({ code: 'KEY_FILE_WRONG' });
});

test('every tampering with whole chunks is noticed', async () => {
  const path = await file(randomBytes(300_000));
  const other = await readFile(await file(randomBytes(300_000)));
  const { head, chunks } = split(await readFile(path));
  const foreign = split(other);
  expect(chunks.length).toBe(5);
  const [a, b, c, d, e] = chunks as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const tampered: Record<string, Buffer[]> = {
    'last dropped': [head, a, b, c, d],
    'all but one dropped': [head, a],
    'one dropped in the middle': [head, a, c, d, e],
    'two swapped': [head, b, a, c, d, e],
    'one repeated': [head, a, a, b, c, d, e],
    'last repeated': [head, a, b, c, d, e, e],
    'one of another file': [head, a, foreign.chunks[1] as Buffer, c, d, e],
    'the first line of another file': [foreign.head, a, b, c, d, e],
    'another day in the first line': [
      Buffer.from(head.toString().replace('11-23', '11-24')),
      a,
      b,
      c,
      d,
      e,
    ],
    nothing: [head],
  };
  for (const [name, parts] of Object.entries(tampered)) {
    await writeFile(path, Buffer.concat(parts));
    await expect(readAll(path), name).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  }
  await writeFile(path, Buffer.concat([head, a, b, c, d, e]));
  expect((await readAll(path)).length).toBe(300_000);
});

test('an error of the source leaves no file', async () => {
  const { root } = await makePlace();
  const path = join(root, 'a.backup');
  async function* failing(): AsyncGenerator<Buffer> {
    yield randomBytes(100_000);
    throw new Error('the disk is gone');
  }
  await expect(writeContainer(path, master, HEADER, failing())).rejects.toThrow('the disk is gone');
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

function split(bytes: Buffer): { head: Buffer; chunks: Buffer[] } {
  let at = bytes.indexOf(0x0a) + 1;
  const head = bytes.subarray(0, at);
  const chunks: Buffer[] = [];
  while (at < bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at) + 16;
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return { head, chunks };
}
