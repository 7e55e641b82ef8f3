// The few figures that say how the hall did, and how good its promises were.
import type {
  Statistics,
  ToldFigures,
} from '../../../../server/modules/services/statistics-schema.ts';
import { zhStatistics } from '../../../text/zh-statistics.ts';
import { minutesText, shareText } from './times.ts';

const MINUTE_MS = 60_000;
const text = zhStatistics.figures;

export function Headline({ total }: Pick<Statistics, 'total'>) {
  const { tickets, served, missed, wait, service } = total;
  const figures = [
    { name: text.tickets, value: tickets },
    { name: text.served, value: served },
    { name: text.missed, value: missed, hint: text.missedShare(shareText(missed, tickets)) },
    { name: text.waitHalf, value: wait ? minutesText(wait.p50Ms) : text.none },
    { name: text.waitMost, value: wait ? minutesText(wait.p90Ms) : text.none },
    {
      name: text.service,
      value: service ? minutesText(service.meanMs) : text.none,
      hint: service ? text.measured(service.count) : undefined,
    },
  ];
  return (
    <dl class="headline">
      {figures.map(({ name, value, hint }) => (
        <div key={name}>
          <dt>
            {name} {hint && <small>{hint}</small>}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Told({ told: { recent, all } }: Pick<Statistics, 'told'>) {
  const { told } = zhStatistics;
  return (
    <section class="panel">
      <h2>{told.title}</h2>
      {recent.count === 0 ? (
        <p class="quiet">{told.none}</p>
      ) : (
        <>
          <p class="told-sentence">
            {told.sentence(recent.count, recent.inside, error(recent.meanErrorMinutes))}
          </p>
          <p>{told.sides(recent.early, recent.late)}</p>
          <Bias {...recent} />
          {all.count > recent.count && <p class="quiet">{told.all(all.count, all.inside)}</p>}
        </>
      )}
    </section>
  );
}

function Bias({ biasMinutes }: ToldFigures) {
  if (biasMinutes === null || Math.abs(biasMinutes) < 1) return null;
  const { bias } = zhStatistics.told;
  const sentence = biasMinutes > 0 ? bias.later : bias.sooner;
  return <p class="quiet">{sentence(error(Math.abs(biasMinutes)))}</p>;
}

function error(minutes: number | null): string {
  return minutesText((minutes ?? 0) * MINUTE_MS);
}
