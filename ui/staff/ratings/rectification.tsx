// One rectification: what is known, what was done, what can be done next.
import { useSignal } from '@preact/signals';
import type {
  CaseDetail,
  CaseList,
  ForgetBody,
} from '../../../server/modules/ratings/page-schema.ts';
import type { Step } from '../../../server/modules/ratings/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { grades, reasons } from '../../text/zh-ratings.ts';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { ReasonField } from '../attendance/reason-field.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayText, momentText } from '../parts/format.ts';
import { FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';
import { useZone } from '../staff.ts';
import { State } from './rectification-list.tsx';
import { sayStep } from './say-step.ts';
import { TakeStep } from './take-step.tsx';

const text = zhRatings.oneCase;

export function Rectification({ id, onBack }: { id: string; onBack: () => void }) {
  const path = `/api/ratings/rectifications/${encodeURIComponent(id)}`;
  const { value, failure, reload } = useResource<CaseDetail>(path);
  const list = useResource<CaseList>('/api/ratings/rectifications');
  const one = value.value;
  return (
    <>
      <div class="toolbar no-print">
        <Button look="quiet" onTap={onBack}>
          {text.back}
        </Button>
      </div>
      {failure.value && <LoadFailed failure={failure.value} again={reload} />}
      {!one && !failure.value && <Loading />}
      {one && (
        <div class="case">
          <section class="panel">
            <h2>
              {text.title(grades[one.grade])} <State of={one} />
            </h2>
            <Facts one={one} path={path} onChanged={reload} />
          </section>
          <section class="panel">
            <h2>{text.stepsTitle}</h2>
            <Steps steps={one.steps} />
            {one.outcome !== null && <p class="quiet">{text.closedNote}</p>}
            <h2>{text.nextTitle}</h2>
            <TakeStep
              path={`${path}/steps`}
              kinds={stepsOf(one)}
              owners={list.value.value?.owners ?? []}
              onDone={reload}
            />
          </section>
        </div>
      )}
    </>
  );
}

/** After it is closed only the clerk's objection can follow. */
function stepsOf({ outcome }: CaseDetail): readonly Step['kind'][] {
  if (outcome !== null) return ['reviewed'];
  return ['assigned', 'verified', 'measured', 'calledBack', 'reviewed', 'closed'];
}

interface FactsProps {
  one: CaseDetail;
  path: string;
  onChanged: () => void;
}

function Facts({ one, path, onChanged }: FactsProps) {
  const { facts } = text;
  const rows: [string, preact.ComponentChildren][] = [
    [facts.day, dayText(one.day)],
    [facts.window, one.window ?? zhRatings.cases.paperWindow],
    [facts.items, one.items.join('、')],
    [facts.reasons, one.reasons.map((reason) => reasons[reason]).join('、') || text.noReasons],
    [facts.contact, <Contact key={one.contact} one={one} path={path} onChanged={onChanged} />],
    ...(one.number === null ? [] : [[facts.number, one.number] satisfies [string, string]]),
    [facts.owner, one.owner ?? zhRatings.cases.nobody],
    [facts.due, dayText(one.dueDay)],
    ...(one.outcome === null
      ? []
      : [[facts.outcome, zhRatings.outcomes[one.outcome]] satisfies [string, string]]),
  ];
  return (
    <dl class="case-facts">
      {rows.map(([term, description]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}

function Contact({ one, path, onChanged }: FactsProps) {
  const show = useCommand<Record<never, never>, { phone: string }>();
  const phone = useSignal<string | null>(null);
  const forgetting = useSignal(false);
  if (one.contact === null) return <span class="quiet">{text.noContact}</span>;
  const reveal = async () => {
    const shown = await show.run(`${path}/contact-views`, {});
    if (shown) phone.value = shown.reply.phone;
  };
  return (
    <span class="case-contact">
      <b>{phone.value ?? one.contact}</b>
      {phone.value === null ? (
        <Button busy={show.busy.value} onTap={() => void reveal()}>
          {text.showPhone}
        </Button>
      ) : (
        <small>{text.shownNote}</small>
      )}
      <Button
        look="quiet"
        onTap={() => {
          forgetting.value = true;
        }}
      >
        {text.forget}
      </Button>
      <FailureNote failure={show.failure.value} />
      {forgetting.value && (
        <ForgetContact
          path={path}
          onEnd={(done) => {
            forgetting.value = false;
            if (done) onChanged();
          }}
        />
      )}
    </span>
  );
}

function ForgetContact({ path, onEnd }: { path: string; onEnd: (done: boolean) => void }) {
  const reason = useSignal('');
  const judged = useSignal(false);
  const command = useCommand<ForgetBody>();
  async function submit(): Promise<void> {
    judged.value = true;
    if (reason.value.trim().length < 2) return;
    if (!(await command.run(`${path}/forgettings`, { reason: reason.value.trim() }))) return;
    toast('good', text.forgotten);
    onEnd(true);
  }
  return (
    <FormDialog
      title={text.forgetTitle}
      submit={text.forget}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{text.forgetText}</p>
      <ReasonField value={reason} judged={judged.value} label={text.forgetReason} />
    </FormDialog>
  );
}

function Steps({ steps }: Pick<CaseDetail, 'steps'>) {
  const zone = useZone();
  if (steps.length === 0) return <p class="quiet">{text.stepsEmpty}</p>;
  return (
    <ol class="case-steps">
      {steps.map((taken) => (
        <li key={taken.atMs}>
          <b>{zhRatings.steps[taken.step.kind]}</b>
          <span>{sayStep(taken)}</span>
          <small>
            {momentText(taken.atMs, zone)} {zhRatings.step.by(taken.by)}
          </small>
        </li>
      ))}
    </ol>
  );
}
