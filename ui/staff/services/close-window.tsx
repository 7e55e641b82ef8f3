// Leaving the window: nobody is called there any more.
import type { WindowRow } from '../../../server/modules/services/page-schema.ts';
import { zhConsole } from '../../text/zh-console.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useStep } from './steps.ts';

const text = zhConsole.close;

export function CloseWindow({ row, onEnd }: { row: WindowRow; onEnd: () => void }) {
  const { window, held } = row;
  const step = useStep<{ window: number }>();
  async function submit(): Promise<void> {
    if (await step.run('/api/services/window-closings', { window })) onEnd();
  }
  return (
    <FormDialog
      title={text.title(window)}
      submit={text.submit}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.text}</p>
      {held.length > 0 && <p class="note note-trouble">{text.held(held.length)}</p>}
    </FormDialog>
  );
}
