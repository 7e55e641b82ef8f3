// Forgetting a person (PIPL 47): told plainly, done deliberately, and honest about backups.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { ForgetPersonBody, ForgetReply } from '../../../server/modules/directory/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { ReasonField } from '../attendance/reason-field.tsx';
import { isReason } from '../attendance/visit-fields.tsx';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayText } from '../parts/format.ts';
import { useCommand } from '../parts/requests.ts';

const text = zhDesk.people;

export interface ForgetProps {
  /** Somebody of the directory, or whoever made a visit. */
  who: { personId: string } | { visitId: string };
  mask: string;
  onEnd: () => void;
  onDone: () => void;
}

export function Forget({ who, mask, onEnd, onDone }: ForgetProps) {
  const reason = useSignal('');
  const word = useSignal('');
  const judged = useSignal(false);
  const done = useSignal<Static<typeof ForgetReply> | null>(null);
  const command = useCommand<Static<typeof ForgetPersonBody>, Static<typeof ForgetReply>>();
  const sure = word.value.trim() === text.forgetWord;

  async function submit(): Promise<void> {
    judged.value = true;
    if (!sure || !isReason(reason.value)) return;
    const body = { ...who, reason: reason.value.trim() };
    const forgotten = await command.run('/api/directory/forgettings', body);
    if (!forgotten) return;
    done.value = forgotten.reply;
    onDone();
  }

  if (done.value) return <Forgotten reply={done.value} onEnd={onEnd} />;
  return (
    <FormDialog
      title={text.forgetOf(mask)}
      submit={text.forgetSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      {text.forgetText.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <ReasonField label={text.forgetReason} value={reason} judged={judged.value} />
      <TextField
        label={text.forgetConfirm(text.forgetWord)}
        value={word.value}
        error={judged.value && !sure ? text.forgetConfirm(text.forgetWord) : null}
        onInput={(value) => {
          word.value = value;
        }}
      />
    </FormDialog>
  );
}

function Forgotten({ reply, onEnd }: { reply: Static<typeof ForgetReply>; onEnd: () => void }) {
  const { forgotten, backupsGoneOn } = reply;
  return (
    <Dialog
      title={text.forgotten(forgotten)}
      onDismiss={onEnd}
      actions={<Button onTap={onEnd}>{zhStaff.common.close}</Button>}
    >
      <p class={backupsGoneOn === null ? 'note note-good' : 'note note-trouble'} role="status">
        {backupsGoneOn === null ? text.backupsClean : text.backupsGone(dayText(backupsGoneOn))}
      </p>
    </Dialog>
  );
}
