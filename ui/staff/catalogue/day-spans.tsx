// The spans of one day: from, to, and one more for after lunch.
import type { OpeningHours } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';

export type Span = OpeningHours['week'][number][number];
const text = zhCatalogue.hours;
const MOST = 4;
const MORNING: Span = { from: '08:30', to: '12:00' };
const AFTERNOON: Span = { from: '14:00', to: '17:30' };

export interface DaySpansProps {
  name: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
}

export function DaySpans({ name, spans, onChange }: DaySpansProps) {
  function set(index: number, change: Partial<Span>): void {
    onChange(spans.map((span, at) => (at === index ? { ...span, ...change } : span)));
  }
  return (
    <div class="day-spans">
      <b>{name}</b>
      <div class="day-spans-all">
        {spans.length === 0 && <span class="quiet">{text.rest}</span>}
        {spans.map((span, index) => (
          <span class="span" key={`${index + 1}`}>
            <Time
              label={text.from(name)}
              value={span.from}
              onInput={(from) => set(index, { from })}
            />
            –
            <Time label={text.to(name)} value={span.to} onInput={(to) => set(index, { to })} />
            <Button
              look="quiet"
              label={text.removeSpanOf(name, `${span.from}–${span.to}`)}
              onTap={() => onChange(spans.filter((_span, at) => at !== index))}
            >
              {text.removeSpan}
            </Button>
          </span>
        ))}
        {spans.length < MOST && (
          <Button
            label={text.addSpanOf(name)}
            onTap={() => onChange([...spans, spans.length === 0 ? MORNING : AFTERNOON])}
          >
            {text.addSpan}
          </Button>
        )}
      </div>
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
}

function Time({ label, value, onInput }: TimeProps) {
  return (
    <input
      class="input input-time"
      type="time"
      aria-label={label}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}
