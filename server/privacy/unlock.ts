// Start: finds or makes the key file and the keyring, and refuses with a sentence rather than overwrite anything.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PrivacyFailure } from './failure.ts';
import { makeKeyFile, readKeyFile } from './key-file.ts';
import {
  KEYRING_COPY,
  KEYRING_FILE,
  type KeyringContent,
  readKeyring,
  removeLeftovers,
} from './keyring-file.ts';
import { type Secrets, secretsOf } from './secrets.ts';

/** What tells that a data directory has been in use. */
const DATA_NAMES = ['snapshot.json', 'journal', 'archive'];

export interface Unlocked {
  readonly secrets: Secrets;
  /** null at the very first start. */
  readonly content: KeyringContent | null;
  /** Why keyring.json itself could not be used. */
  readonly repaired: string | null;
}

export async function unlock({
  dataDir,
  keyFile,
  kiosk,
}: {
  dataDir: string;
  keyFile: string;
  kiosk: string;
}): Promise<Unlocked> {
  const names = await readdir(dataDir);
  await removeLeftovers(dataDir, names);
  const inUse = await hasData(dataDir, names);
  const master = (await readKeyFile(keyFile)) ?? (inUse ? refuseWithoutKey(keyFile) : null);
  const secrets = secretsOf(master ?? (await makeKeyFile(keyFile)));
  const { content, repaired } = await readEither(dataDir);
  if (!content) {
    if (inUse) throw keyringLost(dataDir, repaired);
    return { secrets, content, repaired: null };
  }
  if (content.keyFile !== secrets.fingerprint) throw wrongKeyFile(keyFile, content.keyFile);
  if (content.kiosk !== kiosk) throw kioskChanged(content.kiosk, kiosk);
  return { secrets, content, repaired };
}

async function readEither(
  dataDir: string,
): Promise<{ content: KeyringContent | null; repaired: string | null }> {
  const first = await readKeyring(join(dataDir, KEYRING_FILE));
  if (first.state === 'read') return { content: first.content, repaired: null };
  const reason = first.state === 'damaged' ? first.reason : 'missing';
  const copy = await readKeyring(join(dataDir, KEYRING_COPY));
  if (copy.state === 'read') return { content: copy.content, repaired: reason };
  return { content: null, repaired: reason };
}

async function hasData(dataDir: string, names: readonly string[]): Promise<boolean> {
  if (names.includes(KEYRING_FILE) || names.includes(KEYRING_COPY)) return true;
  for (const name of DATA_NAMES.filter((one) => names.includes(one))) {
    if (name.endsWith('.json')) return true;
    if ((await readdir(join(dataDir, name))).length > 0) return true;
  }
  return false;
}

function refuseWithoutKey(keyFile: string): never {
  throw new PrivacyFailure(
    'KEY_FILE_MISSING',
    `找不到密钥文件 ${keyFile}，数据目录里的姓名、电话打不开，没有改动任何数据。请把备份的密钥文件放回去再启动。 The key file ${keyFile} is missing; nothing was changed. Put the saved copy back, then start again.`,
  );
}

function wrongKeyFile(keyFile: string, expected: string): PrivacyFailure {
  return new PrivacyFailure(
    'KEY_FILE_WRONG',
    `密钥文件 ${keyFile} 不是这份数据的（应为 ${expected}），没有改动任何数据。请换回原来的密钥文件再启动。 The key file ${keyFile} does not belong to these data (they need ${expected}); nothing was changed. Put the right one back, then start again.`,
  );
}

function keyringLost(dataDir: string, reason: string | null): PrivacyFailure {
  const missing = reason === 'missing';
  return new PrivacyFailure(
    missing ? 'KEYRING_MISSING' : 'KEYRING_DAMAGED',
    `${dataDir} 里的钥匙串 keyring.json ${missing ? '不见了' : '已损坏'}，姓名、电话暂时打不开，没有改动任何数据。请用备份恢复：server/start-restore.ts --keyring 备份文件。 keyring.json in ${dataDir} is ${missing ? 'missing' : `damaged (${reason})`}; nothing was changed. Restore it from a backup: server/start-restore.ts --keyring FILE.`,
  );
}

function kioskChanged(before: string, now: string): PrivacyFailure {
  return new PrivacyFailure(
    'KIOSK_CHANGED',
    `这份数据属于一体机 ${before}，设置里却写着 ${now}。请把设置改回 ${before}，或另用一个空的数据目录。 These data belong to kiosk ${before}, the settings say ${now}: change the settings back or use an empty data directory.`,
  );
}
