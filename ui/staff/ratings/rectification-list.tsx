// 差评整改: what is open and due, what is closed.
import { useSignal } from '@preact/signals';
import type { CaseList, CaseRow } from '../../../server/modules/ratings/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { grades, reasons } from '../../text/zh-ratings.ts';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { dayText } from '../parts/format.ts';
import { Empty, LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';

const text = zhRatings.cases;
type Filter = keyof typeof text.filters;
const FILTERS = Object.keys(text.filters) as Filter[];

export function RectificationList({ onShow }: { onShow: (id: string) => void }) {
  const { value, failure, reload } = useResource<CaseList>('/api/ratings/rectifications');
  const filter = useSignal<Filter>('open');
  const list = value.value;
  const rows = list?.cases.filter((one) => passes(one, filter.value)) ?? [];
  return (
    <section class="part">
      <h2>{text.title}</h2>
      {failure.value && <LoadFailed failure={failure.value} again={reload} />}
      {!list && !failure.value && <Loading />}
      {list && (
        <>
          <div class="toolbar no-print">
            {FILTERS.map((name) => (
              <Button
                key={name}
                pressed={filter.value === name}
                onTap={() => {
                  filter.value = name;
                }}
              >
                {text.filters[name]}
              </Button>
            ))}
            <span class="push">
              {text.open(list.open)}
              {list.overdue > 0 && `，${text.overdue(list.overdue)}`}
            </span>
          </div>
          {rows.length === 0 ? (
            <Empty title={text.empty} />
          ) : (
            <Table
              caption={text.caption}
              columns={columnsOf(onShow)}
              rows={rows}
              keyOf={({ id }) => id}
            />
          )}
        </>
      )}
    </section>
  );
}

function passes({ outcome, overdue }: CaseRow, filter: Filter): boolean {
  switch (filter) {
    case 'open':
      return outcome === null;
    case 'overdue':
      return overdue;
    case 'closed':
      return outcome !== null;
    case 'all':
      return true;
  }
}

function columnsOf(onShow: (id: string) => void): Column<CaseRow>[] {
  return [
    {
      label: text.columns.what,
      look: 'lead',
      cell: ({ day, grade, reasons: given, items }) => (
        <span class="case-what">
          <b>{grades[grade]}</b> {dayText(day)}
          <small>
            {[items.join('、'), given.map((reason) => reasons[reason]).join('、')]
              .filter((part) => part !== '')
              .join('：')}
          </small>
        </span>
      ),
    },
    { label: text.columns.where, cell: ({ window }) => window ?? text.paperWindow },
    { label: text.columns.owner, cell: ({ owner }) => owner ?? text.nobody },
    { label: text.columns.due, cell: ({ dueDay }) => dayText(dueDay) },
    { label: text.columns.state, look: 'aside', cell: (one) => <State of={one} /> },
    {
      label: text.columns.actions,
      look: 'end',
      cell: ({ id, day, grade }) => (
        <Button label={text.showOf(dayText(day), grades[grade])} onTap={() => onShow(id)}>
          {text.show}
        </Button>
      ),
    },
  ];
}

export function State({ of: { overdue, outcome } }: { of: CaseRow }) {
  if (outcome !== null) return <Tag tone="good">{text.states.closed}</Tag>;
  if (overdue) return <Tag tone="stop">{text.states.overdue}</Tag>;
  return <Tag tone="trouble">{text.states.open}</Tag>;
}
