// Holidays, and weekends on which one works.
import { useSignal } from '@preact/signals';
import type { OpeningHours } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { TextField } from '../parts/fields.tsx';
import { dayText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';
import { DaySpans, type Span } from './day-spans.tsx';

type Exception = OpeningHours['exceptions'][number];
const text = zhCatalogue.hours;
const MOST = 200;

export interface ExceptionsProps {
  exceptions: readonly Exception[];
  /** Of a usual day: a weekend on which one works begins like it. */
  workday: readonly Span[];
  onChange: (exceptions: Exception[]) => void;
}

export function Exceptions({ exceptions, workday, onChange }: ExceptionsProps) {
  const day = useSignal('');
  const reason = useSignal('');
  const known = exceptions.some((one) => one.day === day.value);
  function add(spans: readonly Span[]): void {
    const one = { day: day.value, spans: [...spans], reason: reason.value.trim() };
    onChange([...exceptions, one].sort((a, b) => (a.day < b.day ? -1 : 1)));
    day.value = '';
    reason.value = '';
  }
  const cannot = day.value === '' || known || exceptions.length >= MOST;
  return (
    <fieldset class="catalogue-list">
      <legend>{text.exceptions}</legend>
      <p class="field-hint">{text.exceptionsHint}</p>
      {exceptions.length === 0 && <p class="quiet">{text.noExceptions}</p>}
      {exceptions.map((exception) => (
        <div class="exception" key={exception.day}>
          <DaySpans
            name={dayText(exception.day)}
            spans={exception.spans}
            onChange={(spans) =>
              onChange(
                exceptions.map((one) => (one.day === exception.day ? { ...one, spans } : one)),
              )
            }
          />
          <span class="exception-why">
            <Tag tone={exception.spans.length === 0 ? 'trouble' : 'good'}>
              {exception.spans.length === 0 ? text.holiday : text.working}
            </Tag>
            {exception.reason}
            <Button
              look="quiet"
              label={text.removeException(dayText(exception.day))}
              onTap={() => onChange(exceptions.filter(({ day: one }) => one !== exception.day))}
            >
              {zhCatalogue.remove}
            </Button>
          </span>
        </div>
      ))}
      <div class="toolbar">
        <TextField
          label={text.day}
          type="date"
          value={day.value}
          error={known ? text.wrong : null}
          onInput={(value) => {
            day.value = value;
          }}
        />
        <TextField
          label={text.reason}
          hint={text.reasonHint}
          optional
          value={reason.value}
          onInput={(value) => {
            reason.value = value.slice(0, 40);
          }}
        />
        <Button disabled={cannot} onTap={() => add([])}>
          {text.holiday}
        </Button>
        <Button disabled={cannot} onTap={() => add(workday)}>
          {text.working}
        </Button>
      </div>
    </fieldset>
  );
}
