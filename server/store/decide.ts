// One command decided: its events with their places in the journal, personal fields sealed, folded into the views at once.
import { randomBytes } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import type { Privacy } from '../privacy/privacy.ts';
import { actorText, eventId, eventOf, LateEvent } from './event-line.ts';
import type { HallClock, HallReading } from './hall-time.ts';
import type { PendingLine } from './journal.ts';
import {
  type CommandDefinition,
  type DecideContext,
  type EventDefinition,
  event,
  type NewEvent,
  type RecordedEvent,
  type Refused,
} from './module.ts';
import { answered } from './own-events.ts';
import type { PersonalLookup } from './personal-index.ts';
import { readBack } from './read-back.ts';
import type { CommandRequest } from './store.ts';
import type { Folded } from './views.ts';

export interface Decided {
  /** Empty when nothing is to be recorded. */
  readonly lines: readonly PendingLine[];
  /** For listeners: they share nothing with the views. */
  readonly events: readonly RecordedEvent[];
  readonly reply: unknown;
}

/** The views hold half of a command and must be made anew. */
export class HalfFolded extends Error {}

class KeysExhausted extends Error {}

export interface Decider {
  /** Throws what the command's own `decide` throws; HalfFolded when its events cannot be folded. */
  decide<Views, Body extends TSchema, Reply>(
    folded: Folded,
    epoch: number,
    command: CommandDefinition<Views, Body, Reply>,
    request: CommandRequest<Static<Body>>,
    digest: string,
  ): Decided | Refused;
}

export function createDecider(parts: {
  readonly kiosk: string;
  readonly hall: HallClock;
  readonly privacy: Privacy;
  readonly lookup: PersonalLookup;
  readonly events: readonly EventDefinition[];
}): Decider {
  const { kiosk, hall, privacy, lookup } = parts;
  const definitions = new Map(parts.events.map((one) => [one.type, one]));

  function contextOf(
    folded: Folded,
    epoch: number,
    now: HallReading,
    request: CommandRequest<unknown>,
  ): DecideContext {
    const next = folded.seq + 1;
    return {
      actor: request.actor,
      commandId: request.id,
      wallMs: now.wallMs,
      hallMs: now.hallMs,
      clockTrusted: now.trusted,
      id: (index) => eventId(kiosk, epoch, next + index),
      randomId: () => randomBytes(16).toString('base64url'),
      newKey() {
        const key = privacy.newKey();
        if (key === null) throw new KeysExhausted();
        return key;
      },
      open: privacy.open,
      find: (index, value) => lookup.find(folded.views, folded.seq, index, value),
      readCode: (text) => privacy.readCode(text),
    };
  }

  function seal(proposed: NewEvent): NewEvent {
    const definition = definitions.get(proposed.type);
    if (definition === undefined) throw new Error(`no module declares the event ${proposed.type}`);
    return privacy.seal(definition, proposed);
  }

  function record(
    folded: Folded,
    epoch: number,
    now: HallReading,
    request: CommandRequest<unknown>,
    proposed: readonly NewEvent[],
    digest: string,
    reply: unknown,
  ): Decided {
    const first = folded.seq + 1;
    const sealed = proposed.map(seal);
    const lines: PendingLine[] = [];
    const events: RecordedEvent[] = [];
    // The reply as it will be read back after a crash.
    const replyText: string | undefined = JSON.stringify(reply);
    const answer = replyText === undefined ? undefined : readBack(reply, replyText);
    for (const [index, { type, version, data }] of sealed.entries()) {
      const following = sealed.length - 1 - index;
      const text = JSON.stringify(data);
      const line: PendingLine = {
        e: epoch,
        s: first + index,
        n: following,
        c: request.id,
        a: actorText(request.actor),
        t: type,
        v: version,
        w: now.wallMs,
        q: now.trusted ? 1 : 0,
        k: now.bootId,
        m: now.monotonicMs,
        l: now.hallMs,
        // The views get their own copy, as the journal will give it back: what they do to it stays with them.
        d: readBack(data, text),
        json: { d: text, r: replyText },
        ...(following === 0 && { o: { g: digest, r: answer } }),
      };
      lines.push(line);
      const recorded = eventOf(kiosk, line);
      events.push(new LateEvent(recorded, text));
      try {
        folded.fold(line, recorded);
      } catch (error) {
        throw new HalfFolded(`${type} cannot be folded`, { cause: error });
      }
    }
    return { lines, events, reply: answer };
  }

  return {
    decide(folded, epoch, command, request, digest) {
      const now = hall.read();
      const decision = decideOrExhaust(() =>
        command.decide(folded.views as never, request.body, contextOf(folded, epoch, now, request)),
      );
      if ('refused' in decision) return decision;
      const events = decision.events.length > 0 ? decision.events : nothingChanged(request);
      return record(folded, epoch, now, request, events, digest, decision.reply);
    },
  };
}

function decideOrExhaust<T>(decide: () => T): T | Refused {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof KeysExhausted)) throw error;
    return { refused: 'KEYS_EXHAUSTED', status: 503, params: {} };
  }
}

/** A visitor may ask again and must hear the same; the kiosk's own parts ask every few seconds and never repeat an id. */
function nothingChanged({ actor }: CommandRequest<unknown>): NewEvent[] {
  return actor.kind === 'kiosk' ? [] : [event(answered, {})];
}
