// Snapshots of the folded state: what a start reads instead of the whole journal. Never the truth: it can be made anew.
import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Low } from 'lowdb';
import { DurableJson } from './durable-json.ts';
import type { FoldedState } from './views.ts';

const FORMAT = 1;

export interface Snapshot {
  readonly format: typeof FORMAT;
  readonly kiosk: string;
  /** Fingerprint of the code that folded it. */
  readonly registryVersion: string;
  /** Digest of the journal's batch that ends at the state's seq; null when it ends inside one. */
  readonly tail: string | null;
  readonly state: FoldedState;
}

export interface SnapshotFile {
  /** null when there is none, or it belongs to another kiosk or format. */
  read(): Promise<Snapshot | null>;
  write(content: Omit<Snapshot, 'format' | 'kiosk'>): Promise<void>;
}

export function openSnapshot(path: string, kiosk: string): SnapshotFile {
  const database = new Low<Snapshot | null>(new DurableJson(path), null);
  return {
    async read() {
      await database.read();
      const { data } = database;
      // The text of the old state is of no more use once it is folded further.
      database.data = null;
      return data?.format === FORMAT && data.kiosk === kiosk ? data : null;
    },
    async write(content) {
      database.data = { format: FORMAT, kiosk, ...content };
      await database.write();
      database.data = null;
    },
  };
}

export const snapshotPath = (dataDir: string): string => join(dataDir, 'snapshot.json');
export const basePath = (dataDir: string): string => join(dataDir, 'archive', 'base.json');

/** Of every source file beside the registry: a fold may have changed with any of them, and then snapshots are void. */
export async function registryVersionOf(registryPath: string): Promise<string> {
  const folder = dirname(fileURLToPath(registryPath));
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.[jt]s$/.test(name),
  );
  const digests = await Promise.all(
    names
      .sort()
      .map(async (name) => `${name} ${hash('sha256', await readFile(join(folder, name)))}`),
  );
  return hash('sha256', digests.join('\n'), 'base64url').slice(0, 22);
}
