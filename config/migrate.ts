// Brings an old settings file up to date, one numbered step at a time, and keeps the old file beside it.
import { readFile } from 'node:fs/promises';
import { replaceFile } from './replace-file.ts';
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

/** Migrates the content of a file and writes it back, the old file kept beside it. `note`: what the operator should know. */
export async function bringUpToDate(
  path: string,
  content: Record<string, unknown>,
  steps: readonly Migration[] = migrations,
  target = SETTINGS_VERSION,
): Promise<{ settings: Record<string, unknown>; note: string | null }> {
  const { settings, from } = migrate(content, steps, target);
  if (from === null) return { settings, note: null };
  try {
    const backup = await writeBack(path, from, settings);
    return {
      settings,
      note: `${path}: 已从第 ${from} 版升级，旧文件在 ${backup} (migrated; the old file is kept)`,
    };
  } catch (error) {
    // A read-only /etc is no reason not to start: the migrated settings then live for this run only.
    const why = error instanceof Error ? error.message : String(error);
    return {
      settings,
      note: `${path}: 已从第 ${from} 版升级，但没能写回 (migrated for this run only): ${why}`,
    };
  }
}

/** The old file stays as `<file>.v<from>`. */
async function writeBack(
  path: string,
  from: number,
  settings: Record<string, unknown>,
): Promise<string> {
  const backup = `${path}.v${from}`;
  await replaceFile(backup, await readFile(path, 'utf8'), path);
  await replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`, path);
  return backup;
}
