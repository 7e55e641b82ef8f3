// An encrypted file: one line of JSON that says what it is and which key file opens it, then chunks of AES-256-GCM.
//
// Chunks are numbered in their IV and the last one is marked there, so none can be altered, swapped, repeated or cut off.
// Every file has a key of its own (HKDF of the key file with a random salt); every chunk is bound to the first line.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { replaceDurably } from '../privacy/durable-file.ts';
import { deriveKey, fingerprintOf } from '../privacy/key-file.ts';
import { BackupFailure, damaged } from './failure.ts';

export type Content = 'records' | 'keyring';

export interface Header {
  readonly content: Content;
  readonly kiosk: string;
  readonly day: string;
  readonly seq: number;
  readonly madeMs: number;
}

interface FileHeader extends Header {
  readonly format: string;
  readonly version: number;
  /** Fingerprint of the key file that opens it. */
  readonly keyFile: string;
  readonly salt: string;
}

const FORMAT = 'dangqun-backup';
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const LONGEST_HEADER = 1024;
/** What the chunk before counts as until its successor is known. */
type Nonce = { readonly index: number; readonly last: boolean };

export async function writeContainer(
  path: string,
  master: Buffer,
  header: Header,
  plain: AsyncIterable<Buffer>,
): Promise<void> {
  const salt = randomBytes(32);
  const head: FileHeader = {
    format: FORMAT,
    version: 1,
    ...header,
    keyFile: fingerprintOf(master),
    salt: salt.toString('base64url'),
  };
  const line = `${JSON.stringify(head)}\n`;
  await replaceDurably(path, frames(line, deriveKey(master, 'backup', salt), plain), 0o600);
}

async function* frames(
  line: string,
  key: Buffer,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(line);
  const bound = bindingOf(line);
  let held: Buffer | null = null;
  let index = 0;
  for await (const chunk of evenChunks(plain)) {
    if (held) yield encrypt(key, bound, { index: index++, last: false }, held);
    held = chunk;
  }
  yield encrypt(key, bound, { index, last: true }, held ?? Buffer.alloc(0));
}

async function* evenChunks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of source) {
    parts.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    const all = Buffer.concat(parts);
    let at = 0;
    for (; at + CHUNK_BYTES <= all.length; at += CHUNK_BYTES) {
      yield all.subarray(at, at + CHUNK_BYTES);
    }
    parts = [all.subarray(at)];
    bytes = all.length - at;
  }
  if (bytes > 0) yield Buffer.concat(parts);
}

function encrypt(key: Buffer, bound: Buffer, nonce: Nonce, chunk: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, ivOf(nonce), { authTagLength: TAG_BYTES });
  cipher.setAAD(bound);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return Buffer.concat([length, cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, bound: Buffer, nonce: Nonce, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, ivOf(nonce), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

function ivOf({ index, last }: Nonce): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt8(last ? 1 : 0, 0);
  iv.writeUInt32BE(index, 8);
  return iv;
}

function bindingOf(line: string): Buffer {
  return createHash('sha256').update(line).digest();
}

export interface Opened {
  readonly header: Header;
  /** Throws BackupFailure at the first chunk that is not as it was written. Call once. */
  plain(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** Reads the first line and checks that it is ours and that this key file opens it. */
export async function openContainer(
  path: string,
  master: Buffer,
  content: Content,
): Promise<Opened> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupFailure(
      'NOT_A_BACKUP',
      `读不到备份文件 ${path}（${error.code}）。 Cannot read the backup ${path} (${error.code}).`,
      error,
    );
  });
  try {
    const line = await firstLine(handle);
    const head = parseHeader(line, path, content);
    if (head.keyFile !== fingerprintOf(master)) throw wrongKey(path, head.keyFile);
    const salt = Buffer.from(head.salt, 'base64url');
    const key = deriveKey(master, 'backup', salt);
    return {
      header: head,
      plain: () => chunksOf(handle, path, line, key),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function firstLine(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_HEADER), 0, undefined, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
  return buffer.toString('utf8', 0, end + 1);
}

function parseHeader(line: string, path: string, content: Content): FileHeader {
  const head = parse(line);
  if (head?.format !== FORMAT) {
    throw new BackupFailure(
      'NOT_A_BACKUP',
      `${path} 不是这个系统的备份文件。 ${path} is not a backup of this system.`,
    );
  }
  const sound =
    head.version === 1 &&
    typeof head.kiosk === 'string' &&
    typeof head.day === 'string' &&
    Number.isSafeInteger(head.seq) &&
    typeof head.keyFile === 'string' &&
    typeof head.salt === 'string';
  if (!sound) throw damaged(path);
  if (head.content === content) return head as FileHeader;
  throw new BackupFailure(
    'NOT_A_BACKUP',
    content === 'records'
      ? `${path} 是钥匙备份，不是数据备份；--from 要用 .backup 文件。 ${path} is a keyring backup; --from takes a .backup file.`
      : `${path} 是数据备份，不是钥匙备份；--keyring 要用 .keyring 文件。 ${path} is a backup of records; --keyring takes a .keyring file.`,
  );
}

function parse(line: string): Partial<FileHeader> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function wrongKey(path: string, needed: string): BackupFailure {
  return new BackupFailure(
    'KEY_FILE_WRONG',
    `密钥文件打不开备份 ${path}（应为 ${needed}）。请用这台一体机原来的密钥文件。 The key file does not open ${path} (it needs ${needed}): use the key file of the kiosk that made it.`,
  );
}

async function* chunksOf(
  handle: FileHandle,
  path: string,
  line: string,
  key: Buffer,
): AsyncGenerator<Buffer> {
  const { size } = await handle.stat();
  const bound = bindingOf(line);
  let at = Buffer.byteLength(line);
  for (let index = 0; ; index++) {
    try {
      const length = (await readExactly(handle, at, 4)).readUInt32BE();
      if (length > CHUNK_BYTES) throw new RangeError('chunk');
      const sealed = await readExactly(handle, at + 4, length + TAG_BYTES);
      at += 4 + sealed.length;
      yield decrypt(key, bound, { index, last: at >= size }, sealed);
    } catch (error) {
      throw damaged(path, error);
    }
    if (at >= size) return;
  }
}

async function readExactly(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead !== length) throw new RangeError('cut off');
  return buffer;
}
