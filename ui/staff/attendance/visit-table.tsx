// Visits as rows; a manager's list adds what can be done with each.
import type { VisitRow } from '../../../server/modules/attendance/schema.ts';
import { purposes } from '../../text/zh.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { dayText, timeText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { useZone } from '../staff.ts';

const text = zhStaff.visits;

export interface VisitTableProps {
  visits: readonly VisitRow[];
  /** All of one day: it need not be said. */
  oneDay?: boolean;
  /** No column for how they checked in. */
  brief?: boolean;
  actions?: (visit: VisitRow) => preact.ComponentChildren;
}

export function VisitTable({ visits, oneDay, brief, actions }: VisitTableProps) {
  const zone = useZone();
  const columns: Column<VisitRow>[] = [
    {
      label: text.columns.time,
      look: 'aside',
      cell: ({ day, startedAtMs }) => (
        <>
          {!oneDay && `${dayText(day)} `}
          {timeText(startedAtMs, zone)}
        </>
      ),
    },
    { label: text.columns.who, look: 'lead', cell: whoCame },
    { label: text.columns.purpose, look: 'bare', cell: ({ purpose }) => purposes[purpose].name },
    { label: text.columns.unit, look: 'bare', cell: ({ unit }) => unit },
  ];
  if (!brief) {
    columns.push({
      label: text.columns.method,
      look: 'bare',
      cell: ({ method }) => text.methods[method],
    });
  }
  columns.push({ label: text.columns.ended, cell: (visit) => departure(visit, zone) });
  columns.push({ label: text.columns.state, look: 'bare', cell: remark });
  if (actions) columns.push({ label: text.columns.actions, look: 'end', cell: actions });
  return (
    <Table
      caption={text.caption}
      columns={columns}
      rows={visits}
      keyOf={({ id }) => id}
      faded={({ state }) => state === 'void'}
    />
  );
}

/** A mask, or how many: never a name. */
export function whoCame({ name, phone, headcount }: VisitRow): string {
  const who = name ?? phone;
  if (headcount === 1) return who ?? text.anonymous;
  return who ? text.group(who, headcount) : text.anonymousGroup(headcount);
}

function departure({ endedAtMs, endedBy, state }: VisitRow, zone: string) {
  if (endedAtMs !== null) return timeText(endedAtMs, zone);
  // Closed with the day: nobody knows when they left.
  if (endedBy === 'dayEnd') return <span class="quiet">{text.leavingForgotten}</span>;
  return state === 'recorded' || state === 'corrected' ? text.inside : null;
}

function remark({ state, reason }: VisitRow) {
  if (state === 'recorded') return null;
  return (
    <>
      <Tag tone={state === 'void' ? 'stop' : 'plain'}>{text.states[state]}</Tag>
      {reason && <small>{text.why(reason)}</small>}
    </>
  );
}
