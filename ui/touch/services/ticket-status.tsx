// What whoever holds a slip may see of its number, and do with it.
import type { TicketStatus } from '../../../server/modules/services/page-schema.ts';
import { BigNumber } from '../../kit/big-number.tsx';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { callTo, common } from '../../text/zh.ts';
import { about, ticketStatus as text, ticket as ticketText } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { ItemNames } from './item-names.tsx';
import { Proof } from './proof.tsx';
import { TicketActions } from './ticket-actions.tsx';
import { useStatus } from './use-status.ts';
import './ticket.css';

export interface TicketStatusPageProps {
  code: string;
  status: TicketStatus;
}
export function TicketStatusPage({ code, status: given }: TicketStatusPageProps) {
  const { visits } = useKiosk();
  const status = useStatus(code, given);
  const { number, item, items, state, ahead, wait, window, served } = status;
  const atWindow = (state === 'called' || state === 'serving') && window !== null;
  return (
    <Page
      name="ticket-status"
      centred
      title={text.title(item)}
      action={
        <>
          <Button look="go" onTap={() => visits.reset()}>
            {common.ok}
          </Button>
          <TicketActions code={code} status={status} />
        </>
      }
    >
      <div class="ticket" role="status">
        <BigNumber number={number} />
        <div class="ticket-turn">
          {atWindow && <p class="ticket-window">{callTo(window)}</p>}
          {state === 'waiting' && !served && (
            <p class="ticket-ahead">
              <Clauses text={ticketText.notServed} />
            </p>
          )}
          {served && state === 'waiting' && ahead !== null && (
            <p class="ticket-ahead">
              <Clauses text={wait ? `${text.ahead(ahead)}，${about(wait)}` : text.ahead(ahead)} />
            </p>
          )}
          <p class="ticket-sit">
            <Clauses text={saying(status)} />
          </p>
        </div>
        {state === 'waiting' && <Proof of={status.class} />}
        <Missing missing={status.missing} />
        {status.missing.length === 0 && <ItemNames names={items} />}
      </div>
    </Page>
  );
}

/** What became of it says more than that it is over. */
function saying({ state, outcome, number }: TicketStatus): string {
  if (state === 'served' && outcome) return text.outcome[outcome];
  const says = text.state[state];
  return typeof says === 'string' ? says : says(number);
}

function Missing({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0) return null;
  return (
    <div class={missing.length > 8 ? 'missing missing-many' : 'missing'}>
      <b>{text.missing}</b>
      <ul>
        {missing.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
