// 事项: found by department, by part of the name or by pinyin initials; changed, taken off, brought back.
import { useSignal } from '@preact/signals';
import type { ServiceItem, WholeCatalogue } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { initialsOf } from '../../text/initials.ts';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { Empty, FailureNote } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import type { PartProps } from './changing.ts';
import { EditItem } from './edit-item.tsx';
import { packagesOf, RetireItem } from './retire-item.tsx';
import { RowActions, StateTag } from './row-actions.tsx';

const text = zhCatalogue.items;
type Open = { what: 'edit'; item: ServiceItem | null } | { what: 'retire'; item: ServiceItem };

export function Items({ catalogue, changing, mayEdit }: PartProps) {
  const filter = useSignal('');
  const department = useSignal('');
  const alsoRetired = useSignal(false);
  const open = useSignal<Open | null>(null);
  const matching = itemsIn(catalogue).filter(
    (item) =>
      (alsoRetired.value || !item.retired) &&
      (department.value === '' || item.departmentId === department.value) &&
      matches(item, filter.value),
  );
  function show(next: Open | null): void {
    changing.command.clear();
    open.value = next;
  }
  function retire(item: ServiceItem, retired: boolean): void {
    if (retired && packagesOf(catalogue, item).length > 0) show({ what: 'retire', item });
    else {
      const said = retired ? zhCatalogue.retired : zhCatalogue.broughtBack;
      changing.change({ items: [{ was: item, is: { ...item, retired } }] }, said(item.name));
    }
  }
  return (
    <>
      <div class="toolbar catalogue-filter">
        <TextField
          label={text.filter}
          hint={text.filterHint}
          type="search"
          value={filter.value}
          onInput={(value) => {
            filter.value = value;
          }}
        />
        <SelectField
          label={text.department}
          value={department.value}
          options={[
            { value: '', label: text.allDepartments },
            ...catalogue.departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => {
            department.value = value;
          }}
        />
        <CheckField
          label={text.alsoRetired}
          checked={alsoRetired.value}
          onChange={(checked) => {
            alsoRetired.value = checked;
          }}
        />
        {mayEdit && (
          <span class="push">
            <Button look="go" onTap={() => show({ what: 'edit', item: null })}>
              {text.add}
            </Button>
          </span>
        )}
      </div>
      {!open.value && <FailureNote failure={changing.command.failure.value} />}
      {catalogue.items.length === 0 && <Empty title={text.empty}>{text.emptyHint}</Empty>}
      {catalogue.items.length > 0 && matching.length === 0 && <Empty title={text.noMatch} />}
      {matching.length > 0 && (
        <>
          <p class="quiet" role="status">
            {text.count(matching.length)}
          </p>
          <Table
            caption={text.caption}
            columns={[
              ...columnsOf(catalogue),
              ...(mayEdit ? [actions((item) => show({ what: 'edit', item }), retire)] : []),
            ]}
            rows={matching}
            keyOf={({ id }) => id}
          />
        </>
      )}
      {open.value?.what === 'edit' && (
        <EditItem item={open.value.item} {...{ catalogue, changing }} onEnd={() => show(null)} />
      )}
      {open.value?.what === 'retire' && (
        <RetireItem item={open.value.item} {...{ catalogue, changing }} onEnd={() => show(null)} />
      )}
    </>
  );
}

/** In the order of the departments. */
function itemsIn({ departments, items }: WholeCatalogue): ServiceItem[] {
  const places = new Map(departments.map(({ id }, place) => [id, place]));
  const place = ({ departmentId }: ServiceItem) => places.get(departmentId) ?? departments.length;
  return [...items].sort((a, b) => place(a) - place(b));
}

function matches({ name }: ServiceItem, wanted: string): boolean {
  const part = wanted.trim().toLowerCase();
  return part === '' || name.toLowerCase().includes(part) || initialsOf(name).includes(part);
}

function columnsOf({ departments }: WholeCatalogue): Column<ServiceItem>[] {
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return [
    {
      label: text.columns.name,
      look: 'lead',
      cell: ({ name, note }) => (
        <>
          {name}
          {note && <small>{note}</small>}
        </>
      ),
    },
    { label: text.columns.department, cell: (item) => names.get(item.departmentId) ?? '' },
    { label: text.columns.number, cell: ({ prefix }) => prefix },
    {
      label: text.columns.windows,
      cell: ({ windows }) => (windows.length === 0 ? null : text.windows(windows)),
    },
    {
      label: text.columns.materials,
      cell: ({ materials }) => text.materialCount(materials.length),
    },
    {
      label: zhCatalogue.state,
      look: 'aside',
      cell: ({ retired, windows }) => <StateTag retired={retired} served={windows.length > 0} />,
    },
  ];
}

function actions(
  onEdit: (item: ServiceItem) => void,
  onRetire: (item: ServiceItem, retired: boolean) => void,
): Column<ServiceItem> {
  return {
    label: zhCatalogue.actions,
    look: 'end',
    cell: (item) => (
      <RowActions
        entity={item}
        onEdit={() => onEdit(item)}
        onRetire={(retired) => onRetire(item, retired)}
      />
    ),
  };
}
