// 部门: their names, and whom a checklist tells visitors to ask.
import { useSignal } from '@preact/signals';
import type { Department } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Empty, FailureNote } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { type Changing, newId, type PartProps, tidied } from './changing.ts';
import { RowActions, StateTag } from './row-actions.tsx';

const text = zhCatalogue.departments;

export function Departments({ catalogue, changing, mayEdit }: PartProps) {
  const open = useSignal<{ department: Department | null } | null>(null);
  const counts = new Map<string, number>();
  for (const { departmentId, retired } of catalogue.items) {
    if (!retired) counts.set(departmentId, (counts.get(departmentId) ?? 0) + 1);
  }
  function show(next: typeof open.value): void {
    changing.command.clear();
    open.value = next;
  }
  function retire(department: Department, retired: boolean): void {
    const said = retired ? zhCatalogue.retired : zhCatalogue.broughtBack;
    const is = { ...department, retired };
    changing.change({ departments: [{ was: department, is }] }, said(department.name));
  }
  const columns: Column<Department>[] = [
    { label: text.columns.name, look: 'lead', cell: ({ name }) => name },
    { label: text.columns.contact, look: 'bare', cell: ({ contact }) => contact || null },
    { label: text.columns.items, cell: ({ id }) => text.itemCount(counts.get(id) ?? 0) },
    {
      label: zhCatalogue.state,
      look: 'aside',
      cell: ({ retired }) => <StateTag retired={retired} />,
    },
    {
      label: zhCatalogue.actions,
      look: 'end',
      cell: (department) => (
        <RowActions
          entity={department}
          onEdit={() => show({ department })}
          onRetire={(retired) => retire(department, retired)}
        />
      ),
    },
  ];
  return (
    <>
      {mayEdit && (
        <div class="toolbar">
          <span class="push">
            <Button look="go" onTap={() => show({ department: null })}>
              {text.add}
            </Button>
          </span>
        </div>
      )}
      {!open.value && <FailureNote failure={changing.command.failure.value} />}
      {catalogue.departments.length === 0 && <Empty title={text.empty}>{text.emptyHint}</Empty>}
      {catalogue.departments.length > 0 && (
        <Table
          caption={text.caption}
          columns={mayEdit ? columns : columns.slice(0, -1)}
          rows={catalogue.departments}
          keyOf={({ id }) => id}
        />
      )}
      {open.value && (
        <EditDepartment
          department={open.value.department}
          changing={changing}
          onEnd={() => show(null)}
        />
      )}
    </>
  );
}

interface EditDepartmentProps {
  department: Department | null;
  changing: Changing;
  onEnd: () => void;
}

function EditDepartment({ department, changing, onEnd }: EditDepartmentProps) {
  const name = useSignal(department?.name ?? '');
  const contact = useSignal(department?.contact ?? '');
  const judged = useSignal(false);
  const tidyName = tidied(name.value);
  const tidyContact = tidied(contact.value);
  const nameFault =
    tidyName === '' ? zhCatalogue.nameMissing : tidyName.length > 40 ? zhCatalogue.nameLong : null;
  const contactFault = tidyContact.length > 60 ? zhCatalogue.textLong(60) : null;
  async function submit(): Promise<void> {
    judged.value = true;
    if (nameFault || contactFault) return;
    const is = {
      id: department?.id ?? newId(),
      name: tidyName,
      contact: tidyContact,
      retired: false,
    };
    const said = department ? zhCatalogue.saved : zhCatalogue.added;
    if (await changing.change({ departments: [{ was: department, is }] }, said(tidyName))) onEnd();
  }
  return (
    <FormDialog
      title={department ? text.editTitle(department.name) : text.addTitle}
      submit={zhCatalogue.save}
      busy={changing.command.busy.value}
      failure={changing.command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <TextField
        label={zhCatalogue.name}
        value={name.value}
        error={judged.value ? nameFault : null}
        onInput={(value) => {
          name.value = value;
        }}
      />
      <TextField
        label={text.contact}
        hint={text.contactHint}
        optional
        value={contact.value}
        error={judged.value ? contactFault : null}
        onInput={(value) => {
          contact.value = value;
        }}
      />
    </FormDialog>
  );
}
