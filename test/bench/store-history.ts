// Years of a busy hall, written straight into a journal: visits with spread times, so that views and outcomes stay bounded
// as they would in life.
import { join } from 'node:path';
import { createJournal, type PendingLine } from '../../server/store/journal.ts';

export const KIOSK = 'BN01';
const VISITS_A_DAY = 1000;
const DAY_MS = 86_400_000;

/** Appends `count` events that end about now. */
export async function writeHistory(dataDir: string, count: number): Promise<void> {
  const journal = createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK });
  const { epoch, lastSeq } = await journal.open(0, 1);
  const firstMs = Date.now() - Math.ceil(count / VISITS_A_DAY) * DAY_MS;
  for (let done = 0; done < count; done += VISITS_A_DAY) {
    const size = Math.min(VISITS_A_DAY, count - done);
    const openedMs = firstMs + (done / VISITS_A_DAY) * DAY_MS;
    const day = new Date(openedMs).toISOString().slice(0, 10);
    // The last day goes on.
    const closesAt = done + size < count ? size - 1 : null;
    const lines = Array.from({ length: size }, (_, index): PendingLine => {
      const seq = lastSeq + 1 + done + index;
      const ms = Math.round(openedMs + index * 30_000);
      return {
        e: epoch,
        s: seq,
        n: 0,
        c: `history-${seq}`,
        a: 'touchscreen',
        t: typeOf(index, closesAt),
        v: 1,
        w: ms,
        q: 1,
        k: '0badcafe',
        m: ms - firstMs,
        l: ms,
        d: dataOf(index, closesAt, day, `${KIOSK}-${epoch}-${seq.toString(36)}`),
        o: { g: 'history', r: { id: seq } },
      };
    });
    await Promise.all(lines.map((line) => journal.append([line])));
  }
  await journal.close();
}

/** A day as the kiosk records it: opened, visits, closed. */
function typeOf(index: number, closesAt: number | null): string {
  if (index === 0) return 'centre.dayOpened';
  return index === closesAt ? 'centre.dayClosed' : 'attendance.visitStarted';
}

function dataOf(index: number, closesAt: number | null, day: string, visitId: string): object {
  if (index === 0) return { day, by: 'clock' };
  if (index === closesAt) return { day, late: false };
  return {
    visitId,
    day,
    purpose: 'errand',
    method: 'headcount',
    proof: 'none',
    headcount: 1,
    unitId: 'liubu',
    personId: null,
    keyId: null,
    noticeVersion: null,
  };
}
