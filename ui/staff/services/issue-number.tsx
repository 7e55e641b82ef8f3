// A number for somebody at the desk who cannot, or would rather not, take one at the machine.
import { useSignal } from '@preact/signals';
import type { TakeTicketReply } from '../../../server/modules/services/page-schema.ts';
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { CheckField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { ClassField } from './class-field.tsx';
import { bodyOf, ItemPicker, isNothing, NOTHING_PICKED, type Picked } from './item-picker.tsx';

const text = zhConsole.issue;

export function IssueNumber() {
  const given = useSignal<TakeTicketReply | null>(null);
  if (given.value) {
    return (
      <Given
        ticket={given.value}
        onAnother={() => {
          given.value = null;
        }}
      />
    );
  }
  return (
    <IssueForm
      onGiven={(ticket) => {
        given.value = ticket;
      }}
    />
  );
}

function IssueForm({ onGiven }: { onGiven: (ticket: TakeTicketReply) => void }) {
  const picked = useSignal<Picked>(NOTHING_PICKED);
  const visitorClass = useSignal<VisitorClass>('ordinary');
  const print = useSignal(true);
  const tried = useSignal(false);
  const command = useCommand<object, TakeTicketReply>();
  const missing = isNothing(picked.value);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    tried.value = true;
    if (missing) return;
    const body = { ...bodyOf(picked.value), class: visitorClass.value, print: print.value };
    const taken = await command.run('/api/services/tickets', body);
    if (taken) onGiven(taken.reply);
  }
  return (
    <form class="panel form issue" noValidate onSubmit={submit}>
      <h2>{text.title}</h2>
      <p class="quiet">{text.hint}</p>
      <ItemPicker
        picked={picked.value}
        error={tried.value && missing ? zhConsole.items.none : null}
        onPick={(next) => {
          picked.value = next;
        }}
      />
      <ClassField
        value={visitorClass.value}
        onChange={(value) => {
          visitorClass.value = value;
        }}
      />
      <CheckField
        label={text.print}
        hint={text.printHint}
        checked={print.value}
        onChange={(checked) => {
          print.value = checked;
        }}
      />
      <FailureNote failure={command.failure.value} />
      <div class="form-actions">
        <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}

function Given({ ticket, onAnother }: { ticket: TakeTicketReply; onAnother: () => void }) {
  const { number, items, ahead, wait, served, jobId } = ticket;
  return (
    <section class="panel given" aria-live="polite">
      <h2>{text.done}</h2>
      <b class="pad-number">{number}</b>
      <span>{items.join('、')}</span>
      <p>
        {text.ahead(ahead)}
        {wait && `，${text.wait(wait.lowMinutes, wait.highMinutes)}`}
      </p>
      {!served && <p class="note note-trouble">{text.notServed}</p>}
      <p class="quiet">{jobId === null ? text.noPaper : text.printing}</p>
      <div class="form-actions">
        <Button look="go" autofocus onTap={onAnother}>
          {text.another}
        </Button>
      </div>
    </section>
  );
}
