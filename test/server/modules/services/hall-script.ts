// A hall's day as its events, written by hand: who took a number when, and what the windows did.
import type { DayClosed } from '../../../../server/modules/centre/schema.ts';
import type { ServicesEvent } from '../../../../server/modules/services/schema.ts';
import type { OutOfTurnReason } from '../../../../server/modules/services/terms-schema.ts';
import { StoryBook, type TicketStory } from '../../../../server/modules/services/ticket-story.ts';

export const DAY = '2026-11-23';
type Told = ServicesEvent | DayClosed;
interface Taken {
  itemIds?: string[];
  class?: 'ordinary' | 'elderly' | 'disabled' | 'military' | 'expecting';
  appointmentId?: string;
  wait?: { lowMinutes: number; highMinutes: number };
}
interface Finished {
  outcome?: 'done' | 'materialsMissing' | 'referred' | 'consulted';
  itemIds?: string[];
  remaining?: string[];
}

/** A moment on the centre's wall: `at('09:30')`, `at('09:30:15')`. */
export const at = (time: string, day = DAY): number =>
  Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);

export class HallScript {
  readonly events: Told[] = [];
  readonly day: string;
  #seq: number;
  #nowMs: number;

  constructor(day = DAY, seq = 0) {
    this.day = day;
    this.#seq = seq;
    this.#nowMs = at('09:00', day);
  }

  at(time: string): this {
    this.#nowMs = at(time, this.day);
    return this;
  }
  later(ms: number): this {
    this.#nowMs += ms;
    return this;
  }

  /** The number is the ticket's id too. */
  take(number: string, options: Taken = {}): this {
    return this.#add('services.ticketTaken', {
      ticketId: this.#id(number),
      day: this.day,
      itemIds: options.itemIds ?? ['elder'],
      packageId: null,
      class: options.class ?? 'ordinary',
      appointmentId: options.appointmentId ?? null,
      number,
      prefix: number.charAt(0),
      ordinal: Number(number.slice(1)),
      keyMs: this.#nowMs,
      strict: false,
      ahead: 0,
      wait: options.wait ?? null,
      visitId: `v-${number}`,
    });
  }
  call(number: string, window: number, reason: OutOfTurnReason | null = null): this {
    const ticketId = this.#id(number);
    return this.#add('services.ticketCalled', {
      ticketId,
      window,
      again: false,
      counts: true,
      reason,
    });
  }
  again(number: string, window: number): this {
    const ticketId = this.#id(number);
    const call = { ticketId, window, again: true, counts: true, reason: null };
    return this.#add('services.ticketCalled', call);
  }
  undo(number: string, window: number, reopened: string | null = null): this {
    const ticketId = this.#id(number);
    const back = reopened === null ? null : this.#id(reopened);
    return this.#add('services.callUndone', { ticketId, window, reopened: back });
  }
  start(number: string, window: number): this {
    return this.#add('services.serviceStarted', { ticketId: this.#id(number), window });
  }
  finish(number: string, window: number, options: Finished = {}): this {
    return this.#add('services.ticketFinished', {
      ticketId: this.#id(number),
      window,
      outcome: options.outcome ?? 'done',
      itemIds: options.itemIds ?? ['elder'],
      remaining: options.remaining ?? [],
      missing: [],
      referredTo: '',
    });
  }
  miss(number: string, window: number): this {
    return this.#add('services.ticketMissed', { ticketId: this.#id(number), window });
  }
  hold(number: string, window: number): this {
    return this.#add('services.ticketHeld', { ticketId: this.#id(number), window });
  }
  transfer(number: string, from: number, window: number): this {
    const ticketId = this.#id(number);
    return this.#add('services.ticketTransferred', { ticketId, from, window, itemIds: ['elder'] });
  }
  reactivate(number: string): this {
    const ticketId = this.#id(number);
    return this.#add('services.ticketReactivated', { ticketId, keyMs: this.#nowMs });
  }
  giveUp(number: string): this {
    return this.#add('services.ticketGivenUp', { ticketId: this.#id(number) });
  }
  changeClass(number: string, to: NonNullable<Taken['class']>): this {
    const ticketId = this.#id(number);
    const keyMs = this.#nowMs;
    return this.#add('services.classChanged', { ticketId, class: to, keyMs, strict: false });
  }
  closeWindow(window: number): this {
    return this.#add('services.windowClosed', { window });
  }
  closeDay(): this {
    return this.#add('centre.dayClosed', { day: this.day, late: false });
  }

  stories(): TicketStory[] {
    return storiesOf(this.events, [this.day]);
  }
  /** The story of a number. */
  story(number: string): TicketStory {
    const found = this.stories().find((story) => story.number === number);
    if (!found) throw new Error(`no story of ${number}`);
    return found;
  }

  #id(number: string): string {
    return `${this.day} ${number}`;
  }
  #add(type: Told['type'], data: object): this {
    this.#seq += 1;
    this.events.push({
      id: `T1-1-${this.#seq.toString(36)}`,
      epoch: 1,
      seq: this.#seq,
      type,
      version: 1,
      data,
      actor: { kind: 'touchscreen' },
      commandId: '',
      wallMs: this.#nowMs,
      hallMs: this.#nowMs,
      trusted: true,
    } as Told);
    return this;
  }
}

export function storiesOf(events: readonly Told[], days: readonly string[]): TicketStory[] {
  const book = new StoryBook(days);
  for (const event of events) book.apply(event);
  return days.flatMap((day) => book.take(day));
}
