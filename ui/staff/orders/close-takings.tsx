// The drawer is counted, the day is closed and printed; what was closed before, to be printed again.
import { useSignal } from '@preact/signals';
import type {
  CloseTakingsBody,
  CloseTakingsReply,
  ReprintTakingsBody,
  Takings,
} from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { TextField } from '../parts/fields.tsx';
import { momentText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useZone } from '../staff.ts';
import { fenOf } from './amounts.ts';

const all = zhOrders.takings;
const text = all.closing;
type Closing = Takings['closings'][number];

export function CloseTakings({ takings, onClosed }: { takings: Takings; onClosed: () => void }) {
  const { day, figures, closings } = takings;
  const float = useSignal('');
  const counted = useSignal('');
  const note = useSignal('');
  const command = useCommand<CloseTakingsBody, CloseTakingsReply>();
  const floatFen = float.value === '' ? 0 : fenOf(float.value);
  const countedFen = counted.value === '' ? null : fenOf(counted.value);
  const countedWrong = counted.value !== '' && countedFen === null;
  const off =
    floatFen === null || countedFen === null ? null : countedFen - floatFen - figures.cashFen;

  async function submit(): Promise<void> {
    if (floatFen === null || countedWrong) return;
    const body = { day, floatFen, countedFen, note: note.value.trim(), seen: closings.length };
    const done = await command.run('/api/workshop/takings', body);
    onClosed();
    if (!done) return;
    toast('good', done.reply.jobId === null ? text.doneUnprinted : text.done);
    counted.value = '';
    note.value = '';
  }

  return (
    <>
      <section class="panel no-print">
        <h2>{text.title}</h2>
        {closings.length > 0 && <p class="note note-trouble">{text.again(closings.length)}</p>}
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <div class="form-row">
            <TextField
              label={text.float}
              optional
              value={float.value}
              error={floatFen === null ? text.wrong : null}
              onInput={(value) => {
                float.value = value;
              }}
            />
            <TextField
              label={text.counted}
              optional
              hint={text.countedHint}
              value={counted.value}
              error={countedWrong ? text.wrong : null}
              onInput={(value) => {
                counted.value = value;
              }}
            />
            <TextField
              label={text.note}
              optional
              value={note.value}
              onInput={(value) => {
                note.value = value.slice(0, 80);
              }}
            />
          </div>
          <p aria-live="polite">{off !== null && <b>{text.off(off)}</b>}</p>
          <FailureNote failure={command.failure.value} />
          <div class="form-actions">
            <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
              {text.submit}
            </Button>
          </div>
        </form>
      </section>
      {closings.length > 0 && <Closings day={day} closings={closings} />}
    </>
  );
}

function Closings({ day, closings }: { day: string; closings: readonly Closing[] }) {
  const zone = useZone();
  const command = useCommand<ReprintTakingsBody>();
  async function reprint(count: number): Promise<void> {
    if (await command.run('/api/workshop/takings/reprints', { day, count })) {
      toast('good', all.reprinted);
    }
  }
  const columns: Column<Closing>[] = [
    {
      label: all.closingColumns.when,
      look: 'lead',
      cell: ({ count, atMs }) => `${all.count(count)} ${momentText(atMs, zone)}`,
    },
    { label: all.closingColumns.who, look: 'bare', cell: ({ by }) => by },
    {
      label: all.closingColumns.counted,
      look: 'end',
      cell: ({ countedFen }) => (countedFen === null ? all.uncounted : yuan(countedFen)),
    },
    { label: all.closingColumns.off, look: 'end', cell: offText },
    { label: all.closingColumns.note, look: 'bare', cell: ({ note }) => note },
    {
      label: all.closingColumns.print,
      look: 'end',
      cell: ({ count }) => (
        <Button label={all.reprintOf(count)} onTap={() => reprint(count)}>
          {all.reprint}
        </Button>
      ),
    },
  ];
  return (
    <section class="part">
      <h2>{all.closings}</h2>
      <FailureNote failure={command.failure.value} />
      <Table
        caption={all.closings}
        columns={columns}
        rows={closings}
        keyOf={({ count }) => count}
      />
    </section>
  );
}

function offText({ countedFen, floatFen, figures }: Closing): string {
  return countedFen === null ? '' : text.off(countedFen - floatFen - figures.cashFen);
}
