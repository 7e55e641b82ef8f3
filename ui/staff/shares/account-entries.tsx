// One account of the bill, booking by booking.
import { useSignal } from '@preact/signals';
import type { EntriesPage } from '../../../server/modules/shares/page-schema.ts';
import { type Failure, get } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhShares } from '../../text/zh-shares.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { dayOf, momentText, type Range, timeText } from '../parts/format.ts';
import { Empty, FailureNote, LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { usePrintBill } from './print-bill.ts';

const text = zhShares.entries;
type Entry = EntriesPage['entries'][number];

export interface AccountEntriesProps {
  account: string;
  range: Range;
  onBack: () => void;
}

export function AccountEntries({ account, range, onBack }: AccountEntriesProps) {
  const query = new URLSearchParams({ account, from: range.from, to: range.to });
  const path = `/api/workshop/shares/entries?${query}`;
  const read = useResource<EntriesPage>(path);
  const slip = usePrintBill(range);
  const page = read.value.value;
  return (
    <>
      <div class="toolbar no-print">
        <Button look="quiet" onTap={onBack}>
          {text.back}
        </Button>
        {page && page.entries.length > 0 && (
          <Button onTap={() => slip.print(account)}>{zhShares.slip.print}</Button>
        )}
      </div>
      <FailureNote failure={slip.failure.value} />
      {read.failure.value && <LoadFailed failure={read.failure.value} again={read.reload} />}
      {!page && !read.failure.value && <Loading />}
      {page && <Entries key={path} first={page} path={path} range={range} />}
    </>
  );
}

interface EntriesProps {
  first: EntriesPage;
  path: string;
  range: Range;
}

function Entries({ first, path, range }: EntriesProps) {
  const { sessions } = useStaff();
  const pages = useSignal([first]);
  const failure = useSignal<Failure | null>(null);
  const entries = pages.value.flatMap((page) => page.entries);
  const next = pages.value.at(-1)?.next ?? null;
  const columns = useColumns();

  async function more(after: string): Promise<void> {
    const outcome = await get<EntriesPage>(`${path}&after=${after}`);
    failure.value = outcome.ok ? null : outcome.failure;
    if (outcome.ok) pages.value = [...pages.value, outcome.reply];
    else sessions.noticed(outcome.failure);
  }

  return (
    <section class="part">
      <h2>
        {first.name} <small>{zhShares.range(range.from, range.to)}</small>
      </h2>
      {pages.value.some(({ damaged }) => damaged) && (
        <p class="note note-stop" role="alert">
          {text.damaged}
        </p>
      )}
      {entries.length === 0 ? (
        <Empty title={text.none} />
      ) : (
        <Table
          caption={text.caption(first.name)}
          columns={columns}
          rows={entries.map((entry, place) => ({ ...entry, place }))}
          keyOf={({ place }) => place}
        />
      )}
      <FailureNote failure={failure.value} />
      {next !== null && (
        <div>
          <Button onTap={() => more(next)}>{zhStaff.common.more}</Button>
        </div>
      )}
      {next === null && entries.length > 0 && (
        <p>{text.sum(yuan(entries.reduce((sum, { fen }) => sum + fen, 0)))}</p>
      )}
    </section>
  );
}

function useColumns(): Column<Entry & { place: number }>[] {
  const zone = useZone();
  return [
    {
      label: text.columns.day,
      look: 'bare',
      cell: ({ day, atMs }) => (
        <>
          {day}
          <small>{dayOf(atMs, zone) === day ? timeText(atMs, zone) : momentText(atMs, zone)}</small>
        </>
      ),
    },
    {
      label: text.columns.what,
      look: 'lead',
      cell: ({ title, fen }) => (
        <>
          {title} {fen < 0 && <Tag tone="trouble">{text.reversal}</Tag>}
        </>
      ),
    },
    {
      label: text.columns.order,
      cell: ({ orderId }) => <span class="bill-order">{orderId}</span>,
    },
    {
      label: text.columns.amount,
      look: 'aside',
      cell: ({ fen }) => <span class={fen < 0 ? 'bill-below' : undefined}>{yuan(fen)}</span>,
    },
  ];
}
