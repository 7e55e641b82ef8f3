// How long one may rate, how fast a bad rating is put right, from how many on counts are shown.
import { useSignal } from '@preact/signals';
import type { RatingsPolicy } from '../../../server/modules/ratings/schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Loading } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';

const text = zhRatings.policy;
const PATH = '/api/ratings/policy';
const LIMITS = {
  lateDays: [0, 60],
  rectifyWorkingDays: [1, 60],
  fewestShown: [3, 50],
  contactDays: [0, 180],
} as const satisfies Record<keyof RatingsPolicy, readonly [number, number]>;
const FIELDS = Object.keys(LIMITS) as (keyof RatingsPolicy)[];

export function PolicyForm({ onEnd }: { onEnd: (changed: boolean) => void }) {
  const { value, failure } = useResource<RatingsPolicy>(PATH);
  const typed = useSignal<Partial<Record<keyof RatingsPolicy, string>>>({});
  const command = useCommand<RatingsPolicy>();
  const now = value.value;
  const textOf = (field: keyof RatingsPolicy) => typed.value[field] ?? String(now?.[field] ?? '');
  const wrong = (field: keyof RatingsPolicy) => {
    const [least, most] = LIMITS[field];
    const number = Number(textOf(field));
    const fits = /^\d+$/.test(textOf(field)) && number >= least && number <= most;
    return fits ? null : text.wrong(least, most);
  };

  async function submit(): Promise<void> {
    if (!now || FIELDS.some((field) => wrong(field) !== null)) return;
    const policy = { ...now };
    for (const field of FIELDS) policy[field] = Number(textOf(field));
    if (!(await command.run(PATH, policy))) return;
    toast('good', text.done);
    onEnd(true);
  }

  return (
    <FormDialog
      title={text.title}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value ?? failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      {!now && !failure.value && <Loading />}
      {now &&
        FIELDS.map((field) => (
          <TextField
            key={field}
            label={text[field]}
            hint={field === 'fewestShown' ? text.fewestHint : undefined}
            type="number"
            inputMode="numeric"
            min={LIMITS[field][0]}
            max={LIMITS[field][1]}
            value={textOf(field)}
            error={wrong(field)}
            onInput={(value) => {
              typed.value = { ...typed.value, [field]: value };
            }}
          />
        ))}
    </FormDialog>
  );
}
