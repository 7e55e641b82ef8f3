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
 * The same for listeners, from the data's text: parsed when somebody looks, since most listeners only ask for the type, and
 * shared with nobody else, the views least of all.
 */
export function lateEventOf(event: RecordedEvent, text: string): RecordedEvent {
  const { id, epoch, seq, type, version, actor, commandId, wallMs, hallMs, trusted } = event;
  let data: unknown;
  let parsed = false;
  return {
    id,
    epoch,
    seq,
    type,
    version,
    get data() {
      if (!parsed) data = JSON.parse(text);
      parsed = true;
      return data;
    },
    actor,
    commandId,
    wallMs,
    hallMs,
    trusted,
  };
}

const touchscreen: Actor = { kind: 'touchscreen' };

export function actorText(actor: Actor): string {
  switch (actor.kind) {
    case 'touchscreen':
      return 'touchscreen';
    case 'staff':
      return `staff:${actor.accountId}`;
    case 'kiosk':
      return `kiosk:${actor.part}`;
  }
}

export function actorOf(text: string): Actor {
  if (text.startsWith('staff:')) return { kind: 'staff', accountId: text.slice(6) };
  if (text.startsWith('kiosk:')) return { kind: 'kiosk', part: text.slice(6) };
  return touchscreen;
}
