// A hall for tests: the real store in a folder of its own, the real modules and spool, the real driver over a TCP printer of
// the test, with short waits, and a disk that can be full.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Static, TSchema } from 'typebox';
import type { Printer } from '../../../devices/device.ts';
import { createPrinter } from '../../../devices/printer.ts';
import { createTcpTransport } from '../../../devices/transports/tcp.ts';
import { createKioskSpool } from '../../../server/kiosk-printing.ts';
import { adoptCatalogue } from '../../../server/modules/catalogue/commands.ts';
import { adoptProfile, openDay } from '../../../server/modules/centre/commands.ts';
import type { JobsSlice, PrintJob } from '../../../server/modules/printing/schema.ts';
import { selectJobs } from '../../../server/modules/printing/view.ts';
import { registry, type Views } from '../../../server/modules/registry.ts';
import { takeTicket } from '../../../server/modules/services/commands.ts';
import { createPrivacy } from '../../../server/privacy/keyring.ts';
import type { Disk } from '../../../server/store/disk.ts';
import { createStore, type StoreHandle } from '../../../server/store/execute.ts';
import { createJournal } from '../../../server/store/journal.ts';
import type { Actor, CommandDefinition } from '../../../server/store/module.ts';
import { nodeDisk } from '../../../server/store/node-disk.ts';
import type { Outcome } from '../../../server/store/store.ts';
import {
  createTcpPrinter,
  type TcpPrinter,
  type TcpPrinterOptions,
} from '../../devices/tcp-printer.ts';
import { profile } from '../modules/attendance/memory-kiosk.ts';
import { smallCatalogue } from '../modules/small-catalogue.ts';

export const firstDay = '2026-11-23';
export const staff: Actor = { kind: 'staff', accountId: 'window-1' };
/** How the last line of a whole ticket begins. */
export const ticketEnd = '当天有效。';

export interface RealHall {
  readonly device: TcpPrinter;
  readonly printer: Printer;
  readonly store: StoreHandle<Views>;
  /** Takes a ticket with a slip; its number. */
  take(): Promise<string>;
  run<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Promise<Outcome<Reply>>;
  slice(): Promise<JobsSlice>;
  /** Every job, oldest first, with the number of its ticket. */
  jobs(): Promise<(PrintJob & { number: string })[]>;
  /** Resolves when nothing waits and the spool has nothing left to ask of the printer. */
  quiet(): Promise<void>;
  /** While it is, every write fails with ENOSPC. */
  diskFull(full: boolean): void;
  /** Paused, nothing is sent: as if the kiosk were still starting. */
  spool: { start(): void; stop(): Promise<void> };
  end(): Promise<void>;
}

export async function openHall(device: TcpPrinterOptions = {}): Promise<RealHall> {
  const folder = await mkdtemp(join(tmpdir(), 'hall-'));
  const dataDir = join(folder, 'data');
  const kiosk = 'T1';
  const logger = pino({ level: 'silent' });
  const tcp = createTcpPrinter(device);
  await tcp.start();
  const privacy = createPrivacy({
    dataDir,
    keyFile: join(folder, 'key'),
    kiosk,
    poolSize: 4,
    logger,
  });
  await privacy.start();
  const brim = fillableDisk();
  const store = createStore<Views>({
    dataDir,
    kiosk,
    disk: brim.disk,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk, disk: brim.disk }),
    privacy,
    registry,
    registryPath: new URL('../../../server/modules/registry.ts', import.meta.url).href,
    systemClock: {
      read: () => ({
        wallMs: Date.parse(`${firstDay}T01:00:00Z`),
        trusted: true,
        bootId: 'b007b007',
        monotonicMs: Math.trunc(performance.now()),
      }),
      start: async () => {},
      stop: async () => {},
    },
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    logger,
  });
  await store.start();
  const printer = createPrinter({
    open: () => createTcpTransport({ host: '127.0.0.1', port: tcp.port, lingerMs: 30 }),
    logger,
    deadlines: { replyMs: 150, writeMs: 300, completionMs: 2_000, watchMs: 10, pollMs: 30 },
    backOff: { firstMs: 10, maxMs: 40 },
  });
  await printer.start();
  const printerFacts = () =>
    ({ columns: 48, charset: 'gbk', cutter: 'partial', beeper: false }) as const;
  const spool = createKioskSpool({
    store,
    printer,
    printerFacts,
    privacy,
    publicUrl: null,
    logger,
    retryMs: 30,
  });
  let commands = 0;

  const hall: RealHall = {
    device: tcp,
    printer,
    store,
    spool,
    async take() {
      const outcome = await hall.run(takeTicket, { itemId: 'elder', print: true });
      if (!outcome.ok) throw new Error(outcome.refusal.refused);
      return outcome.reply.number;
    },
    run: (command, body) =>
      store.execute(command, { id: `command-${++commands}`, actor: staff, body }),
    slice: () => store.read(selectJobs),
    jobs: () =>
      store.read(({ printing, services }) =>
        Object.values(printing.jobs).map((job) => ({
          ...job,
          number: services.tickets[job.reference]?.number ?? '',
        })),
      ),
    async quiet() {
      for (let calm = 0; calm < 4; ) {
        const { waiting } = await hall.slice();
        calm = waiting === 0 && printer.status().state === 'ready' ? calm + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    diskFull: brim.fill,
    async end() {
      await spool.stop();
      await printer.stop();
      await tcp.stop();
      await store.stop();
      await privacy.stop();
      await rm(folder, { recursive: true });
    },
  };
  await hall.run(adoptProfile, profile);
  const item = { id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1] };
  await hall.run(adoptCatalogue, smallCatalogue([item]));
  await hall.run(openDay, { day: firstDay });
  spool.start();
  return hall;
}

function fillableDisk(): { disk: Disk; fill(full: boolean): void } {
  let isFull = false;
  function check(): void {
    if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  }
  return {
    fill(full) {
      isFull = full;
    },
    disk: {
      ...nodeDisk,
      async create(path) {
        check();
        const file = await nodeDisk.create(path);
        return {
          ...file,
          async write(bytes) {
            check();
            return file.write(bytes);
          },
        };
      },
    },
  };
}
