// 一件事: several items that one number does at once.
import { useSignal } from '@preact/signals';
import type { ServicePackage, WholeCatalogue } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { Empty, FailureNote } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import type { PartProps } from './changing.ts';
import { EditPackage } from './edit-package.tsx';
import { RowActions, StateTag } from './row-actions.tsx';

const text = zhCatalogue.packages;

export function Packages({ catalogue, changing, mayEdit }: PartProps) {
  const open = useSignal<{ one: ServicePackage | null } | null>(null);
  function show(next: typeof open.value): void {
    changing.command.clear();
    open.value = next;
  }
  function retire(one: ServicePackage, retired: boolean): void {
    const said = retired ? zhCatalogue.retired : zhCatalogue.broughtBack;
    changing.change({ packages: [{ was: one, is: { ...one, retired } }] }, said(one.name));
  }
  const columns: Column<ServicePackage>[] = [
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
    {
      label: text.columns.items,
      look: 'bare',
      cell: (one) => itemNames(catalogue, one).join('、'),
    },
    {
      label: zhCatalogue.state,
      look: 'aside',
      cell: ({ retired }) => <StateTag retired={retired} />,
    },
    {
      label: zhCatalogue.actions,
      look: 'end',
      cell: (one) => (
        <RowActions
          entity={one}
          onEdit={() => show({ one })}
          onRetire={(retired) => retire(one, retired)}
        />
      ),
    },
  ];
  return (
    <>
      {mayEdit && (
        <div class="toolbar">
          <span class="push">
            <Button look="go" onTap={() => show({ one: null })}>
              {text.add}
            </Button>
          </span>
        </div>
      )}
      {!open.value && <FailureNote failure={changing.command.failure.value} />}
      {catalogue.packages.length === 0 && <Empty title={text.empty}>{text.emptyHint}</Empty>}
      {catalogue.packages.length > 0 && (
        <Table
          caption={text.caption}
          columns={mayEdit ? columns : columns.slice(0, -1)}
          rows={catalogue.packages}
          keyOf={({ id }) => id}
        />
      )}
      {open.value && (
        <EditPackage one={open.value.one} {...{ catalogue, changing }} onEnd={() => show(null)} />
      )}
    </>
  );
}

function itemNames({ items }: WholeCatalogue, { itemIds }: ServicePackage): string[] {
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return itemIds.map((id) => names.get(id) ?? id);
}
