// 账号: who may sign in, as what; added, disabled, given a new PIN.
import { useSignal } from '@preact/signals';
import type { AccountList } from '../../../server/modules/accounts/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote, LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useSession } from '../staff.ts';
import { AddAccount } from './add-account.tsx';
import { Disable } from './disable.tsx';
import { ResetPin } from './reset-pin.tsx';
import './accounts.css';

export type AccountRow = AccountList['accounts'][number];
const text = zhDesk.accounts;

export function Accounts() {
  const list = useResource<AccountList>('/api/accounts');
  const session = useSession();
  const open = useSignal<{ what: 'disable' | 'reset'; account: AccountRow } | null>(null);
  const enabling = useCommand<Record<never, never>>();

  async function enable({ id }: AccountRow): Promise<void> {
    if (!(await enabling.run(`/api/accounts/${encodeURIComponent(id)}/enablement`, {}))) return;
    toast('good', text.enabledNow);
    list.reload();
  }
  function end(changed: boolean): void {
    open.value = null;
    if (changed) list.reload();
  }

  const columns: Column<AccountRow>[] = [
    {
      label: text.columns.name,
      look: 'lead',
      cell: ({ id, name }) => (id === session.accountId ? name + text.self : name),
    },
    {
      label: text.columns.roles,
      look: 'bare',
      cell: ({ roles }) => roles.map((role) => zhStaff.roles[role]).join(' · '),
    },
    {
      label: text.columns.state,
      look: 'aside',
      cell: ({ disabled }) => (
        <Tag tone={disabled ? 'trouble' : 'good'}>{disabled ? text.disabled : text.active}</Tag>
      ),
    },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (account) => (
        <span class="row-actions">
          <Button
            label={text.resetOf(account.name)}
            onTap={() => {
              open.value = { what: 'reset', account };
            }}
          >
            {text.reset}
          </Button>
          {account.disabled ? (
            <Button label={text.enableOf(account.name)} onTap={() => enable(account)}>
              {text.enable}
            </Button>
          ) : (
            <Button
              label={text.disableOf(account.name)}
              disabled={account.id === session.accountId}
              onTap={() => {
                open.value = { what: 'disable', account };
              }}
            >
              {text.disable}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <div class="toolbar">
        <span class="push">
          <AddAccount onDone={list.reload} />
        </span>
      </div>
      <FailureNote failure={enabling.failure.value} />
      {list.failure.value && <LoadFailed failure={list.failure.value} again={list.reload} />}
      {!list.value.value && !list.failure.value && <Loading />}
      {list.value.value && (
        <Table
          caption={text.caption}
          columns={columns}
          rows={list.value.value.accounts}
          keyOf={({ id }) => id}
        />
      )}
      {open.value?.what === 'disable' && <Disable account={open.value.account} onEnd={end} />}
      {open.value?.what === 'reset' && <ResetPin account={open.value.account} onEnd={end} />}
    </>
  );
}
