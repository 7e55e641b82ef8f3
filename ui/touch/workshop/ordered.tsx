// It is promised: the code as the largest thing there is; it stands with or without paper.
import type { DevicesSlice } from '../../../devices/schema.ts';
import type { ReservationReply } from '../../../server/modules/orders/page-schema.ts';
import type { PrintingSlice } from '../../../server/modules/printing/schema.ts';
import { BigNumber } from '../../kit/big-number.tsx';
import { Button } from '../../kit/button.tsx';
import { Check, Printer } from '../../kit/icons.tsx';
import { Banner, type Tone } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { common } from '../../text/zh.ts';
import { ordered as text } from '../../text/zh-workshop.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { BasketLine } from './basket.ts';
import { sayPickUp } from './days.ts';
import { OrderLines } from './order-lines.tsx';
import './order.css';

interface SlipSaying {
  tone: Tone;
  title: string;
  hint: string;
}

/** What to say about the slip of an order. */
export function slipSaying(
  { id, jobId }: Pick<ReservationReply, 'id' | 'jobId'>,
  printing: PrintingSlice | null,
  devices: DevicesSlice | null,
): SlipSaying {
  const hint = text.without;
  const printer = devices?.devices.printer;
  if (jobId === null || !printer) return { tone: 'plain', title: text.noSlip, hint };
  switch (printing?.recent[id]) {
    case 'confirmed':
    case 'processed':
      return { tone: 'good', title: text.printed, hint: text.printedText };
    case 'unconfirmed':
    case 'failed':
      return { tone: 'trouble', title: text.unsure, hint };
    case 'cancelled':
    case 'stale':
      return { tone: 'plain', title: text.noSlip, hint };
    default:
  }
  if (printer.trouble === 'paperOut') return { tone: 'trouble', title: text.paperOut, hint };
  if (printer.trouble) return { tone: 'trouble', title: text.trouble, hint };
  if (printer.state !== 'ready') return { tone: 'trouble', title: text.later, hint };
  return { tone: 'good', title: text.printing, hint: text.printingText };
}

export interface OrderedPageProps {
  reply: ReservationReply;
  lines: readonly BasketLine[];
}
export function OrderedPage({ reply, lines }: OrderedPageProps) {
  const { slices, visits } = useKiosk();
  const saying = slipSaying(reply, slices.printing.value, slices.devices.value);
  const { code, totalFen, pickUpDay } = reply;
  const centre = slices.centre.value;
  return (
    <Page
      name="ordered"
      centred
      title={text.title}
      action={
        <>
          <Banner
            tone={saying.tone}
            title={saying.title}
            icon={saying.title === text.printed ? <Check /> : <Printer />}
            live
          >
            {saying.hint}
          </Banner>
          <Button look="go" onTap={() => visits.reset()}>
            {common.ok}
          </Button>
        </>
      }
    >
      <div class="ordered" role="status">
        <div class="ordered-code">
          <p>{text.code}</p>
          <BigNumber number={code} />
        </div>
        <div class="ordered-words">
          <p class="ordered-when">
            <b>{sayPickUp(pickUpDay, centre?.day ?? pickUpDay)}</b>
            {centre && <span>{text.where(centre.name)}</span>}
          </p>
          <OrderLines
            lines={lines.map(({ unitFen, ...line }) => ({
              ...line,
              totalFen: line.quantity * unitFen,
            }))}
          />
          <p class="ordered-pay">{text.pay(yuan(totalFen))}</p>
        </div>
      </div>
    </Page>
  );
}
