// Slips that came too late to be printed by themselves: staff print one all the same, or none.
import type { JobsSlice } from '../../../server/modules/printing/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { momentText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { nameOf } from './jobs.tsx';

type StaleJob = JobsSlice['stale'][number];
const text = zhDesk.jobs.stale;
const MOST_SHOWN = 30;

export function StaleJobs() {
  const { jobs } = useStaff().live.slices;
  const zone = useZone();
  const printing = useCommand<Record<never, never>>();
  const dismissing = useCommand<{ jobIds: string[] }>();
  const all = jobs.value?.stale ?? [];
  if (all.length === 0) return null;
  const listed = all.slice(0, MOST_SHOWN);

  async function print({ id }: StaleJob): Promise<void> {
    const path = `/api/printing/jobs/${encodeURIComponent(id)}/reprint`;
    if (await printing.run(path, {})) toast('good', text.printed);
  }
  async function dismiss(): Promise<void> {
    const jobIds = all.map(({ id }) => id);
    if (await dismissing.run('/api/printing/dismissals', { jobIds })) toast('good', text.dismissed);
  }
  const columns: Column<StaleJob>[] = [
    { label: text.columns.what, look: 'lead', cell: nameOf },
    {
      label: text.columns.time,
      look: 'bare',
      cell: ({ queuedAtMs }) => momentText(queuedAtMs, zone),
    },
    { label: text.columns.reason, look: 'bare', cell: ({ reason }) => text.reasons[reason] },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (job) => (
        <span class="row-actions">
          <Button label={text.printOf(nameOf(job))} onTap={() => print(job)}>
            {text.print}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <section class="part">
      <h2>{text.title(all.length)}</h2>
      <div class="toolbar">
        <span class="quiet">{text.text}</span>
        <span class="push">
          <Button busy={dismissing.busy.value} onTap={dismiss}>
            {text.dismiss}
          </Button>
        </span>
      </div>
      <FailureNote failure={printing.failure.value ?? dismissing.failure.value} />
      <Table
        caption={text.title(all.length)}
        columns={columns}
        rows={listed}
        keyOf={({ id }) => id}
      />
      {listed.length < all.length && <p>{text.more(all.length - listed.length)}</p>}
    </section>
  );
}
