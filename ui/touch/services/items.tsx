// What would you like done? Groups by number letter on the left, their items beside them; no search, no scrolling.
import { useState } from 'preact/hooks';
import type { ItemList } from '../../../server/modules/services/page-schema.ts';
import { Choice } from '../../kit/choice.tsx';
import { Banner } from '../../kit/notice.tsx';
import { Paged } from '../../kit/paged.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { services as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import './services.css';

type Item = ItemList['items'][number];
interface Group {
  prefix: string;
  departments: string[];
  items: Item[];
  waiting: number;
}

function groupItems(items: readonly Item[]): Group[] {
  const prefixes = [...new Set(items.map(({ prefix }) => prefix))].sort();
  return prefixes.map((prefix) => {
    const own = items.filter((item) => item.prefix === prefix);
    const departments = [...new Set(own.map(({ department }) => department))];
    return { prefix, departments, items: own, waiting: own[0]?.waiting ?? 0 };
  });
}

export function ServicesPage() {
  const { slices, visits } = useKiosk();
  const groups = groupItems(slices.services.value?.items ?? []);
  const [chosen, setChosen] = useState<string | null>(null);
  const group = groups.find(({ prefix }) => prefix === chosen) ?? groups[0];
  const rows = wide.value ? 4 : 7;
  return (
    <Page name="services" title={text.title}>
      {group ? (
        <div class={groups.length > 1 ? 'catalogue' : 'catalogue catalogue-single'}>
          {groups.length > 1 && (
            <Paged items={groups} columns={1} rows={wide.value ? 5 : 7} label={text.title}>
              {(one) => (
                <button
                  key={one.prefix}
                  type="button"
                  class="group"
                  aria-pressed={one === group}
                  onClick={() => setChosen(one.prefix)}
                >
                  <b>{one.prefix}</b>
                  <span class="departments">
                    {one.departments.map((department) => (
                      <span class="department" key={department}>
                        {department}
                      </span>
                    ))}
                  </span>
                  <em>{text.waiting(one.waiting)}</em>
                </button>
              )}
            </Paged>
          )}
          <Paged
            key={group.prefix}
            items={group.items}
            columns={wide.value ? 2 : 1}
            rows={rows}
            label={text.group(group.prefix)}
          >
            {(item) => (
              <Choice
                key={item.id}
                name={item.name}
                hint={item.served ? undefined : text.notServed}
                disabled={!item.served}
                onTap={() => visits.go({ name: 'confirm', itemId: item.id })}
              />
            )}
          </Paged>
        </div>
      ) : (
        <Banner tone="plain" title={text.empty} />
      )}
    </Page>
  );
}
