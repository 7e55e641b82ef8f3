// A long list as pages with two large buttons: nobody has to know how to scroll.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { common } from '../text/zh.ts';
import { Button } from './button.tsx';
import { Back, Forward } from './icons.tsx';
import './paged.css';

export interface PagedProps<Item> {
  items: readonly Item[];
  columns: number;
  rows: number;
  /** Read out: what the list is. */
  label: string;
  children: (item: Item) => ComponentChildren;
}

export function Paged<Item>({ items, columns, rows, label, children }: PagedProps<Item>) {
  const [wanted, setWanted] = useState(0);
  const size = columns * rows;
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(wanted, pages - 1);
  return (
    <div class="paged">
      <section
        class="paged-grid"
        aria-label={label}
        style={{ '--columns': columns, '--rows': rows }}
      >
        {items.slice(page * size, (page + 1) * size).map((item) => children(item))}
      </section>
      {pages > 1 && (
        <nav class="pager" aria-label={common.page(page + 1, pages)}>
          <Button icon={<Back />} disabled={page === 0} onTap={() => setWanted(page - 1)}>
            {common.previous}
          </Button>
          <span aria-live="polite">{common.page(page + 1, pages)}</span>
          <Button
            icon={<Forward />}
            disabled={page === pages - 1}
            onTap={() => setWanted(page + 1)}
          >
            {common.next}
          </Button>
        </nav>
      )}
    </div>
  );
}
