// Letting a screen go, after a question.
import { toast } from '../../kit/notice.tsx';
import { zhScreens as text } from '../../text/zh-screens.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import type { ScreenDialogProps } from './change-screen.tsx';

export function UnpairScreen({ screen, onEnd }: ScreenDialogProps) {
  const command = useCommand<Record<never, never>>();
  async function submit(): Promise<void> {
    const path = `/api/pairing/screens/${encodeURIComponent(screen.id)}/unpairing`;
    if (!(await command.run(path, {}))) return;
    toast('good', text.unpaired);
    onEnd();
  }
  return (
    <FormDialog
      title={text.unpairTitle(screen.name)}
      submit={text.unpair}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.unpairText}</p>
    </FormDialog>
  );
}
