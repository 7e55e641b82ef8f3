// The phone number, by a number pad of our own.
import { useState } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { isPhone, phoneGroups } from '../../kit/grouped.ts';
import { Keypad } from '../../kit/keypad.tsx';
import { NumberField } from '../../kit/number-field.tsx';
import { checkOut, checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Direction } from '../plan.ts';
import { identified } from './flow.ts';
import './attendance.css';

const PHONE_DIGITS = 11;

export function PhonePage({ direction }: { direction: Direction }) {
  const kiosk = useKiosk();
  const { phone, checkOut: leaving } = kiosk.visits.session.value;
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    if (!isPhone(phone.value)) setWrong(true);
    else identified(kiosk, { method: 'phone', phone: phone.value }, direction);
  };
  const change = (digits: string) => {
    phone.value = digits;
    setWrong(false);
  };
  const next = direction === 'in' ? text.phoneNext : checkOut.session;
  return (
    <Page name="phone" title={text.phoneTitle}>
      <div class="typing">
        <div class="typing-field">
          <NumberField label={text.phoneLabel} groups={phoneGroups(phone.value)} />
          <p class="typing-wrong" role="alert">
            {wrong && text.phoneWrong}
          </p>
        </div>
        <Keypad value={phone.value} maxLength={PHONE_DIGITS} onChange={change} onEnter={submit} />
        <Button
          look="go"
          disabled={phone.value.length < PHONE_DIGITS}
          busy={leaving.busy.value}
          onTap={submit}
        >
          {next}
        </Button>
      </div>
    </Page>
  );
}
