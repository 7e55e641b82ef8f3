// Slips of the last days: what became of each, another copy, or not at all.
import { useSignal } from '@preact/signals';
import type { JobState, JobsSlice } from '../../../server/modules/printing/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { momentText } from '../parts/format.ts';
import { Empty, FailureNote, Loading, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';

export type Job = JobsSlice['jobs'][number];
const text = zhDesk.jobs;
const FIRST_SHOWN = 10;
const HINTS: Partial<Record<JobState, string>> = text.hints;
const TONES: Record<JobState, 'good' | 'trouble' | 'stop' | 'plain'> = {
  queued: 'trouble',
  sending: 'plain',
  confirmed: 'good',
  processed: 'good',
  unconfirmed: 'trouble',
  failed: 'stop',
  cancelled: 'plain',
  stale: 'plain',
};

export function Jobs() {
  const { jobs } = useStaff().live.slices;
  const zone = useZone();
  const all = useSignal(false);
  const command = useCommand<Record<never, never>>();
  if (!jobs.value) return <Loading />;
  const listed = all.value ? jobs.value.jobs : jobs.value.jobs.slice(0, FIRST_SHOWN);

  async function run(job: Job, what: 'reprint' | 'cancellation', done: string): Promise<void> {
    const path = `/api/printing/jobs/${encodeURIComponent(job.id)}/${what}`;
    if (await command.run(path, {})) toast('good', done);
  }
  const columns: Column<Job>[] = [
    {
      label: text.columns.what,
      look: 'lead',
      cell: (job) => (
        <>
          {nameOf(job)}
          {job.copy > 1 && <small>{text.copy(job.copy)}</small>}
        </>
      ),
    },
    {
      label: text.columns.time,
      look: 'bare',
      cell: ({ queuedAtMs }) => momentText(queuedAtMs, zone),
    },
    {
      label: text.columns.state,
      look: 'bare',
      cell: ({ state }) => (
        <>
          <Tag tone={TONES[state]}>{text.states[state]}</Tag>
          {HINTS[state] && <small>{HINTS[state]}</small>}
        </>
      ),
    },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (job) => (
        <span class="row-actions">
          {job.state === 'queued' && (
            <Button
              label={text.cancelOf(nameOf(job))}
              onTap={() => run(job, 'cancellation', text.cancelled)}
            >
              {text.cancel}
            </Button>
          )}
          {job.state !== 'queued' && job.state !== 'sending' && (
            <Button
              label={text.reprintOf(nameOf(job))}
              onTap={() => run(job, 'reprint', text.reprinted)}
            >
              {text.reprint}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <section class="part">
      <h2>{text.title}</h2>
      <FailureNote failure={command.failure.value} />
      {listed.length === 0 ? (
        <Empty title={text.empty} />
      ) : (
        <Table caption={text.title} columns={columns} rows={listed} keyOf={({ id }) => id} />
      )}
      {listed.length < jobs.value.jobs.length && (
        <div>
          <Button
            onTap={() => {
              all.value = true;
            }}
          >
            {zhStaff.common.more}
          </Button>
        </div>
      )}
    </section>
  );
}

export function nameOf({ kind, label }: Job): string {
  if (kind === 'test' || kind === 'shares') return text[kind];
  return text[kind](label);
}
