// Name and PIN.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { Session, SignInBody } from '../../../server/auth/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { PinField, TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { DoorForm } from './door.tsx';

const text = zhStaff.signIn;

export interface SignInProps {
  why: 'fresh' | 'idle' | 'left';
  onLost: () => void;
}

export function SignIn({ why, onLost }: SignInProps) {
  const { sessions } = useStaff();
  const name = useSignal('');
  const pin = useSignal('');
  const judged = useSignal(false);
  const signIn = useCommand<Static<typeof SignInBody>, Session>();

  async function submit(): Promise<void> {
    judged.value = true;
    const body = { name: name.value.trim(), pin: pin.value };
    if (!body.name || !body.pin) return;
    const done = await signIn.run('/api/sign-in', body);
    if (done) sessions.entered(done.reply);
    else pin.value = '';
    judged.value = false;
  }

  return (
    <>
      <h1>{text.title}</h1>
      {why === 'idle' && (
        <div class="note note-trouble" role="status">
          <p>{text.idle}</p>
        </div>
      )}
      {why === 'left' && (
        <div class="note note-good" role="status">
          <p>{text.ended}</p>
        </div>
      )}
      <DoorForm onSubmit={submit}>
        <TextField
          label={text.name}
          value={name.value}
          autoComplete="username"
          autofocus
          error={judged.value && !name.value.trim() ? text.nameMissing : null}
          onInput={(value) => {
            name.value = value;
          }}
        />
        <PinField
          label={text.pin}
          value={pin.value}
          autoComplete="current-password"
          error={judged.value && !pin.value ? text.pinMissing : null}
          onInput={(value) => {
            pin.value = value;
          }}
        />
        <FailureNote failure={signIn.failure.value} />
        <Button look="go" type="submit" busy={signIn.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </DoorForm>
      {sessions.demo.value && <p class="quiet">{text.demoHint}</p>}
      <button type="button" class="door-link" onClick={onLost}>
        {text.lost}
      </button>
    </>
  );
}
