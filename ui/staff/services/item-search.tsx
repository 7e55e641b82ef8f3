// Finds a service item by a few characters, or the initials of their pinyin. What nobody serves is greyed, with the reason.
import { useSignal } from '@preact/signals';
import type { ServiceItem } from '../../../server/modules/catalogue/schema.ts';
import { zhConsole } from '../../text/zh-console.ts';
import { TextField } from '../parts/fields.tsx';
import { findItems } from './find-items.ts';
import { openWindowsOf, useHall } from './hall.ts';

const text = zhConsole.items;
const MOST_SHOWN = 8;

export interface ItemSearchProps {
  /** Ids of what is chosen already. */
  without: readonly string[];
  onChoose: (item: ServiceItem) => void;
  error?: string | null;
}

export function ItemSearch({ without, onChoose, error }: ItemSearchProps) {
  const { catalogue, tickets } = useHall();
  const typed = useSignal('');
  const found = findItems(catalogue.items, typed.value).filter(({ id }) => !without.includes(id));
  function noteOn({ id, windows, departmentId }: ServiceItem): string {
    if (windows.length === 0) return text.notServed;
    if (openWindowsOf(tickets, id).length === 0) return zhConsole.transfer.notOpen;
    return catalogue.departments.find((one) => one.id === departmentId)?.name ?? '';
  }
  return (
    <div class="item-search">
      <TextField
        label={text.search}
        hint={text.searchHint}
        error={error}
        type="search"
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      {found.length === 0 && <p class="quiet">{text.noMatch}</p>}
      <div class="item-found">
        {found.slice(0, MOST_SHOWN).map((item) => (
          <button
            key={item.id}
            type="button"
            class="window-choice"
            disabled={item.windows.length === 0}
            onClick={() => {
              typed.value = '';
              onChoose(item);
            }}
          >
            <b>{item.name}</b>
            <small>{noteOn(item)}</small>
          </button>
        ))}
      </div>
      {found.length > MOST_SHOWN && <p class="quiet">{text.more(found.length - MOST_SHOWN)}</p>}
    </div>
  );
}
