// The distribution of a range of days: all together, by window, by item. Bars are drawn here so that they print.
import { useSignal } from '@preact/signals';
import type { Summary, SummaryRow } from '../../../server/modules/ratings/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { RangePicker } from '../attendance/range-picker.tsx';
import type { Range } from '../parts/format.ts';
import { Empty, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { RatingDownloads } from './downloads.tsx';
import { GradeBars, GradeStrip, goodShare } from './grade-bars.tsx';
import { PaperForm } from './paper-form.tsx';
import { PolicyForm } from './policy-form.tsx';

const text = zhRatings.summary;

export interface RatingSummaryProps {
  range: Range;
  today: string;
  onPick: (range: Range) => void;
}

export function RatingSummary({ range, today, onPick }: RatingSummaryProps) {
  const { value, failure, reload } = useResource<Summary>(
    `/api/ratings/summary?${new URLSearchParams({ ...range })}`,
  );
  const open = useSignal<'paper' | 'policy' | null>(null);
  const end = (changed: boolean) => {
    open.value = null;
    if (changed) void reload();
  };
  return (
    <>
      <div class="toolbar no-print">
        <RangePicker range={range} today={today} presets={zhRatings.presets} onPick={onPick} />
        <span class="push toolbar">
          <Button onTap={() => window.print()}>{text.print}</Button>
          <Button
            onTap={() => {
              open.value = 'policy';
            }}
          >
            {zhRatings.policy.open}
          </Button>
          <Button
            onTap={() => {
              open.value = 'paper';
            }}
          >
            {zhRatings.paper.open}
          </Button>
        </span>
      </div>
      {failure.value && <LoadFailed failure={failure.value} again={reload} />}
      {!value.value && !failure.value && <Loading />}
      {value.value && <Shown summary={value.value} />}
      <RatingDownloads range={range} />
      {open.value === 'paper' && <PaperForm today={today} onEnd={end} />}
      {open.value === 'policy' && <PolicyForm onEnd={end} />}
    </>
  );
}

function Shown({ summary }: { summary: Summary }) {
  const { total, windows, items, aspects, fewestShown } = summary;
  if (total.rated + total.unrated === 0) return <Empty title={text.empty} />;
  return (
    <>
      <div class="rating-total">
        <Counters total={total} />
        <section class="panel">
          <h2>{text.byGrade}</h2>
          <GradeBars grades={total.grades ?? []} />
          {aspects.map(({ aspect, grades }) => (
            <div key={aspect} class="rating-aspect">
              <h3>{zhRatings.paper.aspects[aspect]}</h3>
              <GradeStrip grades={grades} />
            </div>
          ))}
        </section>
      </div>
      <div class="rating-tables">
        <Rows
          title={text.byWindow}
          rows={windows.map((row) => ({ ...row, name: text.window(row.name) }))}
          fewest={fewestShown}
        />
        <Rows title={text.byItem} rows={items} fewest={fewestShown} />
      </div>
      <p class="quiet">{text.note}</p>
    </>
  );
}

function Counters({ total }: { total: SummaryRow }) {
  const { rated, unrated, grades } = total;
  const share = Math.round((unrated / (rated + unrated)) * 100);
  return (
    <dl class="rating-counters">
      <div>
        <dd>{rated}</dd>
        <dt>{text.rated}</dt>
      </div>
      <div>
        <dd>{unrated}</dd>
        <dt>
          {text.unrated} <small>{text.share(share)}</small>
        </dt>
      </div>
      <div>
        <dd>{goodShare(grades)}</dd>
        <dt>
          {text.good} <small>{text.goodHint}</small>
        </dt>
      </div>
    </dl>
  );
}

function Rows({ title, rows, fewest }: { title: string; rows: SummaryRow[]; fewest: number }) {
  const columns: Column<SummaryRow>[] = [
    { label: text.name, look: 'lead', cell: ({ name }) => name },
    { label: text.rated, look: 'end', cell: ({ rated }) => rated },
    { label: text.unrated, look: 'end', cell: ({ unrated }) => unrated },
    { label: text.good, look: 'end', cell: ({ grades }) => grades && goodShare(grades) },
    {
      label: text.byGrade,
      look: 'bare',
      cell: ({ grades }) =>
        grades ? <GradeStrip grades={grades} /> : <span class="quiet">{text.few(fewest)}</span>,
    },
  ];
  return (
    <section class="part">
      <h2>{title}</h2>
      <Table caption={title} columns={columns} rows={rows} keyOf={({ name }) => name} />
    </section>
  );
}
