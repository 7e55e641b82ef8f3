// One item: a new one, or one that is changed from what it was when the form was opened.
import { useSignal } from '@preact/signals';
import type {
  Material,
  ServiceItem,
  WholeCatalogue,
} from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { type Changing, newId, tidied } from './changing.ts';
import { Materials } from './materials.tsx';

const text = zhCatalogue.items;
const PREFIXES = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({
  value: letter,
  label: letter,
}));
const FEWEST_WINDOWS = 6;

export interface EditItemProps {
  /** Null: a new one. */
  item: ServiceItem | null;
  catalogue: WholeCatalogue;
  changing: Changing;
  onEnd: () => void;
}
/** As typed. */
type Draft = Omit<ServiceItem, 'minutes' | 'promisedDays'> & {
  minutes: string;
  promisedDays: string;
};

export function EditItem({ item, catalogue, changing, onEnd }: EditItemProps) {
  const departments = catalogue.departments.filter(({ retired }) => !retired);
  const draft = useSignal<Draft>(draftOf(item, departments[0]?.id ?? ''));
  const judged = useSignal(false);
  const faults = faultsOf(draft.value);
  const shown = judged.value ? faults : {};
  function set<Key extends keyof Draft>(key: Key, value: Draft[Key]): void {
    draft.value = { ...draft.value, [key]: value };
  }
  async function submit(): Promise<void> {
    judged.value = true;
    if (Object.keys(faults).length > 0) return;
    const is = itemOf(draft.value);
    const said = item ? zhCatalogue.saved : zhCatalogue.added;
    if (await changing.change({ items: [{ was: item, is }] }, said(is.name))) onEnd();
  }
  const { name, departmentId, prefix, minutes, promisedDays, note, general } = draft.value;
  return (
    <FormDialog
      title={item ? text.editTitle(item.name) : text.addTitle}
      submit={zhCatalogue.save}
      busy={changing.command.busy.value}
      failure={changing.command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      {departments.length === 0 && <p class="note note-trouble">{text.noDepartments}</p>}
      <TextField
        label={zhCatalogue.name}
        value={name}
        error={shown.name}
        onInput={(value) => set('name', value)}
      />
      <div class="form-row">
        <SelectField
          label={text.department}
          value={departmentId}
          error={shown.departmentId}
          options={departments.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(value) => set('departmentId', value)}
        />
        <SelectField
          label={text.prefix}
          hint={text.prefixHint}
          value={prefix}
          options={PREFIXES}
          onChange={(value) => set('prefix', value)}
        />
      </div>
      <WindowsField
        known={catalogue.items.flatMap(({ windows }) => windows)}
        chosen={draft.value.windows}
        onChange={(windows) => set('windows', windows)}
      />
      <div class="form-row">
        <TextField
          label={text.minutes}
          hint={text.minutesHint}
          type="number"
          min={1}
          max={240}
          value={minutes}
          error={shown.minutes}
          onInput={(value) => set('minutes', value)}
        />
        <TextField
          label={text.promisedDays}
          hint={text.promisedDaysHint}
          optional
          type="number"
          min={1}
          max={365}
          value={promisedDays}
          error={shown.promisedDays}
          onInput={(value) => set('promisedDays', value)}
        />
      </div>
      <TextField
        label={zhCatalogue.note}
        hint={text.noteHint}
        optional
        value={note}
        error={shown.note}
        onInput={(value) => set('note', value)}
      />
      <CheckField
        label={text.isGeneral}
        hint={text.isGeneralHint}
        checked={general}
        onChange={(checked) => set('general', checked)}
      />
      <Materials
        materials={draft.value.materials}
        error={shown.materials}
        onChange={(materials) => set('materials', materials)}
      />
    </FormDialog>
  );
}

interface WindowsFieldProps {
  known: readonly number[];
  chosen: readonly number[];
  onChange: (windows: number[]) => void;
}

function WindowsField({ known, chosen, onChange }: WindowsFieldProps) {
  // One more than there are: halls grow.
  const most = Math.min(99, Math.max(FEWEST_WINDOWS, ...known, ...chosen) + 1);
  const windows = Array.from({ length: most }, (_, index) => index + 1);
  function toggle(window: number): void {
    const next = chosen.includes(window)
      ? chosen.filter((one) => one !== window)
      : [...chosen, window];
    onChange(next.sort((a, b) => a - b));
  }
  return (
    <fieldset class="catalogue-list">
      <legend>{text.atWindows}</legend>
      <div class="window-keys">
        {windows.map((window) => (
          <Button key={window} pressed={chosen.includes(window)} onTap={() => toggle(window)}>
            {text.window(window)}
          </Button>
        ))}
      </div>
      <p class="field-hint">{text.atWindowsHint}</p>
    </fieldset>
  );
}

function draftOf(item: ServiceItem | null, departmentId: string): Draft {
  const { minutes, promisedDays, ...rest } = item ?? {
    id: newId(),
    name: '',
    departmentId,
    prefix: 'A',
    windows: [],
    general: false,
    minutes: 8,
    promisedDays: null,
    note: '',
    materials: [],
    retired: false,
  };
  return { ...rest, minutes: String(minutes), promisedDays: String(promisedDays ?? '') };
}

function itemOf(draft: Draft): ServiceItem {
  const { minutes, promisedDays, ...rest } = draft;
  return {
    ...rest,
    name: tidied(draft.name),
    note: tidied(draft.note),
    minutes: Number(minutes),
    promisedDays: promisedDays.trim() === '' ? null : Number(promisedDays),
    materials: draft.materials.map(tidyMaterial),
  };
}
function tidyMaterial({ name, note, always }: Material): Material {
  return { name: tidied(name), note: tidied(note), always };
}

function faultsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const { name, departmentId, minutes, promisedDays, note, materials } = draft;
  const nameFault = tidied(name) === '' ? zhCatalogue.nameMissing : zhCatalogue.nameLong;
  const nameless = materials.some((material) => tidied(material.name) === '');
  return {
    ...(tidied(name) === '' || tidied(name).length > 40 ? { name: nameFault } : {}),
    ...(departmentId ? {} : { departmentId: text.departmentMissing }),
    ...(isInteger(minutes, 240) ? {} : { minutes: text.minutesWrong }),
    ...(promisedDays.trim() === '' || isInteger(promisedDays, 365)
      ? {}
      : { promisedDays: text.promisedDaysWrong }),
    ...(tidied(note).length > 200 ? { note: zhCatalogue.textLong(200) } : {}),
    ...(nameless ? { materials: text.materialMissing } : {}),
  };
}
function isInteger(value: string, most: number): boolean {
  return /^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= most;
}
