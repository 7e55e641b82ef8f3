// Between the pads and panels at the windows and the queue: a key becomes a command, whoever is at a window is shown there.
import type { CallPadPress, PadPress } from '../devices/device.ts';
import type { Logger } from '../devices/logger.ts';
import { executeAs } from './kiosk-actor.ts';
import { dayClosed } from './modules/centre/schema.ts';
import { rateAtWindow } from './modules/ratings/commands.ts';
import type { Views } from './modules/registry.ts';
import {
  callAgain,
  callHeld,
  callNext,
  finishTicket,
  holdTicket,
  missTicket,
  startService,
  transferTicket,
} from './modules/services/call-commands.ts';
import { heldTickets, ticketAt, windowsOf } from './modules/services/queue.ts';
import { type TicketCalled, ticketCalled } from './modules/services/schema.ts';
import { pauseWindow } from './modules/services/window-commands.ts';
import type { StandIns } from './stand-ins.ts';
import type { RecordedEvent } from './store/module.ts';
import type { Outcome, Store } from './store/store.ts';

const PART = 'call pad';
/** An id that no ticket has: the command then refuses by itself. */
const NOBODY = 'none';

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
  /** By window; nothing for a window that has shown nobody yet. */
  const shown = new Map<number, string>();

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

  /** Null for keys that mean nothing to the queue, and for a transfer to nowhere. */
  async function doneBy(press: PadPress, window: number): Promise<Outcome<unknown> | null> {
    switch (press.key) {
      case 'call':
        return executeAs(PART, store, callNext, { window });
      case 'recall':
        return executeAs(PART, store, callAgain, { ticketId: await servedAt(window) });
      case 'start':
        return executeAs(PART, store, startService, { ticketId: await servedAt(window) });
      case 'giveUp':
        return executeAs(PART, store, missTicket, { ticketId: await servedAt(window) });
      case 'hold':
        return executeAs(PART, store, holdTicket, { ticketId: await servedAt(window) });
      case 'callBack':
        return executeAs(PART, store, callHeld, { ticketId: await firstHeldAt(window) });
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

  function servedAt(window: number): Promise<string> {
    return store.read(({ services }) => ticketAt(services, window)?.id ?? NOBODY);
  }

  function firstHeldAt(window: number): Promise<string> {
    return store.read(({ services }) => {
      const first = heldTickets(services).find((ticket) => ticket.window === window);
      return first?.id ?? NOBODY;
    });
  }

  function show(window: number, number: string): void {
    shown.set(window, number);
    callPad.show(places.addressOf(window), number);
    // Whoever looks up must not be sent to a window that has finished with that number.
    ledPanel.show(window, { number, text: number && `请 ${number} 到 ${window} 号窗口` });
  }

  /** @param calledTo windows that call: they say it again even if they show that number already. */
  async function showWindows(calledTo: ReadonlySet<number>): Promise<void> {
    const numbers = await store.read(({ services }) => {
      const windows = new Set([...windowsOf(services), ...shown.keys()]);
      return [...windows].map((window) => ({
        window,
        number: ticketAt(services, window)?.number ?? '',
      }));
    });
    for (const { window, number } of numbers) {
      const before = shown.get(window) ?? '';
      if (number !== before || (number !== '' && calledTo.has(window))) show(window, number);
    }
  }

  function committed(events: readonly RecordedEvent[]): void {
    if (!events.some(({ type }) => type.startsWith('services.') || type === dayClosed.type)) return;
    const calls = events.filter(({ type }) => type === ticketCalled.type);
    const calledTo = new Set(calls.map(({ data }) => (data as TicketCalled['data']).window));
    next(() => showWindows(calledTo));
  }

  function next(work: () => Promise<void>): void {
    showing = showing
      .then(work)
      .catch((error: unknown) => logger.error({ error: String(error) }, 'call not shown'));
  }

  return {
    start() {
      // After a restart in the middle of the day.
      next(() => showWindows(new Set()));
      stops = [store.onCommitted(committed), callPad.onPress((press) => void pressed(press))];
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
