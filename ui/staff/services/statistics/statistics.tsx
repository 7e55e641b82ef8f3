// 统计: a range of days, what the hall did in them, and the same as a file.
import type { Statistics as StatisticsOfRange } from '../../../../server/modules/services/statistics-schema.ts';
import { Button } from '../../../kit/button.tsx';
import { zhStaff } from '../../../text/zh-staff.ts';
import { zhStatistics as text } from '../../../text/zh-statistics.ts';
import { Exports } from '../../attendance/exports.tsx';
import { RangePicker } from '../../attendance/range-picker.tsx';
import { dayOf, type Range, rangeOf, timeText } from '../../parts/format.ts';
import { Empty, LoadFailed } from '../../parts/notes.tsx';
import { useStaff, useZone } from '../../staff.ts';
import { Charts } from './charts.tsx';
import { type Counting, useCounting } from './counting.ts';
import { Headline, Told } from './headline.tsx';
import '../../attendance/visits.css';
import './statistics.css';

const exportTexts = { ...zhStaff.exports, ...text.exports };

export function Statistics() {
  const { router, live } = useStaff();
  const zone = useZone();
  const { query } = router.route.value;
  const today = live.slices.centre.value?.day ?? dayOf(Date.now(), zone);
  const standard = rangeOf('today', today);
  const range = { from: query.get('from') ?? standard.from, to: query.get('to') ?? standard.to };
  return (
    <>
      <div class="no-print">
        <RangePicker
          range={range}
          today={today}
          presets={text.presets}
          onPick={({ from, to }: Range) => router.setQuery({ from, to })}
        />
      </div>
      <Counted range={range} zone={zone} />
    </>
  );
}

function Counted({ range, zone }: { range: Range; zone: string }) {
  const counting = useCounting(range);
  const { answer, failure, again } = counting;
  const shown = answer.value?.statistics;
  return (
    <>
      <div class="no-print">
        <Exports range={range} path="/api/services/export" text={exportTexts}>
          <Button look="quiet" onTap={() => print()}>
            {zhStaff.common.print}
          </Button>
          <Button look="quiet" onTap={again}>
            {text.again}
          </Button>
        </Exports>
      </div>
      {failure.value && <LoadFailed failure={failure.value} again={again} />}
      <Progress counting={counting} range={range} />
      {shown && answer.value && (
        <>
          <h2 class="statistics-range">
            {text.range(shown.from, shown.to)}{' '}
            <small>{text.readAt(timeText(answer.value.atMs, zone))}</small>
          </h2>
          <Shown statistics={shown} />
        </>
      )}
    </>
  );
}

function Progress({ counting, range }: { counting: Counting; range: Range }) {
  const shown = counting.answer.value?.statistics;
  const progress = counting.progress.value;
  if (!progress) return null;
  const { daysRead, days } = progress;
  const other = shown && (shown.from !== range.from || shown.to !== range.to);
  return (
    <div class="counting" role="status">
      <p>
        {days === 0 ? text.working : text.progress(daysRead, days)}
        {other && text.stale(text.range(shown.from, shown.to))}
      </p>
      {days > 0 && <progress value={daysRead} max={days} aria-label={text.working} />}
    </div>
  );
}

function Shown({ statistics }: { statistics: StatisticsOfRange }) {
  const { total, told, damagedDays } = statistics;
  return (
    <>
      {damagedDays.length > 0 && (
        <p class="note note-stop" role="alert">
          {text.damaged(damagedDays)}
        </p>
      )}
      {total.tickets === 0 ? (
        <Empty title={text.empty}>{text.emptyHint}</Empty>
      ) : (
        <>
          <Headline total={total} />
          <Told told={told} />
          <Charts statistics={statistics} />
          <p class="quiet">{text.meaning}</p>
        </>
      )}
    </>
  );
}
