// Standing bars over hours or days, the same numbers as a table for readers. Bars are SVG, so that they print; the text beside
// them is the page's own, so that it keeps its size.
import type { ComponentChildren } from 'preact';
import { Table } from '../../parts/table.tsx';

export interface ChartColumn {
  key: string | number;
  /** Under the bar. */
  label: string;
  /** For the table: the whole name. */
  name: string;
  /** One bar each; null: nothing was measured. */
  values: readonly (number | null)[];
}
export interface ColumnChartProps {
  title: string;
  /** Of the table. */
  nameLabel: string;
  series: readonly string[];
  columns: readonly ChartColumn[];
  valueText?: (value: number) => string;
  children?: ComponentChildren;
}

/** More columns than that have no room for a number each. */
const MOST_LABELLED = 16;
const HEIGHT = 100;

export function ColumnChart(props: ColumnChartProps) {
  const { title, nameLabel, series, columns, valueText = String, children } = props;
  const most = Math.max(1, ...columns.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const roomy = columns.length <= MOST_LABELLED;
  const step = Math.ceil(columns.length / MOST_LABELLED);
  const numbers = [
    { label: nameLabel, cell: ({ name }: ChartColumn) => name },
    ...series.map((label, index) => ({
      label,
      cell: ({ values }: ChartColumn) => {
        const value = values[index];
        return value === null || value === undefined ? '' : valueText(value);
      },
    })),
  ];
  return (
    <section class="panel chart">
      <h2>{title}</h2>
      {children}
      <div class={`columns ${roomy ? 'columns-roomy' : ''}`} aria-hidden="true">
        {columns.map((column, index) => (
          <div key={column.key} class="column">
            {roomy && <b>{topText(column, valueText)}</b>}
            <svg
              viewBox={`0 0 ${10 * series.length} ${HEIGHT}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              {column.values.map((value, place) => (
                <Standing key={series[place]} share={(value ?? 0) / most} place={place} />
              ))}
            </svg>
            <span>{index % step === 0 ? column.label : ''}</span>
          </div>
        ))}
      </div>
      <div class="hidden">
        <Table caption={title} columns={numbers} rows={columns} keyOf={({ key }) => key} />
      </div>
    </section>
  );
}

function Standing({ share, place }: { share: number; place: number }) {
  const height = share * HEIGHT;
  return (
    <rect
      x={place * 10 + 1}
      y={HEIGHT - height}
      width="8"
      height={height}
      class={place === 0 ? 'bar' : 'bar-light'}
    />
  );
}

function topText({ values }: ChartColumn, valueText: (value: number) => string): string {
  return values
    .filter((value) => value !== null && value > 0)
    .map((value) => valueText(value ?? 0))
    .join('/');
}
