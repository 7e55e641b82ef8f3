// Sends the visitor on: to another window, or to whoever does another thing. The place in the queue is kept.
import { useSignal } from '@preact/signals';
import type { ServiceItem } from '../../../server/modules/catalogue/schema.ts';
import type { QueueTicket, WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { FailureNote } from '../parts/notes.tsx';
import { isOpen, useHall } from './hall.ts';
import { ItemSearch } from './item-search.tsx';
import { ticketPath, useStep } from './steps.ts';

const text = zhConsole.transfer;
type Target = { window: number } | { itemId: string };

export function TransferTicket({ ticket, onEnd }: { ticket: QueueTicket; onEnd: () => void }) {
  const { windows } = useHall().tickets;
  const toItem = useSignal(false);
  const step = useStep<Target>();

  async function send(target: Target, said: string): Promise<void> {
    const done = await step.run(ticketPath(ticket.id, 'transfer'), target);
    if (!done) return;
    if (done !== 'changed') toast('good', said);
    onEnd();
  }
  const toWindow = ({ window }: WindowRow) =>
    send({ window }, text.doneWindow(ticket.number, window));
  const toService = ({ id, name }: ServiceItem) =>
    send({ itemId: id }, text.doneItem(ticket.number, name));

  return (
    <Dialog
      title={text.title(ticket.number)}
      onDismiss={onEnd}
      actions={
        <Button look="quiet" onTap={onEnd}>
          {zhStaff.common.cancel}
        </Button>
      }
    >
      <p>{text.hint}</p>
      <div class="console-parts">
        <Button
          look="quiet"
          pressed={!toItem.value}
          onTap={() => {
            toItem.value = false;
          }}
        >
          {text.toWindow}
        </Button>
        <Button
          look="quiet"
          pressed={toItem.value}
          onTap={() => {
            toItem.value = true;
          }}
        >
          {text.toItem}
        </Button>
      </div>
      {toItem.value ? (
        <ItemSearch without={ticket.itemIds} onChoose={toService} />
      ) : (
        <div class="windows">
          {windows
            .filter(({ window }) => window !== ticket.window)
            .map((row) => (
              <button
                key={row.window}
                type="button"
                class="window-choice"
                disabled={!isOpen(row)}
                aria-busy={step.busy.value}
                onClick={() => toWindow(row)}
              >
                <b>{zhConsole.window(row.window)}</b>
                <small>{stateOf(row)}</small>
              </button>
            ))}
        </div>
      )}
      <FailureNote failure={step.failure.value} />
    </Dialog>
  );
}

function stateOf(row: WindowRow): string {
  if (!isOpen(row)) return text.closed;
  return row.paused ? text.paused : text.waiting(row.waiting);
}
