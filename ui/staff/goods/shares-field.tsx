// Who gets what of the money, in per cent.
import { zhGoods } from '../../text/zh-goods.ts';
import { TextField } from '../parts/fields.tsx';
import { percentText } from './amounts.ts';
import { type Draft, PARTIES, sharesSum } from './draft.ts';

const text = zhGoods.form;

export interface SharesFieldProps {
  shares: Draft['shares'];
  error: string | undefined;
  onChange: (shares: Draft['shares']) => void;
}

export function SharesField({ shares, error, onChange }: SharesFieldProps) {
  const sum = sharesSum(shares);
  return (
    <fieldset class="goods-fields">
      <legend>{text.shares}</legend>
      <div class="goods-shares">
        {PARTIES.map((party) => (
          <TextField
            key={party}
            label={text.parties[party]}
            inputMode="decimal"
            value={shares[party]}
            onInput={(value) => onChange({ ...shares, [party]: value })}
          />
        ))}
      </div>
      <p class="field-hint" role="status">
        {text.sharesHint}
        {sum !== null && text.sharesSum(percentText(sum))}
      </p>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
