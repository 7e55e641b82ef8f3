// Puts back a keyring that is lost or damaged while the records are whole. What can be saved of the damaged one is saved.
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from '../privacy/key-file.ts';
import {
  KEYRING_COPY,
  KEYRING_FILE,
  readKeyring,
  salvageEntries,
  saveBoth,
} from '../privacy/keyring-file.ts';
import { secretsOf, unwrapKey } from '../privacy/secrets.ts';
import { lockDirectory } from '../store/lock.ts';
import { parseSegmentName } from '../store/segment.ts';
import { BackupFailure } from './failure.ts';
import { dropForgotten, masterKey, readKeyringBackup } from './restore.ts';

export interface RestoreKeyringInput {
  /** null: none is left; an empty one is made, and what was sealed before stays sealed for good. */
  readonly keyring: string | null;
  readonly dataDir: string;
  readonly keyFile: string;
}

/** Returns what to tell the operator. */
export async function restoreKeyring(input: RestoreKeyringInput): Promise<string> {
  const kiosk = await kioskOf(input.dataDir);
  // A kiosk that runs still knows its keys and would write over what is put back here.
  const unlock = await lockDirectory(input.dataDir);
  try {
    return await replaceKeyring(kiosk, input);
  } finally {
    await unlock();
  }
}

async function replaceKeyring(kiosk: string, input: RestoreKeyringInput): Promise<string> {
  const { keyring, dataDir, keyFile } = input;
  const master = await masterKey(keyFile);
  await refuseReadable(dataDir);
  const empty = {
    kiosk,
    keyFile: fingerprintOf(master),
    generation: 0,
    keys: new Map<string, string>(),
  };
  const content = keyring === null ? empty : (await readKeyringBackup(keyring, master)).content;
  if (content.kiosk !== kiosk) {
    throw new BackupFailure(
      'OTHER_KIOSK',
      `数据目录属于一体机 ${kiosk}，钥匙备份来自 ${content.kiosk}。 The data are of kiosk ${kiosk}, the keyring of ${content.kiosk}.`,
    );
  }
  const saved = await salvage(dataDir, kiosk, master);
  for (const [id, wrapped] of saved.keys) content.keys.set(id, wrapped);
  const forgotten = await dropForgotten(content, { from: null, keyring }, master);
  const aside = saved.opaque ? await setAside(dataDir) : [];
  await saveBoth(dataDir, content);
  const lines = [
    keyring === null
      ? '没有用钥匙备份：救不回来的姓名、电话打不开了'
      : `已换回钥匙串，钥匙 ${content.keys.size} 把`,
    ...(saved.keys.size > 0 ? [`从损坏的钥匙串里救回 ${saved.keys.size} 把`] : []),
    ...(forgotten > 0 ? [`备份以后要求删除的，已再次删除：${forgotten} 把钥匙`] : []),
    ...aside.map((file) => `原来的文件留在 ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Segments of the journal carry the kiosk's code in their names. */
async function kioskOf(dataDir: string): Promise<string> {
  const names = await readdir(join(dataDir, 'journal')).catch(() => []);
  const kiosk = names
    .map((name) => parseSegmentName(name)?.kiosk)
    .find((code) => code !== undefined);
  if (kiosk !== undefined) return kiosk;
  throw new BackupFailure(
    'DATA_DIR_UNUSABLE',
    `${dataDir} 里没有记录，不用换钥匙串。要恢复全部数据请加 --from。 There are no records in ${dataDir}; to restore everything add --from.`,
  );
}

/** Keys made since the backup would be lost: a keyring that can be read stays. */
async function refuseReadable(dataDir: string): Promise<void> {
  for (const name of [KEYRING_FILE, KEYRING_COPY]) {
    if ((await readKeyring(join(dataDir, name))).state !== 'read') continue;
    throw new BackupFailure(
      'KEYRING_READABLE',
      `${dataDir} 里的 ${name} 是好的，没有改动。如果是密钥文件不对，请换回原来的密钥文件。 ${name} in ${dataDir} is intact and was left alone. If the key file is the wrong one, put the right one back.`,
    );
  }
}

interface Salvaged {
  /** Each proved by unwrapping it. */
  readonly keys: Map<string, string>;
  /** There are keys, but none opens: perhaps it is the key file that is wrong. */
  readonly opaque: boolean;
}

async function salvage(dataDir: string, kiosk: string, master: Buffer): Promise<Salvaged> {
  const secrets = secretsOf(master);
  const keys = new Map<string, string>();
  let seen = 0;
  for (const name of [KEYRING_COPY, KEYRING_FILE]) {
    for (const [id, wrapped] of await salvageEntries(join(dataDir, name))) {
      seen += 1;
      if (unwrapKey(secrets, kiosk, id, wrapped)) keys.set(id, wrapped);
    }
  }
  return { keys, opaque: seen > 0 && keys.size === 0 };
}

async function setAside(dataDir: string): Promise<string[]> {
  const moved: string[] = [];
  for (const name of [KEYRING_FILE, KEYRING_COPY]) {
    const path = join(dataDir, name);
    if (!(await stat(path).catch(() => null))) continue;
    const aside = `${path}.damaged-${Date.now()}`;
    await rename(path, aside);
    moved.push(aside);
  }
  return moved;
}
