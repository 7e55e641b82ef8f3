// Names with their bars, longest first or in their own order: a table that draws itself.
import { zhStatistics } from '../../../text/zh-statistics.ts';

const text = zhStatistics.columns;

export interface Bar {
  key: string | number;
  name: string;
  count: number;
  /** What else is to say of it. */
  note?: string;
}
export interface BarListProps {
  title: string;
  bars: readonly Bar[];
}

export function BarList({ title, bars }: BarListProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const noted = bars.some(({ note }) => note);
  return (
    <section class="panel chart">
      <h2>{title}</h2>
      <table class="bar-list">
        <caption class="hidden">{title}</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.bar}</th>
            <th scope="col">{text.count}</th>
            {noted && <th scope="col">{text.note}</th>}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, name, count, note }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td class="bar-cell">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width="100" height="10" class="bar-ground" />
                  <rect width={(count / most) * 100} height="10" class="bar" />
                </svg>
              </td>
              <td class="bar-count">{count}</td>
              {noted && <td class="bar-note">{note}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
