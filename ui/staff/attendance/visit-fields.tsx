// What can be entered about a visit, by correction and by back-fill alike.
import type { Signal } from '@preact/signals';
import type { Purpose } from '../../../server/modules/attendance/schema.ts';
import { purposes as names } from '../../text/zh.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { SelectField, TextField } from '../parts/fields.tsx';

const text = zhStaff.visits;

export interface VisitDraft {
  purpose: Purpose;
  headcount: string;
  unitId: string;
  /** `09:42`; `end` may be empty. */
  start: string;
  end: string;
}
export interface VisitFieldsProps {
  draft: Signal<VisitDraft>;
  purposes: readonly Purpose[];
  units: readonly { value: string; label: string }[];
  timesWrong: boolean;
}

export function VisitFields({ draft, purposes, units, timesWrong }: VisitFieldsProps) {
  const set =
    <Key extends keyof VisitDraft>(key: Key) =>
    (value: VisitDraft[Key]) => {
      draft.value = { ...draft.value, [key]: value };
    };
  const { purpose, headcount, unitId, start, end } = draft.value;
  return (
    <>
      <div class="form-row">
        <SelectField
          label={text.form.purpose}
          value={purpose}
          options={purposes.map((value) => ({ value, label: names[value].name }))}
          onChange={set('purpose')}
        />
        <TextField
          label={text.form.headcount}
          type="number"
          min={1}
          max={500}
          value={headcount}
          onInput={set('headcount')}
        />
      </div>
      <SelectField label={text.form.unit} value={unitId} options={units} onChange={set('unitId')} />
      <div class="form-row">
        <TextField label={text.form.start} type="time" value={start} onInput={set('start')} />
        <TextField
          label={text.form.end}
          type="time"
          value={end}
          hint={text.form.endHint}
          error={timesWrong ? text.endBeforeStart : null}
          onInput={set('end')}
        />
      </div>
    </>
  );
}

/** Two characters at least, as the server wants. */
export function isReason(reason: string): boolean {
  return [...reason.trim()].length >= 2;
}
