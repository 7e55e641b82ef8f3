// A lost PIN: whoever can switch the machine off and on may set a new one.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { BeginRecoveryBody, FirstAccountBody, Session } from '../../../server/auth/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { CodeField } from './code-field.tsx';
import { DoorForm } from './door.tsx';
import { NewPinFields, useNewPin } from './new-pin.tsx';

const text = zhStaff.recovery;

export function Recovery({ onBack }: { onBack: () => void }) {
  const { sessions } = useStaff();
  const name = useSignal('');
  const code = useSignal('');
  const begun = useSignal(false);
  const judged = useSignal(false);
  const newPin = useNewPin();
  const begin = useCommand<Static<typeof BeginRecoveryBody>>();
  const complete = useCommand<Static<typeof FirstAccountBody>, Session>();

  async function ask(): Promise<void> {
    judged.value = true;
    if (!name.value.trim()) return;
    if (await begin.run('/api/accounts/recoveries', { name: name.value.trim() })) {
      begun.value = true;
      judged.value = false;
    }
  }
  async function finish(): Promise<void> {
    judged.value = true;
    if (!newPin.accept(name.value.trim()) || !code.value) return;
    const body = { code: code.value, name: name.value.trim(), pin: newPin.pin.value };
    const done = await complete.run('/api/accounts/recoveries/complete', body);
    if (done) sessions.entered(done.reply);
  }

  return (
    <>
      <h1>{text.title}</h1>
      <ol class="door-steps">
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {begun.value ? (
        <DoorForm onSubmit={finish}>
          <p class="note note-good" role="status">
            {text.begun}
          </p>
          <CodeField value={code} judged={judged.value} />
          <NewPinFields
            of={newPin}
            name={name.value.trim()}
            labels={[text.newPin, zhStaff.setUp.pinAgain]}
          />
          <FailureNote failure={complete.failure.value} />
          <Button look="go" type="submit" busy={complete.busy.value} onTap={() => {}}>
            {text.complete}
          </Button>
        </DoorForm>
      ) : (
        <DoorForm onSubmit={ask}>
          <TextField
            label={zhStaff.signIn.name}
            value={name.value}
            autoComplete="username"
            error={judged.value && !name.value.trim() ? zhStaff.signIn.nameMissing : null}
            onInput={(value) => {
              name.value = value;
            }}
          />
          <FailureNote failure={begin.failure.value} />
          <Button look="go" type="submit" busy={begin.busy.value} onTap={() => {}}>
            {text.begin}
          </Button>
        </DoorForm>
      )}
      <p class="quiet">{text.other}</p>
      <button type="button" class="door-link" onClick={onBack}>
        {text.backToSignIn}
      </button>
    </>
  );
}
