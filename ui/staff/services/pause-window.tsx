// Away for a while: why, and where those go who were sent to this window.
import { useSignal } from '@preact/signals';
import type { PauseReason } from '../../../server/modules/services/terms-schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { SelectField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useCommand } from '../parts/requests.ts';
import { isOpen, useHall } from './hall.ts';

const text = zhConsole.pause;
const REASONS = Object.keys(zhConsole.pauseReasons) as PauseReason[];

export interface PauseBody {
  window: number;
  paused: boolean;
  reason?: PauseReason;
  handOver?: number | null;
}

export function PauseWindow({ window, onEnd }: { window: number; onEnd: () => void }) {
  const { windows } = useHall().tickets;
  const reason = useSignal<PauseReason>('break');
  const handOver = useSignal('');
  const command = useCommand<PauseBody>();
  const others = windows.filter((row) => isOpen(row) && row.window !== window);

  async function submit(): Promise<void> {
    const to = handOver.value === '' ? null : Number(handOver.value);
    const body = { window, paused: true, reason: reason.value, handOver: to };
    if (!(await command.run('/api/services/pauses', body))) return;
    toast('good', text.paused);
    onEnd();
  }
  return (
    <FormDialog
      title={text.title(window)}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.text}</p>
      <RadioField
        label={text.reason}
        options={REASONS.map((value) => ({ value, label: zhConsole.pauseReasons[value] }))}
        value={reason.value}
        onChange={(value) => {
          reason.value = value;
        }}
      />
      {others.length > 0 && (
        <SelectField
          label={text.handOver}
          value={handOver.value}
          options={[
            { value: '', label: text.nobody },
            ...others.map((row) => ({
              value: String(row.window),
              label: zhConsole.window(row.window),
            })),
          ]}
          onChange={(value) => {
            handOver.value = value;
          }}
        />
      )}
    </FormDialog>
  );
}
