// The bill of a range: villages that open to their households, then everybody else, the sum, and whether it agrees with the money
// that was taken. On paper everything is open: it hangs on the wall.
import { useSignal } from '@preact/signals';
import type { Bill, BillRow, VillageBill } from '../../../server/modules/shares/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhShares } from '../../text/zh-shares.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { Exports } from '../attendance/exports.tsx';
import type { Range } from '../parts/format.ts';
import { Empty, FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { usePrintBill } from './print-bill.ts';

const text = zhShares.bill;
const exportTexts = { ...zhStaff.exports, ...zhShares.exports };

export interface BillProps {
  range: Range;
  today: string;
  onShow: (account: string) => void;
}

export function BillOfRange({ range, today, onShow }: BillProps) {
  const { from, to } = range;
  const read = useResource<Bill>(`/api/workshop/shares?${new URLSearchParams({ from, to })}`);
  const bill = read.value.value;
  return (
    <>
      <div class="no-print">
        <Exports range={range} path="/api/workshop/shares/export" text={exportTexts}>
          <Button look="quiet" onTap={() => print()}>
            {zhShares.printWall}
          </Button>
        </Exports>
      </div>
      {read.failure.value && <LoadFailed failure={read.failure.value} again={read.reload} />}
      {!bill && !read.failure.value && <Loading />}
      {bill && <Shown bill={bill} today={today} onShow={onShow} />}
    </>
  );
}

interface ShownProps extends Pick<BillProps, 'today' | 'onShow'> {
  bill: Bill;
}

function Shown({ bill, today, onShow }: ShownProps) {
  const { centre } = useStaff().live.slices;
  const rows = bill.villages.length + bill.coops.length + bill.hosts.length;
  const nothing = rows === 0 && !bill.committee && bill.paidFen === 0;
  return (
    <section class="part">
      <h2 class="bill-range">
        <span class="print-only">{centre.value?.name} </span>
        {zhShares.range(bill.from, bill.to)}
      </h2>
      {nothing ? (
        <Empty title={text.empty}>{text.emptyHint}</Empty>
      ) : (
        <>
          <Balance bill={bill} />
          <BillTable bill={bill} onShow={onShow} />
          <p class="quiet">{text.refunds}</p>
          <p class="print-only">
            {zhShares.wall.note} {zhShares.wall.printed(today)}
          </p>
        </>
      )}
    </section>
  );
}

function Balance({ bill: { paidFen, refundedFen, totalFen } }: { bill: Bill }) {
  const differs = paidFen - refundedFen - totalFen;
  const sums = [yuan(paidFen), yuan(refundedFen), yuan(totalFen)] as const;
  return differs === 0 ? (
    <p class="note note-good no-print">{zhShares.check.right(...sums)}</p>
  ) : (
    <p class="note note-stop" role="alert">
      {zhShares.check.wrong(...sums, yuan(differs))}
    </p>
  );
}

function BillTable({ bill, onShow }: { bill: Bill; onShow: (account: string) => void }) {
  const slip = usePrintBill(bill);
  return (
    <>
      <FailureNote failure={slip.failure.value} />
      <table class="bill">
        <caption class="hidden">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col" class="bill-amount">
              {text.amount}
            </th>
          </tr>
        </thead>
        {bill.villages.length > 0 && <GroupHead title={text.villages} />}
        {bill.villages.map((village) => (
          <Village
            key={village.unitId}
            village={village}
            onShow={onShow}
            onPrint={() => slip.print(`unit:${village.unitId}`)}
          />
        ))}
        <Group title={text.coops} rows={bill.coops} onShow={onShow} />
        <Group title={text.hosts} rows={bill.hosts} onShow={onShow} />
        {bill.committee && <Group title={text.committee} rows={[bill.committee]} onShow={onShow} />}
        <tfoot>
          <tr>
            <th scope="row">{text.total}</th>
            <Amount fen={bill.totalFen} />
          </tr>
        </tfoot>
      </table>
    </>
  );
}

function GroupHead({ title }: { title: string }) {
  return (
    <tbody class="bill-group">
      <tr>
        <th scope="rowgroup" colSpan={2}>
          {title}
        </th>
      </tr>
    </tbody>
  );
}

interface GroupProps {
  title: string;
  rows: readonly BillRow[];
  onShow: (account: string) => void;
}

function Group({ title, rows, onShow }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <GroupHead title={title} />
      <tbody>
        {rows.map((row) => (
          <AccountRow key={row.account} row={row} onShow={onShow} />
        ))}
      </tbody>
    </>
  );
}

interface VillageProps {
  village: VillageBill;
  onShow: (account: string) => void;
  onPrint: () => void;
}

function Village({ village: { unitId, name, rows, fen }, onShow, onPrint }: VillageProps) {
  const open = useSignal(false);
  const households = rows.filter(({ account }) => account.startsWith('household:')).length;
  const toggle = () => {
    open.value = !open.value;
  };
  return (
    <tbody id={`rows-${unitId}`} class={open.value ? undefined : 'bill-closed'}>
      <tr class="bill-head">
        <th scope="row">
          <button
            type="button"
            class="bill-toggle"
            aria-expanded={open.value}
            aria-controls={`rows-${unitId}`}
            onClick={toggle}
          >
            <span class="bill-mark" aria-hidden="true" />
            <span>{name}</span> {households > 0 && <small>{text.households(households)}</small>}
          </button>
        </th>
        <Amount fen={fen} />
      </tr>
      {rows.map((row) => (
        <AccountRow key={row.account} row={row} onShow={onShow} inner />
      ))}
      <tr class="bill-inner no-print">
        <td colSpan={2}>
          <Button label={zhShares.slip.printOf(name)} onTap={onPrint}>
            {zhShares.slip.print}
          </Button>
        </td>
      </tr>
    </tbody>
  );
}

interface AccountRowProps {
  row: BillRow;
  onShow: (account: string) => void;
  /** Under its village. */
  inner?: boolean;
}

function AccountRow({ row: { account, name, fen }, onShow, inner = false }: AccountRowProps) {
  return (
    <tr class={inner ? 'bill-inner' : undefined}>
      <th scope="row">
        <button
          type="button"
          class="bill-name"
          aria-label={text.entriesOf(name)}
          onClick={() => onShow(account)}
        >
          {name}
        </button>
      </th>
      <Amount fen={fen} />
    </tr>
  );
}

function Amount({ fen }: { fen: number }) {
  return <td class={fen < 0 ? 'bill-amount bill-below' : 'bill-amount'}>{yuan(fen)}</td>;
}
