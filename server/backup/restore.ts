// Restores a backup onto an empty machine: everything is checked in a folder beside the data directory, which then takes its
// name in one step. Whatever goes wrong before that leaves nothing behind.
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { syncFolder, writeAll } from '../privacy/durable-file.ts';
import { fingerprintOf, readKeyFile } from '../privacy/key-file.ts';
import { type KeyringContent, parseKeyring, saveBoth } from '../privacy/keyring-file.ts';
import type { EventDefinition } from '../store/module.ts';
import { unpack } from './bundle.ts';
import { type Checked, checkRecords } from './check-records.ts';
import { type Header, type Opened, openContainer } from './container.ts';
import { BackupFailure, damaged } from './failure.ts';
import { readForgotten } from './forgotten.ts';
import { isSourcePath } from './sources.ts';

export interface RestoreInput {
  /** The `.backup` file. */
  readonly from: string;
  /** The `.keyring` file; null: none is left, names stay unreadable for good. */
  readonly keyring: string | null;
  readonly dataDir: string;
  readonly keyFile: string;
  /** Of all modules: which fields are sealed. */
  readonly events: readonly EventDefinition[];
}

export interface Restored extends Checked {
  readonly header: Header;
  readonly keyringDay: string | null;
  readonly files: number;
  readonly keys: number;
  /** Keys of the backup that were destroyed again because their persons were forgotten later. */
  readonly forgotten: number;
}

export async function restore(input: RestoreInput): Promise<Restored> {
  const master = await masterKey(input.keyFile);
  const dataDir = await targetOf(input.dataDir);
  const staging = join(
    dirname(dataDir),
    `.${basename(dataDir)}.restoring-${randomBytes(4).toString('hex')}`,
  );
  await removeStale(dataDir);
  await mkdir(staging, { mode: 0o700 });
  try {
    const { header, files } = await unpackRecords(input.from, master, staging);
    const { content, day } = await keyringFor(input, master, header.kiosk);
    const forgotten = await dropForgotten(content, input, master);
    await saveBoth(staging, content);
    const checked = await checkRecords({
      dataDir: staging,
      keyFile: input.keyFile,
      kiosk: header.kiosk,
      events: input.events,
    });
    await keepOwner(staging, dataDir);
    await takePlace(staging, dataDir);
    return { ...checked, header, keyringDay: day, files, keys: content.keys.size, forgotten };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

export async function masterKey(keyFile: string): Promise<Buffer> {
  const master = await readKeyFile(keyFile);
  if (master) return master;
  throw new BackupFailure(
    'KEY_FILE_MISSING',
    `找不到密钥文件 ${keyFile}。请先把另存的密钥文件放到这里（或把打印的恢复密钥抄进这个文件）。 The key file ${keyFile} is missing: put the saved copy there first, or type the printed recovery key into it.`,
  );
}

/** The data directory by its real name, which must not hold anything yet. */
async function targetOf(dataDir: string): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true });
  const real = await realpath(dataDir).catch(async () =>
    join(await realpath(dirname(dataDir)), basename(dataDir)),
  );
  const names = await readdir(real).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return real;
  throw new BackupFailure(
    'DATA_DIR_IN_USE',
    `数据目录 ${dataDir} 不是空的，没有恢复。请先把它移走，或另选一个空目录。 The data directory ${dataDir} is not empty; nothing was restored. Move it away first, or name an empty one.`,
  );
}

