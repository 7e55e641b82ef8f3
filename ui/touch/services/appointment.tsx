// Who has an appointment types its six digits: the number, and the place in the queue, follow from it.
import { Button } from '../../kit/button.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { NumberField } from '../../kit/number-field.tsx';
import { confirm, appointment as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import '../attendance/attendance.css';
import { takeNumber } from './flow.ts';
import { isClosed } from './hall-closed.tsx';

const DIGITS = 6;

export function AppointmentPage() {
  const kiosk = useKiosk();
  const { appointmentCode: code, takeTicket } = kiosk.visits.session.value;
  const complete = code.value.length === DIGITS && !isClosed(kiosk);
  const padded = code.value.padEnd(DIGITS, ' ');
  const submit = () => {
    if (complete) void takeNumber(kiosk, { appointmentCode: code.value });
  };
  return (
    <Page name="appointment" title={text.title} hint={text.hint}>
      <div class="typing">
        <div class="typing-field">
          <NumberField label={text.label} groups={[padded.slice(0, 3), padded.slice(3)]} />
        </div>
        <Keypad
          value={code.value}
          maxLength={DIGITS}
          onChange={(digits) => {
            code.value = digits;
          }}
          onEnter={submit}
        />
        <Button look="go" disabled={!complete} busy={takeTicket.busy.value} onTap={submit}>
          {takeTicket.busy.value ? confirm.taking : text.take}
        </Button>
      </div>
    </Page>
  );
}
