// 更正, 作废, 恢复: one more entry with its reason; what was recorded first stays.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type {
  CorrectVisitBody,
  Purpose,
  VisitRow,
} from '../../../server/modules/attendance/schema.ts';
import { toast } from '../../kit/notice.tsx';
import { purposes } from '../../text/zh.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayText, momentOf, timeText } from '../parts/format.ts';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { ReasonField } from './reason-field.tsx';
import { isReason, type VisitDraft, VisitFields } from './visit-fields.tsx';
import { whoCame } from './visit-table.tsx';

export type Change = 'correct' | 'void' | 'restore';
type Body = Static<typeof CorrectVisitBody>;
const text = zhStaff.visits;
/** Stands for “as it is” in the list of units: rows carry the unit's name, not its id. */
const SAME_UNIT = '=';

export interface CorrectProps {
  visit: VisitRow;
  change: Change;
  onEnd: (changed: boolean) => void;
}

export function Correct({ visit, change, onEnd }: CorrectProps) {
  const zone = useZone();
  const { attendance, units } = useStaff().live.slices;
  const before = draftOf(visit, zone);
  const draft = useSignal<VisitDraft>(before);
  const reason = useSignal('');
  const judged = useSignal(false);
  const command = useCommand<Body>();

  const changes: Partial<Body> =
    change === 'correct'
      ? changesOf(before, draft.value, visit.day, zone)
      : { void: change === 'void' };
  const unchanged = Object.keys(changes).length === 0;
  const timesWrong = draft.value.end !== '' && draft.value.end < draft.value.start;

  async function submit(): Promise<void> {
    judged.value = true;
    if (unchanged || timesWrong || !isReason(reason.value)) return;
    const path = `/api/attendance/visits/${encodeURIComponent(visit.id)}/corrections`;
    if (!(await command.run(path, { reason: reason.value.trim(), ...changes }))) return;
    toast('good', words.done);
    onEnd(true);
  }

  const words = wordsOf(change);
  return (
    <FormDialog
      title={words.title}
      submit={words.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{words.text}</p>
      <Original visit={visit} zone={zone} />
      {change === 'correct' && (
        <VisitFields
          draft={draft}
          purposes={attendance.value?.purposes ?? (Object.keys(purposes) as Purpose[])}
          units={[
            { value: SAME_UNIT, label: visit.unit ?? text.form.noUnit },
            ...(visit.unit === null ? [] : [{ value: '', label: text.form.noUnit }]),
            ...(units.value?.units ?? [])
              .filter(({ name }) => name !== visit.unit)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          timesWrong={timesWrong}
        />
      )}
      {judged.value && unchanged && <p class="field-error">{text.unchanged}</p>}
      <ReasonField value={reason} judged={judged.value} />
    </FormDialog>
  );
}

function wordsOf(change: Change) {
  if (change === 'void') {
    return {
      title: text.voidTitle,
      text: text.voidText,
      submit: text.voidSubmit,
      done: text.voided,
    };
  }
  if (change === 'restore') {
    return {
      title: text.restoreTitle,
      text: text.restoreText,
      submit: text.restoreSubmit,
      done: text.restored,
    };
  }
  return {
    title: text.correctTitle,
    text: text.correctText,
    submit: text.correctSubmit,
    done: text.corrected,
  };
}

function Original({ visit, zone }: { visit: VisitRow; zone: string }) {
  const { columns } = text;
  const ended = visit.endedAtMs === null ? text.inside : timeText(visit.endedAtMs, zone);
  const lines: [string, string][] = [
    [columns.time, `${dayText(visit.day)} ${timeText(visit.startedAtMs, zone)}`],
    [columns.who, whoCame(visit)],
    [columns.purpose, purposes[visit.purpose].name],
    [columns.unit, visit.unit ?? zhStaff.common.unknown],
    [columns.ended, ended],
  ];
  return (
    <dl class="original" aria-label={text.original}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function draftOf(visit: VisitRow, zone: string): VisitDraft {
  return {
    purpose: visit.purpose,
    headcount: String(visit.headcount),
    unitId: SAME_UNIT,
    start: timeText(visit.startedAtMs, zone),
    end: visit.endedAtMs === null ? '' : timeText(visit.endedAtMs, zone),
  };
}

/** Only what differs: a field that nobody touched must not become a correction. */
function changesOf(
  before: VisitDraft,
  after: VisitDraft,
  day: string,
  zone: string,
): Partial<Body> {
  const changes: Partial<Body> = {};
  if (after.purpose !== before.purpose) changes.purpose = after.purpose;
  if (after.headcount !== before.headcount) changes.headcount = Number(after.headcount);
  if (after.unitId !== before.unitId) changes.unitId = after.unitId || null;
  if (after.start !== before.start) changes.startedAtMs = momentOf(day, after.start, zone);
  if (after.end !== before.end) {
    changes.endedAtMs = after.end ? momentOf(day, after.end, zone) : null;
  }
  return changes;
}
