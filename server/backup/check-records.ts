// Proves that restored records are what they were: every line read through its checksums and chain, every sealed field tried.
import { join } from 'node:path';
import { createPrivacy } from '../privacy/keyring.ts';
import { holdsMarks, isSealed, mapMarked } from '../privacy/sealed.ts';
import { listArchives } from '../store/archive-files.ts';
import { readHistory } from '../store/history.ts';
import type { EventDefinition, Sealed } from '../store/module.ts';
import { nodeDisk } from '../store/node-disk.ts';
import { listJournal } from '../store/segment.ts';

export interface Checked {
  readonly records: number;
  /** Stretches that were damaged before the backup was made. */
  readonly gaps: readonly { from: number; to: number }[];
  /** Personal fields that open, and those whose key is gone. */
  readonly readable: number;
  readonly unreadable: number;
  /** Records with a personal field that was altered or moved there from elsewhere. */
  readonly altered: readonly number[];
}

export async function checkRecords(input: {
  readonly dataDir: string;
  readonly keyFile: string;
  readonly kiosk: string;
  readonly events: readonly EventDefinition[];
}): Promise<Checked> {
  const { dataDir, keyFile, kiosk } = input;
  const logger = { warn() {}, error() {} };
  const privacy = createPrivacy({ dataDir, keyFile, kiosk, poolSize: 1, logger });
  await privacy.start();
  const definitions = new Map(input.events.map((one) => [`${one.type}@${one.version}`, one]));
  const [gaps, altered]: [{ from: number; to: number }[], number[]] = [[], []];
  let [records, readable, unreadable] = [0, 0, 0];
  const last = Number.MAX_SAFE_INTEGER;
  try {
    const floor = await firstSeq(dataDir, kiosk);
    const history = readHistory({ disk: nodeDisk, dataDir, kiosk }, { from: 1, to: last }, floor);
    for await (const line of history) {
      if ('gap' in line) {
        // The stretch after the last record is not missing.
        if (line.gap.to !== last) gaps.push(line.gap);
        continue;
      }
      records += 1;
      const definition = definitions.get(`${line.t}@${line.v}`);
      if (!definition || !holdsMarks(definition.data)) continue;
      mapMarked(definition, line.d, ({ value }) => {
        if (isSealed(value) && privacy.open(value as Sealed)) readable += 1;
        else unreadable += 1;
      });
      const event = { type: line.t, version: line.v, data: line.d };
      if (!privacy.authentic(definition, event)) altered.push(line.s);
    }
  } finally {
    await privacy.stop();
  }
  return { records, gaps, readable, unreadable, altered };
}

/** What was deleted by policy is no gap. */
async function firstSeq(dataDir: string, kiosk: string): Promise<number> {
  const { segments } = await listJournal(nodeDisk, join(dataDir, 'journal'), kiosk);
  const archives = await listArchives(dataDir);
  const firsts = [...segments, ...archives].map(({ first }) => first);
  return firsts.length === 0 ? 1 : Math.min(...firsts);
}
