// Another name for a screen, and whether its numbers are printed.
import { toast } from '../../kit/notice.tsx';
import { zhScreens as text } from '../../text/zh-screens.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { NameField, PrintsField, useScreenFields } from './screen-fields.tsx';
import type { ScreenRow } from './screens.tsx';

export interface ScreenDialogProps {
  screen: ScreenRow;
  onEnd: () => void;
}

export function ChangeScreen({ screen, onEnd }: ScreenDialogProps) {
  const fields = useScreenFields(screen.name, screen.prints);
  const command = useCommand<{ name: string; prints: boolean }>();
  async function submit(): Promise<void> {
    const name = fields.accept();
    if (name === null) return;
    const path = `/api/pairing/screens/${encodeURIComponent(screen.id)}/settings`;
    if (!(await command.run(path, { name, prints: fields.prints.value }))) return;
    toast('good', text.changed);
    onEnd();
  }
  return (
    <FormDialog
      title={text.changeTitle(screen.name)}
      submit={text.changeSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <NameField of={fields} />
      {screen.kind === 'touch' && <PrintsField of={fields} />}
    </FormDialog>
  );
}
