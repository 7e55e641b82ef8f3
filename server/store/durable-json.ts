// The lowdb adapter of snapshots: checksum, temp file, fsync, read back, rename, fsync of the folder; two generations.
// lowdb's own file adapter never calls fsync and loses acknowledged data at a power cut.
import { hash } from 'node:crypto';
import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { syncFolder, writeAll } from '../privacy/durable-file.ts';

export class DurableJson<T> implements Adapter<T> {
  readonly #path: string;
  readonly #previous: string;
  readonly #unfinished: string;

  constructor(path: string) {
    this.#path = path;
    this.#previous = `${path}.previous`;
    this.#unfinished = `${path}.unfinished`;
  }

  /** The newest generation that is whole; null when there is none. */
  async read(): Promise<T | null> {
    return (await readChecked<T>(this.#path)) ?? (await readChecked<T>(this.#previous));
  }

  async write(data: T): Promise<void> {
    const text = seal(JSON.stringify(data));
    const file = await open(this.#unfinished, 'w', 0o600);
    try {
      await writeSynced(file, text);
    } finally {
      await file.close();
    }
    if ((await readFile(this.#unfinished, 'utf8')) !== text)
      throw new Error(`${this.#path}: the disk gives back other bytes than were written`);
    // A damaged file must not push out the good one before it.
    if ((await readChecked(this.#path)) !== null) await rename(this.#path, this.#previous);
    await rename(this.#unfinished, this.#path);
    await syncFolder(dirname(this.#path));
  }
}

const HEAD = /^\{"sha256":"([\w-]{43})","data":/;
const HEAD_LENGTH = '{"sha256":"","data":'.length + 43;
const TAIL = '}\n';

function seal(data: string): string {
  return `{"sha256":"${hash('sha256', data, 'base64url')}","data":${data}${TAIL}`;
}

async function writeSynced(file: FileHandle, text: string): Promise<void> {
  await writeAll(file, text);
  await file.sync();
}

/** null for a file that is missing, damaged or unreadable: all the same to a snapshot, which can be made anew. */
async function readChecked<T>(path: string): Promise<T | null> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return null;
  const digest = HEAD.exec(bytes.toString('latin1', 0, HEAD_LENGTH))?.[1];
  const data = bytes.subarray(HEAD_LENGTH, bytes.length - TAIL.length);
  if (digest === undefined || hash('sha256', data, 'base64url') !== digest) return null;
  if (bytes.toString('latin1', bytes.length - TAIL.length) !== TAIL) return null;
  return JSON.parse(data.toString('utf8')) as T;
}
