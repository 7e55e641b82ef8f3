// The number, as the largest thing there is; it stands with or without paper.
import type { DevicesSlice } from '../../../devices/schema.ts';
import type { PrintingSlice } from '../../../server/modules/printing/schema.ts';
import type {
  TakeTicketReply,
  TicketStatus,
} from '../../../server/modules/services/page-schema.ts';
import { BigNumber } from '../../kit/big-number.tsx';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Check, Printer } from '../../kit/icons.tsx';
import { Banner, type Tone } from '../../kit/notice.tsx';
import { callTo, common, printerTrouble, ticket as text, ticketStatus } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { RateNow } from '../ratings/rate-now.tsx';
import './services.css';

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
  const { number, ahead, wait } = reply;
  const [before, count, after] = text.waiting(ahead);
  return (
    <Page
      name="ticket"
      centred
      title={text.title(reply.item)}
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
          {wait && `，${text.about(wait.lowMinutes, wait.highMinutes)}`}
        </p>
        <p class="ticket-sit">
          <Clauses text={text.sit(number)} />
        </p>
      </div>
    </Page>
  );
}

/** What whoever holds a slip may see. */
export function TicketStatusPage({ code, status }: { code: string; status: TicketStatus }) {
  const { visits } = useKiosk();
  const { number, item, state, ahead, window } = status;
  const saying = ticketStatus.state[state];
  return (
    <Page
      name="ticket-status"
      centred
      title={ticketStatus.title(item)}
      action={
        <>
          <Button look="go" onTap={() => visits.reset()}>
            {common.ok}
          </Button>
          <RateNow code={code} state={state} />
        </>
      }
    >
      <div class="ticket" role="status">
        <BigNumber number={number} />
        {state === 'called' && window !== null && <p class="ticket-window">{callTo(window)}</p>}
        {state === 'waiting' && ahead !== null && (
          <p class="ticket-ahead">{ticketStatus.ahead(ahead)}</p>
        )}
        <p class="ticket-sit">
          <Clauses text={typeof saying === 'string' ? saying : saying(number)} />
        </p>
      </div>
    </Page>
  );
}
