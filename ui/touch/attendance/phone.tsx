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
  return (
    <PhoneEntry
      next={direction === 'in' ? text.phoneNext : checkOut.session}
      busy={kiosk.visits.session.value.checkOut.busy.value}
      onEntered={(phone) => identified(kiosk, { method: 'phone', phone }, direction)}
    />
  );
}

export interface PhoneEntryProps {
  /** What the button says. */
  next: string;
  busy?: boolean;
  onEntered: (phone: string) => void;
}
export function PhoneEntry({ next, busy, onEntered }: PhoneEntryProps) {
  const { phone } = useKiosk().visits.session.value;
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    if (!isPhone(phone.value)) setWrong(true);
    else onEntered(phone.value);
  };
  const change = (digits: string) => {
    phone.value = digits;
    setWrong(false);
  };
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
          busy={busy ?? false}
          onTap={submit}
        >
          {next}
        </Button>
      </div>
    </Page>
  );
}
