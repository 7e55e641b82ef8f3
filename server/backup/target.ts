// The folder or stick that backups go to: what stands there, what is kept, what must go.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface StoredFile {
  readonly file: string;
  readonly day: string;
  /** Counts up at the target; tells the order when the clock does not. */
  readonly seq: number;
  readonly bytes: number;
}

export interface Stored {
  /** Newest first. */
  readonly backups: readonly StoredFile[];
  readonly keyrings: readonly StoredFile[];
  readonly leftovers: readonly string[];
}

/** Keyring backups live this long: then a forgotten person is in none any more. */
export const KEYRING_DAYS = 7;

export function fileName(
  kiosk: string,
  day: string,
  seq: number,
  extension: 'backup' | 'keyring',
): string {
  return `dangqun-${kiosk}-${day}-${String(seq).padStart(5, '0')}.${extension}`;
}

export async function listTarget(folder: string, kiosk: string): Promise<Stored> {
  const prefix = `dangqun-${kiosk}-`;
  const backups: StoredFile[] = [];
  const keyrings: StoredFile[] = [];
  const leftovers: string[] = [];
  for (const file of await readdir(folder)) {
    if (!file.startsWith(prefix)) continue;
    const [, day, seq, extension] =
      /^(\d{4}-\d{2}-\d{2})-(\d{1,9})\.(backup|keyring)$/.exec(file.slice(prefix.length)) ?? [];
    if (file.endsWith('.tmp')) leftovers.push(file);
    if (!day || !seq) continue;
    const { size: bytes } = await stat(join(folder, file));
    const list = extension === 'backup' ? backups : keyrings;
    list.push({ file, day, seq: Number(seq), bytes });
  }
  const newestFirst = (a: StoredFile, b: StoredFile): number => b.seq - a.seq;
  return { backups: backups.sort(newestFirst), keyrings: keyrings.sort(newestFirst), leftovers };
}

export function nextSeq({ backups, keyrings }: Stored): number {
  return Math.max(0, ...[...backups, ...keyrings].map(({ seq }) => seq)) + 1;
}

/** The newest backup of each of the newest `keep` days stays: pressing the button ten times must not push out a week. */
export function surplusBackups(backups: readonly StoredFile[], keep: number): StoredFile[] {
  const days = new Set<string>();
  return backups.filter(({ day }) => {
    const kept = !days.has(day) && days.size < keep;
    days.add(day);
    return !kept;
  });
}

/**
 * Keyring backups whose week is over, those of an earlier run of the same day, and those from a future that a wrong clock made
 * up: only the newest is sure to be right, and it holds every key that is still alive.
 */
export function surplusKeyrings(keyrings: readonly StoredFile[], today: string): StoredFile[] {
  const days = new Set<string>();
  return keyrings.filter(({ day }, index) => {
    const age = daysBetween(day, today);
    const kept = index === 0 || (!days.has(day) && age >= 0 && age < KEYRING_DAYS);
    days.add(day);
    return !kept;
  });
}

/** The day on which the last of these keyring backups is deleted; null when there is none. */
export function goneOn(keyrings: readonly { readonly day: string }[]): string | null {
  const last = keyrings
    .map(({ day }) => day)
    .sort()
    .at(-1);
  return last === undefined ? null : addDays(last, KEYRING_DAYS);
}

export async function remove(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(folder, file), { force: true });
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
