// What a product is sold as, and for how much: one box each.
import { Button } from '../../kit/button.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { without } from '../catalogue/ordered-row.tsx';
import { CheckField, TextField } from '../parts/fields.tsx';
import { freeVariantId, type VariantDraft } from './draft.ts';

const text = zhGoods.form;
const MOST = 10;

export interface VariantsFieldProps {
  variants: readonly VariantDraft[];
  unit: string;
  prices: Readonly<Record<number, string>>;
  error: string | undefined;
  /** Ids that were in use when the form was opened. */
  taken: readonly string[];
  onChange: (variants: VariantDraft[]) => void;
}

export function VariantsField(props: VariantsFieldProps) {
  const { variants, prices, error, taken, onChange } = props;
  function set(place: number, change: Partial<VariantDraft>): void {
    onChange(variants.map((one, at) => (at === place ? { ...one, ...change } : one)));
  }
  function add(): void {
    const id = freeVariantId([...taken, ...variants.map((one) => one.id)]);
    onChange([...variants, { id, name: '', price: '', listPrice: '', weighed: false }]);
  }
  return (
    <fieldset class="goods-fields">
      <legend>{text.variants}</legend>
      {variants.map((variant, place) => (
        <fieldset class="goods-variant" key={variant.id}>
          <legend>{text.variantOf(place + 1)}</legend>
          <TextField
            label={text.variantName}
            hint={text.variantNameHint}
            value={variant.name}
            onInput={(name) => set(place, { name })}
          />
          <div class="form-row">
            <TextField
              label={variant.weighed ? text.pricePerJin : text.price}
              inputMode="decimal"
              value={variant.price}
              error={prices[place]}
              onInput={(price) => set(place, { price })}
            />
            <TextField
              label={text.listPrice}
              hint={text.listPriceHint}
              inputMode="decimal"
              value={variant.listPrice}
              onInput={(listPrice) => set(place, { listPrice })}
            />
          </div>
          <div class="goods-variant-end">
            <CheckField
              label={text.weighed}
              checked={variant.weighed}
              onChange={(weighed) => set(place, { weighed })}
            />
            {variants.length > 1 && (
              <Button
                look="quiet"
                label={text.removeOf(text.variantOf(place + 1))}
                onTap={() => onChange(without(variants, place))}
              >
                {text.remove}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button disabled={variants.length >= MOST} onTap={add}>
          {text.addVariant}
        </Button>
      </div>
    </fieldset>
  );
}
