// Devices that the drivers were written for, and the reasons why others cannot work.
import { zhInstaller } from '../../text/zh-installer.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { type Column, Table } from '../parts/table.tsx';

const text = zhInstaller.hardware;
type Row = (typeof text.rows)[number];

const columns: Column<Row>[] = [
  { label: text.columns.model, look: 'lead', cell: ({ model }) => model },
  { label: text.columns.kind, cell: ({ kind }) => zhDesk.devices.kinds[kind] },
  { label: text.columns.wire, cell: ({ wire }) => wire },
  { label: text.columns.profile, cell: ({ profile }) => profile },
  { label: text.columns.proof, cell: ({ proof }) => proof },
];

export function Hardware() {
  return (
    <details class="fold">
      <summary>
        <h2 class="installer-title">{text.title}</h2>
      </summary>
      <p class="quiet">{text.text}</p>
      <Table caption={text.title} columns={columns} rows={text.rows} keyOf={({ model }) => model} />
    </details>
  );
}

export function Why() {
  const { reasons, faults, why } = zhInstaller;
  const { other: _general, ...told } = faults;
  const all = [...Object.values(reasons), ...Object.values(told)];
  return (
    <details class="fold">
      <summary>
        <h2 class="installer-title">{why.title}</h2>
      </summary>
      <p class="quiet">{why.text}</p>
      <dl class="why">
        {all.map(({ title, text: advice }) => (
          <div key={title + advice}>
            <dt>{title}</dt>
            <dd>{advice}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
