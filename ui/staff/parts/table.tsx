// A table that becomes cards on a phone.
import type { ComponentChildren, Key } from 'preact';
import './table.css';

/** Some browsers drop a table's meaning together with its `display`: on a phone the roles carry it. */
const stays = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
  /**
   * On a phone `lead` heads the card, `aside` stands beside it, `bare` needs no label. `end`: numbers and buttons, to the right.
   */
  look?: 'lead' | 'aside' | 'bare' | 'end';
}
export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => Key;
  /** Struck out, e.g. 作废. */
  faded?: (row: Row) => boolean;
}

export function Table<Row>({ caption, columns, rows, keyOf, faded }: TableProps<Row>) {
  return (
    <table class="table" {...stays.table}>
      <caption class="hidden">{caption}</caption>
      <thead {...stays.rowgroup}>
        <tr {...stays.row}>
          {columns.map(({ label, look }) => (
            <th key={label} {...stays.columnheader} scope="col" class={look && `cell-${look}`}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...stays.rowgroup}>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...stays.row} class={faded?.(row) ? 'faded' : undefined}>
            {columns.map(({ label, cell, look }) => (
              <td key={label} {...stays.cell} data-label={label} class={look && `cell-${look}`}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
