// A journal line as the event that modules fold, and who caused it as the short text that the line carries.
import type { JournalLine } from './journal.ts';
import type { Actor, RecordedEvent } from './module.ts';

export function eventId(kiosk: string, epoch: number, seq: number): string {
  return `${kiosk}-${epoch}-${seq.toString(36)}`;
}

export function eventOf(kiosk: string, line: Omit<JournalLine, 'b' | 'h'>): RecordedEvent {
  return {
    id: eventId(kiosk, line.e, line.s),
    epoch: line.e,
    seq: line.s,
    type: line.t,
    version: line.v,
    data: line.d,
    actor: actorOf(line.a),
    commandId: line.c,
    wallMs: line.w,
    hallMs: line.l,
    trusted: line.q === 1,
  };
}

/**
 * The same for listeners: its data is read from its text when somebody looks, since most only ask for the type, and is shared
 * with nobody else, the views least of all.
 */
export class LateEvent implements RecordedEvent {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly actor: Actor;
  readonly commandId: string;
  readonly wallMs: number;
  readonly hallMs: number;
  readonly trusted: boolean;
  #text: string | null;
  #data: unknown;

  constructor(event: RecordedEvent, text: string) {
    this.id = event.id;
    this.epoch = event.epoch;
    this.seq = event.seq;
    this.type = event.type;
    this.version = event.version;
    this.actor = event.actor;
    this.commandId = event.commandId;
    this.wallMs = event.wallMs;
    this.hallMs = event.hallMs;
    this.trusted = event.trusted;
    this.#text = text;
  }

  get data(): unknown {
    if (this.#text !== null) this.#data = JSON.parse(this.#text);
    this.#text = null;
    return this.#data;
  }
}

const touchscreen: Actor = { kind: 'touchscreen' };

export function actorText(actor: Actor): string {
  switch (actor.kind) {
    case 'touchscreen':
      return actor.screenId === undefined ? 'touchscreen' : `touchscreen:${actor.screenId}`;
    case 'staff':
      return `staff:${actor.accountId}`;
    case 'kiosk':
      return `kiosk:${actor.part}`;
  }
}

export function actorOf(text: string): Actor {
  if (text.startsWith('staff:')) return { kind: 'staff', accountId: text.slice(6) };
  if (text.startsWith('kiosk:')) return { kind: 'kiosk', part: text.slice(6) };
  if (text.startsWith('touchscreen:')) return { kind: 'touchscreen', screenId: text.slice(12) };
  return touchscreen;
}
