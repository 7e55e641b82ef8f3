// The number being called as large as the wall allows, the last five, how many wait, which windows are paused.
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { BoardCall, BoardSlice } from '../../server/modules/services/page-schema.ts';
import { Clock } from '../kit/clock.tsx';
import { callTo, common } from '../text/zh.ts';
import { zhBoard as text } from '../text/zh-board.ts';
import { Foot } from './foot.tsx';
import type { BoardState } from './live.ts';
import { Shop } from './shop/shop.tsx';
import { SoundBlocked, SoundSign } from './sound-sign.tsx';
import './board.css';

export function Board({ board: state }: { board: BoardState }) {
  const { slices, connected, voice } = state;
  const centre = slices.centre.value;
  const board = slices.board.value;
  if (!centre || !board) return <p class="board-preparing">{common.ready}</p>;
  const { now, last } = board;
  return (
    <div class={voice.saying.value === null ? 'board' : 'board board-calling'}>
      <header class="board-top">
        <h1>{centre.name}</h1>
        {centre.demo && <span class="board-chip">{common.demo}</span>}
        <SoundSign voice={voice} />
        {!centre.dayNeedsConfirmation && <Clock zone={centre.zone} />}
      </header>
      <Now now={now} centre={centre} />
      <Last last={last} saying={voice.saying.value} />
      <Queues board={board} />
      <Shop board={state} />
      <SoundBlocked voice={voice} />
      <Foot
        announcement={slices.announcement.value}
        notices={centre.notices}
        connected={connected.value}
        serverNow={voice.serverNow}
      />
    </div>
  );
}

function Now({ now, centre }: { now: BoardSlice['now']; centre: CentreSlice }) {
  if (!now) {
    return (
      <main class="now" aria-live="assertive">
        <div class="now-nobody">
          <b>{text.nobody}</b>
          <p>{centre.day === null ? text.closed(centre.opensAt) : text.nobodyText}</p>
        </div>
      </main>
    );
  }
  // A new key restarts the one short flash by which a new call draws the eye; the same number called again, too.
  return (
    <main class="now" aria-live="assertive">
      <div class="now-call" key={now.id} style={{ '--length': now.number.length }}>
        <span class="now-what">
          {text.now}
          {now.times > 1 && <em>{text.times(now.times)}</em>}
        </span>
        <b class="now-number">{now.number}</b>
        <b class="now-window">
          {callTo(now.window)}
          <Mark mark={now.mark} />
        </b>
      </div>
    </main>
  );
}

function Mark({ mark }: Pick<BoardCall, 'mark'>) {
  return mark && <span class="mark">{text.marks[mark]}</span>;
}

function Last({ last, saying }: { last: BoardSlice['last']; saying: string | null }) {
  return (
    <section class="last" aria-label={text.last}>
      {last.length > 0 && <h2>{text.last}</h2>}
      <ol>
        {last.map(({ id, number, window, mark }) => (
          <li key={id} class={id === saying ? 'last-said' : undefined}>
            <span class="last-number">{number}</span>
            <Mark mark={mark} />
            <span class="last-window">{callTo(window)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Letters in one row of a wide wall, and in two rows of an upright one with three beside each other. */
const WIDEST = 8;
const TWO_ROWS = 6;
function columnsFor(letters: number): Record<string, number> {
  return {
    '--columns': Math.min(letters, WIDEST),
    '--columns-upright': letters > TWO_ROWS ? 4 : 3,
  };
}
/** More windows than that are seldom paused at once, and the wall is only so large. */
const PAUSES_SHOWN = 3;

function Queues({ board: { now, last, waiting, paused } }: { board: BoardSlice }) {
  const marked = [now, ...last].some((call) => call?.mark === 'priority');
  return (
    <section class="queues" aria-label={text.waiting}>
      <h2>{text.waiting}</h2>
      <ul style={columnsFor(waiting.length)}>
        {waiting.map((group) => (
          <Group key={group.prefix} group={group} />
        ))}
      </ul>
      {(marked || paused.length > 0) && (
        <div class="queues-notes">
          {paused.slice(0, PAUSES_SHOWN).map((pause) => (
            <p key={pause.window}>{text.paused(pause)}</p>
          ))}
          {marked && <p class="marks-why">{text.marksWhy}</p>}
        </div>
      )}
    </section>
  );
}

function Group({ group }: { group: BoardSlice['waiting'][number] }) {
  const { prefix, names, waiting, served } = group;
  const people = waiting === 0 ? text.noWaiting : text.people(waiting);
  return (
    <li class="queue">
      <b class="queue-prefix">{prefix}</b>
      <span class="queue-people">{served || waiting > 0 ? people : text.notServed}</span>
      {names.length > 0 && <small class="queue-names">{text.departments(names)}</small>}
    </li>
  );
}
