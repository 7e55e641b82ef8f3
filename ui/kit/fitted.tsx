// A paged list that fills the room it gets: how many rows that is depends on the screen, the type size and what stands around it.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import './fitted.css';
import { largeType } from './large-type.ts';
import { Paged } from './paged.tsx';

export interface FittedProps<Item> {
  items: readonly Item[];
  columns?: number;
  /** Read out: what the list is. */
  label: string;
  /** The least height that any row needs, for rows of this width. */
  rowHeight: (width: number) => number;
  children: (item: Item) => ComponentChildren;
}
const LEAST_ROW = 96;

export function Fitted<Item>({
  items,
  columns = 1,
  label,
  rowHeight,
  children,
}: FittedProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  // Other letters, other heights, in the same box.
  largeType.value;
  const gap = token('--gap');
  const row = Math.max(LEAST_ROW, rowHeight((width - gap * (columns - 1)) / columns));
  const rows = rowsThatFit(height, Math.ceil(items.length / columns), {
    row,
    gap,
    pager: token('--target'),
  });
  return (
    <div class="fitted" ref={box} style={{ '--least-row': `${row}px` }}>
      {height > 0 && (
        <Paged items={items} columns={columns} rows={rows} label={label}>
          {children}
        </Paged>
      )}
    </div>
  );
}

/** One at least: what does not fit is better cut off than missing. */
export function rowsThatFit(
  height: number,
  wanted: number,
  { row, gap, pager }: { row: number; gap: number; pager: number },
): number {
  const fitting = (room: number) => Math.max(1, Math.floor((room + gap) / (row + gap)));
  return wanted <= fitting(height) ? Math.max(1, wanted) : fitting(height - pager - gap);
}

/** A length of the look, px. */
export function token(name: string): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));
}

/** Of digits and Latin letters, next to the squares of Chinese characters. */
const NARROW = 0.6;

/** Height of Chinese text without drawing it. */
export function textHeight(text: string, size: number, width: number, leading: number): number {
  const squares = [...text].reduce((sum, one) => sum + (one < '\u2000' ? NARROW : 1), 0);
  return Math.max(1, Math.ceil((squares * size) / Math.max(width, size))) * size * leading;
}
