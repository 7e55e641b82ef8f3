// Beside the pad: who is next at this window, and whom it has put aside.
import type { QueueTicket, WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { Tag } from '../parts/notes.tsx';
import { nextAt, useHall } from './hall.ts';
import type { PadSteps } from './pad-steps.ts';

const SHOWN = 3;

export function NextInLine({ row }: { row: WindowRow }) {
  const { tickets } = useHall();
  const text = zhConsole.line;
  const next = nextAt(row, tickets).slice(0, SHOWN);
  return (
    <section class="panel">
      <h2>{zhConsole.pad.waiting(row.waiting)}</h2>
      {next.length === 0 ? (
        <p class="quiet">{text.empty}</p>
      ) : (
        <ol class="queue" aria-label={text.title}>
          {next.map((ticket) => (
            <li key={ticket.id}>
              <b>{ticket.number}</b>
              <TicketWords ticket={ticket} />
            </li>
          ))}
        </ol>
      )}
      {row.waiting > next.length && <p class="quiet">{text.more(row.waiting - next.length)}</p>}
    </section>
  );
}

export function HeldList({ row, steps }: { row: WindowRow; steps: PadSteps }) {
  const text = zhConsole.heldList;
  const { held, ticket, paused } = row;
  if (held.length === 0) return null;
  return (
    <section class="panel">
      <h2>{text.title(held.length)}</h2>
      <ol class="queue">
        {held.map((one) => (
          <li key={one.id}>
            <b>{one.number}</b>
            <TicketWords ticket={one} />
            <Button
              disabled={ticket !== null || paused !== null}
              busy={steps.running.value === 'back'}
              onTap={() => steps.callBack(one.id)}
            >
              {text.back(one.number)}
            </Button>
          </li>
        ))}
      </ol>
      {(ticket || paused) && <p class="quiet">{paused ? text.paused : text.busy}</p>}
    </section>
  );
}

/** What it is for, and why it may come before others. */
export function TicketWords({ ticket }: { ticket: QueueTicket }) {
  const { items, appointment } = ticket;
  return (
    <span class="ticket-words">
      {ticket.package ?? items.join('、')}{' '}
      {ticket.class !== 'ordinary' && <Tag tone="trouble">{zhConsole.classes[ticket.class]}</Tag>}
      {appointment && <Tag tone="good">{zhConsole.appointment}</Tag>}
    </span>
  );
}
