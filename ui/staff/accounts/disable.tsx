// Disabling an account, after a question.
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import type { AccountRow } from './accounts.tsx';

const text = zhDesk.accounts;

export interface AccountDialogProps {
  account: AccountRow;
  onEnd: (changed: boolean) => void;
}

export function Disable({ account, onEnd }: AccountDialogProps) {
  const command = useCommand<Record<never, never>>();
  async function submit(): Promise<void> {
    const path = `/api/accounts/${encodeURIComponent(account.id)}/disablement`;
    if (!(await command.run(path, {}))) return;
    toast('good', text.disabledNow);
    onEnd(true);
  }
  return (
    <FormDialog
      title={text.disableTitle(account.name)}
      submit={text.disable}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{text.disableText}</p>
    </FormDialog>
  );
}
