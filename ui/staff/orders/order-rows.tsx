// Orders one below the other: code, what, whose, how much.
import type { OrderRow } from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { dayText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';

const TONES = {
  reserved: 'plain',
  paid: 'good',
  pickedUp: 'plain',
  expired: 'trouble',
  cancelled: 'trouble',
  refunded: 'trouble',
} as const;

export function OrderRows({
  rows,
  onOpen,
}: {
  rows: readonly OrderRow[];
  onOpen: (id: string) => void;
}) {
  return (
    <ul class="order-rows">
      {rows.map((order) => (
        <li key={order.id}>
          <b class="order-code">{order.code}</b>
          <span class="order-what">
            {goodsText(order)}
            <small>
              {[whose(order), zhOrders.card.pickUp(dayText(order.pickUpDay))].join(' ')}
            </small>
          </span>
          <span class="order-sum">
            {yuan(order.totalFen)}
            <StateTag order={order} />
          </span>
          <Button label={zhOrders.desk.open(order.code)} onTap={() => onOpen(order.id)}>
            {zhOrders.desk.look}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function whose({ name, phone }: OrderRow): string {
  return [name, phone].filter(Boolean).join(' ') || zhOrders.card.nobody;
}

export function StateTag({ order: { state, packed, over } }: { order: OrderRow }) {
  return (
    <>
      <Tag tone={TONES[state]}>{zhOrders.states[state]}</Tag>
      {packed && over === null && <Tag tone="good">{zhOrders.card.packed}</Tag>}
    </>
  );
}

function goodsText({ lines }: OrderRow): string {
  return lines
    .map(
      ({ title, quantity, unit, weighed }) => `${title} ${zhOrders.much(quantity, unit, weighed)}`,
    )
    .join(zhOrders.and);
}
