// Tickets of the last business days, who waits, who is being called, which windows have somebody behind them.
import type { ModuleDefinition } from '../../store/module.ts';
import type { ItemPut } from '../catalogue/schema.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import { noteDay } from './day-spans.ts';
import { type ServicesEvent, type ServicesView, servicesEvents } from './schema.ts';
import { statisticsExported } from './statistics-schema.ts';
import { defaultPolicy } from './terms-schema.ts';
import {
  bookAppointment,
  call,
  changeClass,
  finish,
  hold,
  miss,
  reactivate,
  startService,
  take,
  transfer,
  undoCall,
  withdraw,
} from './ticket-life.ts';
import { NOT_WIDENED } from './widening.ts';
import { closeWindow, openWindow, pauseWindow, resumeWindow } from './window-life.ts';

/** Days whose tickets stay in memory: yesterday's slips are still asked about. */
const KEPT_TICKET_DAYS = 3;
/** Counters stay longer: staff may open an earlier day again, and its numbers must go on. */
const KEPT_COUNTER_DAYS = 60;

export const services: ModuleDefinition<ServicesView> = {
  name: 'services',
  events: [...servicesEvents, statisticsExported],
  initial: () => ({
    policy: structuredClone(defaultPolicy),
    tickets: {},
    waiting: [],
    counters: {},
    calls: [],
    windows: {},
    itemWindows: {},
    serviceTimes: {},
    appointments: {},
    widening: { ...NOT_WIDENED },
    spans: {},
  }),
  fold(view, recorded) {
    const event = recorded as ServicesEvent | ItemPut | DayOpened | DayClosed;
    noteDay(view, event);
    switch (event.type) {
      case 'services.policyPut':
        view.policy = event.data;
        break;
      case 'services.ticketTaken':
        take(view, event);
        break;
      case 'services.ticketCalled':
        call(view, event);
        break;
      case 'services.callUndone':
        undoCall(view, event);
        break;
      case 'services.serviceStarted':
        startService(view, event);
        break;
      case 'services.ticketFinished':
        finish(view, event);
        break;
      case 'services.ticketMissed':
        miss(view, event);
        break;
      case 'services.ticketReactivated':
        reactivate(view, event);
        break;
      case 'services.ticketHeld':
        hold(view, event);
        break;
      case 'services.ticketTransferred':
        transfer(view, event);
        break;
      case 'services.ticketGivenUp':
        withdraw(view, event);
        break;
      case 'services.classChanged':
        changeClass(view, event);
        break;
      case 'services.windowOpened':
        openWindow(view, event);
        break;
      case 'services.windowClosed':
        closeWindow(view, event);
        break;
      case 'services.windowPaused':
        pauseWindow(view, event);
        break;
      case 'services.windowResumed':
        resumeWindow(view, event);
        break;
      case 'services.appointmentBooked':
        bookAppointment(view, event);
        break;
      case 'services.appointmentCancelled': {
        const appointment = view.appointments[event.data.appointmentId];
        if (appointment) appointment.state = 'cancelled';
        break;
      }
      case 'catalogue.itemPut':
        view.itemWindows[event.data.id] = event.data.windows;
        break;
      case 'centre.dayClosed':
        closeDay(view);
        break;
      case 'centre.dayOpened':
        forgetOldDays(view, event.data.day);
        break;
    }
  },
};

/** Who waits, was called and did not sit down yet, or was put aside, holds a slip of no use any more. */
function closeDay(view: ServicesView): void {
  for (const ticket of Object.values(view.tickets)) {
    if (['waiting', 'called', 'held'].includes(ticket.state)) ticket.state = 'void';
    else if (ticket.state === 'serving') ticket.state = 'served';
  }
  view.waiting = [];
  view.calls = [];
  view.windows = {};
}

function forgetOldDays(view: ServicesView, today: string): void {
  const byTime = Object.keys(view.counters);
  for (const day of byTime.slice(0, -KEPT_COUNTER_DAYS)) delete view.counters[day];
  const keptDays = new Set([...byTime.slice(-KEPT_TICKET_DAYS), today]);
  for (const ticket of Object.values(view.tickets)) {
    if (!keptDays.has(ticket.day)) delete view.tickets[ticket.id];
  }
  for (const { id, day } of Object.values(view.appointments)) {
    if (day < today) delete view.appointments[id];
  }
}
