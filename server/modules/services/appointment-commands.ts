// Appointments, made at the desk or by telephone: a day, an hour and a code, nobody's name.
import { type CommandDefinition, event } from '../../store/module.ts';
import { daysBetween } from '../centre/schema.ts';
import { type Reads, wantedOf } from './commands.ts';
import { AppointmentBody, BookAppointmentBody, type DoneReply } from './page-schema.ts';
import { appointmentBooked, appointmentCancelled, refuse, type ServicesView } from './schema.ts';

const SLOT = /^([01]\d|2[0-3]):[0-5][05]$/;
const MOST_DAYS_AHEAD = 90;
const CODES = 1_000_000;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const bookAppointment: CommandDefinition<
  Reads,
  typeof BookAppointmentBody,
  { id: string; code: string }
> = {
  type: 'services.bookAppointment',
  body: BookAppointmentBody,
  decide({ services, catalogue, centre }, body, context) {
    const { day, slot } = body;
    const today = centre.day ?? centre.lastDay;
    const ahead = today ? daysBetween(today, day) : 0;
    const possible = ahead >= 0 && ahead <= MOST_DAYS_AHEAD;
    if (!possible || !SLOT.test(slot)) return refuse('SLOT_INVALID');
    const wanted = wantedOf(catalogue, body);
    if ('refused' in wanted) return wanted;
    const booked = Object.values(services.appointments).filter(
      (one) => one.day === day && one.slot === slot && one.state !== 'cancelled',
    );
    if (booked.length >= services.policy.appointmentsPerSlot) return refuse('SLOT_FULL', { slot });
    const code = freeCode(services, context.randomId());
    const id = context.id(0);
    const itemIds = wanted.items.map((item) => item.id);
    return {
      events: [
        event(appointmentBooked, {
          appointmentId: id,
          code,
          day,
          slot,
          itemIds,
          class: body.class ?? 'ordinary',
        }),
      ],
      reply: { id, code },
    };
  },
};

/** Six digits that no other appointment has; few are open at a time, so the next free one is near. */
function freeCode({ appointments }: ServicesView, random: string): string {
  let code = 0;
  for (const char of random) code = (code * 64 + Math.max(0, BASE64URL.indexOf(char))) % CODES;
  const taken = new Set(Object.values(appointments).map((one) => one.code));
  while (taken.has(text(code))) code = (code + 1) % CODES;
  return text(code);
}

function text(code: number): string {
  return String(code).padStart(6, '0');
}

export const cancelAppointment: CommandDefinition<Reads, typeof AppointmentBody, DoneReply> = {
  type: 'services.cancelAppointment',
  body: AppointmentBody,
  decide({ services }, { appointmentId }) {
    const { appointments } = services;
    const known = Object.hasOwn(appointments, appointmentId);
    const found = known ? appointments[appointmentId] : undefined;
    if (!found) return refuse('APPOINTMENT_NOT_FOUND');
    if (found.state !== 'booked') return refuse('TICKET_STATE_WRONG');
    return { events: [event(appointmentCancelled, { appointmentId })], reply: { done: true } };
  },
};
