// What the centre wants everyone to know: as many as fit, taking turns minute by minute when there are more.
import { Clauses } from '../../kit/clauses.tsx';
import { minute } from '../../kit/clock.tsx';
import { largeType } from '../../kit/large-type.ts';
import { wide } from '../../kit/screen-shape.ts';
import { attract as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import './notices.css';

const MINUTE_MS = 60_000;
/** Characters that fit beside everything else; a line of its own costs a short notice as much as a long one. */
const ROOM = { upright: { normal: 90, large: 40 }, wide: { normal: 120, large: 64 } };
const LEAST_COST = 24;

export function Notices() {
  const notices = useKiosk().slices.centre.value?.notices ?? [];
  if (notices.length === 0) return null;
  const room = ROOM[wide.value ? 'wide' : 'upright'][largeType.value ? 'large' : 'normal'];
  return (
    <section class="notices" aria-label={text.notices}>
      <b>{text.notices}</b>
      <ul>
        {fitting(notices, Math.floor(minute.value / MINUTE_MS), room).map((notice) => (
          <li key={notice} class={notice.length > room ? 'notice-long' : undefined}>
            <Clauses text={notice} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All of them when there is room, else as many as fit from the one whose turn it is; one at least. */
export function fitting(notices: readonly string[], turn: number, room: number): string[] {
  const cost = (notice: string) => Math.max(notice.length, LEAST_COST);
  const total = notices.reduce((sum, notice) => sum + cost(notice), 0);
  if (total <= room) return [...notices];
  const from = turn % notices.length;
  const shown: string[] = [];
  let left = room;
  for (const notice of [...notices.slice(from), ...notices.slice(0, from)]) {
    left -= cost(notice);
    if (left < 0 && shown.length > 0) break;
    shown.push(notice);
  }
  return shown;
}
