// From which day to which the next period goes; filled in, so that mostly one tap is enough.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhShares } from '../../text/zh-shares.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import type { Range } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';

const text = zhShares.settlements;

export function DraftSettlement({ due, onDrafted }: { due: Range; onDrafted: () => void }) {
  const from = useSignal(due.from);
  const to = useSignal(due.to);
  const command = useCommand<Range>();
  const wrong = from.value > to.value;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (wrong || !from.value || !to.value) return;
    const range = { from: from.value, to: to.value };
    if (!(await command.run('/api/workshop/shares/settlements', range))) return;
    toast('good', text.drafted);
    onDrafted();
  }

  return (
    <form class="range" noValidate onSubmit={submit}>
      <div class="range-fields">
        <TextField
          label={text.from}
          type="date"
          value={from.value}
          onInput={(value) => {
            from.value = value;
          }}
        />
        <TextField
          label={text.to}
          type="date"
          value={to.value}
          error={wrong ? zhStaff.visits.rangeWrong : null}
          onInput={(value) => {
            to.value = value;
          }}
        />
        <Button type="submit" busy={command.busy.value} disabled={wrong} onTap={() => {}}>
          {text.draft}
        </Button>
      </div>
      <FailureNote failure={command.failure.value} />
    </form>
  );
}
