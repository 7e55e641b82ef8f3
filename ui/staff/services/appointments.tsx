// 预约: made at the desk or by telephone, without a name; who has booked which day.
import { useSignal } from '@preact/signals';
import type {
  TakeTicketReply,
  TicketsSlice,
} from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { SelectField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayOf, dayText } from '../parts/format.ts';
import { Empty, FailureNote, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useZone } from '../staff.ts';
import { BookAppointment } from './book-appointment.tsx';
import { useHall } from './hall.ts';
import { useStep } from './steps.ts';

const text = zhConsole.appointments;
type Appointment = TicketsSlice['appointments'][number];
const TONES = { booked: 'good', arrived: 'plain', cancelled: 'trouble' } as const;

export function Appointments() {
  const { tickets } = useHall();
  const today = tickets.day ?? dayOf(Date.now(), useZone());
  const chosen = useSignal('');
  const day = chosen.value || today;
  const days = [...new Set([today, ...tickets.appointments.map((one) => one.day)])].sort();
  const rows = tickets.appointments.filter((one) => one.day === day);
  return (
    <div class="appointments">
      <section class="panel no-print">
        <h2>{text.list}</h2>
        <SelectField
          label={text.listDay}
          value={day}
          options={days.map((value) => ({ value, label: dayText(value) }))}
          onChange={(value) => {
            chosen.value = value;
          }}
        />
        {rows.length === 0 ? (
          <Empty title={text.empty} />
        ) : (
          <AppointmentTable rows={rows} today={day === tickets.day} />
        )}
      </section>
      <BookAppointment today={today} />
    </div>
  );
}

function AppointmentTable({ rows, today }: { rows: readonly Appointment[]; today: boolean }) {
  const columns: Column<Appointment>[] = [
    { label: text.columns.slot, look: 'lead', cell: ({ slot }) => slot },
    { label: text.columns.code, cell: ({ code }) => code },
    {
      label: text.columns.items,
      look: 'bare',
      cell: (one) => (
        <>
          {one.items.join('、')}
          {one.class !== 'ordinary' && <small>{zhConsole.classes[one.class]}</small>}
        </>
      ),
    },
    {
      label: text.columns.state,
      look: 'aside',
      cell: ({ state }) => <Tag tone={TONES[state]}>{text.states[state]}</Tag>,
    },
    {
      label: text.columns.actions,
      cell: (one) => one.state === 'booked' && <Actions appointment={one} today={today} />,
    },
  ];
  return <Table caption={text.list} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function Actions({ appointment, today }: { appointment: Appointment; today: boolean }) {
  const { code } = appointment;
  const cancelling = useSignal(false);
  const arriving = useCommand<{ appointmentCode: string }, TakeTicketReply>();
  async function arrive(): Promise<void> {
    const taken = await arriving.run('/api/services/tickets', { appointmentCode: code });
    if (taken) toast('good', text.arrived(taken.reply.number));
  }
  return (
    <>
      <div class="row-actions">
        {today && (
          <Button label={text.of(text.arrive, code)} busy={arriving.busy.value} onTap={arrive}>
            {text.arrive}
          </Button>
        )}
        <Button
          label={text.of(text.cancel, code)}
          onTap={() => {
            cancelling.value = true;
          }}
        >
          {text.cancel}
        </Button>
      </div>
      <FailureNote failure={arriving.failure.value} />
      {cancelling.value && (
        <Cancel
          appointment={appointment}
          onEnd={() => {
            cancelling.value = false;
          }}
        />
      )}
    </>
  );
}

function Cancel({ appointment, onEnd }: { appointment: Appointment; onEnd: () => void }) {
  const { id, code } = appointment;
  const step = useStep<Record<never, never>>();
  async function submit(): Promise<void> {
    const path = `/api/services/appointments/${encodeURIComponent(id)}/cancellation`;
    const done = await step.run(path, {});
    if (!done) return;
    if (done !== 'changed') toast('good', text.cancelled(code));
    onEnd();
  }
  return (
    <FormDialog
      title={text.cancelTitle(code)}
      submit={text.cancelSubmit}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.cancelText}</p>
    </FormDialog>
  );
}
