// What a step asks before it is done: how somebody paid, why an order is cancelled, what is given back.
import { useSignal } from '@preact/signals';
import type {
  DeskMethod,
  OrderRow,
  PaymentRequest,
  ReasonRequest,
  RefundRequest,
} from '../../../server/modules/orders/page-schema.ts';
import type { PayMethod } from '../../../server/modules/orders/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { ReasonField } from '../attendance/reason-field.tsx';
import { isReason } from '../attendance/visit-fields.tsx';
import { CheckField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useCommand } from '../parts/requests.ts';

export type Asked = 'pay' | 'cancel' | 'refund' | 'forget';
interface DialogProps {
  order: OrderRow;
  onEnd: () => void;
}
export const DESK_METHODS = Object.keys(zhOrders.deskMethods) as DeskMethod[];
export const METHOD_OPTIONS = DESK_METHODS.map((value) => ({
  value,
  label: zhOrders.deskMethods[value],
}));

export function OrderDialog({ asked, ...props }: DialogProps & { asked: Asked }) {
  switch (asked) {
    case 'pay':
      return <PayDialog {...props} />;
    case 'refund':
      return <RefundDialog {...props} />;
    case 'cancel':
      return <WhyDialog {...props} what="cancel" noun="cancellation" />;
    case 'forget':
      return <WhyDialog {...props} what="forget" noun="forgetting" />;
  }
}

const pathOf = ({ id }: OrderRow, noun: string) =>
  `/api/workshop/orders/${encodeURIComponent(id)}/${noun}`;

/** One tap on how it was paid: that is the whole step. */
function PayDialog({ order, onEnd }: DialogProps) {
  const command = useCommand<PaymentRequest>();
  const { totalFen: fen } = order;
  async function pay(method: DeskMethod): Promise<void> {
    if (!(await command.run(pathOf(order, 'payment'), { method, fen }))) return;
    toast('good', zhOrders.card.done.pay);
    onEnd();
  }
  return (
    <Dialog
      title={zhOrders.pay.title(fen)}
      onDismiss={onEnd}
      actions={
        <Button look="quiet" onTap={onEnd}>
          {zhStaff.common.cancel}
        </Button>
      }
    >
      <p>{zhOrders.pay.text}</p>
      <div class="pay-methods">
        {DESK_METHODS.map((method) => (
          <Button key={method} busy={command.busy.value} onTap={() => pay(method)}>
            {zhOrders.deskMethods[method]}
          </Button>
        ))}
      </div>
      <FailureNote failure={command.failure.value} />
    </Dialog>
  );
}

function WhyDialog({
  order,
  onEnd,
  what,
  noun,
}: DialogProps & { what: 'cancel' | 'forget'; noun: string }) {
  const reason = useSignal('');
  const judged = useSignal(false);
  const command = useCommand<ReasonRequest>();
  async function submit(): Promise<void> {
    judged.value = true;
    if (!isReason(reason.value)) return;
    if (!(await command.run(pathOf(order, noun), { reason: reason.value.trim() }))) return;
    toast('good', zhOrders.card.done[what]);
    onEnd();
  }
  return (
    <FormDialog
      title={zhOrders[what].title}
      submit={zhOrders[what].submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{zhOrders[what].text}</p>
      <ReasonField value={reason} judged={judged.value} />
    </FormDialog>
  );
}

const text = zhOrders.refund;

function RefundDialog({ order, onEnd }: DialogProps) {
  const open = order.lines.flatMap(({ refunded }, place) => (refunded ? [] : [place]));
  const chosen = useSignal<readonly number[]>(open);
  const outside = order.source === 'outside';
  const method = useSignal<PayMethod>(outside ? 'platform' : (order.method ?? 'cash'));
  const returned = useSignal(order.state === 'paid');
  const reason = useSignal('');
  const judged = useSignal(false);
  const command = useCommand<RefundRequest, { fen: number }>();
  const fen = chosen.value.reduce((sum, place) => sum + (order.lines[place]?.totalFen ?? 0), 0);

  async function submit(): Promise<void> {
    judged.value = true;
    if (!isReason(reason.value) || chosen.value.length === 0) return;
    const done = await command.run(pathOf(order, 'refunds'), {
      lines: [...chosen.value],
      method: method.value,
      returned: returned.value,
      reason: reason.value.trim(),
    });
    if (!done) return;
    toast('good', zhOrders.card.done.refund(done.reply.fen));
    onEnd();
  }
  function toggle(place: number, checked: boolean): void {
    const others = chosen.value.filter((one) => one !== place);
    chosen.value = checked ? [...others, place].sort((a, b) => a - b) : others;
  }

  return (
    <FormDialog
      title={text.title}
      submit={text.submit(fen)}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{outside ? text.platform : text.text}</p>
      <fieldset class="order-checks">
        <legend>{text.lines}</legend>
        {open.map((place) => {
          const line = order.lines[place];
          return (
            line && (
              <CheckField
                key={place}
                label={`${line.title} ${yuan(line.totalFen)}`}
                checked={chosen.value.includes(place)}
                onChange={(checked) => toggle(place, checked)}
              />
            )
          );
        })}
      </fieldset>
      {judged.value && chosen.value.length === 0 && <p class="field-error">{text.nothing}</p>}
      {!outside && (
        <RadioField<PayMethod>
          label={text.method}
          options={METHOD_OPTIONS}
          value={method.value}
          onChange={(value) => {
            method.value = value;
          }}
        />
      )}
      {order.state === 'pickedUp' && (
        <CheckField
          label={text.returned}
          checked={returned.value}
          onChange={(checked) => {
            returned.value = checked;
          }}
        />
      )}
      <ReasonField value={reason} judged={judged.value} />
    </FormDialog>
  );
}
