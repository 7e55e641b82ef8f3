// What whoever holds a slip can do with its number, here at the touchscreen.
import { useState } from 'preact/hooks';
import type { TicketStatus } from '../../../server/modules/services/page-schema.ts';
import type { TicketState } from '../../../server/modules/services/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ticketStatus as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { RateNow } from '../ratings/rate-now.tsx';
import { withdrawTicket } from './flow.ts';

export interface TicketActionsProps {
  /** Of the slip. */
  code: string;
  status: TicketStatus;
}
/** What can be given back. */
const OPEN: readonly TicketState[] = ['waiting', 'missed'];

export function TicketActions({ code, status }: TicketActionsProps) {
  const { stopped } = useKiosk();
  if (stopped.value) return null;
  return (
    <>
      {OPEN.includes(status.state) && <Withdraw code={code} status={status} />}
      <RateNow code={code} state={status.state} />
    </>
  );
}

function Withdraw({ code, status }: TicketActionsProps) {
  const kiosk = useKiosk();
  const [asked, setAsked] = useState(false);
  const { busy } = kiosk.visits.session.value.withdrawTicket;
  const keep = () => setAsked(false);
  const withdraw = () => {
    setAsked(false);
    void withdrawTicket(kiosk, code);
  };
  return (
    <>
      <Button busy={busy.value} onTap={() => setAsked(true)}>
        {text.withdraw}
      </Button>
      {asked && (
        <Dialog
          title={text.withdrawTitle}
          onDismiss={keep}
          actions={
            <>
              <Button look="go" autofocus onTap={keep}>
                {text.keep}
              </Button>
              <Button onTap={withdraw}>{text.withdrawNow}</Button>
            </>
          }
        >
          <Clauses text={text.withdrawText(status.number)} />
        </Dialog>
      )}
    </>
  );
}
