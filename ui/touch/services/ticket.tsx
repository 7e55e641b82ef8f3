// The number, as the largest thing there is; it stands with or without paper.
import type { DevicesSlice } from '../../../devices/schema.ts';
import type { PrintingSlice } from '../../../server/modules/printing/schema.ts';
import type { TakeTicketReply } from '../../../server/modules/services/page-schema.ts';
import { BigNumber } from '../../kit/big-number.tsx';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Check, Printer } from '../../kit/icons.tsx';
import { Banner, type Tone } from '../../kit/notice.tsx';
import { callTo, common, printerTrouble } from '../../text/zh.ts';
import { about, ticket as text, ticketStatus } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { ItemNames } from './item-names.tsx';
import { Proof } from './proof.tsx';
import { useStatus } from './use-status.ts';
import './ticket.css';

interface SlipSaying {
  tone: Tone;
  title: string;
  hint: string;
}

/** What to say about the slip of a ticket. */
export function slipSaying(
  { id, number, jobId }: TakeTicketReply,
  printing: PrintingSlice | null,
  devices: DevicesSlice | null,
): SlipSaying {
  const without = text.without(number);
  const printer = devices?.devices.printer;
  if (jobId === null || !printer) return { tone: 'plain', title: text.noSlip, hint: without };
  switch (printing?.recent[id]) {
    case 'confirmed':
    case 'processed':
      return { tone: 'good', title: text.printed, hint: text.printedText(number) };
    case 'unconfirmed':
    case 'failed':
      return { tone: 'trouble', title: text.unsure, hint: without };
    case 'cancelled':
    case 'stale':
      return { tone: 'plain', title: text.noSlip, hint: without };
    default:
  }
  if (printer.trouble) {
    return { tone: 'trouble', title: printerTrouble[printer.trouble], hint: without };
  }
  if (printer.state !== 'ready') return { tone: 'trouble', title: text.later, hint: without };
  return { tone: 'good', title: text.printing, hint: text.printingText };
}

export function TicketPage({ reply }: { reply: TakeTicketReply }) {
  const { slices, visits } = useKiosk();
  const saying = slipSaying(reply, slices.printing.value, slices.devices.value);
  const { number, item, items } = reply;
  return (
    <Page
      name="ticket"
      centred
      title={text.title(item)}
      action={
        <>
          <Banner
            tone={saying.tone}
            title={saying.title}
            icon={saying.title === text.printed ? <Check /> : <Printer />}
            live
          >
            <Clauses text={saying.hint} />
          </Banner>
          <Button look="go" onTap={() => visits.reset()}>
            {common.ok}
          </Button>
        </>
      }
    >
      <div class="ticket" role="status">
        <BigNumber number={number} />
        <Turn reply={reply} />
        <Proof of={reply.class} />
        <ItemNames names={items} />
      </div>
    </Page>
  );
}

/** When it is whose turn: it may be called before the page is gone. */
function Turn({ reply }: { reply: TakeTicketReply }) {
  const { number } = reply;
  const status = useStatus(reply.id, null);
  const served = status?.served ?? reply.served;
  if (status?.state === 'called' && status.window !== null) {
    return (
      <div class="ticket-turn">
        <p class="ticket-window">{callTo(status.window)}</p>
        <p class="ticket-sit">
          <Clauses text={ticketStatus.state.called} />
        </p>
      </div>
    );
  }
  const ahead = status?.ahead ?? reply.ahead;
  const wait = status ? status.wait : reply.wait;
  const [before, count, after] = text.waiting(ahead);
  return (
    <div class="ticket-turn">
      {served ? (
        <p class="ticket-ahead">
          {ahead === 0 ? (
            text.nobody
          ) : (
            <>
              {before}
              <b>{count}</b>
              {after}
            </>
          )}
          {wait && `，${about(wait)}`}
        </p>
      ) : (
        <p class="ticket-ahead">
          <Clauses text={text.notServed} />
        </p>
      )}
      <p class="ticket-sit">
        <Clauses text={text.sit(number)} />
      </p>
    </div>
  );
}
