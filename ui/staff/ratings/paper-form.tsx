// A form that was filled in by hand, typed in by a manager.
import { useSignal } from '@preact/signals';
import type { RatePaperBody } from '../../../server/modules/ratings/page-schema.ts';
import type { Aspect, Grade, Reason } from '../../../server/modules/ratings/schema.ts';
import { toast } from '../../kit/notice.tsx';
import { isBad } from '../../kit/rating.tsx';
import { grades, reasons } from '../../text/zh-ratings.ts';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';

const text = zhRatings.paper;
type GradeKey = `${Grade}`;
const ASPECTS = Object.keys(text.aspects) as Aspect[];
const REASONS = Object.keys(reasons) as Reason[];
const GRADE_OPTIONS = ([5, 4, 3, 2, 1] as const).map((grade) => ({
  value: String(grade) as GradeKey,
  label: grades[grade],
}));

export function PaperForm({ today, onEnd }: { today: string; onEnd: (done: boolean) => void }) {
  const items = useStaff().live.slices.catalogue.value?.items ?? [];
  const numbers = [...new Set(items.flatMap(({ windows }) => windows))].sort((a, b) => a - b);
  const draft = useSignal({ day: today, window: '', itemId: '', grade: '5' as GradeKey });
  const aspects = useSignal<Partial<Record<Aspect, GradeKey>>>({});
  const chosen = useSignal<readonly Reason[]>([]);
  const judged = useSignal(false);
  const command = useCommand<RatePaperBody>();
  const { day, window, itemId, grade } = draft.value;
  const bad = isBad(gradeOf(grade));

  async function submit(): Promise<void> {
    judged.value = true;
    if (day === '') return;
    const said = Object.entries(aspects.value).map(([aspect, key]) => [aspect, gradeOf(key)]);
    const body: RatePaperBody = {
      day,
      window: window === '' ? null : Number(window),
      itemId: itemId || null,
      grade: gradeOf(grade),
      ...(said.length > 0 && { aspects: Object.fromEntries(said) }),
      ...(bad && { reasons: [...chosen.value] }),
    };
    if (!(await command.run('/api/ratings/paper-forms', body))) return;
    toast('good', text.done);
    onEnd(true);
  }
  const set = (change: Partial<typeof draft.value>) => {
    draft.value = { ...draft.value, ...change };
  };

  return (
    <FormDialog
      title={text.title}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{text.text}</p>
      <div class="form-row">
        <TextField
          label={text.day}
          type="date"
          value={day}
          max={today}
          error={judged.value && day === '' ? text.dayMissing : null}
          onInput={(value) => set({ day: value })}
        />
        <SelectField
          label={text.window}
          value={window}
          options={[
            { value: '', label: text.windowUnknown },
            ...numbers.map((number) => ({ value: String(number), label: String(number) })),
          ]}
          onChange={(value) => set({ window: value })}
        />
      </div>
      <SelectField
        label={text.item}
        value={itemId}
        options={[
          { value: '', label: text.itemUnknown },
          ...items.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => set({ itemId: value })}
      />
      <SelectField
        label={text.grade}
        value={grade}
        options={GRADE_OPTIONS}
        onChange={(value) => set({ grade: value })}
      />
      <div class="form-row">
        {ASPECTS.map((aspect) => (
          <SelectField<GradeKey | ''>
            key={aspect}
            label={text.aspects[aspect]}
            value={aspects.value[aspect] ?? ''}
            options={[{ value: '', label: text.aspectNone }, ...GRADE_OPTIONS]}
            onChange={(value) => {
              const { [aspect]: _before, ...others } = aspects.value;
              aspects.value = value === '' ? others : { ...others, [aspect]: value };
            }}
          />
        ))}
      </div>
      {bad && (
        <fieldset class="reason-checks">
          <legend>{text.reasons}</legend>
          {REASONS.map((reason) => (
            <CheckField
              key={reason}
              label={reasons[reason]}
              checked={chosen.value.includes(reason)}
              onChange={(checked) => {
                const others = chosen.value.filter((one) => one !== reason);
                chosen.value = checked ? [...others, reason] : others;
              }}
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

function gradeOf(key: GradeKey): Grade {
  return Number(key) as Grade;
}
