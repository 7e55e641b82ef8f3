// One line of a sale: how many, or what the scales say in 斤 or 克.
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhOrders } from '../../text/zh-orders.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { lineTotal, type WeightUnit } from './amounts.ts';
import type { InCart } from './sale.tsx';

const text = zhOrders.sale;

export interface CartLineProps {
  line: InCart;
  product: OnSale;
  /** Null: what is typed is no quantity. */
  quantity: number | null;
  judged: boolean;
  onChange: (to: InCart | null) => void;
}

export function CartLine({ line, product, quantity, judged, onChange }: CartLineProps) {
  const { title, unit, weighed, priceFen } = product;
  const wrong = quantity === null && (judged || line.typed !== '');
  const error = wrong ? (weighed ? text.weightWrong : text.countWrong) : null;
  return (
    <div class="cart-line">
      <TextField
        label={weighed ? text.weight(title) : text.pieces(title, unit)}
        inputMode={weighed ? 'text' : 'numeric'}
        value={line.typed}
        error={error}
        onInput={(typed) => onChange({ ...line, typed })}
        autofocus={weighed}
      />
      {weighed && (
        <SelectField<WeightUnit>
          label={text.weightUnit}
          value={line.unit}
          options={[
            { value: 'jin', label: text.jin },
            { value: 'gram', label: text.gram },
          ]}
          onChange={(to) => onChange({ ...line, unit: to })}
        />
      )}
      <span class="cart-sum">
        <b>{yuan(lineTotal(quantity ?? 0, priceFen, weighed))}</b>
        <small>{zhOrders.unitPrice(priceFen, unit, weighed)}</small>
      </span>
      <Button look="quiet" label={text.drop(title)} onTap={() => onChange(null)}>
        {text.dropShort}
      </Button>
    </div>
  );
}
