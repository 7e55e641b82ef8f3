// Where goods are fetched: one box that takes digits, a scan or a phone's tail, the order in large type, lists below.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type {
  FoundOrders,
  OrderRow,
  OrdersSlice,
} from '../../../server/modules/orders/page-schema.ts';
import { get } from '../../kit/api.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { failureText } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { Finder } from './finder.tsx';
import { type How, OrderCard } from './order-card.tsx';
import { OrderLists } from './order-lists.tsx';
import { OrderRows } from './order-rows.tsx';

const text = zhOrders.desk;
interface Shown {
  /** Null: several were found, or none. */
  id: string | null;
  how: How;
  found: readonly OrderRow[];
  says: string | null;
}
/** On a phone the keyboard would cover the order that is being looked at. */
const AT_A_DESK = '(min-width: 720px)';
const NOTHING: Shown = { id: null, how: 'desk', found: [], says: null };

export function Desk() {
  const { live, sessions } = useStaff();
  const { orders, devices } = live.slices;
  const shown = useSignal<Shown>(NOTHING);
  const box = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const focus = () => box.current?.focus();
  useEffect(focus, []);
  // A dialog gives the focus back first, to where it came from.
  const readyForNext = () => matchMedia(AT_A_DESK).matches && setTimeout(focus);
  const slice = orders.value;
  if (!slice) return null;

  async function find(words: string): Promise<void> {
    asked.current += 1;
    const mine = asked.current;
    const outcome = await get<FoundOrders>(
      `/api/workshop/orders?find=${encodeURIComponent(words)}`,
    );
    // Somebody scanned the next slip meanwhile.
    if (mine !== asked.current) return;
    if (!outcome.ok) {
      sessions.noticed(outcome.failure);
      shown.value = { ...NOTHING, says: failureText(outcome.failure) };
      return;
    }
    const { orders: found, how } = outcome.reply;
    const id = found.length === 1 ? (found[0]?.id ?? null) : null;
    const says = found.length === 0 ? text.none : null;
    shown.value = { id, how: how === 'phone' ? 'desk' : how, found, says };
  }
  function close(): void {
    asked.current += 1;
    shown.value = NOTHING;
    focus();
  }
  const { id, how, found, says } = shown.value;
  const order = id === null ? null : orderOf(slice, found, id);

  return (
    <>
      <PrinterNote state={devices.value?.devices.printer?.state ?? null} />
      {slice.day === null && <p class="note note-trouble">{text.dayClosed}</p>}
      <Finder box={box} onFind={find} onClear={close} />
      <div aria-live="polite">
        {says && <p class="note note-trouble">{says}</p>}
        {order && (
          <OrderCard key={order.id} order={order} how={how} onStep={readyForNext} onClose={close} />
        )}
        {!order && found.length > 1 && (
          <section class="part">
            <p class="quiet">{text.several(found.length)}</p>
            <OrderRows
              rows={found}
              onOpen={(one) => {
                shown.value = { ...shown.value, id: one };
              }}
            />
          </section>
        )}
      </div>
      <OrderLists
        slice={slice}
        onOpen={(one) => {
          shown.value = { ...NOTHING, id: one };
        }}
      />
    </>
  );
}

/** As it is now; one that is too old for the list, as it was found. */
function orderOf({ orders }: OrdersSlice, found: readonly OrderRow[], id: string): OrderRow | null {
  return [...orders, ...found].find((order) => order.id === id) ?? null;
}

function PrinterNote({ state }: { state: string | null }) {
  if (state === 'ready') return null;
  return (
    <p class="note note-trouble" role="status">
      {state === null ? text.noPrinter : text.printerOut}
    </p>
  );
}
