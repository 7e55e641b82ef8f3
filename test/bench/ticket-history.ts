// Years of a busy hall's tickets, written straight into a journal: taken, called, started, finished, 500 a day.
import { join } from 'node:path';
import { createJournal, type PendingLine } from '../../server/store/journal.ts';
import { KIOSK } from './store-history.ts';

const TICKETS_A_DAY = 500;
const DAY_MS = 86_400_000;
const WINDOWS = 20;
const ITEMS = 53;

interface Step {
  readonly type: string;
  readonly ms: number;
  readonly data: object;
}

/** Appends the events of `count` tickets that end about now. */
export async function writeTickets(dataDir: string, count: number): Promise<void> {
  const journal = createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK });
  const { epoch, lastSeq } = await journal.open(0, 1);
  const firstMs = Date.now() - Math.ceil(count / TICKETS_A_DAY) * DAY_MS;
  let seq = lastSeq;
  for (let done = 0; done < count; done += TICKETS_A_DAY) {
    const size = Math.min(TICKETS_A_DAY, count - done);
    const steps = dayOfHall(firstMs + (done / TICKETS_A_DAY) * DAY_MS, size);
    const lines = steps.map(({ type, ms, data }): PendingLine => {
      seq += 1;
      return {
        e: epoch,
        s: seq,
        n: 0,
        c: `history-${seq}`,
        a: 'touchscreen',
        t: type,
        v: 1,
        w: ms,
        q: 1,
        k: '0badcafe',
        m: ms - firstMs,
        l: ms,
        d: data,
        o: { g: 'history', r: { id: seq } },
      };
    });
    await Promise.all(lines.map((line) => journal.append([line])));
  }
  await journal.close();
}

function dayOfHall(openedMs: number, size: number): Step[] {
  const day = new Date(openedMs).toISOString().slice(0, 10);
  const steps: Step[] = [];
  for (let n = 0; n < size; n++) {
    const takenMs = openedMs + n * 57_000;
    const calledMs = takenMs + 60_000 * (2 + ((n * 7) % 25));
    const ticketId = `${day}-${n}`;
    const window = 1 + (n % WINDOWS);
    const itemIds = [`item-${n % ITEMS}`];
    const at = { ticketId, window };
    const called = { ...at, again: false, counts: true, reason: null };
    const result = { outcome: 'done', itemIds, remaining: [], missing: [], referredTo: '' };
    steps.push(
      { type: 'services.ticketTaken', ms: takenMs, data: takenOf(day, n, takenMs, itemIds) },
      { type: 'services.ticketCalled', ms: calledMs, data: called },
      { type: 'services.serviceStarted', ms: calledMs + 30_000, data: at },
      { type: 'services.ticketFinished', ms: calledMs + 400_000, data: { ...at, ...result } },
    );
  }
  steps.sort((a, b) => a.ms - b.ms);
  const opened = { type: 'centre.dayOpened', ms: openedMs, data: { day, by: 'clock' } };
  const closedMs = (steps.at(-1)?.ms ?? openedMs) + 1;
  const closed = { type: 'centre.dayClosed', ms: closedMs, data: { day, late: false } };
  return [opened, ...steps, closed];
}

function takenOf(day: string, n: number, keyMs: number, itemIds: string[]): object {
  return {
    ticketId: `${day}-${n}`,
    day,
    itemIds,
    packageId: null,
    class: n % 5 === 0 ? 'elderly' : 'ordinary',
    appointmentId: null,
    number: `A${String(n + 1).padStart(3, '0')}`,
    prefix: 'A',
    ordinal: n + 1,
    keyMs,
    strict: false,
    ahead: n % 9,
    wait: { lowMinutes: 5, highMinutes: 20 },
    visitId: `v-${day}-${n}`,
  };
}
