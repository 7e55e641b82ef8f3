// 备份: is there a good one, where, since when; run one now.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { BackupReport, BackupStatus } from '../../../server/backup/schema.ts';
import { type Failure, newKey, post } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Shield, Warning } from '../../kit/icons.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { bytesText, dayText, momentText } from '../parts/format.ts';
import { FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import './backup.css';

type KeptFile = BackupStatus['kept'][number];
const text = zhDesk.backup;
const ASK_EVERY_MS = 2000;
/** A large archive on a slow stick. */
const LONGEST_RUN_MS = 30 * 60_000;

export function Backup() {
  const read = useResource<BackupStatus>('/api/backup');
  const running = useSignal(false);
  const status = read.value.value;
  const busy = running.value || status?.state === 'running';

  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(read.reload, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [busy, read]);

  if (!status) {
    return read.failure.value ? (
      <LoadFailed failure={read.failure.value} again={read.reload} />
    ) : (
      <Loading />
    );
  }
  return (
    <>
      <Damage />
      {status.sameDisk && <p class="note note-trouble">{text.sameDisk}</p>}
      <div class="backup">
        <Last status={status} />
        <Plan
          status={status}
          busy={busy}
          onRun={(on) => {
            running.value = on;
            if (!on) read.reload();
          }}
        />
      </div>
      <Files title={text.kept} files={status.kept} />
      <Files title={text.keyrings} files={status.keyrings}>
        {text.keyringsText}
      </Files>
    </>
  );
}

/** What only a backup may still have. */
function Damage() {
  const damage = useStaff().live.slices.store.value?.damage ?? [];
  if (damage.length === 0) return null;
  return (
    <div class="note note-trouble" role="status">
      <p>
        <b>{text.damage(damage.reduce((sum, { from, to }) => sum + to - from + 1, 0))}</b>{' '}
        {text.damageText}
      </p>
      <details>
        <summary>{text.technical}</summary>
        <code>
          {damage.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ')}
        </code>
      </details>
    </div>
  );
}

function Last({ status: { last, lastGood, target } }: { status: BackupStatus }) {
  const zone = useZone();
  const code = target === null ? 'TARGET_NONE' : (last?.code ?? null);
  const trouble = code && text.codes[code];
  const fine = !trouble && last !== null;
  return (
    <section class={`panel backup-last ${fine ? 'is-good' : 'is-trouble'}`}>
      {fine ? <Shield /> : <Warning />}
      <div>
        <h2>{trouble ? trouble.title : last ? text.good : text.never}</h2>
        {trouble && <p>{trouble.text}</p>}
        {last && <p>{`${text.last} ${momentText(last.finishedMs, zone)}`}</p>}
        {fine && <p>{text.size(bytesText(last.bytes), last.files)}</p>}
        {!fine && lastGood && <p>{`${text.lastGood} ${momentText(lastGood.finishedMs, zone)}`}</p>}
        {trouble && last?.detail && (
          <details>
            <summary>{text.technical}</summary>
            <code>{last.detail}</code>
          </details>
        )}
      </div>
    </section>
  );
}

interface PlanProps {
  status: BackupStatus;
  busy: boolean;
  onRun: (running: boolean) => void;
}

function Plan({ status, busy, onRun }: PlanProps) {
  const zone = useZone();
  const { sessions } = useStaff();
  const failure = useSignal<Failure | null>(null);
  async function run(): Promise<void> {
    onRun(true);
    // It answers when the run is over: far beyond the patience of an ordinary command.
    const options = { timeoutMs: LONGEST_RUN_MS };
    const outcome = await post<BackupReport>('/api/backup/runs', {}, newKey(), options);
    onRun(false);
    failure.value = outcome.ok ? null : outcome.failure;
    if (!outcome.ok) sessions.noticed(outcome.failure);
    else if (outcome.reply.code === null) toast('good', text.done);
  }
  return (
    <section class="panel">
      <dl class="facts">
        <div>
          <dt>{text.target}</dt>
          <dd>{status.target ?? text.noTarget}</dd>
        </div>
        <div>
          <dt>{text.next}</dt>
          <dd>
            {status.nextMs === null ? text.noTarget : momentText(status.nextMs, zone)}
            {status.nextMs !== null && <small>{text.nightly(status.at)}</small>}
          </dd>
        </div>
      </dl>
      <div class="toolbar">
        <Button look="go" busy={busy} disabled={busy || status.target === null} onTap={run}>
          {text.run}
        </Button>
        {busy && <span role="status">{text.running}</span>}
      </div>
      <FailureNote failure={failure.value} />
    </section>
  );
}

interface FilesProps {
  title: string;
  files: readonly KeptFile[];
  children?: string;
}

function Files({ title, files, children }: FilesProps) {
  const columns: Column<KeptFile>[] = [
    { label: text.columns.day, look: 'lead', cell: ({ day }) => dayText(day) },
    {
      label: text.columns.file,
      look: 'bare',
      cell: ({ file }) => <span class="file">{file}</span>,
    },
    { label: text.columns.size, look: 'end', cell: ({ bytes }) => bytesText(bytes) },
  ];
  return (
    <section class="part">
      <h2>{title}</h2>
      {children && <p class="quiet">{children}</p>}
      {files.length === 0 ? (
        <p class="quiet">{text.noneKept}</p>
      ) : (
        <Table caption={title} columns={columns} rows={files} keyOf={({ file }) => file} />
      )}
    </section>
  );
}
