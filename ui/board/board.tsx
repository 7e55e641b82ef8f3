// The number being called as large as the wall allows, the last five, and how many wait.
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { BoardSlice } from '../../server/modules/services/page-schema.ts';
import { Clauses } from '../kit/clauses.tsx';
import { Clock, minute } from '../kit/clock.tsx';
import { callTo, common, board as text } from '../text/zh.ts';
import type { BoardState } from './live.ts';
import './board.css';

export function Board({ board: { slices, connected } }: { board: BoardState }) {
  const centre = slices.centre.value;
  const board = slices.board.value;
  if (!centre || !board) return <p class="board-preparing">{common.ready}</p>;
  return (
    <div class="board">
      <header class="board-top">
        <h1>{centre.name}</h1>
        {centre.demo && <span class="board-demo">{common.demo}</span>}
        {!centre.dayNeedsConfirmation && <Clock zone={centre.zone} />}
      </header>
      <Now now={board.now} centre={centre} />
      <Last last={board.last} />
      <Waiting waiting={board.waiting} />
      <Foot notices={centre.notices} connected={connected.value} />
    </div>
  );
}

function Now({ now, centre }: { now: BoardSlice['now']; centre: CentreSlice }) {
  if (!now) {
    return (
      <main class="now now-nobody" aria-live="assertive">
        <b>{text.nobody}</b>
        <p>{centre.day === null ? text.closed(centre.opensAt) : text.nobodyText}</p>
      </main>
    );
  }
  // A new key restarts the one short flash by which a new call draws the eye; the same number called again, too.
  return (
    <main
      class="now"
      aria-live="assertive"
      key={`${now.number}-${now.atMs}`}
      style={{ '--length': now.number.length }}
    >
      <span class="now-what">{text.now}</span>
      <b class="now-number">{now.number}</b>
      <b class="now-window">{callTo(now.window)}</b>
    </main>
  );
}

function Last({ last }: { last: BoardSlice['last'] }) {
  return (
    <section class="last" aria-label={text.last}>
      {last.length > 0 && <h2>{text.last}</h2>}
      <ol>
        {last.map(({ number, window }) => (
          <li key={number}>
            {number} <em>{callTo(window)}</em>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Waiting({ waiting }: { waiting: BoardSlice['waiting'] }) {
  return (
    <section class="queues" aria-label={text.waiting}>
      <h2>{text.waiting}</h2>
      <ul>
        {waiting.map(({ prefix, waiting: people }) => (
          <li key={prefix}>
            <b>{prefix}</b>
            <span>{people === 0 ? text.noWaiting : text.people(people)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const MINUTE_MS = 60_000;
/** Characters that fit at full size. */
const LONG_NOTICE = 60;

function Foot({ notices, connected }: { notices: string[]; connected: boolean }) {
  const notice = notices[Math.floor(minute.value / MINUTE_MS) % notices.length];
  return (
    <footer class="foot" aria-live="polite">
      {connected ? (
        notice && (
          <>
            <b>{text.notices}</b>
            <span class={notice.length > LONG_NOTICE ? 'foot-long' : undefined}>
              <Clauses text={notice} />
            </span>
          </>
        )
      ) : (
        <span class="foot-offline">{text.offline}</span>
      )}
    </footer>
  );
}
