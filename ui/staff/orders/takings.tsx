// 日结 of a day: orders, money by way of paying, what was sold, whether it balances with the ledger.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Takings } from '../../../server/modules/orders/page-schema.ts';
import type { TakingsFigures } from '../../../server/modules/orders/schema.ts';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { TextField } from '../parts/fields.tsx';
import { dayOf } from '../parts/format.ts';
import { Empty, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { CloseTakings } from './close-takings.tsx';

const text = zhOrders.takings;

export function TakingsPart() {
  const { orders } = useStaff().live.slices;
  const zone = useZone();
  const today = orders.value?.day ?? dayOf(Date.now(), zone);
  const chosen = useSignal<string | null>(null);
  const day = chosen.value ?? today;
  const { value, failure, reload } = useResource<Takings>(
    `/api/workshop/takings?${new URLSearchParams({ day })}`,
  );
  // Whatever an order does changes the sums.
  useEffect(() => {
    reload();
  }, [orders.value]);
  const takings = value.value;
  return (
    <>
      <div class="toolbar no-print">
        <TextField
          label={text.day}
          type="date"
          value={day}
          max={today}
          onInput={(picked) => {
            if (picked !== '') chosen.value = picked;
          }}
        />
      </div>
      {failure.value && <LoadFailed failure={failure.value} again={reload} />}
      {!failure.value && takings?.day !== day && <Loading />}
      {!failure.value && takings?.day === day && (
        <>
          <Figures figures={takings.figures} />
          <CloseTakings takings={takings} onClosed={reload} />
        </>
      )}
    </>
  );
}

function Figures({ figures }: { figures: TakingsFigures }) {
  const { paidFen, refundedFen, bookedFen, cashFen } = figures;
  const net = paidFen - refundedFen;
  const off = bookedFen - net;
  const counts = Object.keys(text.counts) as (keyof typeof text.counts)[];
  return (
    <>
      <p class={`note takings-balance ${off === 0 ? 'note-good' : 'note-stop'}`} role="status">
        {off === 0 ? text.balanced : text.unbalanced(off)}
      </p>
      <dl class="takings-sums">
        <Sum name={text.net} value={yuan(net)} />
        <Sum name={text.booked} value={yuan(bookedFen)} />
        <Sum name={text.drawer} value={yuan(cashFen)} />
      </dl>
      <section class="panel">
        <h2>{text.orders}</h2>
        <dl class="takings-counts">
          {counts.map((name) => (
            <Sum key={name} name={text.counts[name]} value={String(figures[name])} />
          ))}
        </dl>
      </section>
      <MoneyTable figures={figures} />
      <SoldTable figures={figures} />
    </>
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface MoneyRow {
  name: string;
  paidFen: number;
  refundedFen: number;
}
const moneyColumns: Column<MoneyRow>[] = [
  { label: text.moneyColumns.method, look: 'lead', cell: ({ name }) => name },
  { label: text.moneyColumns.paid, look: 'end', cell: ({ paidFen }) => yuan(paidFen) },
  { label: text.moneyColumns.refunded, look: 'end', cell: ({ refundedFen }) => yuan(refundedFen) },
  {
    label: text.moneyColumns.net,
    look: 'end',
    cell: ({ paidFen, refundedFen }) => yuan(paidFen - refundedFen),
  },
];

function MoneyTable({ figures }: { figures: TakingsFigures }) {
  const { methods, platforms, paidFen, refundedFen } = figures;
  const named = methods.map(({ method, ...money }) => ({
    name: zhOrders.methods[method],
    ...money,
  }));
  const rows: MoneyRow[] = [...named, { name: text.sum, paidFen, refundedFen }];
  return (
    <section class="part">
      <h2>{text.money}</h2>
      <Table caption={text.money} columns={moneyColumns} rows={rows} keyOf={({ name }) => name} />
      {platforms.length > 0 && (
        <>
          <h3>{text.platforms}</h3>
          <Table
            caption={text.platforms}
            columns={moneyColumns}
            rows={platforms}
            keyOf={({ name }) => name}
          />
        </>
      )}
    </section>
  );
}

type Sold = TakingsFigures['sold'][number];
const soldColumns: Column<Sold>[] = [
  { label: text.soldColumns.what, look: 'lead', cell: ({ title }) => title },
  {
    label: text.soldColumns.much,
    look: 'end',
    cell: ({ quantity, unit, weighed }) => zhOrders.much(quantity, unit, weighed),
  },
  { label: text.soldColumns.fen, look: 'end', cell: ({ fen }) => yuan(fen) },
];

function SoldTable({ figures: { sold } }: { figures: TakingsFigures }) {
  return (
    <section class="part">
      <h2>{text.sold}</h2>
      {sold.length === 0 ? (
        <Empty title={text.soldEmpty} />
      ) : (
        <Table
          caption={text.sold}
          columns={soldColumns}
          rows={sold}
          keyOf={({ title, unit }) => `${title} ${unit}`}
        />
      )}
    </section>
  );
}
