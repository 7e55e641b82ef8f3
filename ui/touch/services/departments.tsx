// By department: who does it, then what of theirs it is.
import { Choice } from '../../kit/choice.tsx';
import { Fitted } from '../../kit/fitted.tsx';
import { Banner } from '../../kit/notice.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { departments as text, waiting } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Cart } from './cart.ts';
import { type Item, offerOf } from './catalogue.ts';
import { choiceHeight } from './row-height.ts';
import './services.css';

export function DepartmentsPage({ cart }: { cart: Cart }) {
  const kiosk = useKiosk();
  const { departments, items } = offerOf(kiosk);
  const title = cart.itemIds.length > 0 ? text.addTitle : text.title;
  const counted = departments.map(({ id, name }) => ({
    id,
    name,
    hint: text.items(items.filter(({ departmentId }) => departmentId === id).length),
  }));
  return (
    <Page name="departments" title={title}>
      <Fitted
        items={counted}
        columns={wide.value ? 5 : 2}
        label={title}
        rowHeight={(width) => choiceHeight(counted, width)}
      >
        {({ id, name, hint }) => (
          <Choice
            key={id}
            name={name}
            hint={hint}
            onTap={() => kiosk.visits.go({ name: 'department', departmentId: id, cart })}
          />
        )}
      </Fitted>
    </Page>
  );
}

export interface DepartmentPageProps {
  departmentId: string;
  cart: Cart;
}
export function DepartmentPage({ departmentId, cart }: DepartmentPageProps) {
  const kiosk = useKiosk();
  const offer = offerOf(kiosk);
  const department = offer.departments.find(({ id }) => id === departmentId);
  const items = offer.items
    .filter((item) => item.departmentId === departmentId)
    .map((item) => ({ ...item, now: nowOf(item) }));
  return (
    <Page
      name="department"
      title={department?.name ?? ''}
      hint={department?.contact ? text.ask(department.contact) : undefined}
    >
      {items.length === 0 ? (
        <Banner tone="plain" title={text.empty} live />
      ) : (
        <Fitted
          items={items}
          columns={wide.value ? 2 : 1}
          label={department?.name ?? ''}
          rowHeight={(width) => choiceHeight(items, width)}
        >
          {({ id, name, now }) => (
            <Choice
              key={id}
              name={name}
              now={now}
              onTap={() => kiosk.visits.go({ name: 'item', itemId: id, cart })}
            />
          )}
        </Fitted>
      )}
    </Page>
  );
}

function nowOf({ served, open, waiting: people }: Item): string {
  if (!served) return waiting.notServed;
  return open ? waiting.people(people) : waiting.notOpen;
}
