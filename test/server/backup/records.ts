// A kiosk's records with the real modules, and backups of them: what the backup tests share.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { onTestFinished } from 'vitest';
import { type Backup, type BackupOptions, createBackup } from '../../../server/backup/backup.ts';
import { addPerson, adoptUnits, forgetPerson } from '../../../server/modules/directory/commands.ts';
import { registry, type Views } from '../../../server/modules/registry.ts';
import type { Keyring } from '../../../server/privacy/keyring.ts';
import { createStore, type StoreHandle } from '../../../server/store/execute.ts';
import { createJournal } from '../../../server/store/journal.ts';
import type { CommandDefinition, RecordedEvent } from '../../../server/store/module.ts';
import { createLogger, type Place, startPrivacy } from '../privacy/quiet.ts';

export interface Records {
  readonly place: Place;
  readonly store: StoreHandle<Views>;
  readonly privacy: Keyring;
  rotate(): Promise<void>;
  stop(): Promise<void>;
  run<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Promise<Reply>;
  addPeople(names: readonly string[]): Promise<string[]>;
  forget(personId: string): Promise<void>;
  /** Every record, and what its names open to. */
  everything(): Promise<{ events: RecordedEvent[]; names: (string | null)[] }>;
}

let commands = 0;

export async function openRecords(place: Place): Promise<Records> {
  const privacy = await startPrivacy(place, { poolSize: 64 });
  const journal = createJournal({
    directory: join(place.dataDir, 'journal'),
    kiosk: 'V01',
    segmentBytes: 4096,
  });
  const store = createStore<Views>({
    dataDir: place.dataDir,
    kiosk: 'V01',
    journal,
    privacy,
    registry,
    registryPath: import.meta.resolve('../../../server/modules/registry.ts'),
    systemClock: {
      read: () => ({
        wallMs: Date.now(),
        trusted: true,
        bootId: '1234abcd',
        monotonicMs: performance.now(),
      }),
      start: async () => {},
      stop: async () => {},
    },
    logger: createLogger(),
  });
  await store.start();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await store.stop();
    await privacy.stop();
  };
  onTestFinished(stop);
  const records: Records = {
    place,
    store,
    privacy,
    rotate: () => journal.rotate(),
    stop,
    async run(command, body) {
      const id = `test-${++commands}-${Date.now()}`;
      const actor = { kind: 'kiosk', part: 'test' } as const;
      const outcome = await store.execute(command, { id, actor, body });
      if (!outcome.ok) throw new Error(outcome.refusal.refused);
      return outcome.reply;
    },
    async addPeople(names) {
      const unit = { id: 'liubu', name: '第六埠村', kind: 'village' } as const;
      await records.run(adoptUnits, { units: [unit] });
      const ids: string[] = [];
      for (const name of names) {
        await privacy.ready();
        const { id } = await records.run(addPerson, {
          name,
          phone: `138${String(10_000_000 + commands)}`,
          unitId: 'liubu',
          group: '三组',
          member: false,
        });
        ids.push(id);
      }
      return ids;
    },
    async forget(personId) {
      const command = forgetPerson({ visit: null, keyIds: [] });
      await records.run(command, { personId, reason: '本人要求' });
    },
    async everything() {
      const events: RecordedEvent[] = [];
      const names: (string | null)[] = [];
      for await (const one of store.history(1)) {
        if ('gap' in one) throw new Error('gap');
        // What a start adds by itself is not the point.
        if (one.actor.kind === 'kiosk' && one.actor.part !== 'test') continue;
        events.push(one);
        const { name } = one.data as { name?: { sealed: string } };
        if (typeof name === 'object') names.push(store.open(name)?.value ?? null);
      }
      return { events, names };
    },
  };
  return records;
}

export interface Vault {
  readonly backup: Backup;
  readonly target: string;
  readonly logger: ReturnType<typeof createLogger>;
  readonly clock: { now: number };
}

/** A backup of these records to a folder beside them. Noon of 2026-11-23 in China unless moved. */
export async function openVault(
  records: Records,
  options: Partial<BackupOptions> = {},
): Promise<Vault> {
  const { place, store, privacy, rotate } = records;
  const target = join(place.root, 'stick');
  await mkdir(target, { recursive: true });
  const logger = createLogger();
  const clock = { now: Date.parse('2026-11-23T04:00:00Z') };
  const backup = createBackup({
    dataDir: place.dataDir,
    keyFile: place.keyFile,
    kiosk: 'V01',
    target,
    at: '02:30',
    keep: 7,
    zone: 'Asia/Shanghai',
    rotate,
    keyring: privacy.content,
    forgotten: () => store.read(({ directory }) => [...directory.forgottenKeys]),
    logger,
    now: () => clock.now,
    ...options,
  });
  onTestFinished(() => backup.stop());
  return { backup, target, logger, clock };
}
