// 取号: the window's own pad, who waits, and today's numbers.
import { useSignal } from '@preact/signals';
import type { QueueTicket } from '../../../server/modules/services/page-schema.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { timeText } from '../parts/format.ts';
import { Empty, Loading, Tag } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { ChooseWindow } from './choose-window.tsx';
import { readWindow, rememberWindow } from './my-window.ts';
import { WindowPad } from './window-pad.tsx';
import './tickets.css';

export type Ticket = QueueTicket;
const text = zhStaff.tickets;
/** A market day's queue must not push today's list out of reach. */
const MOST_SHOWN = 12;
const TONES = {
  waiting: 'plain',
  called: 'good',
  serving: 'good',
  held: 'plain',
  givenUp: 'plain',
  served: 'plain',
  missed: 'trouble',
  void: 'trouble',
} as const;

export function Tickets() {
  const { tickets } = useStaff().live.slices;
  const window = useSignal(readWindow());
  if (!tickets.value) return <Loading />;
  const { windows: rows, waiting, recent } = tickets.value;
  const windows = rows.map((row) => row.window);
  const all = [...recent, ...waiting.toReversed()];
  const mine = window.value !== null && windows.includes(window.value) ? window.value : null;
  const choose = (number: number | null) => {
    rememberWindow(number);
    window.value = number;
  };
  return (
    <>
      <div class="tickets">
        {mine === null ? (
          <ChooseWindow windows={windows} onChoose={choose} />
        ) : (
          <WindowPad
            window={mine}
            windows={windows}
            tickets={all}
            paused={rows.some((row) => row.window === mine && row.paused !== null)}
            onChange={() => choose(null)}
          />
        )}
        <Waiting tickets={all} />
      </div>
      <TodaysTickets tickets={all} />
    </>
  );
}

/** The slice is newest first; the queue is told from its front. */
function Waiting({ tickets }: { tickets: readonly Ticket[] }) {
  const zone = useZone();
  const waiting = tickets.filter(({ state }) => state === 'waiting').reverse();
  return (
    <section class="panel">
      <h2>{waiting.length > 0 ? text.waitingCount(waiting.length) : text.waiting}</h2>
      {waiting.length === 0 && <p class="quiet">{text.waitingEmpty}</p>}
      <ol class="queue">
        {waiting.slice(0, MOST_SHOWN).map(({ id, number, items, takenAtMs }) => (
          <li key={id}>
            <b>{number}</b>
            <span>{items.join('、')}</span>
            <time>{timeText(takenAtMs, zone)}</time>
          </li>
        ))}
      </ol>
      {waiting.length > MOST_SHOWN && (
        <p class="quiet">{text.moreWaiting(waiting.length - MOST_SHOWN)}</p>
      )}
    </section>
  );
}

function TodaysTickets({ tickets }: { tickets: readonly Ticket[] }) {
  const zone = useZone();
  const columns: Column<Ticket>[] = [
    { label: text.columns.number, look: 'lead', cell: ({ number }) => number },
    { label: text.columns.item, look: 'bare', cell: ({ items }) => items.join('、') },
    { label: text.columns.taken, cell: ({ takenAtMs }) => timeText(takenAtMs, zone) },
    {
      label: text.columns.called,
      cell: ({ calledAtMs, calls }) =>
        calledAtMs !== null && (
          <>
            {timeText(calledAtMs, zone)}
            {calls > 1 && <small>{text.calls(calls)}</small>}
          </>
        ),
    },
    {
      label: text.columns.window,
      cell: ({ window }) => window !== null && text.window(window),
    },
    {
      label: text.columns.state,
      look: 'aside',
      cell: ({ state }) => <Tag tone={TONES[state]}>{text.states[state]}</Tag>,
    },
  ];
  return (
    <section class="part">
      <h2>{text.today}</h2>
      {tickets.length === 0 ? (
        <Empty title={text.todayEmpty} />
      ) : (
        <Table caption={text.today} columns={columns} rows={tickets} keyOf={({ id }) => id} />
      )}
    </section>
  );
}
