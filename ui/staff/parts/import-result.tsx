// What an import would do, or every place where the spreadsheet is wrong.
import type { ImportedLine, ImportFault, ImportReport } from '../../../server/sheets/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhImport as text } from '../../text/zh-import.ts';
import { FailureNote, Tag } from './notes.tsx';
import { useCommand } from './requests.ts';
import { type Column, Table } from './table.tsx';

const TONES = { added: 'good', changed: 'plain', retired: 'trouble', broughtBack: 'good' } as const;

const faultColumns: Column<ImportFault>[] = [
  { label: text.faultColumns.sheet, look: 'bare', cell: ({ sheet }) => sheet },
  {
    label: text.faultColumns.row,
    look: 'bare',
    cell: ({ row }) => (row === null ? null : text.row(row)),
  },
  { label: text.faultColumns.column, look: 'bare', cell: ({ column }) => column },
  { label: text.faultColumns.says, look: 'lead', cell: ({ says }) => says },
];
const lineColumns: Column<ImportedLine>[] = [
  {
    label: text.lineColumns.what,
    look: 'aside',
    cell: ({ what }) => <Tag tone={TONES[what]}>{text.what[what]}</Tag>,
  },
  { label: text.lineColumns.sheet, look: 'bare', cell: ({ sheet }) => sheet },
  { label: text.lineColumns.name, look: 'lead', cell: ({ name }) => name },
  {
    label: text.lineColumns.details,
    look: 'bare',
    cell: ({ details }) => details.map((detail) => <small key={detail}>{detail}</small>),
  },
];

export interface ImportResultProps {
  path: string;
  report: ImportReport;
  onImported: (importId: string, count: number) => void;
  onDrop: () => void;
}

export function ImportResult({ path, report, onImported, onDrop }: ImportResultProps) {
  const { importId, lines, unchanged, faults, faultCount } = report;
  const command = useCommand<Record<never, never>>();
  const retiring = lines.filter(({ what }) => what === 'retired').length;
  async function confirm(): Promise<void> {
    if (importId === null) return;
    const confirmation = `${path}/${encodeURIComponent(importId)}/confirmation`;
    if (await command.run(confirmation, {})) onImported(importId, lines.length);
  }
  if (faultCount > 0) {
    return (
      <div class="part">
        <p class="note note-stop" role="alert">
          {text.faults(faultCount)}
        </p>
        <Table
          caption={text.faultsCaption}
          columns={faultColumns}
          rows={faults}
          keyOf={(fault) => JSON.stringify(fault)}
        />
        {faultCount > faults.length && <p class="quiet">{text.faultsMore(faults.length)}</p>}
      </div>
    );
  }
  if (lines.length === 0) {
    return (
      <p class="note note-plain" role="status">
        {text.nothing}
      </p>
    );
  }
  return (
    <div class="part">
      <p role="status">
        <b>{text.lines(lines.length, unchanged)}</b>
      </p>
      {retiring > 0 && (
        <p class="note note-trouble" role="alert">
          {text.retiring(retiring)}
        </p>
      )}
      <Table
        caption={text.linesCaption}
        columns={lineColumns}
        rows={lines}
        keyOf={({ sheet, what, name }) => `${sheet} ${what} ${name}`}
      />
      <FailureNote failure={command.failure.value} />
      <div class="form-actions">
        <Button look="quiet" onTap={onDrop}>
          {text.drop}
        </Button>
        <Button look="go" busy={command.busy.value} onTap={confirm}>
          {text.confirm}
        </Button>
      </div>
    </div>
  );
}
