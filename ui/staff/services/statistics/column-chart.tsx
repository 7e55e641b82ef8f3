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
  children?: ComponentChildren;
}

/** More columns than that have no room for numbers and gaps. */
const MOST_NUMBERED = 16;
/** Labels of the others. */
const LABELS = 8;
const HEIGHT = 100;

export function ColumnChart({ title, nameLabel, series, columns, children }: ColumnChartProps) {
  const most = Math.max(1, ...columns.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const heightOf = (value: number | null) => ((value ?? 0) / most) * HEIGHT;
  const Bars = columns.length <= MOST_NUMBERED ? NumberedBars : CrowdedBars;
  const numbers = [
    { label: nameLabel, cell: ({ name }: ChartColumn) => name },
    ...series.map((label, index) => ({
      label,
      cell: ({ values }: ChartColumn) => values[index] ?? '',
    })),
  ];
  return (
    <section class="panel chart">
      <h2>{title}</h2>
      {children}
      <Bars series={series} columns={columns} heightOf={heightOf} />
      <div class="hidden">
        <Table caption={title} columns={numbers} rows={columns} keyOf={({ key }) => key} />
      </div>
    </section>
  );
}

interface BarsProps extends Pick<ColumnChartProps, 'series' | 'columns'> {
  heightOf: (value: number | null) => number;
}

function NumberedBars({ series, columns, heightOf }: BarsProps) {
  return (
    <div class="columns" aria-hidden="true">
      {columns.map(({ key, label, values }) => (
        <div key={key} class="column">
          {values.map((value, place) => (
            <b key={series[place]}>{value ?? ''}</b>
          ))}
          <svg
            viewBox={`0 0 ${10 * series.length} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {values.map((value, place) => (
              <rect
                key={series[place]}
                x={place * 10 + 1}
                y={HEIGHT - heightOf(value)}
                width="8"
                height={heightOf(value)}
                class={lookOf(place)}
              />
            ))}
          </svg>
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
}

/** One drawing, so that no seams show; the taller series stand behind. */
function CrowdedBars({ series, columns, heightOf }: BarsProps) {
  const step = Math.ceil(columns.length / LABELS);
  return (
    <div class="crowded" aria-hidden="true">
      <svg
        viewBox={`0 0 ${columns.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {series
          .map((name, place) =>
            columns.map(({ key, values }, index) => (
              <rect
                key={`${name} ${key}`}
                x={index}
                y={HEIGHT - heightOf(values[place] ?? null)}
                width="1"
                height={heightOf(values[place] ?? null)}
                class={lookOf(place)}
              />
            )),
          )
          .reverse()}
      </svg>
      <div class="columns">
        {columns
          .filter((_column, index) => index % step === 0)
          .map(({ key, label }) => (
            <span key={key}>{label}</span>
          ))}
      </div>
    </div>
  );
}

function lookOf(place: number): string {
  return place === 0 ? 'bar' : 'bar-light';
}
