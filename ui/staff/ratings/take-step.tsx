// The next step of a rectification: which, and what it says.
import { useSignal } from '@preact/signals';
import type { CaseList, StepBody } from '../../../server/modules/ratings/page-schema.ts';
import type { CaseOutcome, Step } from '../../../server/modules/ratings/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { Field, SelectField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';

const text = zhRatings.step;
type Kind = Step['kind'];
type YesNo = 'yes' | 'no';
const NOTHING = {
  owner: '',
  founded: 'yes' as YesNo,
  reached: 'yes' as YesNo,
  satisfied: 'unsaid' as YesNo | 'unsaid',
  upheld: 'yes' as YesNo,
  outcome: 'rectified' as CaseOutcome,
  note: '',
};
type Draft = typeof NOTHING;
const yesNo = (yes: string, no: string) =>
  [
    { value: 'yes', label: yes },
    { value: 'no', label: no },
  ] as const;

export interface TakeStepProps {
  path: string;
  kinds: readonly Kind[];
  owners: CaseList['owners'];
  onDone: () => void;
}

export function TakeStep({ path, kinds, owners, onDone }: TakeStepProps) {
  const chosen = useSignal<Kind | null>(null);
  const draft = useSignal<Draft>(NOTHING);
  const judged = useSignal(false);
  const command = useCommand<StepBody>();
  const kind = chosen.value;

  function choose(one: Kind): void {
    chosen.value = one;
    draft.value = { ...NOTHING, owner: owners[0]?.id ?? '' };
    judged.value = false;
    command.clear();
  }
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    judged.value = true;
    if (kind === null || isMissing(kind, draft.value)) return;
    if (!(await command.run(path, { step: stepOf(kind, draft.value) }))) return;
    toast('good', zhRatings.oneCase.saved);
    chosen.value = null;
    onDone();
  }

  return (
    <>
      <div class="toolbar">
        {kinds.map((one) => (
          <Button key={one} pressed={kind === one} onTap={() => choose(one)}>
            {zhRatings.steps[one]}
          </Button>
        ))}
      </div>
      {kind !== null && (
        <form class="form" noValidate onSubmit={submit}>
          <Choices
            kind={kind}
            owners={owners}
            draft={draft.value}
            set={(change) => {
              draft.value = { ...draft.value, ...change };
            }}
          />
          {kind !== 'assigned' && (
            <Note
              label={kind === 'measured' ? text.measure : text.note}
              error={judged.value && isMissing(kind, draft.value) ? text.noteMissing : null}
              value={draft.value.note}
              onInput={(note) => {
                draft.value = { ...draft.value, note };
              }}
            />
          )}
          <FailureNote failure={command.failure.value} />
          <div class="form-actions">
            <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
              {text.submit}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}

interface ChoicesProps {
  kind: Kind;
  owners: CaseList['owners'];
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

function Choices({ kind, owners, draft, set }: ChoicesProps) {
  switch (kind) {
    case 'assigned':
      return (
        <SelectField
          label={text.owner}
          value={draft.owner}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(owner) => set({ owner })}
        />
      );
    case 'verified':
      return (
        <SelectField
          label={text.founded}
          value={draft.founded}
          options={yesNo(text.foundedYes, text.foundedNo)}
          onChange={(founded) => set({ founded })}
        />
      );
    case 'measured':
      return null;
    case 'calledBack':
      return <CallBack draft={draft} set={set} />;
    case 'reviewed':
      return (
        <SelectField
          label={text.upheld}
          value={draft.upheld}
          options={yesNo(text.upheldYes, text.upheldNo)}
          onChange={(upheld) => set({ upheld })}
        />
      );
    case 'closed':
      return (
        <SelectField
          label={text.outcome}
          value={draft.outcome}
          options={(Object.keys(zhRatings.outcomes) as CaseOutcome[]).map((value) => ({
            value,
            label: zhRatings.outcomes[value],
          }))}
          onChange={(outcome) => set({ outcome })}
        />
      );
  }
}

function CallBack({ draft, set }: Pick<ChoicesProps, 'draft' | 'set'>) {
  return (
    <div class="form-row">
      <SelectField
        label={text.reached}
        value={draft.reached}
        options={yesNo(text.reachedYes, text.reachedNo)}
        onChange={(reached) => set({ reached })}
      />
      {draft.reached === 'yes' && (
        <SelectField
          label={text.satisfied}
          value={draft.satisfied}
          options={[
            ...yesNo(text.satisfiedYes, text.satisfiedNo),
            { value: 'unsaid', label: text.satisfiedUnsaid },
          ]}
          onChange={(satisfied) => set({ satisfied })}
        />
      )}
    </div>
  );
}

interface NoteProps {
  label: string;
  error: string | null;
  value: string;
  onInput: (value: string) => void;
}

function Note({ label, error, value, onInput }: NoteProps) {
  return (
    <Field label={label} hint={zhRatings.oneCase.noteHint} error={error}>
      {(attributes) => (
        <textarea
          {...attributes}
          class="input"
          maxLength={300}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function isMissing(kind: Kind, { note, owner }: Draft): boolean {
  if (kind === 'assigned') return owner === '';
  return kind === 'measured' && note.trim().length < 2;
}

function stepOf(kind: Kind, draft: Draft): Step {
  const note = draft.note.trim();
  switch (kind) {
    case 'assigned':
      return { kind, accountId: draft.owner };
    case 'verified':
      return { kind, founded: draft.founded === 'yes', note };
    case 'measured':
      return { kind, note };
    case 'calledBack': {
      const reached = draft.reached === 'yes';
      const said = reached && draft.satisfied !== 'unsaid';
      return { kind, reached, satisfied: said ? draft.satisfied === 'yes' : null, note };
    }
    case 'reviewed':
      return { kind, upheld: draft.upheld === 'yes', note };
    case 'closed':
      return { kind, outcome: draft.outcome, note };
  }
}
