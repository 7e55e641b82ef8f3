// The hall in pictures: by hour, day, item, window and class; what became of the numbers.
import type { Statistics } from '../../../../server/modules/services/statistics-schema.ts';
import { zhStatistics as text } from '../../../text/zh-statistics.ts';
import { type Bar, BarList } from './bar-list.tsx';
import { ColumnChart } from './column-chart.tsx';
import { minutesOf, noteOf } from './times.ts';

/** Items with a row of their own; the rest are one row. */
const MOST_ITEMS = 12;

export function Charts({ statistics }: { statistics: Statistics }) {
  const { byWindow, byClass, byDay } = statistics;
  const classes = byClass.filter(({ tickets }) => tickets > 0);
  return (
    <div class="charts">
      <ByHour {...statistics} />
      <WaitByHour {...statistics} />
      {byDay.length > 1 && <ByDay byDay={byDay} />}
      <BarList title={text.charts.byItem} bars={itemBars(statistics)} />
      <BarList
        title={text.charts.byWindow}
        bars={byWindow.map((one) => ({
          key: one.window,
          name: text.window(one.window),
          count: one.tickets,
          note: noteOf(one),
        }))}
      />
      <BarList
        title={text.charts.byClass}
        bars={classes.map((one) => ({
          key: one.class,
          name: text.classes[one.class],
          count: one.tickets,
          note: noteOf(one),
        }))}
      />
      <BarList title={text.charts.states} bars={named(text.states, statistics.total)} />
      <BarList title={text.charts.outcomes} bars={named(text.outcomes, statistics.outcomes)} />
      <Ratings {...statistics} />
      <More statistics={statistics} />
    </div>
  );
}

/** From the first hour in which somebody came to the last. */
function busyHours({ byHour }: Pick<Statistics, 'byHour'>): Statistics['byHour'] {
  const first = byHour.findIndex(({ tickets }) => tickets > 0);
  const last = byHour.findLastIndex(({ tickets }) => tickets > 0);
  return byHour.slice(first, last + 1);
}

function ByHour(statistics: Pick<Statistics, 'byHour'>) {
  return (
    <ColumnChart
      title={text.charts.byHour}
      nameLabel={text.columns.hour}
      series={[text.columns.count]}
      columns={busyHours(statistics).map(({ hour, tickets }) => ({
        key: hour,
        label: String(hour),
        name: text.hour(hour),
        values: [tickets],
      }))}
    />
  );
}

function WaitByHour(statistics: Pick<Statistics, 'byHour'>) {
  return (
    <ColumnChart
      title={text.charts.waitByHour}
      nameLabel={text.columns.hour}
      series={[text.columns.half, text.columns.most]}
      columns={busyHours(statistics).map(({ hour, wait }) => ({
        key: hour,
        label: String(hour),
        name: text.hour(hour),
        values: [wait && minutesOf(wait.p50Ms), wait && minutesOf(wait.p90Ms)],
      }))}
    >
      <p class="quiet">
        {text.legend.half}
        {text.note.join}
        {text.legend.most}
      </p>
    </ColumnChart>
  );
}

function ByDay({ byDay }: Pick<Statistics, 'byDay'>) {
  return (
    <ColumnChart
      title={text.charts.byDay}
      nameLabel={text.columns.day}
      series={[text.columns.count]}
      columns={byDay.map(({ day, tickets }) => ({
        key: day,
        label: `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`,
        name: day,
        values: [tickets],
      }))}
    />
  );
}

function itemBars({ byItem }: Pick<Statistics, 'byItem'>): Bar[] {
  const shown = byItem.length <= MOST_ITEMS + 1 ? byItem : byItem.slice(0, MOST_ITEMS);
  const rest = byItem.slice(shown.length);
  const bars: Bar[] = shown.map((item) => ({
    key: item.id,
    name: item.name,
    count: item.tickets,
    note: noteOf(item),
  }));
  if (rest.length === 0) return bars;
  const count = rest.reduce((sum, { tickets }) => sum + tickets, 0);
  return [...bars, { key: '', name: text.rest(rest.length), count, note: '' }];
}

function named<Name extends string>(
  names: Readonly<Record<Name, string>>,
  counts: Readonly<Record<NoInfer<Name>, number>>,
): Bar[] {
  return (Object.keys(names) as Name[])
    .filter((name) => counts[name] > 0)
    .map((name) => ({ key: name, name: names[name], count: counts[name] }));
}

/** Nothing where nobody was asked yet. */
function Ratings({ ratings }: Pick<Statistics, 'ratings'>) {
  const sum = (count: (day: Statistics['ratings'][number]) => number) =>
    ratings.reduce((total, day) => total + count(day), 0);
  const bars = text.grades
    .map((name, index) => ({ key: index, name, count: sum(({ grades }) => grades[index] ?? 0) }))
    .reverse();
  if (bars.every(({ count }) => count === 0)) return null;
  const unrated = { key: 'none', name: text.unrated, count: sum(({ none }) => none) };
  return <BarList title={text.charts.ratings} bars={[...bars, unrated]} />;
}

function More({ statistics }: { statistics: Statistics }) {
  const { appointments, transferred, held, undoneCalls, unbelievable } = statistics;
  const { outOfTurn, overtaken } = statistics;
  const { more } = text;
  const reasons = named(text.reasons, outOfTurn);
  const reasonText = reasons.map(({ name, count }) => more.reason(name, count));
  const calls = reasons.reduce((sum, { count }) => sum + count, 0);
  const sentences = [
    appointments > 0 && more.appointments(appointments),
    transferred > 0 && more.transferred(transferred),
    held > 0 && more.held(held),
    undoneCalls > 0 && more.undone(undoneCalls),
    calls > 0 && more.outOfTurn(calls, reasonText.join(more.reasonJoin)),
    overtaken.tickets > 0 && more.overtaken(overtaken.tickets, overtaken.most),
    unbelievable > 0 && more.unbelievable(unbelievable),
  ].filter((sentence) => sentence !== false);
  return (
    <section class="panel">
      <h2>{text.charts.more}</h2>
      {sentences.length === 0 && <p class="quiet">{more.none}</p>}
      <ul class="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
