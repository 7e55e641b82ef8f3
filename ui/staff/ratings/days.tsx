// Today, the last thirty days, or any others.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import type { Range } from '../parts/format.ts';

const text = zhStaff.visits;

export interface DaysProps {
  range: Range;
  /** The last thirty days; their end is today. */
  thirty: Range;
  onPick: (range: Range) => void;
}

export function Days({ range, thirty, onPick }: DaysProps) {
  const from = useSignal(range.from);
  const to = useSignal(range.to);
  const wrong = from.value > to.value;
  const today = { from: thirty.to, to: thirty.to };
  const submit = (event: Event) => {
    event.preventDefault();
    if (from.value && to.value && !wrong) onPick({ from: from.value, to: to.value });
  };
  const is = (one: Range) => one.from === range.from && one.to === range.to;
  return (
    <form class="toolbar" onSubmit={submit}>
      <Button pressed={is(today)} onTap={() => onPick(today)}>
        {zhRatings.presets.today}
      </Button>
      <Button pressed={is(thirty)} onTap={() => onPick(thirty)}>
        {zhRatings.presets.thirty}
      </Button>
      <TextField
        label={text.from}
        type="date"
        value={from.value}
        onInput={(value) => {
          from.value = value;
        }}
      />
      <TextField
        label={text.to}
        type="date"
        value={to.value}
        error={wrong ? text.rangeWrong : null}
        onInput={(value) => {
          to.value = value;
        }}
      />
      <Button type="submit" disabled={wrong} onTap={() => {}}>
        {text.show}
      </Button>
    </form>
  );
}
