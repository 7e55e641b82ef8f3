// How many: two large buttons and the number between them.
import { Minus, Plus } from '../../kit/icons.tsx';
import { product as text } from '../../text/zh-workshop.ts';
import { Asked } from './asked.tsx';

export interface StepperProps {
  label: string;
  says: string;
  hint: string | null;
  /** Null: no fewer. */
  onFewer: (() => void) | null;
  onMore: (() => void) | null;
}
export function Stepper({ label, says, hint, onFewer, onMore }: StepperProps) {
  return (
    <Asked class="stepper" question={label} hint={hint}>
      <button type="button" aria-label={text.fewer} disabled={!onFewer} onClick={() => onFewer?.()}>
        <Minus />
      </button>
      <output>{says}</output>
      <button type="button" aria-label={text.more} disabled={!onMore} onClick={() => onMore?.()}>
        <Plus />
      </button>
    </Asked>
  );
}
