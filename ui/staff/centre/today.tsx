// 今天: how many came, what for, who just now, and the business day itself.
import type { AttendanceSlice } from '../../../server/modules/attendance/schema.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { VisitTable } from '../attendance/visit-table.tsx';
import { Empty, Loading } from '../parts/notes.tsx';
import { mayUse, useSession, useStaff } from '../staff.ts';
import { CloseDay, ClosedDay, ConfirmDay } from './business-day.tsx';
import { PurposeBars } from './purpose-bars.tsx';
import './today.css';

const text = zhStaff.today;

export function Today() {
  const { centre, attendance } = useStaff().live.slices;
  const session = useSession();
  if (!centre.value || !attendance.value) return <Loading />;
  const { day, dayNeedsConfirmation } = centre.value;
  const { today } = attendance.value;
  return (
    <>
      <DayNotes day={day} needsConfirmation={dayNeedsConfirmation} />
      <Counters today={today} />
      <div class="today">
        <div class="part">
          <section class="panel">
            <h2>{text.byPurpose}</h2>
            <PurposeBars counts={today.byPurpose} purposes={attendance.value.purposes} />
          </section>
          {day && mayUse(session, ['manager', 'admin']) && <CloseDay day={day} />}
        </div>
        <section class="part">
          <h2>{text.latest}</h2>
          {mayUse(session, ['manager', 'admin']) ? (
            <Latest />
          ) : (
            <p class="quiet">{text.latestHidden}</p>
          )}
        </section>
      </div>
    </>
  );
}

function DayNotes({ day, needsConfirmation }: { day: string | null; needsConfirmation: boolean }) {
  const mayOpen = mayUse(useSession(), ['window', 'manager', 'admin']);
  if (needsConfirmation) {
    return mayOpen ? (
      <ConfirmDay open={day !== null} />
    ) : (
      <p class="note note-trouble">{text.confirm.title}</p>
    );
  }
  return day === null ? <ClosedDay mayOpen={mayOpen} /> : null;
}

function Counters({ today }: Pick<AttendanceSlice, 'today'>) {
  const counters = [
    { name: text.visits, count: today.visits, hint: text.visitsHint },
    { name: text.people, count: today.people, hint: text.peopleHint },
    { name: text.inside, count: today.inside, hint: text.insideHint },
  ];
  return (
    <dl class="counters">
      {counters.map(({ name, count, hint }) => (
        <div key={name}>
          <dt>
            {name} <small>{hint}</small>
          </dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function Latest() {
  const visits = useStaff().live.slices.visits.value?.visits ?? [];
  if (visits.length === 0) return <Empty title={text.latestEmpty} />;
  return <VisitTable visits={visits} oneDay brief />;
}
