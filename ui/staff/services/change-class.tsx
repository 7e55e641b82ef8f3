// The proof was there after all, or was not: the ticket queues as another class.
import { useSignal } from '@preact/signals';
import type { QueueTicket } from '../../../server/modules/services/page-schema.ts';
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ClassField } from './class-field.tsx';
import { ticketPath, useStep } from './steps.ts';

const text = zhConsole.class;

export interface ClassBody {
  class: VisitorClass;
}

export function ChangeClass({ ticket, onEnd }: { ticket: QueueTicket; onEnd: () => void }) {
  const chosen = useSignal<VisitorClass>(ticket.class);
  const step = useStep<ClassBody>();
  async function submit(): Promise<void> {
    const done = await step.run(ticketPath(ticket.id, 'class'), { class: chosen.value });
    if (!done) return;
    if (done !== 'changed') {
      toast('good', text.changed(ticket.number, zhConsole.classes[chosen.value]));
    }
    onEnd();
  }
  return (
    <FormDialog
      title={text.title(ticket.number)}
      submit={zhConsole.open.change}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <ClassField
        value={chosen.value}
        onChange={(value) => {
          chosen.value = value;
        }}
      />
      <p class="quiet">{text.hint}</p>
    </FormDialog>
  );
}
