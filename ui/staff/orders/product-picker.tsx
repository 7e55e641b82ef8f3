// The shelf as buttons, narrowed by a word of the name.
import { useSignal } from '@preact/signals';
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { TextField } from '../parts/fields.tsx';
import { Empty } from '../parts/notes.tsx';

const text = zhOrders.sale;

export function ProductPicker({
  products,
  onPick,
}: {
  products: readonly OnSale[];
  onPick: (product: OnSale) => void;
}) {
  const word = useSignal('');
  const found = products.filter(({ title }) => title.includes(word.value.trim()));
  if (products.length === 0) {
    return (
      <section class="panel">
        <h2>{text.title}</h2>
        <Empty title={text.empty} />
      </section>
    );
  }
  return (
    <section class="panel">
      <h2>{text.title}</h2>
      <TextField
        label={text.search}
        hint={text.searchHint}
        value={word.value}
        onInput={(value) => {
          word.value = value;
        }}
      />
      {found.length === 0 && <Empty title={text.noneFound} />}
      <div class="products">
        {found.map((product) => (
          <ProductButton
            key={`${product.productId}/${product.variantId}`}
            product={product}
            onTap={() => onPick(product)}
          />
        ))}
      </div>
    </section>
  );
}

function ProductButton({ product, onTap }: { product: OnSale; onTap: () => void }) {
  const { title, unit, weighed, priceFen, left } = product;
  return (
    <button type="button" class="product" disabled={left <= 0} onClick={onTap}>
      <b>{title}</b>
      <span>{zhOrders.unitPrice(priceFen, unit, weighed)}</span>
      <small>{left > 0 ? text.left(zhOrders.much(left, unit, weighed)) : text.soldOut}</small>
    </button>
  );
}
