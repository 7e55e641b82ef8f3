// Who is at the window: the number as large as it will go, what it is for, what to ask to see. Never a name.
import { useSignal } from '@preact/signals';
import type { QueueTicket, WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { timeText } from '../parts/format.ts';
import { FailureNote, Tag } from '../parts/notes.tsx';
import { useZone } from '../staff.ts';
import { ChangeClass, type ClassBody } from './change-class.tsx';
import { useHall } from './hall.ts';
import type { PadSteps } from './pad-steps.ts';
import { ticketPath, useStep } from './steps.ts';

const text = zhConsole.pad;

export function Serving({ row, steps }: { row: WindowRow; steps: PadSteps }) {
  const { ticket } = row;
  return (
    <div class="pad-now">
      <div class="pad-who" aria-live="polite">
        {ticket ? (
          <>
            <b class="pad-number">{ticket.number}</b>
            <Tag tone={ticket.state === 'serving' ? 'good' : 'plain'}>
              {zhConsole.states[ticket.state]}
            </Tag>
          </>
        ) : (
          <span class="quiet">{text.nobody}</span>
        )}
        {ticket && steps.undoable.value === ticket.id && ticket.state === 'called' && (
          <Button busy={steps.running.value === 'undo'} onTap={steps.undo}>
            {text.undo}
          </Button>
        )}
      </div>
      {ticket && <Details key={ticket.id} ticket={ticket} />}
    </div>
  );
}

function Details({ ticket }: { ticket: QueueTicket }) {
  const { policy } = useHall().tickets;
  const zone = useZone();
  const { items, package: packageName } = ticket;
  return (
    <div class="pad-details">
      {packageName !== null && <b>{text.package(packageName)}</b>}
      {items.length === 1 ? (
        <span class="pad-item">{items[0]}</span>
      ) : (
        <>
          <span>{text.several(items.length)}</span>
          <ol class="pad-items">
            {items.map((name, index) => (
              <li key={`${index} ${name}`}>{name}</li>
            ))}
          </ol>
        </>
      )}
      <Proof ticket={ticket} />
      <small>
        {ticket.calledAtMs !== null && text.calledAt(timeText(ticket.calledAtMs, zone))}
        {ticket.state === 'called' && text.progress(ticket.calls, policy.callsBeforeMissed)}
        {ticket.state === 'called' &&
          ticket.calls < policy.callsBeforeMissed &&
          text.apart(policy.callsApartS)}
      </small>
    </div>
  );
}

function Proof({ ticket }: { ticket: QueueTicket }) {
  const choosing = useSignal(false);
  const step = useStep<ClassBody>();
  const ordinary = ticket.class === 'ordinary';
  async function notThisClass(): Promise<void> {
    const done = await step.run(ticketPath(ticket.id, 'class'), { class: 'ordinary' });
    if (done && done !== 'changed') {
      toast('good', zhConsole.class.changed(ticket.number, zhConsole.classes.ordinary));
    }
  }
  return (
    <div class="pad-proof">
      {ticket.appointment && <Tag tone="good">{zhConsole.appointment}</Tag>}
      <Tag tone={ordinary ? 'plain' : 'trouble'}>{zhConsole.classes[ticket.class]}</Tag>
      <span>{zhConsole.proofs[ticket.class]}</span>
      {ordinary ? (
        <Button
          look="quiet"
          onTap={() => {
            choosing.value = true;
          }}
        >
          {text.otherClass}
        </Button>
      ) : (
        <Button look="quiet" busy={step.busy.value} onTap={notThisClass}>
          {text.notThisClass}
        </Button>
      )}
      {choosing.value && (
        <ChangeClass
          ticket={ticket}
          onEnd={() => {
            choosing.value = false;
          }}
        />
      )}
      <FailureNote failure={step.failure.value} />
    </div>
  );
}
