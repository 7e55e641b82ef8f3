// Sends the visitor who is being served on to another window.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import type { Ticket } from './tickets.tsx';

const text = zhStaff.tickets;

export interface TransferTicketProps {
  ticket: Ticket;
  /** Where it can go. */
  windows: readonly number[];
}

export function TransferTicket({ ticket, windows }: TransferTicketProps) {
  const choosing = useSignal(false);
  const command = useCommand<{ window: number }>();

  function choose(open: boolean): void {
    command.clear();
    choosing.value = open;
  }
  async function send(window: number): Promise<void> {
    const path = `/api/services/tickets/${encodeURIComponent(ticket.id)}/transfer`;
    if (!(await command.run(path, { window }))) return;
    choose(false);
    toast('good', text.transferred(ticket.number, window));
  }

  if (windows.length === 0) return null;
  return (
    <>
      <Button onTap={() => choose(true)}>{text.transfer}</Button>
      {choosing.value && (
        <Dialog
          title={text.transferTo(ticket.number)}
          onDismiss={() => choose(false)}
          actions={
            <Button look="quiet" onTap={() => choose(false)}>
              {zhStaff.common.cancel}
            </Button>
          }
        >
          <p>{text.transferHint}</p>
          <div class="windows">
            {windows.map((window) => (
              <Button key={window} busy={command.busy.value} onTap={() => send(window)}>
                {text.window(window)}
              </Button>
            ))}
          </div>
          <FailureNote failure={command.failure.value} />
        </Dialog>
      )}
    </>
  );
}
