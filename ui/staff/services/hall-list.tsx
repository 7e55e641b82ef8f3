// 今天的号: every number of the day, found by number or state, with what can be done about each.
import { useSignal } from '@preact/signals';
import type { NumberList, QueueTicket } from '../../../server/modules/services/page-schema.ts';
import type { TicketState } from '../../../server/modules/services/schema.ts';
import { type Failure, get } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { timeText } from '../parts/format.ts';
import { Empty, FailureNote, Tag } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { matchesNumber } from './find-items.ts';
import { useHall } from './hall.ts';
import { TicketWords } from './in-line.tsx';
import { TicketActions } from './ticket-actions.tsx';

const text = zhConsole.hall;
type Filter = keyof typeof text.filters;
const STATES: Readonly<Record<Filter, readonly TicketState[]>> = {
  all: ['waiting', 'called', 'serving', 'held', 'served', 'missed', 'givenUp', 'void'],
  waiting: ['waiting'],
  active: ['called', 'serving', 'held'],
  missed: ['missed'],
  over: ['served', 'givenUp', 'void'],
};
const TONES = {
  waiting: 'plain',
  called: 'good',
  serving: 'good',
  held: 'trouble',
  givenUp: 'plain',
  served: 'plain',
  missed: 'trouble',
  void: 'trouble',
} as const;

export function HallList() {
  const { tickets } = useHall();
  const typed = useSignal('');
  const filter = useSignal<Filter>('all');
  const found = useFoundNumber();
  const listed = [...tickets.recent, ...tickets.waiting];
  const rows = [...found.tickets, ...listed.filter(({ id }) => !found.ids.has(id))].filter(
    ({ number, state }) =>
      matchesNumber(number, typed.value) && STATES[filter.value].includes(state),
  );
  const moreWaiting = tickets.waitingCount - tickets.waiting.length;
  const moreRecent = tickets.recentCount - tickets.recent.length;
  const whole = typed.value.trim().toUpperCase();
  const mayHide = moreWaiting + moreRecent > 0 && /^[A-Z]\d{3,6}$/.test(whole);

  return (
    <section class="part hall-list">
      <div class="toolbar">
        <TextField
          label={text.search}
          hint={text.searchHint}
          type="search"
          value={typed.value}
          onInput={(value) => {
            typed.value = value;
          }}
        />
        <SelectField
          label={text.filter}
          value={filter.value}
          options={(Object.keys(text.filters) as Filter[]).map((value) => ({
            value,
            label: text.filters[value],
          }))}
          onChange={(value) => {
            filter.value = value;
          }}
        />
      </div>
      {rows.length === 0 ? (
        <Empty title={listed.length === 0 ? text.empty : text.noMatch}>
          {mayHide && <Button onTap={() => found.look(whole)}>{text.findAll(whole)}</Button>}
        </Empty>
      ) : (
        <TicketTable rows={rows} />
      )}
      <FailureNote failure={found.failure} />
      {moreWaiting > 0 && <p class="quiet">{text.moreWaiting(moreWaiting)}</p>}
      {moreRecent > 0 && <p class="quiet">{text.moreRecent(moreRecent)}</p>}
    </section>
  );
}

/** Numbers that the lists have no room for, asked for by name. */
function useFoundNumber() {
  const { sessions } = useStaff();
  const tickets = useSignal<readonly QueueTicket[]>([]);
  const failure = useSignal<Failure | null>(null);
  return {
    tickets: tickets.value,
    ids: new Set(tickets.value.map(({ id }) => id)),
    failure: failure.value,
    async look(number: string): Promise<void> {
      const outcome = await get<NumberList>(`/api/services/numbers/${number}`);
      failure.value = outcome.ok ? null : outcome.failure;
      if (!outcome.ok) {
        sessions.noticed(outcome.failure);
        return;
      }
      tickets.value = outcome.reply.tickets;
      if (outcome.reply.tickets.length === 0) toast('plain', text.notToday(number));
    },
  };
}

function TicketTable({ rows }: { rows: readonly QueueTicket[] }) {
  const zone = useZone();
  const columns: Column<QueueTicket>[] = [
    { label: text.columns.number, look: 'lead', cell: ({ number }) => number },
    {
      label: text.columns.item,
      look: 'bare',
      cell: (ticket) => <TicketWords ticket={ticket} />,
    },
    { label: text.columns.taken, cell: ({ takenAtMs }) => timeText(takenAtMs, zone) },
    {
      label: text.columns.called,
      cell: ({ calledAtMs, calls }) =>
        calledAtMs !== null && (
          <>
            {timeText(calledAtMs, zone)}
            {calls > 1 && <small class="nowrap">{text.calls(calls)}</small>}
          </>
        ),
    },
    {
      label: text.columns.window,
      cell: ({ window }) =>
        window !== null && <span class="nowrap">{zhConsole.window(window)}</span>,
    },
    {
      label: text.columns.state,
      look: 'aside',
      cell: ({ state, outcome }) => (
        <Tag tone={TONES[state]}>
          {state === 'served' && outcome ? zhConsole.outcomes[outcome] : zhConsole.states[state]}
        </Tag>
      ),
    },
    { label: text.columns.actions, cell: (ticket) => <TicketActions ticket={ticket} /> },
  ];
  return (
    <Table caption={zhConsole.parts.hall} columns={columns} rows={rows} keyOf={({ id }) => id} />
  );
}
