// The business day: staff confirm it when the clock is not trusted, and may end it early.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayOf, dayText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';

const text = zhStaff.today;

/** @param open whether a day is open that visits and numbers go on in meanwhile */
export function ConfirmDay({ open }: { open: boolean }) {
  const zone = useZone();
  const day = useSignal(dayOf(Date.now(), zone));
  const confirm = useCommand<{ day: string }>();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await confirm.run('/api/centre/days', { day: day.value })) toast('good', text.confirm.done);
  }
  return (
    <form class="note note-trouble confirm-day" onSubmit={submit}>
      <div>
        <h2>{text.confirm.title}</h2>
        <p>
          {text.confirm.why}
          {open ? text.confirm.goesOn : text.confirm.waits}
        </p>
      </div>
      <div class="toolbar">
        <TextField
          label={text.confirm.field}
          type="date"
          value={day.value}
          onInput={(value) => {
            day.value = value;
          }}
        />
        <Button look="go" type="submit" busy={confirm.busy.value} onTap={() => {}}>
          {text.confirm.submit}
        </Button>
        {day.value && <b class="confirm-text">{dayText(day.value)}</b>}
      </div>
      <FailureNote failure={confirm.failure.value} />
    </form>
  );
}

/** Ended by hand; it may go on, with the numbers where they stopped. */
export function ClosedDay({ mayOpen }: { mayOpen: boolean }) {
  const zone = useZone();
  const opening = useCommand<{ day: string }>();
  const open = () => opening.run('/api/centre/days', { day: dayOf(Date.now(), zone) });
  return (
    <>
      <div class="note note-plain">
        <p>{text.closed}</p>
        {mayOpen && (
          <Button busy={opening.busy.value} onTap={open}>
            {text.reopen}
          </Button>
        )}
      </div>
      <FailureNote failure={opening.failure.value} />
    </>
  );
}

export function CloseDay({ day }: { day: string }) {
  const { attendance, tickets } = useStaff().live.slices;
  const asking = useSignal(false);
  const closing = useCommand<Record<never, never>>();
  const waiting = tickets.value?.waitingCount ?? 0;
  const inside = attendance.value?.today.inside ?? 0;
  async function close(): Promise<void> {
    if (await closing.run('/api/centre/closings', {})) asking.value = false;
  }
  return (
    <section class="panel close-day">
      <h2>{text.day}</h2>
      <span>{dayText(day)}</span>
      <Button
        look="quiet"
        onTap={() => {
          closing.clear();
          asking.value = true;
        }}
      >
        {text.closing.open}
      </Button>
      {asking.value && (
        <FormDialog
          title={text.closing.title}
          submit={text.closing.submit}
          busy={closing.busy.value}
          failure={closing.failure.value}
          onSubmit={close}
          onCancel={() => {
            asking.value = false;
          }}
        >
          <p>{text.closing.text}</p>
          {(waiting > 0 || inside > 0) && (
            <p class="note note-trouble">
              {waiting > 0 && text.closing.waiting(waiting)}
              {inside > 0 && text.closing.inside(inside)}
            </p>
          )}
        </FormDialog>
      )}
    </section>
  );
}
