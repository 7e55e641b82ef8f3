// A new appointment: the day, the hour, what for. The code is all that the visitor needs.
import { useSignal } from '@preact/signals';
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { dayOf, daysInRange, dayText, timeText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { ClassField } from './class-field.tsx';
import { useHall } from './hall.ts';
import { bodyOf, ItemPicker, isNothing, NOTHING_PICKED, type Picked } from './item-picker.tsx';
import { slotsOf } from './slots.ts';

const text = zhConsole.appointments;
const MOST_DAYS_AHEAD = 90;

interface Booked {
  readonly code: string;
  readonly day: string;
  readonly slot: string;
}

export function BookAppointment({ today }: { today: string }) {
  const booked = useSignal<Booked | null>(null);
  if (booked.value) {
    return (
      <BookedNote
        booked={booked.value}
        onAnother={() => {
          booked.value = null;
        }}
      />
    );
  }
  return (
    <BookForm
      today={today}
      onBooked={(one) => {
        booked.value = one;
      }}
    />
  );
}

interface BookFormProps {
  today: string;
  onBooked: (booked: Booked) => void;
}

function BookForm({ today, onBooked }: BookFormProps) {
  const day = useSignal(today);
  const slot = useSignal('');
  const picked = useSignal<Picked>(NOTHING_PICKED);
  const visitorClass = useSignal<VisitorClass>('ordinary');
  const tried = useSignal(false);
  const command = useCommand<object, { code: string }>();
  const slots = useSlots(day.value);
  const ahead = day.value === '' ? -1 : daysInRange(today, day.value) - 1;
  const dayWrong = ahead < 0 || ahead > MOST_DAYS_AHEAD;
  const free = slots.some(({ value, left }) => value === slot.value && left > 0);
  const nothing = isNothing(picked.value);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    tried.value = true;
    if (dayWrong || !free || nothing) return;
    const when = { day: day.value, slot: slot.value };
    const body = { ...when, ...bodyOf(picked.value), class: visitorClass.value };
    const done = await command.run('/api/services/appointments', body);
    if (done) onBooked({ ...when, code: done.reply.code });
  }
  return (
    <form class="panel form issue" noValidate onSubmit={submit}>
      <h2>{text.title}</h2>
      <p class="quiet">{text.hint}</p>
      <div class="form-row">
        <TextField
          label={text.day}
          type="date"
          min={today}
          error={dayWrong ? text.dayWrong : null}
          hint={dayWrong ? undefined : dayText(day.value)}
          value={day.value}
          onInput={(value) => {
            day.value = value;
          }}
        />
        <SelectField
          label={text.slot}
          value={free ? slot.value : ''}
          error={tried.value && !free ? text.slotMissing : null}
          hint={slots.length === 0 ? text.noSlots : undefined}
          options={[
            { value: '', label: text.slotChoose },
            ...slots.map(({ value, left }) => ({
              value,
              label: left > 0 ? text.slotLeft(value, left) : text.slotFull(value),
            })),
          ]}
          onChange={(value) => {
            slot.value = value;
          }}
        />
      </div>
      <ItemPicker
        picked={picked.value}
        error={tried.value && nothing ? zhConsole.items.none : null}
        onPick={(next) => {
          picked.value = next;
        }}
      />
      <ClassField
        value={visitorClass.value}
        onChange={(value) => {
          visitorClass.value = value;
        }}
      />
      <FailureNote failure={command.failure.value} />
      <div class="form-actions">
        <Button look="go" type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}

/** The day's times that have not passed, and how many each still takes. */
function useSlots(day: string): { value: string; left: number }[] {
  const { tickets, catalogue } = useHall();
  const zone = useZone();
  const centre = useStaff().live.slices.centre.value;
  if (day === '') return [];
  const usual = { from: centre?.opensAt ?? '08:30', to: centre?.closesAt ?? '17:30' };
  const isToday = day === dayOf(Date.now(), zone);
  const now = timeText(Date.now(), zone);
  const slots = slotsOf(catalogue.hours, day, usual).filter((slot) => !isToday || slot > now);
  return slots.map((value) => {
    const taken = tickets.appointments.filter(
      (one) => one.day === day && one.slot === value && one.state !== 'cancelled',
    );
    return { value, left: tickets.policy.appointmentsPerSlot - taken.length };
  });
}

function BookedNote({ booked, onAnother }: { booked: Booked; onAnother: () => void }) {
  const { code, day, slot } = booked;
  return (
    <section class="panel given" aria-live="polite">
      <h2>{text.booked}</h2>
      <span>{text.code}</span>
      <b class="pad-number">{code}</b>
      <b>
        {dayText(day)} {slot}
      </b>
      <p>{text.tell}</p>
      <div class="form-actions no-print">
        <Button look="quiet" onTap={() => window.print()}>
          {text.print}
        </Button>
        <Button look="go" autofocus onTap={onAnother}>
          {text.another}
        </Button>
      </div>
    </section>
  );
}
