// What is pushed to pages: one stream each for touchscreen, board, staff and the sign-in page, and the moments of card and code.
import type { CodeScanner, IdCard, IdCardReader } from '../devices/device.ts';
import type { CardReadMoment, CardTroubleMoment, CodeScannedMoment } from '../devices/schema.ts';
import type { CardReads } from './cards.ts';
import { createSeats, createStream, type Stream, type StreamSeats } from './http/stream.ts';
import { maskOf } from './privacy/mask.ts';
import type { Privacy } from './privacy/privacy.ts';
import {
  boardSlices,
  hallTouchSlices,
  type ScreenSources,
  signInSlices,
  staffSlices,
  touchSlices,
} from './screens.ts';

export interface Live {
  readonly touch: Stream;
  readonly board: Stream;
  readonly staff: Stream;
  readonly signIn: Stream;
  /** What a paired screen sees. Cards, codes and the set-up code stay at the kiosk; its board is the same as everywhere. */
  hall(page: 'touch' | 'board', prints: boolean): Stream;
  readonly hallSeats: StreamSeats;
  /** Streams open at this moment. */
  count(): number;
  /** Something that a slice shows is not what it was. */
  changed(): void;
  start(): void;
  stop(): void;
}

export interface LiveOptions {
  readonly sources: ScreenSources;
  readonly build: string;
  readonly limits: { streamsPerClient: number; streams: number; heartbeatS: number };
  readonly logger: { error(fields: object, message: string): void };
  readonly privacy: Pick<Privacy, 'readCode'>;
  readonly cards: CardReads;
  readonly devices: {
    readonly idReader: Pick<IdCardReader, 'onCard' | 'onTrouble'>;
    readonly scanner: Pick<CodeScanner, 'onCode'>;
  };
  /** Everything beside commits that a slice shows. */
  readonly changes: readonly ((listener: () => void) => () => void)[];
}

export function createLive(options: LiveOptions): Live {
  const { sources, build, logger, limits: settings } = options;
  const limits = {
    perClient: settings.streamsPerClient,
    total: settings.streams,
    heartbeatMs: settings.heartbeatS * 1000,
  };
  const atTouch: StreamSeats = createSeats(limits);
  const atStaff: StreamSeats = createSeats(limits);
  // Seats of their own: whoever is not signed in must not keep those out who are.
  const atSignIn: StreamSeats = createSeats(limits);
  const atHall: StreamSeats = createSeats(limits);
  const common = { build, limits, logger };
  const touch = createStream({ ...common, seats: atTouch, slices: touchSlices(sources) });
  const board = createStream({ ...common, seats: atTouch, slices: boardSlices(sources) });
  const staff = createStream({ ...common, seats: atStaff, slices: staffSlices(sources) });
  const signIn = createStream({ ...common, seats: atSignIn, slices: signInSlices(sources) });
  const hallTouch = (prints: boolean) =>
    createStream({ ...common, seats: atHall, slices: hallTouchSlices(sources, prints) });
  const [printing, paperless] = [hallTouch(true), hallTouch(false)];
  const streams = [touch, board, staff, signIn, printing, paperless];
  let offs: (() => void)[] = [];

  function changed(): void {
    for (const stream of streams) stream.changed();
  }

  function codeMoment(text: string | null): CodeScannedMoment {
    const kind = text === null ? undefined : options.privacy.readCode(text)?.kind;
    if (text !== null && (kind === 'member' || kind === 'ticket' || kind === 'order'))
      return { code: text, kind };
    // A health code or a payment code: what it says is nobody's business here.
    return { code: '', kind: 'unknown' };
  }

  function cardRead(card: IdCard): void {
    const mask = maskOf('name', card.name);
    const moment: CardReadMoment = { readId: options.cards.put(card), mask };
    touch.moment('card', moment);
  }

  function cardTrouble(trouble: CardTroubleMoment['trouble']): void {
    const moment: CardTroubleMoment = { trouble };
    touch.moment('cardTrouble', moment);
  }

  return {
    touch,
    board,
    staff,
    signIn,
    hall: (page, prints) => (page === 'board' ? board : prints ? printing : paperless),
    hallSeats: atHall,
    changed,
    count: () => [atTouch, atStaff, atSignIn, atHall].reduce((sum, one) => sum + one.taken(), 0),
    start() {
      const { idReader, scanner } = options.devices;
      offs = [
        ...options.changes.map((listen) => listen(changed)),
        idReader.onCard(cardRead),
        idReader.onTrouble(cardTrouble),
        scanner.onCode((text) => touch.moment('code', codeMoment(text))),
      ];
    },
    stop() {
      for (const off of offs) off();
      for (const stream of streams) stream.close();
      options.cards.clear();
    },
  };
}
