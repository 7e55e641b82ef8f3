// 订单: goods fetched and sold at the desk, sold outside, and the day's 日结.
import type { ComponentType } from 'preact';
import { Button } from '../../kit/button.tsx';
import { zhOrders } from '../../text/zh-orders.ts';
import { Loading } from '../parts/notes.tsx';
import { useStaff } from '../staff.ts';
import { Desk } from './desk.tsx';
import { OutsideSales } from './outside-sales.tsx';
import { CounterSale } from './sale.tsx';
import { TakingsPart } from './takings.tsx';
import './orders.css';

type PartName = Exclude<keyof typeof zhOrders.parts, 'label'>;
const PARTS: Readonly<Record<PartName, ComponentType>> = {
  desk: Desk,
  sale: CounterSale,
  outside: OutsideSales,
  takings: TakingsPart,
};
const NAMES = Object.keys(PARTS) as PartName[];

export function Orders() {
  const { live, router } = useStaff();
  const { orders, workshop } = live.slices;
  if (!orders.value || !workshop.value) return <Loading />;
  const asked = router.route.value.query.get('part');
  const name = NAMES.find((one) => one === asked) ?? 'desk';
  const Part = PARTS[name];
  return (
    <>
      <nav class="order-parts no-print" aria-label={zhOrders.parts.label}>
        {NAMES.map((one) => (
          <Button
            key={one}
            look="quiet"
            pressed={one === name}
            onTap={() => router.setQuery({ part: one })}
          >
            {zhOrders.parts[one]}
          </Button>
        ))}
      </nav>
      <Part />
    </>
  );
}
