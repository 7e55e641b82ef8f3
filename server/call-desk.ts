// Between the pads and panels at the windows and the queue: a key becomes a command, a call becomes what is shown.
import type { CallPadPress, PadPress } from '../devices/device.ts';
import type { Logger } from '../devices/logger.ts';
import { executeAs } from './kiosk-actor.ts';
import { rateAtWindow } from './modules/ratings/commands.ts';
import type { Views } from './modules/registry.ts';
import {
  callAgain,
  callNext,
  finishTicket,
  missTicket,
  transferTicket,
} from './modules/services/call-commands.ts';
import { ticketAt, windowsOf } from './modules/services/queue.ts';
import { type TicketCalled, ticketCalled } from './modules/services/schema.ts';
import { pauseWindow } from './modules/services/window-commands.ts';
import type { StandIns } from './stand-ins.ts';
import type { RecordedEvent } from './store/module.ts';
import type { Outcome, Store } from './store/store.ts';

const PART = 'call pad';

export interface CallDeskOptions {
  readonly store: Store<Views>;
  readonly callPad: StandIns['callPad'];
  readonly ledPanel: StandIns['ledPanel'];
  readonly places: {
    windowOf(address: number): number;
    addressOf(window: number): number;
  };
  readonly logger: Logger;
}

export function createCallDesk(options: CallDeskOptions): { start(): void; stop(): void } {
  const { store, callPad, ledPanel, places, logger } = options;
  let stops: (() => void)[] = [];
  /** One after another: what was called last is what stays on show. */
  let showing: Promise<void> = Promise.resolve();

  /** Whatever a key cannot do, the pad beeps: nobody is left to wonder. */
  async function pressed(press: CallPadPress): Promise<void> {
    const { address, key } = press;
    const window = places.windowOf(address);
    const refused = await refusalOf(press, window).catch((error: unknown) => {
      logger.error({ error: String(error), window, key }, 'call pad');
      return 'INTERNAL';
    });
    if (refused === null) {
      if (key === 'rate') callPad.confirmRating(address);
      return;
    }
    logger.info({ window, key, refused }, 'key of a call pad did nothing');
    callPad.beep(address);
  }

  /** Does what the key says; null when it was done, else why not. */
  async function refusalOf(press: PadPress, window: number): Promise<string | null> {
    const outcome = await doneBy(press, window);
    if (outcome === null) return 'KEY_UNSERVED';
    return outcome.ok ? null : outcome.refusal.refused;
  }

  /** Null for keys that mean nothing to the queue yet, and for a transfer to nowhere. */
  async function doneBy(press: PadPress, window: number): Promise<Outcome<unknown> | null> {
    switch (press.key) {
      case 'call':
        return executeAs(PART, store, callNext, { window });
      case 'recall':
        return executeAs(PART, store, callAgain, { ticketId: await servedAt(window) });
      case 'giveUp': {
        const ticketId = await servedAt(window);
        return executeAs(PART, store, missTicket, { ticketId });
      }
      // The display has digits only: nothing on it could ask for the rating.
      case 'evaluate': {
        const ticketId = await servedAt(window);
        return executeAs(PART, store, finishTicket, { ticketId, outcome: 'done' });
      }
      case 'transfer': {
        if (press.window === null) return null;
        const ticketId = await servedAt(window);
        return executeAs(PART, store, transferTicket, { ticketId, window: press.window });
      }
      case 'rate':
        return executeAs(PART, store, rateAtWindow, { window, grade: press.grade });
      case 'pause': {
        const paused = await store.read(({ services }) => services.windows[window]?.paused != null);
        return executeAs(PART, store, pauseWindow, { window, paused: !paused });
      }
      default:
        return null;
    }
  }

  /** An id that no ticket has when nobody is served: the command then refuses by itself. */
  function servedAt(window: number): Promise<string> {
    return store.read(({ services }) => ticketAt(services, window)?.id ?? 'none');
  }

  function show(window: number, number: string): void {
    callPad.show(places.addressOf(window), number);
    ledPanel.show(window, { number, text: `请${number}到${window}号窗口` });
  }

  async function showCalls(events: readonly RecordedEvent[]): Promise<void> {
    for (const { type, data } of events) {
      if (type !== ticketCalled.type) continue;
      const { ticketId, window } = data as TicketCalled['data'];
      const number = await store.read(({ services }) => services.tickets[ticketId]?.number);
      if (number !== undefined) show(window, number);
    }
  }

  /** After a restart in the middle of the day. */
  async function showServed(): Promise<void> {
    const served = await store.read(({ services }) =>
      windowsOf(services).map((window) => ({ window, ticket: ticketAt(services, window) })),
    );
    for (const { window, ticket } of served) if (ticket) show(window, ticket.number);
  }

  function next(work: () => Promise<void>): void {
    showing = showing
      .then(work)
      .catch((error: unknown) => logger.error({ error: String(error) }, 'call not shown'));
  }

  return {
    start() {
      next(showServed);
      stops = [
        store.onCommitted((events) => next(() => showCalls(events))),
        callPad.onPress((press) => void pressed(press)),
      ];
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
