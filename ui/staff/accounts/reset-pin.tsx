// The administrator gives somebody a new PIN.
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { NewPinFields, useNewPin } from '../sign-in/new-pin.tsx';
import type { AccountDialogProps } from './disable.tsx';

const text = zhDesk.accounts;

export function ResetPin({ account, onEnd }: AccountDialogProps) {
  const newPin = useNewPin();
  const command = useCommand<{ pin: string }>();
  async function submit(): Promise<void> {
    if (!newPin.accept(account.name)) return;
    const path = `/api/accounts/${encodeURIComponent(account.id)}/pin`;
    if (!(await command.run(path, { pin: newPin.pin.value }))) return;
    toast('good', text.resetDone);
    onEnd(true);
  }
  return (
    <FormDialog
      title={text.resetTitle(account.name)}
      submit={text.resetSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <NewPinFields of={newPin} name={account.name} labels={[text.pin, text.pinAgain]} />
      <p class="quiet">{text.pinTell}</p>
    </FormDialog>
  );
}
