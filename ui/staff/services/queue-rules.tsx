// 排队规则: how the hall queues, each rule with what it means for those who wait. Managers only.
import { useSignal } from '@preact/signals';
import type { QueuePolicy, VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useHall } from './hall.ts';

const text = zhConsole.rules;
type Start = keyof QueuePolicy['headStartMinutes'];
type Count = Exclude<keyof QueuePolicy, 'headStartMinutes' | 'strictClass'>;
type Draft = Record<Start | Count, string> & { strictClass: VisitorClass | '' };

const STARTS: readonly Start[] = ['elderly', 'disabled', 'military', 'expecting'];
const RANGES: Readonly<Record<Start | Count, readonly [number, number]>> = {
  elderly: [0, 240],
  disabled: [0, 240],
  military: [0, 240],
  expecting: [0, 240],
  overtakenLimit: [0, 100],
  longestWaitMinutes: [1, 480],
  callsBeforeMissed: [1, 9],
  callsApartS: [0, 300],
  reactivatedBehind: [0, 50],
  appointmentLateMinutes: [0, 240],
  appointmentsPerSlot: [0, 50],
};
const GROUPS: readonly {
  title: string;
  counts: readonly { count: Count; label: string; hint?: string }[];
}[] = [
  {
    title: text.guard,
    counts: [
      { count: 'overtakenLimit', label: text.overtakenLimit, hint: text.overtakenHint },
      { count: 'longestWaitMinutes', label: text.longestWait, hint: text.longestHint },
    ],
  },
  {
    title: text.missed,
    counts: [
      { count: 'callsBeforeMissed', label: text.callsBeforeMissed },
      { count: 'callsApartS', label: text.callsApart, hint: text.callsApartHint },
      { count: 'reactivatedBehind', label: text.reactivatedBehind, hint: text.reactivatedHint },
    ],
  },
  {
    title: text.appointments,
    counts: [
      { count: 'appointmentLateMinutes', label: text.late, hint: text.lateHint },
      { count: 'appointmentsPerSlot', label: text.perSlot, hint: text.perSlotHint },
    ],
  },
];

/** Rules that came back to what they were are another form: what was typed before is gone. */
export function QueueRules() {
  const { policy } = useHall().tickets;
  return <RulesForm key={JSON.stringify(policy)} policy={policy} />;
}

function RulesForm({ policy }: { policy: QueuePolicy }) {
  const draft = useSignal(draftOf(policy));
  const restoring = useSignal(false);
  const command = useCommand<QueuePolicy>();
  const wrong = (name: Start | Count) => faultOf(name, draft.value[name]);
  const change = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
  };

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const names = Object.keys(RANGES) as (Start | Count)[];
    if (names.some((name) => wrong(name) !== null)) return;
    const done = await command.run('/api/services/policy', policyOf(draft.value));
    if (done) toast('good', text.saved);
  }
  const number = (name: Start | Count, label: string, hint?: string) => (
    <TextField
      key={name}
      label={label}
      hint={hint}
      error={wrong(name)}
      type="number"
      inputMode="numeric"
      min={RANGES[name][0]}
      max={RANGES[name][1]}
      value={draft.value[name]}
      onInput={(value) => change({ [name]: value })}
    />
  );
  return (
    <form class="panel form rules" noValidate onSubmit={submit}>
      <p class="quiet">{text.lead}</p>
      <fieldset class="checks">
        <legend>{text.headStart}</legend>
        <p class="field-hint">{text.headStartHint}</p>
        <div class="form-row">{STARTS.map((name) => number(name, zhConsole.classes[name]))}</div>
      </fieldset>
      <SelectField
        label={text.strict}
        hint={text.strictHint}
        value={draft.value.strictClass}
        options={[
          { value: '', label: text.strictNone },
          ...STARTS.map((value) => ({ value, label: zhConsole.classes[value] })),
        ]}
        onChange={(strictClass) => change({ strictClass })}
      />
      {GROUPS.map(({ title, counts }) => (
        <fieldset key={title} class="checks">
          <legend>{title}</legend>
          <div class="form-row">
            {counts.map(({ count, label, hint }) => number(count, label, hint))}
          </div>
        </fieldset>
      ))}
      <FailureNote failure={command.failure.value} />
      <div class="form-actions">
        <Button
          look="quiet"
          onTap={() => {
            restoring.value = true;
          }}
        >
          {text.defaults}
        </Button>
        <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </div>
      {restoring.value && (
        <Restore
          onEnd={() => {
            restoring.value = false;
          }}
        />
      )}
    </form>
  );
}

function Restore({ onEnd }: { onEnd: () => void }) {
  const command = useCommand<Record<never, never>>();
  async function submit(): Promise<void> {
    if (!(await command.run('/api/services/policy/defaults', {}))) return;
    toast('good', text.restored);
    onEnd();
  }
  return (
    <FormDialog
      title={text.defaultsTitle}
      submit={text.defaults}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.defaultsText}</p>
    </FormDialog>
  );
}

function faultOf(name: Start | Count, typed: string): string | null {
  const [least, most] = RANGES[name];
  const value = Number(typed);
  const right = /^\d+$/.test(typed.trim()) && value >= least && value <= most;
  return right ? null : text.range(least, most);
}

function draftOf({ headStartMinutes, strictClass, ...counts }: QueuePolicy): Draft {
  const numbers = { ...headStartMinutes, ...counts };
  const texts = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, String(value)]),
  );
  return { ...(texts as Record<Start | Count, string>), strictClass: strictClass ?? '' };
}

function policyOf({ strictClass, ...texts }: Draft): QueuePolicy {
  const of = (name: Start | Count) => Number(texts[name]);
  return {
    headStartMinutes: {
      elderly: of('elderly'),
      disabled: of('disabled'),
      military: of('military'),
      expecting: of('expecting'),
    },
    strictClass: strictClass === '' ? null : strictClass,
    overtakenLimit: of('overtakenLimit'),
    longestWaitMinutes: of('longestWaitMinutes'),
    callsBeforeMissed: of('callsBeforeMissed'),
    callsApartS: of('callsApartS'),
    reactivatedBehind: of('reactivatedBehind'),
    appointmentLateMinutes: of('appointmentLateMinutes'),
    appointmentsPerSlot: of('appointmentsPerSlot'),
  };
}
