// Sold on an outside platform: +1 and +5 for each product, at the platform's price; a tap too many is taken back.
import { useSignal } from '@preact/signals';
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import type { OutsideSaleBody, SaleReply } from '../../../server/modules/orders/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhOrders } from '../../text/zh-orders.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { Empty, FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { Downloads, ImportFile } from '../parts/spreadsheet.tsx';
import { useStaff } from '../staff.ts';
import { fenOf, yuanField } from './amounts.ts';

const text = zhOrders.outside;
const FILES = [
  { path: '/api/workshop/outside-sales/template', label: text.sheet.template },
] as const;
const OTHER = '';
const STEPS = [1, 5];
/** What is weighed is sold by the 斤. */
const GRAMS_A_JIN = 500;

export function OutsideSales() {
  const products = useStaff().live.slices.workshop.value?.products ?? [];
  const chosen = useSignal<string>(text.platforms[0] ?? OTHER);
  const other = useSignal('');
  const judged = useSignal(false);
  const selling = useCommand<OutsideSaleBody, SaleReply>();
  const undoing = useCommand<Record<never, never>>();
  const platform = chosen.value === OTHER ? other.value.trim() : chosen.value;

  async function undo(id: string): Promise<void> {
    const path = `/api/workshop/outside-sales/${encodeURIComponent(id)}/withdrawal`;
    if (await undoing.run(path, {})) toast('plain', text.undone);
  }
  async function plus(product: OnSale, count: number, unitFen: number): Promise<void> {
    judged.value = true;
    if (platform === '') return;
    const { productId, variantId, title, unit, weighed } = product;
    const quantity = weighed ? count * GRAMS_A_JIN : count;
    undoing.clear();
    const done = await selling.run('/api/workshop/outside-sales', {
      platform,
      lines: [{ productId, variantId, quantity, unitFen }],
    });
    if (!done) return;
    const says = text.sold(title, zhOrders.much(quantity, unit, weighed), platform);
    toast('good', says, { label: text.undo, run: () => void undo(done.reply.id) });
  }

  return (
    <>
      <section class="panel">
        <h2>{text.title}</h2>
        <p class="quiet">{text.text}</p>
        <div class="form-row">
          <SelectField
            label={text.platform}
            value={chosen.value}
            options={[
              ...text.platforms.map((name) => ({ value: name as string, label: name })),
              { value: OTHER, label: text.otherPlatform },
            ]}
            onChange={(value) => {
              chosen.value = value;
            }}
          />
          {chosen.value === OTHER && (
            <TextField
              label={text.otherName}
              value={other.value}
              error={judged.value && platform === '' ? text.otherMissing : null}
              onInput={(value) => {
                other.value = value.slice(0, 20);
              }}
            />
          )}
        </div>
        <FailureNote failure={selling.failure.value ?? undoing.failure.value} />
        {products.length === 0 && <Empty title={zhOrders.sale.empty} />}
        <ul class="outside-rows">
          {products.map((product) => (
            <OutsideRow
              key={`${product.productId}/${product.variantId}`}
              product={product}
              busy={selling.busy.value}
              onPlus={(count, unitFen) => plus(product, count, unitFen)}
            />
          ))}
        </ul>
      </section>
      <section class="panel">
        <h2>{text.sheet.title}</h2>
        <p class="quiet">{text.sheet.text}</p>
        <Downloads files={FILES} />
        <ImportFile
          path="/api/workshop/outside-sales/import"
          tooLarge={text.sheet.tooLarge}
          onImported={(_id, count) => toast('good', text.sheet.done(count))}
        />
      </section>
    </>
  );
}

interface OutsideRowProps {
  product: OnSale;
  busy: boolean;
  onPlus: (count: number, unitFen: number) => void;
}

function OutsideRow({ product, busy, onPlus }: OutsideRowProps) {
  const { title, unit, weighed, priceFen, left } = product;
  const typed = useSignal<string | null>(null);
  const price = typed.value ?? yuanField(priceFen);
  const unitFen = fenOf(price);
  const unitWord = weighed ? zhOrders.sale.jin : unit;
  return (
    <li>
      <span class="order-what">
        <b>{title}</b>
        <small>{zhOrders.sale.left(zhOrders.much(left, unit, weighed))}</small>
      </span>
      <TextField
        label={text.price(title)}
        value={price}
        error={unitFen === null ? text.priceWrong : null}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      <span class="row-actions">
        {STEPS.map((count) => (
          <Button
            key={count}
            label={text.plusOf(count, unitWord, title)}
            busy={busy}
            disabled={unitFen === null}
            onTap={() => unitFen !== null && onPlus(count, unitFen)}
          >
            {text.plus(count)}
          </Button>
        ))}
      </span>
    </li>
  );
}
