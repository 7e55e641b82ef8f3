// What can be done about one number of the day, by its state.
import { useSignal } from '@preact/signals';
import type { QueueTicket } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { CallTicket } from './call-ticket.tsx';
import { ChangeClass } from './change-class.tsx';
import { useOwnRow } from './hall.ts';
import { Overtaken } from './overtaken.tsx';
import { ticketPath, useStep } from './steps.ts';
import { TransferTicket } from './transfer-ticket.tsx';

const text = zhConsole.hall;
type Action = 'call' | 'class' | 'why' | 'transfer' | 'reactivate' | 'giveUp';

/** At a window or put aside by one. */
const AT_WINDOW = ['called', 'serving', 'held'];

export function TicketActions({ ticket }: { ticket: QueueTicket }) {
  const row = useOwnRow();
  const asking = useSignal<Action | null>(null);
  const step = useStep<Record<never, never>>();
  const { id, number, state } = ticket;

  async function reactivate(): Promise<void> {
    const done = await step.run(ticketPath(id, 'reactivation'), {});
    if (done && done !== 'changed') toast('good', text.reactivated(number));
  }
  const end = () => {
    asking.value = null;
  };
  const actions: readonly (Action | false)[] = [
    state === 'waiting' && row !== null && !row.paused && 'call',
    state === 'missed' && 'reactivate',
    AT_WINDOW.includes(state) && 'transfer',
    state === 'waiting' && 'why',
    state === 'waiting' && 'class',
    ['waiting', 'missed'].includes(state) && 'giveUp',
  ];
  return (
    <>
      <div class="row-actions">
        {actions.map(
          (action) =>
            action && (
              <Button
                key={action}
                label={text.of(text[action], number)}
                busy={action === 'reactivate' && step.busy.value}
                onTap={() => {
                  if (action === 'reactivate') reactivate();
                  else asking.value = action;
                }}
              >
                {text[action]}
              </Button>
            ),
        )}
      </div>
      <FailureNote failure={step.failure.value} />
      {asking.value === 'call' && row && (
        <CallTicket
          row={row}
          ticket={ticket}
          onCalled={(reply) => toast('good', zhConsole.pad.called(reply.number))}
          onEnd={end}
        />
      )}
      {asking.value === 'class' && <ChangeClass ticket={ticket} onEnd={end} />}
      {asking.value === 'why' && <Overtaken ticket={ticket} onEnd={end} />}
      {asking.value === 'transfer' && <TransferTicket ticket={ticket} onEnd={end} />}
      {asking.value === 'giveUp' && <GiveUp ticket={ticket} onEnd={end} />}
    </>
  );
}

function GiveUp({ ticket, onEnd }: { ticket: QueueTicket; onEnd: () => void }) {
  const { id, number } = ticket;
  const step = useStep<Record<never, never>>();
  async function submit(): Promise<void> {
    const done = await step.run(ticketPath(id, 'withdrawal'), {});
    if (!done) return;
    if (done !== 'changed') toast('good', text.givenUp(number));
    onEnd();
  }
  return (
    <FormDialog
      title={text.giveUpTitle(number)}
      submit={text.giveUpSubmit}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.giveUpText}</p>
    </FormDialog>
  );
}
