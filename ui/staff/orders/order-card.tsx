// One order in large type, with the one step that comes next.
import { useSignal } from '@preact/signals';
import type {
  OrderRow,
  PickUpRequest,
  SlipRequest,
} from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { dayText, momentText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { mayUse, useSession, useStaff, useZone } from '../staff.ts';
import { type Asked, OrderDialog } from './order-dialogs.tsx';
import { StateTag, whose } from './order-rows.tsx';

const text = zhOrders.card;
/** By what the order was found: kept with the handing over. */
export type How = PickUpRequest['how'];

export interface OrderCardProps {
  order: OrderRow;
  how: How;
  /** Something was done with it. */
  onStep: () => void;
  onClose: () => void;
}

export function OrderCard({ order, how, onStep, onClose }: OrderCardProps) {
  const today = useStaff().live.slices.orders.value?.day ?? null;
  const zone = useZone();
  const asked = useSignal<Asked | null>(null);
  const command = useCommand<object>();
  const { id, code, state, lines, totalFen, pickUpDay, source, platform } = order;

  async function step(noun: string, body: object, done: string): Promise<void> {
    const path = `/api/workshop/orders/${encodeURIComponent(id)}/${noun}`;
    if (!(await command.run(path, body))) return;
    toast('good', done);
    onStep();
  }
  const ask = (one: Asked) => () => {
    command.clear();
    asked.value = one;
  };

  return (
    <section class="panel order-card" aria-label={`${text.code} ${code}`}>
      <header class="order-head">
        <div>
          <small>{text.code}</small>
          <b class="order-big-code">{code}</b>
        </div>
        <div class="order-day">
          {pickUpDay === today ? text.today : text.pickUp(dayText(pickUpDay))}
          <StateTag order={order} />
        </div>
      </header>
      <Warning order={order} zone={zone} />
      <ul class="order-lines">
        {lines.map(({ productId, variantId, title, unit, quantity, weighed, ...line }) => (
          <li key={`${productId}/${variantId}`} class={line.refunded ? 'faded' : undefined}>
            <span>{title}</span>
            <b>{zhOrders.much(quantity, unit, weighed)}</b>
            <span>{yuan(line.totalFen)}</span>
            {line.refunded && <small>{text.refunded}</small>}
          </li>
        ))}
      </ul>
      <p class="order-total">
        <span>{text.total}</span>
        <b>{yuan(totalFen)}</b>
      </p>
      <p class="quiet">
        {text.facts(whose(order), platform || text.sources[source], methodText(order))}
      </p>
      <FailureNote failure={command.failure.value} />
      <div class="order-next">
        {state === 'reserved' && (
          <Button look="go" onTap={ask('pay')}>
            {text.pay(totalFen)}
          </Button>
        )}
        {state === 'expired' && (
          <Button look="go" onTap={ask('pay')}>
            {text.payLate(totalFen)}
          </Button>
        )}
        {state === 'paid' && (
          <Button
            look="go"
            busy={command.busy.value}
            onTap={() => step('pick-up', { how } satisfies PickUpRequest, text.done.handOver)}
          >
            {text.handOver}
          </Button>
        )}
      </div>
      <MoreSteps order={order} busy={command.busy.value} onAsk={ask} onStep={step} />
      <div>
        <Button look="quiet" onTap={onClose}>
          {text.close}
        </Button>
      </div>
      {asked.value && (
        <OrderDialog
          order={order}
          asked={asked.value}
          onEnd={() => {
            asked.value = null;
            onStep();
          }}
        />
      )}
    </section>
  );
}

function methodText({ method }: OrderRow): string {
  return method === null ? zhOrders.states.reserved : zhOrders.methods[method];
}

/** What a clerk in a hurry must not overlook. */
function Warning({ order, zone }: { order: OrderRow; zone: string }) {
  const { state, over, overdue } = order;
  if (overdue) return <p class="note note-trouble">{text.overdue}</p>;
  if (over === null || state === 'reserved' || state === 'paid') return null;
  const says =
    state === 'pickedUp' ? text.gone.pickedUp(momentText(over.atMs, zone)) : text.gone[state];
  return (
    <p class="note note-stop" role="alert">
      {says}
    </p>
  );
}

interface MoreStepsProps {
  order: OrderRow;
  busy: boolean;
  onAsk: (asked: Asked) => () => void;
  onStep: (noun: string, body: object, done: string) => Promise<void>;
}

function MoreSteps({ order, busy, onAsk, onStep }: MoreStepsProps) {
  const session = useSession();
  const { state, packed, over, method, name, phone, lines } = order;
  const slip = (kind: SlipRequest['kind']) => () => onStep('slips', { kind }, text.done.slip);
  const refundable = (state === 'paid' || state === 'pickedUp') && lines.some((l) => !l.refunded);
  const known = name !== null || phone !== null;
  return (
    <div class="toolbar no-print">
      {over === null && !packed && (
        <Button busy={busy} onTap={() => onStep('packing', {}, text.done.pack)}>
          {text.pack}
        </Button>
      )}
      {over === null && <Button onTap={slip('order')}>{text.reprint}</Button>}
      {method !== null && <Button onTap={slip('receipt')}>{text.receipt}</Button>}
      {state === 'reserved' && <Button onTap={onAsk('cancel')}>{text.cancel}</Button>}
      {refundable && <Button onTap={onAsk('refund')}>{text.refund}</Button>}
      {over !== null && known && mayUse(session, ['manager', 'admin']) && (
        <Button onTap={onAsk('forget')}>{text.forget}</Button>
      )}
    </div>
  );
}
