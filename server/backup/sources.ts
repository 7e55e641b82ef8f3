// What goes into a backup: journal, archives, snapshot, uploads. Never the keyring, the key file or the private keys of TLS.
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { BundledFile } from './bundle.ts';

export interface Sources {
  readonly files: readonly BundledFile[];
  close(): Promise<void>;
}

const SNAPSHOTS = ['snapshot.json', 'snapshot.json.previous'];
const UNFINISHED = /\.(unfinished|tmp)$/;
const CHUNK_BYTES = 64 * 1024;

/** Paths that a backup may hold: what a restore accepts. */
export function isSourcePath(path: string): boolean {
  if (SNAPSHOTS.includes(path)) return true;
  const [top = '', ...rest] = path.split('/');
  const sound = rest.every((part) => part !== '' && !part.startsWith('.') && !/[\\\0]/.test(part));
  return ['journal', 'archive', 'uploads'].includes(top) && rest.length > 0 && sound;
}

/**
 * Opens everything before the first byte is read: a held file stays as it is whatever happens to its name. The order matters.
 * The snapshot comes first, so that the journal is never behind it; the archives come after the journal, so that a month that
 * moves over meanwhile is in one of them, or in both.
 */
export async function openSources(dataDir: string, rotate: () => Promise<void>): Promise<Sources> {
  const handles: FileHandle[] = [];
  const files: BundledFile[] = [];
  async function add(path: string): Promise<void> {
    const handle = await open(join(dataDir, path), 'r').catch(unlessMissing);
    if (!handle) return;
    handles.push(handle);
    const { size } = await handle.stat();
    files.push({ path, size, bytes: () => bytesOf(handle, size) });
  }
  const close = async (): Promise<void> => {
    await Promise.all(handles.map((handle) => handle.close()));
  };
  try {
    for (const path of SNAPSHOTS) await add(path);
    // Listed before, read after: what grew until now is finished, and what grows from now on is not taken.
    const segments = await namesIn(dataDir, 'journal');
    await rotate();
    for (const path of segments) await add(path);
    for (const folder of ['archive', 'uploads']) {
      for (const path of await namesIn(dataDir, folder)) await add(path);
    }
    return { files, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function namesIn(dataDir: string, folder: string): Promise<string[]> {
  const found = await readdir(join(dataDir, folder), {
    withFileTypes: true,
    recursive: true,
  }).catch(unlessMissing);
  const paths = (found ?? [])
    .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
    .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)));
  return paths.filter(isSourcePath).sort();
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

async function* bytesOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const length = Math.min(CHUNK_BYTES, size - at);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
