// What whoever holds a slip sees of its order: nothing personal.
import { useEffect, useState } from 'preact/hooks';
import { get, type Outcome } from '../../kit/api.ts';
import { BigNumber } from '../../kit/big-number.tsx';
import { Button } from '../../kit/button.tsx';
import { Warning } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { common, refusalText } from '../../text/zh.ts';
import { dayName, order, ordered, orderStatus as text } from '../../text/zh-workshop.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { ORDERS_PATH, type OrderStatus } from './contract.ts';
import { OrderLines } from './order-lines.tsx';
import './order.css';

export function OrderStatusPage({ code }: { code: string }) {
  const { visits } = useKiosk();
  const [outcome, setOutcome] = useState<Outcome<OrderStatus> | null>(null);
  useEffect(() => {
    const { signal } = visits.session.peek().abort;
    const read = async () => {
      const now = await get<OrderStatus>(`${ORDERS_PATH}/${encodeURIComponent(code)}`, { signal });
      if (!signal.aborted) setOutcome(now);
    };
    void read();
  }, [code]);
  return (
    <Page
      name="order-status"
      centred
      title={outcome ? text.title : text.looking}
      action={
        <Button look="go" onTap={() => visits.reset()}>
          {common.ok}
        </Button>
      }
    >
      {outcome?.ok && <Status status={outcome.reply} />}
      {outcome && !outcome.ok && (
        <Banner
          tone="trouble"
          icon={<Warning />}
          title={
            outcome.failure.kind === 'refused'
              ? refusalText(outcome.failure.code, outcome.failure.params)
              : common.unreachable
          }
          live
        />
      )}
    </Page>
  );
}

function Status({ status }: { status: OrderStatus }) {
  const { code, state, lines, totalFen, pickUpDay } = status;
  const open = state === 'reserved' || state === 'paid';
  return (
    <div class="ordered" role="status">
      <div class="ordered-code">
        <p>{ordered.code}</p>
        <BigNumber number={code} />
      </div>
      <div class="ordered-words">
        <p class="ordered-when">
          <b>{text.state[state]}</b>
          {open && status.packed && <span>{text.packed}</span>}
          {open && <span>{text.when(dayName(pickUpDay))}</span>}
        </p>
        <OrderLines lines={lines} />
        <p class="ordered-pay">
          {order.sum} {yuan(totalFen)}
        </p>
      </div>
    </div>
  );
}
