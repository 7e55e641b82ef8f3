// Sold over the counter: goods picked from the shelf, counted or weighed, the total as it is typed, paid at once.
import { useSignal } from '@preact/signals';
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import type {
  DeskMethod,
  SaleReply,
  SaleRequest,
} from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { CheckField } from '../parts/fields.tsx';
import { Empty, FailureNote } from '../parts/notes.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { countOf, gramsOf, lineTotal, type WeightUnit } from './amounts.ts';
import { CartLine } from './cart-line.tsx';
import { METHOD_OPTIONS } from './order-dialogs.tsx';
import { ProductPicker } from './product-picker.tsx';

const text = zhOrders.sale;
export interface InCart {
  readonly productId: string;
  readonly variantId: string;
  readonly typed: string;
  readonly unit: WeightUnit;
}

export function CounterSale() {
  const products = useStaff().live.slices.workshop.value?.products ?? [];
  const cart = useSignal<readonly InCart[]>([]);
  const method = useSignal<DeskMethod>('cash');
  const receipt = useSignal(true);
  const judged = useSignal(false);
  const command = useCommand<SaleRequest, SaleReply>();

  const lines = cart.value.flatMap((line) => {
    const product = products.find((one) => isOf(line, one));
    return product ? [{ line, product, quantity: quantityOf(line, product) }] : [];
  });
  const totalFen = lines.reduce(
    (sum, { product, quantity }) =>
      sum + lineTotal(quantity ?? 0, product.priceFen, product.weighed),
    0,
  );

  function add({ productId, variantId, weighed }: OnSale): void {
    if (cart.value.some((line) => line.productId === productId && line.variantId === variantId)) {
      return;
    }
    const typed = weighed ? '' : '1';
    cart.value = [...cart.value, { productId, variantId, typed, unit: 'jin' }];
  }
  function change(line: InCart, to: InCart | null): void {
    cart.value = cart.value.flatMap((one) => (one === line ? (to ? [to] : []) : [one]));
  }
  async function submit(): Promise<void> {
    judged.value = true;
    const wanted = lines.flatMap(({ line: { productId, variantId }, product, quantity }) =>
      quantity === null ? [] : [{ productId, variantId, quantity, unitFen: product.priceFen }],
    );
    if (wanted.length === 0 || wanted.length < lines.length) return;
    const body = { lines: wanted, method: method.value, receipt: receipt.value };
    const done = await command.run('/api/workshop/sales', body);
    if (!done) return;
    toast('good', text.done(done.reply.totalFen));
    cart.value = [];
    judged.value = false;
  }

  return (
    <div class="sale">
      <ProductPicker products={products} onPick={add} />
      <section class="panel">
        <h2>{text.cart}</h2>
        {lines.length === 0 ? (
          <Empty title={text.cartEmpty} />
        ) : (
          <form
            class="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            {lines.map(({ line, product, quantity }) => (
              <CartLine
                key={`${line.productId}/${line.variantId}`}
                line={line}
                product={product}
                quantity={quantity}
                judged={judged.value}
                onChange={(to) => change(line, to)}
              />
            ))}
            <RadioField<DeskMethod>
              label={text.method}
              options={METHOD_OPTIONS}
              value={method.value}
              onChange={(value) => {
                method.value = value;
              }}
            />
            <CheckField
              label={text.receipt}
              checked={receipt.value}
              onChange={(checked) => {
                receipt.value = checked;
              }}
            />
            <p class="order-total" aria-live="polite">
              <span>{text.total}</span>
              <b>{yuan(totalFen)}</b>
            </p>
            <FailureNote failure={command.failure.value} />
            <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
              {text.submit(totalFen)}
            </Button>
          </form>
        )}
      </section>
    </div>
  );
}

function isOf(line: InCart, { productId, variantId }: OnSale): boolean {
  return line.productId === productId && line.variantId === variantId;
}

function quantityOf({ typed, unit }: InCart, { weighed }: OnSale): number | null {
  return weighed ? gramsOf(typed, unit) : countOf(typed);
}
