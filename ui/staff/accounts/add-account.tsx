// A new account: one person, one account.
import { useSignal } from '@preact/signals';
import type { Role } from '../../../server/auth/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { CheckField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { isAccountName } from '../sign-in/account-name.ts';
import { NewPinFields, useNewPin } from '../sign-in/new-pin.tsx';

const text = zhDesk.accounts;
const ROLES = ['window', 'manager', 'admin', 'host', 'editor'] as const satisfies readonly Role[];

export function AddAccount({ onDone }: { onDone: () => void }) {
  const open = useSignal(false);
  return (
    <>
      <Button
        look="go"
        onTap={() => {
          open.value = true;
        }}
      >
        {text.add}
      </Button>
      {open.value && (
        <AddAccountForm
          onEnd={(done) => {
            open.value = false;
            if (done) onDone();
          }}
        />
      )}
    </>
  );
}

function AddAccountForm({ onEnd }: { onEnd: (done: boolean) => void }) {
  const name = useSignal('');
  const roles = useSignal<readonly Role[]>([]);
  const judged = useSignal(false);
  const newPin = useNewPin();
  const command = useCommand<{ name: string; roles: readonly Role[]; pin: string }>();

  async function submit(): Promise<void> {
    judged.value = true;
    const pinFine = newPin.accept(name.value.trim());
    const body = { name: name.value.trim(), roles: roles.value, pin: newPin.pin.value };
    if (!pinFine || !isAccountName(body.name) || body.roles.length === 0) return;
    if (!(await command.run('/api/accounts', body))) return;
    toast('good', text.added);
    onEnd(true);
  }

  return (
    <FormDialog
      title={text.addTitle}
      submit={text.addSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={() => onEnd(false)}
    >
      <p>{text.addText}</p>
      <TextField
        label={text.name}
        hint={text.nameHint}
        value={name.value}
        error={judged.value && !isAccountName(name.value.trim()) ? zhStaff.accountNameWrong : null}
        onInput={(value) => {
          name.value = value;
        }}
      />
      <fieldset class="roles">
        <legend>{text.rolesLegend}</legend>
        {ROLES.map((role) => (
          <CheckField
            key={role}
            label={zhStaff.roles[role]}
            hint={text.roleTexts[role]}
            checked={roles.value.includes(role)}
            onChange={(checked) => {
              const others = roles.value.filter((one) => one !== role);
              roles.value = checked ? [...others, role] : others;
            }}
          />
        ))}
        {judged.value && roles.value.length === 0 && <p class="field-error">{text.rolesMissing}</p>}
      </fieldset>
      <NewPinFields of={newPin} name={name.value.trim()} labels={[text.pin, text.pinAgain]} />
      <p class="quiet">{text.pinTell}</p>
    </FormDialog>
  );
}
