// Orders as they come in: how many, for how much, and the last few. Nothing of who bought.
import { useSignal } from '@preact/signals';
import type {
  IncomingOrder,
  SessionCard,
} from '../../../server/modules/livestream/console-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { timeText } from '../parts/format.ts';
import { Empty } from '../parts/notes.tsx';
import { useZone } from '../staff.ts';
import { useOrderBell } from './order-bell.ts';

const text = zhLivestream.console;

export function OrdersIn({ orders, script }: Pick<SessionCard, 'orders' | 'script'>) {
  const { count, totalFen, last } = orders;
  const open = useSignal(false);
  const bell = useOrderBell(last[0]?.id ?? null);
  return (
    <section class="host-orders" aria-label={text.orders}>
      <button
        type="button"
        class="host-orders-sum"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <b>{count === 0 ? text.noOrders : text.ordersSum(count, totalFen)}</b>
        {last[0] && <small>{wordsOf(last[0])}</small>}
      </button>
      <div class={open.value ? 'host-orders-list' : 'host-orders-list host-folded'}>
        {last.length === 0 && <Empty title={text.noOrders}>{text.noOrdersText}</Empty>}
        <ol>
          {last.map((order) => (
            <Line key={order.id} order={order} />
          ))}
        </ol>
        <Button
          look="quiet"
          pressed={bell.value}
          onTap={() => {
            bell.value = !bell.value;
          }}
        >
          {bell.value ? text.bellOn : text.bellOff}
        </Button>
      </div>
      {script !== '' && (
        <div class="host-script">
          <h2>{text.script}</h2>
          <p>{script}</p>
        </div>
      )}
    </section>
  );
}

function wordsOf({ lines }: IncomingOrder): string {
  return lines
    .map(({ title, quantity, unit, weighed }) =>
      weighed ? text.grams(title, quantity) : text.line(title, quantity, unit),
    )
    .join('、');
}

function Line({ order }: { order: IncomingOrder }) {
  const zone = useZone();
  return (
    <li class={order.open ? undefined : 'host-order-over'}>
      <span>{wordsOf(order)}</span>
      <small>
        {timeText(order.atMs, zone)} {order.open ? yuan(order.totalFen) : text.orderOver}
      </small>
    </li>
  );
}
