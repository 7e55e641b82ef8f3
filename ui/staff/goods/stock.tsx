// How much of a product is there: what came in, what was counted, what came back, and how it came to that.
import { useSignal } from '@preact/signals';
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { Variant } from '../../../server/modules/goods/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useCommand } from '../parts/requests.ts';
import { useUndoing } from '../parts/undoing.ts';
import { amountOf, amountText } from './amounts.ts';
import { StockHistory } from './stock-history.tsx';

const text = zhGoods.stock;
const MOVES = '/api/workshop/goods/stock-moves';
type Kind = keyof typeof text.kinds;
const KINDS = Object.keys(text.kinds) as Kind[];

interface StockMove {
  productId: string;
  variantId: string;
  kind: Kind;
  quantity: number;
  note: string;
  seenOnHand?: number;
}

export function StockDialog({ row, onEnd }: { row: GoodsRow; onEnd: () => void }) {
  const { title, variants } = row.product;
  const [first] = variants;
  const variantId = useSignal(first?.id ?? '');
  const moves = useSignal(0);
  const variant = variants.find(({ id }) => id === variantId.value) ?? first;
  return (
    <Dialog title={text.title(title)} onDismiss={onEnd}>
      {variants.length > 1 && (
        <RadioField
          label={text.variant}
          options={variants.map(({ id, name }) => ({ value: id, label: name || title }))}
          value={variantId.value}
          onChange={(id) => {
            variantId.value = id;
          }}
        />
      )}
      {variant && (
        <MoveForm
          key={variant.id}
          row={row}
          variant={variant}
          onMoved={() => {
            moves.value += 1;
          }}
        />
      )}
      <StockHistory row={row} moves={moves.value} />
      <div class="form-actions">
        <Button onTap={onEnd}>{text.close}</Button>
      </div>
    </Dialog>
  );
}

interface MoveFormProps {
  row: GoodsRow;
  variant: Variant;
  onMoved: () => void;
}

function MoveForm({ row, variant, onMoved }: MoveFormProps) {
  const command = useCommand<StockMove, { left: number; onHand: number }>();
  const undoing = useUndoing();
  const kind = useSignal<Kind>('receive');
  const typed = useSignal('');
  const note = useSignal('');
  const error = useSignal<string | null>(null);
  const { id: productId, product } = row;
  const { id: variantId, weighed } = variant;
  const known = row.stock.find((one) => one.variantId === variantId);
  const { onHand, reserved } = known ?? { onHand: 0, reserved: 0 };
  const amount = (quantity: number) => amountText(quantity, weighed, product.unit);
  const counts = kind.value === 'adjust';

  async function submit(): Promise<void> {
    const value = amountOf(typed.value, weighed);
    const quantity = value === null ? 0 : counts ? value - onHand : value;
    error.value = faultOf(value, quantity, { counts, weighed });
    if (error.value !== null) return;
    const move = { productId, variantId, note: note.value.trim().slice(0, 80) };
    const seen = counts ? { seenOnHand: onHand } : {};
    const done = await command.run(MOVES, { ...move, kind: kind.value, quantity, ...seen });
    if (!done) return;
    const undo = undoing(MOVES, {
      ...move,
      kind: 'adjust',
      quantity: -quantity,
      note: zhGoods.undoReason,
      seenOnHand: done.reply.onHand,
    });
    toast('good', text.done(text.kinds[kind.value], amount(done.reply.onHand)), undo);
    typed.value = '';
    note.value = '';
    onMoved();
  }
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p role="status">{text.now(amount(onHand - reserved), amount(onHand))}</p>
      <RadioField
        label={text.what}
        hint={text.kindHints[kind.value]}
        options={KINDS.map((one) => ({ value: one, label: text.kinds[one] }))}
        value={kind.value}
        onChange={(one) => {
          kind.value = one;
          error.value = null;
        }}
      />
      <TextField
        label={counts ? text.counted : text.amount}
        hint={text.unit(weighed ? zhGoods.jin : product.unit)}
        inputMode="decimal"
        value={typed.value}
        error={error.value}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      <TextField
        label={text.note}
        optional
        value={note.value}
        onInput={(value) => {
          note.value = value;
        }}
      />
      <FailureNote failure={command.failure.value} />
      <div class="form-actions">
        <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}

function faultOf(
  value: number | null,
  quantity: number,
  { counts, weighed }: { counts: boolean; weighed: boolean },
): string | null {
  if (value === null && weighed) return text.jinWrong;
  if (value === null || (!counts && value === 0)) {
    return counts ? text.countWrong : text.amountWrong;
  }
  return quantity === 0 ? text.same : null;
}
