// A hall with thousands who wait, on a real store: their numbers are written straight into the journal, as if the kiosk had
// given them one after another.
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { loadSettings } from '../../config/load.ts';
import { adoptCatalogue } from '../../server/modules/catalogue/commands.ts';
import { adoptProfile, openDay } from '../../server/modules/centre/commands.ts';
import type { Views } from '../../server/modules/registry.ts';
import { takeTicket } from '../../server/modules/services/commands.ts';
import type { TicketTaken } from '../../server/modules/services/schema.ts';
import { defaultPolicy, type VisitorClass } from '../../server/modules/services/terms-schema.ts';
import { createJournal, type PendingLine } from '../../server/store/journal.ts';
import type { CommandDefinition } from '../../server/store/module.ts';
import type { Store } from '../../server/store/store.ts';
import { KIOSK } from './store-history.ts';
import { type BenchStore, openBenchStore } from './store-open.ts';

export const WINDOWS = 8;
export const DAY = '2026-11-23';
const WRITTEN_TOGETHER = 1000;
const items = Array.from({ length: 53 }, (_, i) => ({
  id: `item-${i}`,
  name: `事项 ${i}`,
  departmentId: 'minzheng',
  prefix: String.fromCharCode(65 + (i % 5)),
  windows: Array.from({ length: WINDOWS }, (_, w) => w + 1).filter((w) => (w + i) % 3 === 0),
  general: false,
  minutes: 5 + (i % 10),
  promisedDays: null,
  note: '',
  materials: [],
  retired: false,
}));
const classes: readonly VisitorClass[] = [
  'ordinary',
  'ordinary',
  'ordinary',
  'elderly',
  'military',
];

export interface CrowdedHall {
  readonly store: Store<Views>;
  /** Fails when it is refused. */
  execute<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Promise<Reply>;
  take(): Promise<{ id: string; number: string; ahead: number }>;
  stop(): Promise<void>;
}

export async function openCrowdedHall(dataDir: string, waiting: number): Promise<CrowdedHall> {
  const empty = hallOf(await openBenchStore(dataDir));
  const { settings } = await loadSettings({});
  await empty.execute(adoptProfile, { ...settings.centre, demo: false });
  await empty.execute(openDay, { day: DAY });
  const departments = [{ id: 'minzheng', name: '民政', contact: '', retired: false }];
  await empty.execute(adoptCatalogue, { departments, items, packages: [] });
  await empty.stop();
  await writeTickets(dataDir, waiting);
  return hallOf(await openBenchStore(dataDir));
}

export function hallOf({ store, stop }: BenchStore): CrowdedHall {
  let done = 0;
  const since = performance.timeOrigin + performance.now();
  const hall: CrowdedHall = {
    store,
    stop,
    async execute(command, body) {
      const actor = { kind: 'staff', accountId: 'bench' } as const;
      const outcome = await store.execute(command, { id: `${since}-${done++}`, actor, body });
      if (!outcome.ok) throw new Error(outcome.refusal.refused);
      return outcome.reply;
    },
    take: () => hall.execute(takeTicket, { ...wanted(done), print: false }),
  };
  return hall;
}

function wanted(turn: number): { itemId: string; class: VisitorClass } {
  return {
    itemId: items[turn % items.length]?.id ?? '',
    class: classes[turn % classes.length] ?? 'ordinary',
  };
}

async function writeTickets(dataDir: string, count: number): Promise<void> {
  const journal = createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK });
  const { epoch, lastSeq } = await journal.open(0, 1);
  const wallMs = Date.now();
  for (let written = 0; written < count; written += WRITTEN_TOGETHER) {
    const size = Math.min(WRITTEN_TOGETHER, count - written);
    const lines = Array.from({ length: size }, (_, index): PendingLine => {
      const seq = lastSeq + 1 + written + index;
      // A millisecond apart, and never back: the hall's time goes on from the last.
      const hallMs = wallMs + written + index;
      const id = `${KIOSK}-${epoch}-${seq.toString(36)}`;
      return {
        e: epoch,
        s: seq,
        n: 0,
        c: `crowd-${seq}`,
        a: 'touchscreen',
        t: 'services.ticketTaken',
        v: 1,
        w: wallMs,
        q: 1,
        k: '0badcafe',
        m: written + index,
        l: hallMs,
        d: taken(id, written + index, hallMs),
        o: { g: 'crowd', r: { id } },
      };
    });
    await Promise.all(lines.map((line) => journal.append([line])));
  }
  await journal.close();
}

function taken(ticketId: string, turn: number, hallMs: number): TicketTaken['data'] {
  const { itemId, class: visitorClass } = wanted(turn);
  const prefix = items[turn % items.length]?.prefix ?? 'A';
  const ordinal = 1 + turn;
  const headStart = visitorClass === 'ordinary' ? 0 : defaultPolicy.headStartMinutes[visitorClass];
  return {
    ticketId,
    day: DAY,
    itemIds: [itemId],
    packageId: null,
    class: visitorClass,
    appointmentId: null,
    number: prefix + String(ordinal).padStart(3, '0'),
    prefix,
    ordinal,
    keyMs: hallMs - headStart * 60_000,
    strict: false,
    ahead: turn,
    wait: null,
    visitId: `visit-${ticketId}`,
  };
}
