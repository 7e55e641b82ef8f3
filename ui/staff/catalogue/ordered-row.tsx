// One row of a list whose order matters: up, down, away. Buttons, because dragging needs a steady hand and a mouse.
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue as text } from '../../text/zh-catalogue.ts';

export interface OrderedRowProps {
  what: string;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onRemove: (index: number) => void;
  /** Beside the keys. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function OrderedRow(props: OrderedRowProps) {
  const { what, index, count, onMove, onRemove, aside, children } = props;
  return (
    <li class="ordered-row">
      <div class="ordered-what">{children}</div>
      <div class="ordered-keys">
        {aside}
        <Button
          label={text.upOf(what)}
          disabled={index === 0}
          onTap={() => onMove(index, index - 1)}
        >
          {text.up}
        </Button>
        <Button
          label={text.downOf(what)}
          disabled={index === count - 1}
          onTap={() => onMove(index, index + 1)}
        >
          {text.down}
        </Button>
        <Button look="quiet" label={text.removeOf(what)} onTap={() => onRemove(index)}>
          {text.remove}
        </Button>
      </div>
    </li>
  );
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_one, at) => at !== from);
  const one = list[from];
  return one === undefined ? [...list] : [...rest.slice(0, to), one, ...rest.slice(to)];
}
export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_one, at) => at !== index);
}
