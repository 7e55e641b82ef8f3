// One package: its name, and which items in which order.
import { useSignal } from '@preact/signals';
import type { ServicePackage, WholeCatalogue } from '../../../server/modules/catalogue/schema.ts';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { type Changing, newId, tidied } from './changing.ts';
import { moved, OrderedRow, without } from './ordered-row.tsx';

const text = zhCatalogue.packages;
const LEAST_ITEMS = 2;
const MOST_ITEMS = 20;

export interface EditPackageProps {
  /** Null: a new one. */
  one: ServicePackage | null;
  catalogue: WholeCatalogue;
  changing: Changing;
  onEnd: () => void;
}

export function EditPackage({ one, catalogue, changing, onEnd }: EditPackageProps) {
  const name = useSignal(one?.name ?? '');
  const note = useSignal(one?.note ?? '');
  const itemIds = useSignal<string[]>(one?.itemIds ?? []);
  const judged = useSignal(false);
  const names = new Map(catalogue.items.map((item) => [item.id, item.name]));
  const free = catalogue.items.filter(({ id, retired }) => !retired && !itemIds.value.includes(id));
  const tidyName = tidied(name.value);
  const faults = {
    name:
      tidyName === ''
        ? zhCatalogue.nameMissing
        : tidyName.length > 40
          ? zhCatalogue.nameLong
          : null,
    note: tidied(note.value).length > 200 ? zhCatalogue.textLong(200) : null,
    items: itemIds.value.length < LEAST_ITEMS ? text.tooFew : null,
  };
  async function submit(): Promise<void> {
    judged.value = true;
    if (faults.name || faults.note || faults.items) return;
    const is = {
      id: one?.id ?? newId(),
      name: tidyName,
      note: tidied(note.value),
      itemIds: itemIds.value,
      retired: false,
    };
    const said = one ? zhCatalogue.saved : zhCatalogue.added;
    if (await changing.change({ packages: [{ was: one, is }] }, said(tidyName))) onEnd();
  }
  return (
    <FormDialog
      title={one ? text.editTitle(one.name) : text.addTitle}
      submit={zhCatalogue.save}
      busy={changing.command.busy.value}
      failure={changing.command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <TextField
        label={zhCatalogue.name}
        value={name.value}
        error={judged.value ? faults.name : null}
        onInput={(value) => {
          name.value = value;
        }}
      />
      <TextField
        label={zhCatalogue.note}
        hint={text.noteHint}
        optional
        value={note.value}
        error={judged.value ? faults.note : null}
        onInput={(value) => {
          note.value = value;
        }}
      />
      <fieldset class="catalogue-list">
        <legend>{text.items}</legend>
        <p class="field-hint">{text.itemsHint}</p>
        <ol class="ordered">
          {itemIds.value.map((id, index) => (
            <OrderedRow
              key={id}
              what={names.get(id) ?? id}
              index={index}
              count={itemIds.value.length}
              onMove={(from, to) => {
                itemIds.value = moved(itemIds.value, from, to);
              }}
              onRemove={(at) => {
                itemIds.value = without(itemIds.value, at);
              }}
            >
              <b>{names.get(id) ?? id}</b>
            </OrderedRow>
          ))}
        </ol>
        {judged.value && faults.items && (
          <p class="field-error" role="alert">
            {faults.items}
          </p>
        )}
        {itemIds.value.length < MOST_ITEMS && (
          <SelectField
            // A fresh one after each choice: it shows 请选 again.
            key={itemIds.value.length}
            label={text.addItem}
            value=""
            options={[
              { value: '', label: text.chooseItem },
              ...free.map((item) => ({ value: item.id, label: item.name })),
            ]}
            onChange={(id) => {
              if (id !== '') itemIds.value = [...itemIds.value, id];
            }}
          />
        )}
      </fieldset>
    </FormDialog>
  );
}
