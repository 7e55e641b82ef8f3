// 待取货 · 已备好 · 今天取走 · 过期和取消
import { useSignal } from '@preact/signals';
import type { OrderRow, OrdersSlice } from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhOrders } from '../../text/zh-orders.ts';
import { Empty } from '../parts/notes.tsx';
import { OrderRows } from './order-rows.tsx';

const text = zhOrders.desk;
type ListName = keyof typeof text.lists;
const NAMES = Object.keys(text.lists) as ListName[];
/** What the slice holds at most. */
const LISTED = 200;

export function OrderLists({
  slice,
  onOpen,
}: {
  slice: OrdersSlice;
  onOpen: (id: string) => void;
}) {
  const name = useSignal<ListName>('waiting');
  const lists = listsOf(slice);
  const rows = lists[name.value];
  return (
    <section class="part">
      <nav class="order-parts" aria-label={text.listsLabel}>
        {NAMES.map((one) => (
          <Button
            key={one}
            look="quiet"
            pressed={one === name.value}
            onTap={() => {
              name.value = one;
            }}
          >
            {text.lists[one]} {lists[one].length}
          </Button>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Empty title={text.empty[name.value]} />
      ) : (
        <OrderRows rows={rows} onOpen={onOpen} />
      )}
      {slice.orders.length >= LISTED && <p class="quiet">{text.shortened}</p>}
    </section>
  );
}

function listsOf({ orders, day }: OrdersSlice): Record<ListName, OrderRow[]> {
  const today = ({ over }: OrderRow) => over !== null && (day === null || over.day === day);
  return {
    waiting: orders.filter(({ over, packed }) => over === null && !packed),
    packed: orders.filter(({ over, packed }) => over === null && packed),
    // What was sold on a platform nobody fetched here.
    fetched: orders.filter(
      (order) => order.state === 'pickedUp' && order.source !== 'outside' && today(order),
    ),
    expired: orders.filter(({ state }) => state === 'expired' || state === 'cancelled'),
  };
}
