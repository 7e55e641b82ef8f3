// Asked before a settlement is confirmed, marked as handed out, or withdrawn: money is not moved by a slip of the finger.
import { useSignal } from '@preact/signals';
import type { SettlementRow } from '../../../server/modules/shares/page-schema.ts';
import { toast } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { zhShares } from '../../text/zh-shares.ts';
import { Field } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';

const text = zhShares.settlements;
const LONGEST_REASON = 80;

export type Move = 'confirmed' | 'paid' | 'withdrawn';
export interface MoveSettlementProps {
  one: SettlementRow;
  move: Move;
  path: string;
  onCancel: () => void;
  onMoved: () => void;
}

export function MoveSettlement({ one, move, path, onCancel, onMoved }: MoveSettlementProps) {
  const command = useCommand<{ state: Move; reason?: string }>();
  const reason = useSignal('');
  const judged = useSignal(false);
  const question = text.ask[move];
  const missing = move === 'withdrawn' && reason.value.trim().length < 2;

  async function submit(): Promise<void> {
    judged.value = true;
    if (missing) return;
    const body =
      move === 'withdrawn' ? { state: move, reason: reason.value.trim() } : { state: move };
    if (!(await command.run(path, body))) return;
    toast('good', text.moved[move]);
    onMoved();
  }

  return (
    <FormDialog
      title={question.title}
      submit={question.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <p>
        <b>{zhShares.range(one.from, one.to)}</b>
      </p>
      <p>{question.text(one.accounts, yuan(one.payFen))}</p>
      {move === 'withdrawn' && (
        <Field
          label={text.reasonLabel}
          hint={text.reasonHint}
          error={judged.value && missing ? text.reasonHint : null}
        >
          {(attributes) => (
            <textarea
              {...attributes}
              class="input"
              maxLength={LONGEST_REASON}
              value={reason.value}
              onInput={(event) => {
                reason.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
