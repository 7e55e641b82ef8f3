// What to tell somebody who asks why others were called first.
import type { QueueTicket } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { useHall } from './hall.ts';

const text = zhConsole.hall.overtaken;

export function Overtaken({ ticket, onEnd }: { ticket: QueueTicket; onEnd: () => void }) {
  const { policy } = useHall().tickets;
  const { headStartMinutes, strictClass } = policy;
  const classes = Object.keys(headStartMinutes) as (keyof typeof headStartMinutes)[];
  const starts = classes
    .filter((one) => headStartMinutes[one] > 0)
    .map((one) => text.start(zhConsole.classes[one], headStartMinutes[one]));
  return (
    <Dialog
      title={text.title(ticket.number)}
      onDismiss={onEnd}
      actions={<Button onTap={onEnd}>{zhStaff.common.close}</Button>}
    >
      <p>
        {text.passed(ticket.overtaken)}
        {text.because}
      </p>
      <ul class="reasons">
        {starts.length > 0 && <li>{text.starts(starts.join('、'))}</li>}
        {strictClass !== null && strictClass !== 'ordinary' && (
          <li>{text.strict(zhConsole.classes[strictClass])}</li>
        )}
        <li>{text.limit(policy.overtakenLimit)}</li>
        <li>{text.longest(policy.longestWaitMinutes)}</li>
        {ticket.itemIds.length > 1 && <li>{text.several}</li>}
      </ul>
    </Dialog>
  );
}
