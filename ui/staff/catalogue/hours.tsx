// 取号时间: the week, holidays and 调休, and when numbers end before closing; with what it means today.
import { useSignal } from '@preact/signals';
import type { OpeningHours } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { TextField } from '../parts/fields.tsx';
import { dayOf, dayText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useZone } from '../staff.ts';
import type { PartProps } from './changing.ts';
import { DaySpans, type Span } from './day-spans.tsx';
import { Exceptions } from './exceptions.tsx';
import { hoursAreWrong, spansOn, spanText } from './hours-today.ts';

const text = zhCatalogue.hours;
const WORKDAY: Span[] = [
  { from: '08:30', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
const USUAL: OpeningHours = {
  week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
  exceptions: [],
  lockMinutes: 15,
};
const MOST_LOCK = 240;

export function Hours({ catalogue, changing, mayEdit }: PartProps) {
  /** From the first touch on: what was there then, and what it is to become. Till then the page follows the server. */
  const draft = useSignal<{ was: OpeningHours | null; is: OpeningHours | null } | null>(null);
  const { was, is } = draft.value ?? { was: catalogue.hours, is: catalogue.hours };
  const wrong = is !== null && hoursAreWrong(is);
  function set(next: OpeningHours | null): void {
    changing.command.clear();
    draft.value = { was, is: next };
  }
  async function save(): Promise<void> {
    if (wrong) return;
    if (await changing.putHours({ was, is }, text.saved)) draft.value = null;
  }
  return (
    <form
      class="part hours"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {is ? <Today hours={is} /> : <p class="note note-plain">{text.always}</p>}
      {is && (
        <fieldset class="hours-all" disabled={!mayEdit}>
          <Week hours={is} onChange={set} />
          <Lock key={was?.lockMinutes} hours={is} onChange={set} />
          <Exceptions
            exceptions={is.exceptions}
            workday={is.week[0] ?? WORKDAY}
            onChange={(exceptions) => set({ ...is, exceptions })}
          />
        </fieldset>
      )}
      {wrong && (
        <p class="field-error" role="alert">
          {text.wrong}
        </p>
      )}
      <FailureNote failure={changing.command.failure.value} />
      {mayEdit && (
        <div class="form-actions hours-actions">
          {draft.value && <span class="quiet">{text.unsaved}</span>}
          {is ? (
            <Button look="quiet" onTap={() => set(null)}>
              {text.end}
            </Button>
          ) : (
            <Button onTap={() => set(USUAL)}>{text.begin}</Button>
          )}
          {draft.value && (
            <>
              <Button
                look="quiet"
                onTap={() => {
                  changing.command.clear();
                  draft.value = null;
                }}
              >
                {text.drop}
              </Button>
              <Button look="go" type="submit" busy={changing.command.busy.value} onTap={() => {}}>
                {zhCatalogue.save}
              </Button>
            </>
          )}
        </div>
      )}
    </form>
  );
}

interface HoursProps {
  hours: OpeningHours;
  onChange: (hours: OpeningHours) => void;
}

function Week({ hours, onChange }: HoursProps) {
  const monday = hours.week[0] ?? [];
  return (
    <fieldset class="catalogue-list">
      <legend>{text.week}</legend>
      {text.days.map((name, index) => (
        <DaySpans
          key={name}
          name={name}
          spans={hours.week[index] ?? []}
          onChange={(spans) =>
            onChange({
              ...hours,
              week: hours.week.map((day, at) => (at === index ? spans : day)),
            })
          }
        />
      ))}
      <div>
        <Button
          onTap={() =>
            onChange({
              ...hours,
              week: hours.week.map((day, at) => (at > 0 && at < 5 ? monday : day)),
            })
          }
        >
          {text.copy}
        </Button>
      </div>
    </fieldset>
  );
}

function Lock({ hours, onChange }: HoursProps) {
  const typed = useSignal(String(hours.lockMinutes));
  const minutes = /^\d+$/.test(typed.value.trim()) ? Number(typed.value) : null;
  const fits = minutes !== null && minutes <= MOST_LOCK;
  return (
    <TextField
      label={text.lock}
      hint={text.lockHint}
      type="number"
      min={0}
      max={MOST_LOCK}
      value={typed.value}
      error={fits ? null : text.lockWrong}
      onInput={(value) => {
        typed.value = value;
        const lockMinutes = Number(value);
        if (/^\d+$/.test(value.trim()) && lockMinutes <= MOST_LOCK)
          onChange({ ...hours, lockMinutes });
      }}
    />
  );
}

function Today({ hours }: { hours: OpeningHours }) {
  const zone = useZone();
  const today = dayOf(Date.now(), zone);
  const { spans, reason } = spansOn(hours, today);
  const said =
    spans.length === 0
      ? text.todayClosed(reason)
      : spans.map((span) => spanText(span, hours.lockMinutes)).join('；');
  return (
    <p class="note note-plain" role="status">
      {text.today(dayText(today), said)}
    </p>
  );
}