/** What a restore that was killed left behind. */
async function removeStale(dataDir: string): Promise<void> {
  const parent = dirname(dataDir);
  const prefix = `.${basename(dataDir)}.restoring-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function unpackRecords(
  path: string,
  master: Buffer,
  staging: string,
): Promise<{ header: Header; files: number }> {
  const opened = await openContainer(path, master, 'records');
  try {
    const listed = await unpack(opened.plain(), (file, bytes) =>
      writeInto(staging, file.path, bytes),
    );
    return { header: opened.header, files: listed.length };
  } catch (error) {
    throw isOwn(error) ? error : damaged(path, error);
  } finally {
    await opened.close();
  }
}

/** A full disk is no damage of the backup. */
function isOwn(error: unknown): boolean {
  return error instanceof BackupFailure || (error as NodeJS.ErrnoException).code !== undefined;
}

async function writeInto(
  staging: string,
  path: string,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  if (!isSourcePath(path)) throw new Error(`unexpected path ${path}`);
  const file = join(staging, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await writeAll(handle, chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

async function keyringFor(
  { keyring, from }: RestoreInput,
  master: Buffer,
  kiosk: string,
): Promise<{ content: KeyringContent; day: string | null }> {
  if (keyring === null) {
    const keyFile = fingerprintOf(master);
    return { content: { kiosk, keyFile, generation: 0, keys: new Map() }, day: null };
  }
  const { content, header } = await readKeyringBackup(keyring, master);
  if (content.kiosk === kiosk) return { content, day: header.day };
  throw new BackupFailure(
    'OTHER_KIOSK',
    `数据备份 ${from} 来自一体机 ${kiosk}，钥匙备份 ${keyring} 来自 ${content.kiosk}。请用同一台的。 The records are of kiosk ${kiosk}, the keyring of ${content.kiosk}: use files of the same kiosk.`,
  );
}

export async function readKeyringBackup(
  path: string,
  master: Buffer,
): Promise<{ content: KeyringContent; header: Header }> {
  const opened = await openContainer(path, master, 'keyring');
  try {
    const read = await parseKeyring(linesOf(opened));
    if (read.state !== 'read') throw new Error(read.state);
    return { content: read.content, header: opened.header };
  } catch (error) {
    throw isOwn(error) ? error : damaged(path, error);
  } finally {
    await opened.close();
  }
}

async function* linesOf(opened: Opened): AsyncGenerator<string> {
  const input = Readable.from(opened.plain());
  // readline swallows errors of its input; a damaged chunk must be heard.
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => {});
  const lines = createInterface({ input, crlfDelay: 0 })[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done) return;
    yield next.value;
  }
}

/** The lists beside both files count: they may have been copied from different sticks. */
export async function dropForgotten(
  { kiosk, keys }: KeyringContent,
  { from, keyring }: { readonly from: string | null; readonly keyring: string | null },
  master: Buffer,
): Promise<number> {
  const folders = new Set([from, keyring].flatMap((path) => (path ? [dirname(path)] : [])));
  let dropped = 0;
  for (const folder of folders) {
    for (const id of await readForgotten(folder, kiosk, master)) if (keys.delete(id)) dropped += 1;
  }
  return dropped;
}

/** The installer restores as root; the kiosk, which owns its data directory, must be able to write there. */
async function keepOwner(staging: string, dataDir: string): Promise<void> {
  const owner = await stat(dataDir).catch(() => null);
  const own = await stat(staging);
  if (!owner || (owner.uid === own.uid && owner.gid === own.gid)) return;
  const inside = await readdir(staging, { recursive: true });
  for (const path of ['', ...inside]) await chown(join(staging, path), owner.uid, owner.gid);
}

/** Replaces the empty data directory by the checked one. */
async function takePlace(staging: string, dataDir: string): Promise<void> {
  await syncFolder(staging);
  try {
    await rename(staging, dataDir);
  } catch (error) {
    throw new BackupFailure(
      'DATA_DIR_UNUSABLE',
      `数据目录 ${dataDir} 不能换上恢复的数据（${(error as NodeJS.ErrnoException).code}）。如果它是一个挂载点，请改用它里面的一个子目录。 The restored data cannot take the place of ${dataDir} (${(error as NodeJS.ErrnoException).code}). If it is a mount point, use a folder inside it.`,
      error,
    );
  }
  await syncFolder(dirname(dataDir));
}
