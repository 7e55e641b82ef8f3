// 来访记录: any range of days, masked; correct, strike out, back-fill, export.
import { useSignal } from '@preact/signals';
import type { VisitPage, VisitRow } from '../../../server/modules/attendance/schema.ts';
import { get } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { Forget } from '../directory/forget.tsx';
import { dayOf, type Range, rangeOf } from '../parts/format.ts';
import { Empty, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { Backfill } from './backfill.tsx';
import { type Change, Correct } from './correct.tsx';
import { Exports } from './exports.tsx';
import { RangePicker } from './range-picker.tsx';
import { VisitTable, whoCame } from './visit-table.tsx';
import './visits.css';

const text = zhStaff.visits;

export function Visits() {
  const { router, live } = useStaff();
  const zone = useZone();
  const { query } = router.route.value;
  const today = live.slices.centre.value?.day ?? dayOf(Date.now(), zone);
  const standard = rangeOf('today', today);
  const range = { from: query.get('from') ?? standard.from, to: query.get('to') ?? standard.to };
  return (
    <>
      <RangePicker
        range={range}
        today={today}
        onPick={({ from, to }: Range) => router.setQuery({ from, to })}
      />
      <Listed key={`${range.from} ${range.to}`} range={range} />
    </>
  );
}

function Listed({ range }: { range: Range }) {
  const path = `/api/attendance/visits?${new URLSearchParams({ ...range })}`;
  const first = useResource<VisitPage>(path);
  const earlier = useSignal<VisitPage[]>([]);
  const moreFailed = useSignal(false);
  const chosen = useSignal<{ visit: VisitRow; change: Change | 'forget' } | null>(null);

  const pages = first.value.value ? [first.value.value, ...earlier.value] : [];
  const visits = pages.flatMap((page) => page.visits);
  const after = pages.at(-1)?.after ?? null;

  async function readOn(): Promise<void> {
    if (!after) return;
    const outcome = await get<VisitPage>(`${path}&after=${encodeURIComponent(after)}`);
    moreFailed.value = !outcome.ok;
    if (outcome.ok) earlier.value = [...earlier.value, outcome.reply];
  }
  /** The whole list again: a correction may have moved a visit to another page. */
  async function readAgain(): Promise<void> {
    await first.reload();
    earlier.value = [];
  }

  function end(): void {
    chosen.value = null;
  }

  return (
    <>
      <Exports range={range}>
        <Backfill day={range.to} onDone={readAgain} />
      </Exports>
      {first.failure.value && <LoadFailed failure={first.failure.value} again={first.reload} />}
      {!first.value.value && !first.failure.value && <Loading />}
      {first.value.value && visits.length === 0 && (
        <Empty title={text.empty}>{text.emptyHint}</Empty>
      )}
      {visits.length > 0 && (
        <VisitTable
          visits={visits}
          oneDay={range.from === range.to}
          actions={(visit) => (
            <Actions
              visit={visit}
              onChoose={(change) => {
                chosen.value = { visit, change };
              }}
            />
          )}
        />
      )}
      {visits.length > 0 && (
        <div class="list-end">
          <span class="quiet">
            {text.count(visits.length)}
            {after === null && `，${text.end}`}
          </span>
          {after !== null && (
            <Button onTap={readOn}>{moreFailed.value ? zhStaff.common.again : text.more}</Button>
          )}
        </div>
      )}
      {chosen.value && <Chosen {...chosen.value} onEnd={end} onChanged={readAgain} />}
    </>
  );
}

interface ChosenProps {
  visit: VisitRow;
  change: Change | 'forget';
  onEnd: () => void;
  onChanged: () => void;
}

function Chosen({ visit, change, onEnd, onChanged }: ChosenProps) {
  if (change === 'forget') {
    const who = { visitId: visit.id };
    return <Forget who={who} mask={whoCame(visit)} onEnd={onEnd} onDone={onChanged} />;
  }
  const end = (changed: boolean) => {
    onEnd();
    if (changed) onChanged();
  };
  return <Correct visit={visit} change={change} onEnd={end} />;
}

interface ActionsProps {
  visit: VisitRow;
  onChoose: (change: Change | 'forget') => void;
}

function Actions({ visit, onChoose }: ActionsProps) {
  const struckOut = visit.state === 'void';
  return (
    <span class="row-actions">
      {!struckOut && <Button onTap={() => onChoose('correct')}>{text.correct}</Button>}
      {!struckOut && <Button onTap={() => onChoose('void')}>{text.void}</Button>}
      {struckOut && <Button onTap={() => onChoose('restore')}>{text.restore}</Button>}
      {(visit.name !== null || visit.phone !== null) && (
        <Button onTap={() => onChoose('forget')}>{text.forget}</Button>
      )}
    </span>
  );
}
