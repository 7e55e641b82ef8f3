// How it ended, in two keystrokes: a digit and Enter. What is missing is ticked on the checklist and printed to take home.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { QueueTicket, WindowRow } from '../../../server/modules/services/page-schema.ts';
import type { Outcome } from '../../../server/modules/services/terms-schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { CheckField, Field, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useHall } from './hall.ts';
import { materialsOf, missingIn, toggled } from './missing.ts';
import { ticketPath, useStep } from './steps.ts';

const text = zhConsole.finish;
const OUTCOMES = Object.keys(zhConsole.outcomes) as Outcome[];
const MOST_REFERRED = 40;

interface FinishBody {
  outcome: Outcome;
  itemIds?: string[];
  missing?: string[];
  referredTo?: string;
}
export interface FinishTicketProps {
  ticket: QueueTicket;
  row: WindowRow;
  onEnd: () => void;
}

export function FinishTicket({ ticket, row, onEnd }: FinishTicketProps) {
  const { catalogue } = useHall();
  const { itemIds } = ticket;
  const outcome = useSignal<Outcome>('done');
  const here = itemIds.filter((id) => row.itemIds.includes(id));
  const done = useSignal<ReadonlySet<string>>(new Set(here.length > 0 ? here : itemIds));
  const ticked = useSignal<ReadonlySet<string>>(new Set());
  const written = useSignal('');
  const referredTo = useSignal('');
  const tried = useSignal(false);
  const step = useStep<FinishBody, { jobId: string | null }>();

  const materials = materialsOf(catalogue.items.filter(({ id }) => done.value.has(id)));
  const missing = missingIn(materials, ticked.value, written.value);
  const noItems = done.value.size === 0;
  const noneMissing = outcome.value === 'materialsMissing' && missing.length === 0;
  const nobody = outcome.value === 'referred' && referredTo.value.trim() === '';

  async function submit(): Promise<void> {
    tried.value = true;
    if (noItems || noneMissing || nobody) return;
    const body: FinishBody = {
      outcome: outcome.value,
      ...(itemIds.length > 1 && { itemIds: itemIds.filter((id) => done.value.has(id)) }),
      ...(outcome.value === 'materialsMissing' && { missing }),
      ...(outcome.value === 'referred' && { referredTo: referredTo.value.trim() }),
    };
    const ended = await step.run(ticketPath(ticket.id, 'finish'), body);
    if (!ended) return;
    if (ended !== 'changed') toast('good', saying(body, ended.reply.jobId));
    onEnd();
  }
  function saying(body: FinishBody, jobId: string | null): string {
    const { number } = ticket;
    if (body.missing) return jobId === null ? text.tell(number) : text.printing(number);
    const left = itemIds.length - done.value.size;
    if (left > 0) return text.remaining(number, left);
    return text.finished(number, zhConsole.outcomes[body.outcome]);
  }
  useDigits((digit) => {
    outcome.value = OUTCOMES[digit - 1] ?? outcome.value;
  });
  useFocusOn(outcome.value);

  return (
    <FormDialog
      title={text.title(ticket.number)}
      submit={text.submit}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <RadioField
        label={text.outcome}
        options={OUTCOMES.map((value, index) => ({
          value,
          label: (
            <>
              <kbd>{index + 1}</kbd> {zhConsole.outcomes[value]}
            </>
          ),
        }))}
        value={outcome.value}
        onChange={(value) => {
          outcome.value = value;
        }}
      />
      {itemIds.length > 1 && (
        <fieldset class="checks">
          <legend>{text.which}</legend>
          {itemIds.map((id, index) => (
            <CheckField
              key={id}
              label={ticket.items[index] ?? id}
              checked={done.value.has(id)}
              onChange={() => {
                done.value = toggled(done.value, id);
              }}
            />
          ))}
          <p class={noItems ? 'field-error' : 'field-hint'}>
            {noItems ? text.none : text.whichHint}
          </p>
        </fieldset>
      )}
      {outcome.value === 'materialsMissing' && (
        <>
          {materials.length > 0 && (
            <fieldset class="checks">
              <legend>{text.missing}</legend>
              {materials.map(({ name, note }) => (
                <CheckField
                  key={name}
                  label={name}
                  {...(note && { hint: note })}
                  checked={ticked.value.has(name)}
                  onChange={() => {
                    ticked.value = toggled(ticked.value, name);
                  }}
                />
              ))}
            </fieldset>
          )}
          <Field
            label={text.otherMissing}
            hint={text.missingHint}
            error={tried.value && noneMissing ? text.missingNone : null}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                class="input"
                rows={2}
                value={written.value}
                onInput={(event) => {
                  written.value = event.currentTarget.value;
                }}
              />
            )}
          </Field>
        </>
      )}
      {outcome.value === 'referred' && (
        <TextField
          label={text.referredTo}
          hint={text.referredHint}
          error={tried.value && nobody ? text.referredNone : null}
          value={referredTo.value}
          onInput={(value) => {
            referredTo.value = [...value].slice(0, MOST_REFERRED).join('');
          }}
        />
      )}
    </FormDialog>
  );
}

/** Not while somebody writes: there a digit is a digit. Enter is the form's own. */
function useDigits(choose: (digit: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key } = event;
      const writing =
        target instanceof HTMLTextAreaElement ||
        (target instanceof HTMLInputElement && target.type === 'text');
      if (writing || event.repeat || !/^[1-4]$/.test(key)) return;
      choose(Number(key));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

/** Where the keyboard goes on: whom it is referred to is written at once, else the choice itself. */
function useFocusOn(outcome: Outcome): void {
  useEffect(() => {
    const next = outcome === 'referred' ? 'input[type="text"]' : 'input[type="radio"]:checked';
    document.querySelector<HTMLInputElement>(`dialog[open] ${next}`)?.focus();
  }, [outcome]);
}
