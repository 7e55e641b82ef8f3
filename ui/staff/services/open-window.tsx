// Signing in to a window, or changing what it serves: everything the catalogue gives it, unless some is left out.
import { useSignal } from '@preact/signals';
import type { WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { CheckField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { useSession } from '../staff.ts';
import { isOpen, itemsAt, useHall } from './hall.ts';

const text = zhConsole.open;

export interface OpenWindowProps {
  row: WindowRow;
  onEnd: () => void;
}

export function OpenWindow({ row, onEnd }: OpenWindowProps) {
  const { window, clerk, accountId } = row;
  const own = accountId === useSession().accountId;
  const items = itemsAt(useHall().catalogue, window);
  const left = useSignal<ReadonlySet<string>>(
    new Set(own ? items.map(({ id }) => id).filter((id) => !row.itemIds.includes(id)) : []),
  );
  const command = useCommand<{ window: number; itemIds: string[] | null; takeOver: boolean }>();
  const kept = items.filter(({ id }) => !left.value.has(id));
  const none = items.length > 0 && kept.length === 0;
  const others = isOpen(row) && !own && clerk ? clerk : null;

  async function submit(): Promise<void> {
    if (none) return;
    const all = kept.length === items.length;
    const itemIds = all ? null : kept.map(({ id }) => id);
    const body = { window, itemIds, takeOver: others !== null };
    if (!(await command.run('/api/services/windows', body))) return;
    toast('good', own ? text.serviceChanged : text.opened(window));
    onEnd();
  }
  function leave(id: string, out: boolean): void {
    const next = new Set(left.value);
    if (out) next.add(id);
    else next.delete(id);
    left.value = next;
  }

  return (
    <FormDialog
      title={own ? text.changeTitle(window) : text.title(window)}
      submit={submitLabel(own, others)}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      {others && <p class="note note-trouble">{text.takeOverText(others)}</p>}
      <fieldset class="checks">
        <legend>{text.services}</legend>
        {items.map(({ id, name }) => (
          <CheckField
            key={id}
            label={name}
            checked={!left.value.has(id)}
            onChange={(checked) => leave(id, !checked)}
          />
        ))}
      </fieldset>
      {none ? (
        <p class="field-error" role="alert">
          {text.none}
        </p>
      ) : (
        <p class="quiet">{text.servicesHint}</p>
      )}
      {left.value.size > 0 && (
        <Button
          look="quiet"
          onTap={() => {
            left.value = new Set();
          }}
        >
          {text.all}
        </Button>
      )}
    </FormDialog>
  );
}

function submitLabel(own: boolean, others: string | null): string {
  if (own) return text.change;
  return others === null ? text.submit : text.takeOver(others);
}
