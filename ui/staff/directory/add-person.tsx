// A resident or member joins the directory.
import { useSignal } from '@preact/signals';
import type { Static } from 'typebox';
import type { AddPersonBody } from '../../../server/modules/directory/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';

type Body = Static<typeof AddPersonBody>;
const text = zhDesk.people;
const NOBODY = { name: '', phone: '', idNumber: '', unitId: '', group: '' };

export function AddPerson({ onDone }: { onDone: () => void }) {
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
        <AddPersonForm
          onEnd={(done) => {
            open.value = false;
            if (done) onDone();
          }}
        />
      )}
    </>
  );
}

function AddPersonForm({ onEnd }: { onEnd: (done: boolean) => void }) {
  const units = useStaff().live.slices.units.value?.units ?? [];
  const draft = useSignal({ ...NOBODY, unitId: units[0]?.id ?? '' });
  const member = useSignal(false);
  const judged = useSignal(false);
  const command = useCommand<Body, { id: string }>();
  const faults = faultsOf(draft.value);
  const shown = judged.value ? faults : {};
  const set = (key: keyof typeof NOBODY) => (value: string) => {
    draft.value = { ...draft.value, [key]: value };
  };

  async function submit(): Promise<void> {
    judged.value = true;
    if (Object.keys(faults).length > 0) return;
    if (!(await command.run('/api/directory/people', bodyOf(draft.value, member.value)))) return;
    toast('good', text.added);
    onEnd(true);
  }

  const { name, phone, idNumber, unitId, group } = draft.value;
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
      {units.length === 0 && <p class="note note-trouble">{text.unitsUnread}</p>}
      <TextField label={text.name} value={name} error={shown.name} onInput={set('name')} />
      <div class="form-row">
        <SelectField
          label={text.unit}
          value={unitId}
          error={shown.unitId}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          onChange={set('unitId')}
        />
        <TextField
          label={text.group}
          optional
          hint={text.groupHint}
          value={group}
          onInput={set('group')}
        />
      </div>
      <TextField
        label={text.phone}
        optional
        type="tel"
        value={phone}
        error={shown.phone}
        onInput={set('phone')}
      />
      <TextField
        label={text.idNumber}
        optional
        value={idNumber}
        error={shown.idNumber}
        onInput={set('idNumber')}
      />
      <CheckField
        label={text.isMember}
        checked={member.value}
        onChange={(checked) => {
          member.value = checked;
        }}
      />
    </FormDialog>
  );
}

type Draft = typeof NOBODY;

function faultsOf({ name, phone, idNumber, unitId }: Draft): Partial<Record<keyof Draft, string>> {
  return {
    ...(name.trim() ? {} : { name: text.nameMissing }),
    ...(unitId ? {} : { unitId: text.unitMissing }),
    ...(phone === '' || /^1[3-9]\d{9}$/.test(phone) ? {} : { phone: text.phoneWrong }),
    ...(idNumber === '' || /^\d{17}[\dXx]$/.test(idNumber) ? {} : { idNumber: text.idWrong }),
  };
}

function bodyOf({ name, phone, idNumber, unitId, group }: Draft, member: boolean): Body {
  return {
    name: name.trim(),
    unitId,
    group: group.trim(),
    member,
    ...(phone ? { phone } : {}),
    ...(idNumber ? { idNumber: idNumber.toUpperCase() } : {}),
  };
}
