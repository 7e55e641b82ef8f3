// 居民名册: masks only; a new person, a member's code, forgetting.
import { useSignal } from '@preact/signals';
import type { PeopleList } from '../../../server/modules/directory/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { TextField } from '../parts/fields.tsx';
import { Empty, LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { AddPerson } from './add-person.tsx';
import { Forget } from './forget.tsx';
import { MemberCard } from './member-card.tsx';
import './people.css';

export type PersonRow = PeopleList['people'][number];
const text = zhDesk.people;
/** A village has a few thousand; a table of all of them would be slow to scroll on a phone. */
const MOST_SHOWN = 100;

export function PeopleSection() {
  const list = useResource<PeopleList>('/api/directory/people');
  const filter = useSignal('');
  const open = useSignal<{ what: 'card' | 'forget'; person: PersonRow } | null>(null);
  const people = list.value.value?.people ?? [];
  const matching = people.filter((person) => matches(person, filter.value.trim()));
  const close = () => {
    open.value = null;
  };
  return (
    <>
      <div class="toolbar">
        <TextField
          label={text.filter}
          type="search"
          value={filter.value}
          onInput={(value) => {
            filter.value = value;
          }}
        />
        <span class="push">
          <AddPerson onDone={list.reload} />
        </span>
      </div>
      {list.failure.value && <LoadFailed failure={list.failure.value} again={list.reload} />}
      {!list.value.value && !list.failure.value && <Loading />}
      {list.value.value && people.length === 0 && (
        <Empty title={text.empty}>{text.emptyHint}</Empty>
      )}
      {people.length > 0 && matching.length === 0 && <Empty title={text.noMatch} />}
      {matching.length > 0 && (
        <>
          <p class="quiet">{text.count(matching.length)}</p>
          <Table
            caption={text.caption}
            columns={columnsOf((what, person) => {
              open.value = { what, person };
            })}
            rows={matching.slice(0, MOST_SHOWN)}
            keyOf={({ id }) => id}
          />
          {matching.length > MOST_SHOWN && <p class="quiet">{text.tooMany(MOST_SHOWN)}</p>}
        </>
      )}
      {open.value?.what === 'card' && <MemberCard person={open.value.person} onEnd={close} />}
      {open.value?.what === 'forget' && (
        <Forget
          who={{ personId: open.value.person.id }}
          mask={open.value.person.mask}
          onEnd={close}
          onDone={list.reload}
        />
      )}
    </>
  );
}

function matches({ mask, unit, group }: PersonRow, wanted: string): boolean {
  return (
    wanted === '' || mask.startsWith(wanted) || unit.includes(wanted) || group.includes(wanted)
  );
}

function columnsOf(
  onChoose: (what: 'card' | 'forget', person: PersonRow) => void,
): Column<PersonRow>[] {
  return [
    { label: text.columns.who, look: 'lead', cell: ({ mask }) => mask },
    { label: text.columns.unit, look: 'bare', cell: ({ unit }) => unit },
    { label: text.columns.group, look: 'bare', cell: ({ group }) => group || null },
    {
      label: text.columns.member,
      look: 'aside',
      cell: ({ member }) => (member ? <Tag tone="plain">{text.member}</Tag> : null),
    },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (person) => (
        <span class="row-actions">
          {person.member && (
            <Button label={text.cardOf(person.mask)} onTap={() => onChoose('card', person)}>
              {text.card}
            </Button>
          )}
          <Button label={text.forgetOf(person.mask)} onTap={() => onChoose('forget', person)}>
            {text.forgetShort}
          </Button>
        </span>
      ),
    },
  ];
}
