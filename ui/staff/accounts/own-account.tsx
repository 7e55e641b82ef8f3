// 我的账号: what one may do here, and one's own PIN.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { PinField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { NewPinFields, useNewPin } from '../sign-in/new-pin.tsx';
import { useSession, useStaff } from '../staff.ts';
import './accounts.css';

const text = zhDesk.me;

export function OwnAccount() {
  const session = useSession();
  const { sessions } = useStaff();
  return (
    <div class="own">
      <section class="panel">
        <h2>{session.name}</h2>
        <p>{text.roles}</p>
        <ul>
          {session.roles.map((role) => (
            <li key={role}>
              {zhStaff.roles[role]}
              <span class="quiet"> {zhDesk.accounts.roleTexts[role]}</span>
            </li>
          ))}
        </ul>
        <div>
          <Button look="quiet" onTap={() => sessions.leave()}>
            {zhStaff.navigation.signOut}
          </Button>
        </div>
      </section>
      <OwnPin />
    </div>
  );
}

function OwnPin() {
  const session = useSession();
  const oldPin = useSignal('');
  const judged = useSignal(false);
  const newPin = useNewPin();
  const command = useCommand<{ oldPin: string; pin: string }>();
  const failure = command.failure.value;
  // The general sentence speaks of name and PIN; here only the PIN can be wrong.
  const wrong = failure?.kind === 'refused' && failure.code === 'SIGN_IN_WRONG';
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    judged.value = true;
    if (!newPin.accept(session.name) || !oldPin.value) return;
    const body = { oldPin: oldPin.value, pin: newPin.pin.value };
    if (!(await command.run('/api/accounts/own/pin', body))) return;
    toast('good', text.done);
    for (const field of [oldPin, newPin.pin, newPin.again]) field.value = '';
    judged.value = false;
    newPin.judged.value = false;
  }
  return (
    <form class="panel" noValidate onSubmit={submit}>
      <h2>{text.title}</h2>
      <PinField
        label={text.oldPin}
        value={oldPin.value}
        autoComplete="current-password"
        error={wrong ? text.oldWrong : judged.value && !oldPin.value ? text.oldMissing : null}
        onInput={(value) => {
          oldPin.value = value;
        }}
      />
      <NewPinFields of={newPin} name={session.name} labels={[text.newPin, text.again]} />
      <FailureNote failure={wrong ? null : failure} />
      <div>
        <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}
