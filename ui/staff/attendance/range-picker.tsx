// From which day to which: one tap for the usual ranges, two date fields for the rest.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import { type Range, type RangeName, rangeOf } from '../parts/format.ts';

const text = zhStaff.visits;

export interface RangePickerProps {
  range: Range;
  today: string;
  /** Ranges of one tap, and what they are called. */
  presets?: Partial<Record<RangeName, string>>;
  onPick: (range: Range) => void;
}

export function RangePicker({ range, today, presets = text.presets, onPick }: RangePickerProps) {
  const from = useSignal(range.from);
  const to = useSignal(range.to);
  const wrong = from.value > to.value;

  function pick(picked: Range): void {
    from.value = picked.from;
    to.value = picked.to;
    onPick(picked);
  }
  function submit(event: Event): void {
    event.preventDefault();
    if (from.value && to.value && !wrong) pick({ from: from.value, to: to.value });
  }

  return (
    <form class="range" onSubmit={submit}>
      <div class="presets">
        {(Object.keys(presets) as RangeName[]).map((name) => {
          const preset = rangeOf(name, today);
          return (
            <Button
              key={name}
              pressed={preset.from === range.from && preset.to === range.to}
              onTap={() => pick(preset)}
            >
              {presets[name]}
            </Button>
          );
        })}
      </div>
      <div class="range-fields">
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
      </div>
    </form>
  );
}
