// The phone of somebody who wants to be called back, typed at the turned screen.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { isPhone, phoneGroups } from '../../kit/grouped.ts';
import { Keypad } from '../../kit/keypad.tsx';
import { NumberField } from '../../kit/number-field.tsx';
import { rating, touchRating as text } from '../../text/zh-ratings.ts';
import { useStaff } from '../staff.ts';

const PHONE_DIGITS = 11;

export interface RatingPhoneProps {
  busy: boolean;
  onSubmit: (phone: string) => void;
}

export function RatingPhone({ busy, onSubmit }: RatingPhoneProps) {
  const phone = useSignal('');
  const wrong = useSignal(false);
  const notice = useStaff().live.slices.centre.value?.notice;
  const submit = () => {
    if (isPhone(phone.value)) onSubmit(phone.value);
    else wrong.value = true;
  };
  return (
    <div class="turned-phone">
      <div>
        <NumberField label={text.phoneLabel} groups={phoneGroups(phone.value)} />
        <p role="alert">{wrong.value && text.phoneWrong}</p>
        {notice && (
          <p>
            <Clauses text={text.privacy(notice.controller, notice.keptDays, notice.contact)} />
          </p>
        )}
        <Button look="go" disabled={phone.value.length < PHONE_DIGITS} busy={busy} onTap={submit}>
          {rating.submit}
        </Button>
      </div>
      <Keypad
        value={phone.value}
        maxLength={PHONE_DIGITS}
        onEnter={submit}
        onChange={(digits) => {
          phone.value = digits;
          wrong.value = false;
        }}
      />
    </div>
  );
}
