// First run: the one-time code on the touchscreen proves that somebody stands at the machine.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { FirstAccountBody, Session } from '../../../server/auth/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { isAccountName } from './account-name.ts';
import { CodeField } from './code-field.tsx';
import { DoorForm } from './door.tsx';
import { NewPinFields, useNewPin } from './new-pin.tsx';

const text = zhStaff.setUp;

export function SetUp() {
  const { sessions } = useStaff();
  const code = useSignal('');
  const name = useSignal('');
  const judged = useSignal(false);
  const newPin = useNewPin();
  const create = useCommand<Static<typeof FirstAccountBody>, Session>();

  async function submit(): Promise<void> {
    judged.value = true;
    const pinFine = newPin.accept(name.value.trim());
    const body = { code: code.value.trim(), name: name.value.trim(), pin: newPin.pin.value };
    if (!pinFine || !body.code || !isAccountName(body.name)) return;
    const done = await create.run('/api/accounts/first', body);
    if (done) sessions.entered(done.reply);
  }

  return (
    <>
      <h1>{text.title}</h1>
      <p>{text.lead}</p>
      <DoorForm onSubmit={submit}>
        <CodeField value={code} judged={judged.value} />
        <p class="quiet">{text.where}</p>
        <TextField
          label={text.name}
          hint={text.nameHint}
          error={
            judged.value && !isAccountName(name.value.trim()) ? zhStaff.accountNameWrong : null
          }
          value={name.value}
          autoComplete="username"
          onInput={(value) => {
            name.value = value;
          }}
        />
        <NewPinFields of={newPin} name={name.value.trim()} labels={[text.pin, text.pinAgain]} />
        <FailureNote failure={create.failure.value} />
        <Button look="go" type="submit" busy={create.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </DoorForm>
    </>
  );
}
