// 送审、上架、暂停、下架、退回: what can be done with a product in its state, and the way back for a while.
import { useSignal } from '@preact/signals';
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { ProductState } from '../../../server/modules/goods/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useUndoing } from '../parts/undoing.ts';
import { mayUse, useSession } from '../staff.ts';

const STATES = '/api/workshop/goods/states';
const NEXT: Readonly<Record<ProductState, readonly ProductState[]>> = {
  draft: ['review', 'off'],
  review: ['onSale', 'draft'],
  onSale: ['paused', 'off'],
  paused: ['onSale', 'off'],
  off: ['review'],
};

interface Move {
  productId: string;
  state: ProductState;
  reason: string;
  revision: number;
}

export function StateActions({ row }: { row: GoodsRow }) {
  const session = useSession();
  const command = useCommand<Move, { revision: number }>();
  const undoing = useUndoing();
  const givesBack = useSignal(false);
  const { id: productId, state: was, revision } = row;
  const { title } = row.product;

  async function move(state: ProductState, reason = ''): Promise<void> {
    const done = await command.run(STATES, { productId, state, reason, revision });
    if (!done) return;
    givesBack.value = false;
    const back = { productId, state: was, reason: zhGoods.undoReason, undo: true };
    const undo = undoing(STATES, { ...back, revision: done.reply.revision });
    toast('good', zhGoods.moves[state].said(title), undo);
  }
  const mayPublish = mayUse(session, ['manager', 'admin']);
  const offered = NEXT[was].filter((state) => was !== 'review' || state !== 'onSale' || mayPublish);
  return (
    <>
      {offered.map((state) => {
        const { label } = zhGoods.moves[state];
        return (
          <Button
            key={state}
            look={state === 'onSale' ? 'go' : 'plain'}
            label={zhGoods.moveOf(label, title)}
            busy={command.busy.value}
            onTap={() => {
              command.clear();
              if (state === 'draft') givesBack.value = true;
              else move(state);
            }}
          >
            {label}
          </Button>
        );
      })}
      {was === 'review' && !mayPublish && <small class="quiet">{zhGoods.waiting}</small>}
      {!givesBack.value && <FailureNote failure={command.failure.value} />}
      {givesBack.value && (
        <GiveBack
          title={title}
          command={command}
          onSubmit={(reason) => move('draft', reason)}
          onCancel={() => {
            givesBack.value = false;
          }}
        />
      )}
    </>
  );
}

interface GiveBackProps {
  title: string;
  command: ReturnType<typeof useCommand<Move, { revision: number }>>;
  onSubmit: (reason: string) => void;
  onCancel: () => void;
}

function GiveBack({ title, command, onSubmit, onCancel }: GiveBackProps) {
  const text = zhGoods.giveBack;
  const reason = useSignal('');
  return (
    <FormDialog
      title={text.title(title)}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={() => onSubmit(reason.value.trim().slice(0, 80))}
      onCancel={onCancel}
    >
      <TextField
        label={text.reason}
        hint={text.reasonHint}
        optional
        value={reason.value}
        onInput={(value) => {
          reason.value = value;
        }}
      />
    </FormDialog>
  );
}
