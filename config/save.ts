// Changes single keys of the settings file: nothing is written unless the whole would load, the file before it stays
// beside it as `.previous`, and who read an older file than the one that is there is refused.
import { createHash } from 'node:crypto';
import { checkSettings, type Loaded, SettingsFailure, setKey, variableOf } from './load.ts';
import { migrate } from './migrate.ts';
import { nodeDisk, replaceFile, type SettingsDisk } from './replace-file.ts';
import type { Settings } from './settings.ts';

/** One key, `['devices', 'printer']`, and what it shall be. */
export interface SettingsChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * NO_SETTINGS_FILE: the demo runs from the program's own file · SETTINGS_CHANGED: somebody saved since it was read ·
 * SETTINGS_WRONG: it would not load, `detail` says which key · SETTINGS_FIXED: the environment sets `detail` ·
 * SETTINGS_UNREADABLE: the file is gone or no JSON any more · SETTINGS_UNWRITABLE: folder or disk take nothing.
 */
export type SettingsProblem =
  | 'NO_SETTINGS_FILE'
  | 'SETTINGS_CHANGED'
  | 'SETTINGS_WRONG'
  | 'SETTINGS_FIXED'
  | 'SETTINGS_UNREADABLE'
  | 'SETTINGS_UNWRITABLE';
interface Failed {
  readonly ok: false;
  readonly problem: SettingsProblem;
  readonly detail: string;
}
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings; readonly revision: string }
  | Failed;
export type SavedSettings =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly revision: string;
      /** What differs from before, `devices.printer`. */
      readonly keys: readonly string[];
    }
  | Failed;

export interface SettingsFile {
  /** Null: there is no file of this centre to save into. */
  readonly path: string | null;
  /** The environment variable that overrides this key, or null. */
  fixedBy(path: readonly string[]): string | null;
  /** What the next start would load, and the revision to hand back when saving. Never rejects. */
  read(): Promise<ReadSettings>;
  /** One save at a time. Never rejects. */
  save(changes: readonly SettingsChange[], revision: string): Promise<SavedSettings>;
}

export function createSettingsFile(
  { file, own, variables }: Pick<Loaded, 'file' | 'own' | 'variables'>,
  disk: SettingsDisk = nodeDisk,
): SettingsFile {
  let turn: Promise<unknown> = Promise.resolve();

  function fixedBy(path: readonly string[]): string | null {
    const name = variableOf(path);
    return name !== null && Object.hasOwn(variables, name) ? name : null;
  }

  async function open(): Promise<{ real: string; text: string; content: Content }> {
    try {
      const real = await disk.realPath(file);
      const text = await disk.read(real);
      return { real, text, content: migrate(JSON.parse(text)).settings };
    } catch (error) {
      throw new Problem('SETTINGS_UNREADABLE', messageOf(error));
    }
  }

  function check(content: Content): Settings {
    try {
      return checkSettings(file, content, variables);
    } catch (error) {
      if (error instanceof SettingsFailure) throw new Problem('SETTINGS_WRONG', faultIn(error));
      throw error;
    }
  }

  async function read(): Promise<ReadSettings> {
    const { text, content } = await open();
    return { ok: true, settings: check(content), revision: revisionOf(text) };
  }

  async function save(changes: readonly SettingsChange[], revision: string) {
    if (!own) throw new Problem('NO_SETTINGS_FILE', '');
    const fixed = changes.map(({ path }) => fixedBy(path)).find((name) => name !== null);
    if (fixed) throw new Problem('SETTINGS_FIXED', fixed);
    const { real, text, content } = await open();
    if (revisionOf(text) !== revision) throw new Problem('SETTINGS_CHANGED', '');
    const changed = structuredClone(content);
    for (const { path, value } of changes) setKey(changed, path, value);
    const settings = check(changed);
    const keys = differing(content, changed, changes);
    if (keys.length === 0) return { ok: true as const, settings, revision, keys };
    const next = `${JSON.stringify(changed, null, 2)}\n`;
    await write(real, text, next, revision);
    return { ok: true as const, settings, revision: revisionOf(next), keys };
  }

  async function write(real: string, text: string, next: string, revision: string): Promise<void> {
    try {
      await replaceFile(`${real}.previous`, text, real, disk);
      // An editor on the same machine knows no turns: look again right before the rename.
      if (revisionOf(await disk.read(real)) !== revision) throw new Problem('SETTINGS_CHANGED', '');
      await replaceFile(real, next, real, disk);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('SETTINGS_UNWRITABLE', messageOf(error));
    }
  }

  return {
    path: own ? file : null,
    fixedBy,
    read: () => read().catch(failed),
    save(changes, revision) {
      const result = turn.then(() => save(changes, revision)).catch(failed);
      turn = result;
      return result;
    },
  };
}

type Content = Record<string, unknown>;

class Problem extends Error {
  readonly problem: SettingsProblem;
  constructor(problem: SettingsProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

function failed(error: unknown): Failed {
  if (error instanceof Problem) {
    return { ok: false, problem: error.problem, detail: error.message };
  }
  return { ok: false, problem: 'SETTINGS_UNWRITABLE', detail: messageOf(error) };
}

function differing(
  before: Content,
  after: Content,
  changes: readonly SettingsChange[],
): readonly string[] {
  return changes
    .filter(({ path }) => JSON.stringify(at(before, path)) !== JSON.stringify(at(after, path)))
    .map(({ path }) => path.join('.'));
}

function at(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Content)[key] : undefined,
    content,
  );
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Without the line that names the file: who saves knows which one. */
function faultIn({ message }: SettingsFailure): string {
  return message.split('\n').slice(1).join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
