// 补登: a visit that nobody registered when it happened.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { BackfillVisitBody, Purpose } from '../../../server/modules/attendance/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { purposes } from '../../text/zh.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { momentOf } from '../parts/format.ts';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { ReasonField } from './reason-field.tsx';
import { isReason, type VisitDraft, VisitFields } from './visit-fields.tsx';

type Body = Static<typeof BackfillVisitBody>;
const text = zhStaff.visits;
const EMPTY_DRAFT: VisitDraft = {
  purpose: 'errand',
  headcount: '1',
  unitId: '',
  start: '09:00',
  end: '',
};

export interface BackfillProps {
  day: string;
  onDone: () => void;
}

export function Backfill({ day, onDone }: BackfillProps) {
  const open = useSignal(false);
  const end = (done: boolean) => {
    open.value = false;
    if (done) onDone();
  };
  return (
    <>
      <Button
        onTap={() => {
          open.value = true;
        }}
      >
        {text.backfill}
      </Button>
      {open.value && <BackfillForm day={day} onEnd={end} />}
    </>
  );
}

function BackfillForm({ day, onEnd }: { day: string; onEnd: (done: boolean) => void }) {
  const zone = useZone();
  const { attendance, units } = useStaff().live.slices;
  const offered = attendance.value?.purposes ?? (Object.keys(purposes) as Purpose[]);
  const draft = useSignal<VisitDraft>({ ...EMPTY_DRAFT, purpose: offered[0] ?? 'errand' });
  const person = useSignal({ day, name: '', phone: '' });
  const reason = useSignal('');
  const judged = useSignal(false);
  const command = useCommand<Body, { id: string }>();
  const phoneWrong = person.value.phone !== '' && !/^1[3-9]\d{9}$/.test(person.value.phone);
  const timesWrong = draft.value.end !== '' && draft.value.end < draft.value.start;
  const set = (key: 'day' | 'name' | 'phone') => (value: string) => {
    person.value = { ...person.value, [key]: value };
  };

  async function submit(): Promise<void> {
    judged.value = true;
    if (phoneWrong || timesWrong || !person.value.day || !isReason(reason.value)) return;
    const body = bodyOf(draft.value, person.value, reason.value.trim(), zone);
    if (!(await command.run('/api/attendance/backfills', body))) return;
    toast('good', text.backfilled);
    onEnd(true);
  }

  return (
    <FormDialog
      title={text.backfillTitle}
      submit={text.backfillSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{text.backfillText}</p>
      <TextField label={text.form.day} type="date" value={person.value.day} onInput={set('day')} />
      <VisitFields
        draft={draft}
        purposes={offered}
        units={[
          { value: '', label: text.form.noUnit },
          ...(units.value?.units ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        timesWrong={timesWrong}
      />
      <div class="form-row">
        <TextField
          label={text.form.name}
          optional
          value={person.value.name}
          onInput={set('name')}
        />
        <TextField
          label={text.form.phone}
          optional
          type="tel"
          value={person.value.phone}
          error={judged.value && phoneWrong ? text.form.phoneWrong : null}
          onInput={set('phone')}
        />
      </div>
      <p class="field-hint">{text.form.personHint}</p>
      <ReasonField value={reason} judged={judged.value} />
    </FormDialog>
  );
}

function bodyOf(
  draft: VisitDraft,
  { day, name, phone }: { day: string; name: string; phone: string },
  reason: string,
  zone: string,
): Body {
  return {
    day,
    reason,
    purpose: draft.purpose,
    headcount: Number(draft.headcount),
    startedAtMs: momentOf(day, draft.start, zone),
    ...(draft.end ? { endedAtMs: momentOf(day, draft.end, zone) } : {}),
    ...(draft.unitId ? { unitId: draft.unitId } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(phone ? { phone } : {}),
  };
}
