// Brings an old settings file up to date, one numbered step at a time, and keeps the old file beside it.
import { copyFile, open, rename } from 'node:fs/promises';
import { SETTINGS_VERSION } from './settings.ts';

export interface Migration {
  /** The version it leads to; it begins at the one before. */
  readonly to: number;
  migrate(old: Record<string, unknown>): Record<string, unknown>;
}

/** None yet: version 1 is the first. A step is never changed once it was released. */
export const migrations: readonly Migration[] = [];

export interface Migrated {
  readonly settings: Record<string, unknown>;
  /** Null when nothing had to be done. */
  readonly from: number | null;
}

/** Pure: applies what is missing. Throws a sentence when the file is newer than this program. */
export function migrate(
  file: Record<string, unknown>,
  steps: readonly Migration[] = migrations,
  target = SETTINGS_VERSION,
): Migrated {
  const from = file['version'] ?? 1;
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 1) {
    throw new Error(`version: 应为 1–${target} (should be 1–${target})`);
  }
  if (from > target) {
    throw new Error(
      `version: 设置文件是第 ${from} 版，这个程序只认得到第 ${target} 版，请先升级程序 (settings are newer than the program)`,
    );
  }
  let settings = file;
  for (let version = from + 1; version <= target; version++) {
    const step = steps.find(({ to }) => to === version);
    if (!step) throw new Error(`version: 没有到第 ${version} 版的升级步骤 (no migration)`);
    settings = { ...step.migrate(structuredClone(settings)), version };
  }
  return { settings, from: from === target ? null : from };
}

/** Writes migrated settings over the old file, which stays as `<file>.v<from>`. */
export async function replaceFile(
  path: string,
  from: number,
  settings: Record<string, unknown>,
): Promise<string> {
  const backup = `${path}.v${from}`;
  await copyFile(path, backup);
  await syncFile(backup);
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(settings, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  return backup;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
