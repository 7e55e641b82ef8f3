// One backup: records to one file, the keyring to another, both read back; then what is too old goes.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeyFile } from '../privacy/key-file.ts';
import { type KeyringContent, pieces } from '../privacy/keyring-file.ts';
import { pack, unpack } from './bundle.ts';
import { type Content, type Header, openContainer, writeContainer } from './container.ts';
import type { BackupCode } from './schema.ts';
import { openSources } from './sources.ts';
import {
  fileName,
  listTarget,
  nextSeq,
  remove,
  surplusBackups,
  surplusKeyrings,
} from './target.ts';

export interface RunInput {
  readonly dataDir: string;
  readonly keyFile: string;
  readonly kiosk: string;
  readonly target: string;
  readonly keep: number;
  readonly day: string;
  readonly madeMs: number;
  readonly rotate: () => Promise<void>;
  readonly keyring: () => KeyringContent;
  /** Brings the list of destroyed keys at the target up to date. */
  readonly listForgotten: (master: Buffer) => Promise<void>;
}

export interface RunResult {
  readonly file: string;
  readonly keyringFile: string;
  readonly bytes: number;
  readonly files: number;
  /** What was deleted at the target. */
  readonly removed: readonly string[];
}

/** A failure of a run with the code that staff see. */
export class RunFailure extends Error {
  readonly code: BackupCode;
  constructor(code: BackupCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export async function runBackup(input: RunInput): Promise<RunResult> {
  const { target, kiosk, day, madeMs, keep } = input;
  await checkFolder(target);
  const master = await masterKey(input.keyFile);
  const before = await listTarget(target, kiosk);
  await remove(target, before.leftovers);
  await input.listForgotten(master);
  const seq = nextSeq(before);
  const header = (content: Content): Header => ({ content, kiosk, day, seq, madeMs });
  const [file, keyringFile] = [
    fileName(kiosk, day, seq, 'backup'),
    fileName(kiosk, day, seq, 'keyring'),
  ];
  const files = await writeRecords(input, master, join(target, file), header('records'));
  // After the records: a key is durable before a record uses it, so every key they need is in here.
  await writeKeyring(input, master, join(target, keyringFile), header('keyring'));
  const after = await listTarget(target, kiosk);
  const surplus = [...surplusBackups(after.backups, keep), ...surplusKeyrings(after.keyrings, day)];
  const removed = surplus.map((one) => one.file);
  await remove(target, removed);
  const bytes = after.backups.find((one) => one.file === file)?.bytes ?? 0;
  return { file, keyringFile, bytes, files, removed };
}

/** A mount point without its stick is often no folder at all; one that is there is not made here. */
async function checkFolder(target: string): Promise<void> {
  const found = await stat(target).catch(() => null);
  if (!found?.isDirectory()) throw new RunFailure('TARGET_MISSING', `${target}: no such folder`);
}

async function masterKey(keyFile: string): Promise<Buffer> {
  const master = await readKeyFile(keyFile).catch((error: Error) => {
    throw new RunFailure('KEY_FILE_LOST', error.message, error);
  });
  if (!master) throw new RunFailure('KEY_FILE_LOST', `${keyFile}: no such file`);
  return master;
}

async function writeRecords(
  input: RunInput,
  master: Buffer,
  path: string,
  header: Header,
): Promise<number> {
  const sources = await openSources(input.dataDir, input.rotate);
  try {
    await writeContainer(path, master, header, pack(sources.files));
  } finally {
    await sources.close();
  }
  await readBack(path, master, 'records', async (plain) => {
    const listed = await unpack(plain, async (_file, bytes) => {
      for await (const _ of bytes);
    });
    if (listed.length !== sources.files.length) throw new Error('files are missing');
  });
  return sources.files.length;
}

async function writeKeyring(
  input: RunInput,
  master: Buffer,
  path: string,
  header: Header,
): Promise<void> {
  const content = input.keyring();
  await writeContainer(path, master, header, bytesOf(pieces(content)));
  await readBack(path, master, 'keyring', async (plain) => {
    for await (const _ of plain);
  });
}

async function* bytesOf(texts: Iterable<string>): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

/** A stick that takes bytes and gives back others is found out today, not on the day it is needed. */
async function readBack(
  path: string,
  master: Buffer,
  content: Content,
  check: (plain: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  try {
    const opened = await openContainer(path, master, content);
    try {
      await check(opened.plain());
    } finally {
      await opened.close();
    }
  } catch (error) {
    await rm(path, { force: true }).catch(() => {});
    throw new RunFailure('VERIFY_FAILED', `${path} does not read back`, error);
  }
}

/** What staff are told about an error. */
export function codeOf(error: unknown, target: string): BackupCode {
  if (error instanceof RunFailure) return error.code;
  const { code = '', path } = error as NodeJS.ErrnoException;
  // Only the target is written to.
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'TARGET_FULL';
  if (!path?.startsWith(target)) return 'BACKUP_FAILED';
  if (['ENOENT', 'ENOTDIR', 'ENODEV', 'EIO'].includes(code)) return 'TARGET_MISSING';
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return 'TARGET_UNWRITABLE';
  return 'BACKUP_FAILED';
}
