// The key file: 32 random bytes outside the data directory, from which every other key is derived. Never overwritten.
import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { replaceDurably, syncFolder, temporaryName } from './durable-file.ts';
import { PrivacyFailure } from './failure.ts';

const KEY_BYTES = 32;

/** What a subkey is for; one never stands in for another. */
export type Purpose = 'keyring' | 'codes' | 'digests' | 'fingerprint' | 'backup' | 'forgotten';

export function deriveKey(master: Buffer, purpose: Purpose, salt: Buffer = Buffer.alloc(0)) {
  return Buffer.from(hkdfSync('sha256', master, salt, `dangqun-kiosk 1 ${purpose}`, KEY_BYTES));
}

/** Names a key file without telling anything of it: keyrings and backups say which one opens them. */
export function fingerprintOf(master: Buffer): string {
  return deriveKey(master, 'fingerprint').subarray(0, 8).toString('hex');
}

/** null when there is no such file. */
export async function readKeyFile(path: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new PrivacyFailure(
      'KEY_FILE_UNREADABLE',
      `读不了密钥文件 ${path}（${code}）。请检查文件权限后再启动。 Cannot read the key file ${path} (${code}): check its permissions, then start again.`,
      error,
    );
  }
  const key = parseKey(text);
  if (key) return key;
  throw new PrivacyFailure(
    'KEY_FILE_INVALID',
    `密钥文件 ${path} 的内容不对，它没有被改动。请用备份的密钥文件换回它。 The key file ${path} is not a key; it was left as it is. Put the saved copy of the key file back.`,
  );
}

/** Tolerates the spaces and line breaks of a printed or mailed copy. */
export function parseKey(text: string): Buffer | null {
  const packed = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(packed)) return null;
  const key = Buffer.from(packed, 'base64');
  return key.length === KEY_BYTES ? key : null;
}

/** What the key file holds and what a printed copy says: the way back to every backup. */
export function recoveryText(master: Buffer): string {
  return master.toString('base64');
}

/** Makes the key file durable. Fails with EEXIST rather than replace one that somebody else just made. */
export async function makeKeyFile(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const master = randomBytes(KEY_BYTES);
  const temporary = temporaryName(path);
  try {
    await replaceDurably(temporary, [`${recoveryText(master)}\n`], 0o600);
    await chmod(temporary, 0o600);
    // link, unlike rename, never replaces what is there.
    await link(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return master;
}

/** A key beside its own lock protects nothing: a copied data directory would carry it along. */
export async function refuseInside(keyFile: string, dataDir: string): Promise<void> {
  const [key, data] = await Promise.all([realName(keyFile), realName(dataDir)]);
  const way = relative(data, key);
  if (way === '..' || way.startsWith('../') || isAbsolute(way)) return;
  throw new PrivacyFailure(
    'KEY_FILE_INSIDE_DATA',
    `密钥文件 ${keyFile} 不能放在数据目录 ${dataDir} 里面。请移到别处，并改 KIOSK_KEY_FILE。 The key file must lie outside the data directory: move it and change KIOSK_KEY_FILE.`,
  );
}

/** Follows links of the part of a path that exists. */
async function realName(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realName(parent), basename(path));
  }
}
