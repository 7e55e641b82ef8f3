// Who is behind a window, and how the hall queues.
import { type CommandDefinition, event, type NewEvent, type Refused } from '../../store/module.ts';
import { type DoneReply, OpenWindowBody, PauseWindowBody, WindowBody } from './page-schema.ts';
import { windowsFor, windowsOf } from './queue.ts';
import {
  policyPut,
  refuse,
  type ServicesView,
  windowClosed,
  windowOpened,
  windowPaused,
  windowResumed,
} from './schema.ts';
import { QueuePolicy } from './terms-schema.ts';

interface Reads {
  services: ServicesView;
}

/** A clerk signs in to a window, and out of the one before. */
export const openWindow: CommandDefinition<Reads, typeof OpenWindowBody, DoneReply> = {
  type: 'services.openWindow',
  body: OpenWindowBody,
  decide({ services }, { window, itemIds, takeOver }, { actor }) {
    if (!windowsOf(services).includes(window)) return refuse('WINDOW_UNKNOWN');
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    const holder = services.windows[window]?.accountId ?? null;
    if (holder !== null && holder !== accountId && !takeOver) {
      return refuse('WINDOW_TAKEN', { window });
    }
    const foreign = itemIds?.some((id) => !windowsFor(services, id).includes(window));
    if (foreign) return refuse('NOT_FOR_THIS_WINDOW');
    const left = leaveOthers(services, window, accountId);
    if ('refused' in left) return left;
    return {
      events: [...left, event(windowOpened, { window, accountId, itemIds })],
      reply: { done: true },
    };
  },
};

function leaveOthers(
  view: ServicesView,
  window: number,
  accountId: string | null,
): NewEvent[] | Refused {
  const others = Object.values(view.windows).filter(
    (one) => accountId !== null && one.accountId === accountId && one.window !== window,
  );
  const busy = others.find(({ ticketId }) => ticketId !== null);
  if (busy) return refuse('WINDOW_BUSY', { window: busy.window });
  return others.map((one) => event(windowClosed, { window: one.window }));
}

export const closeWindow: CommandDefinition<Reads, typeof WindowBody, DoneReply> = {
  type: 'services.closeWindow',
  body: WindowBody,
  decide({ services }, { window }) {
    const state = services.windows[window];
    if (!state) return { events: [], reply: { done: true } };
    if (state.ticketId !== null) return refuse('WINDOW_BUSY', { window });
    return { events: [event(windowClosed, { window })], reply: { done: true } };
  },
};

/** Whoever is being served there stays; only nobody else is called until the window is resumed. */
export const pauseWindow: CommandDefinition<Reads, typeof PauseWindowBody, DoneReply> = {
  type: 'services.pauseWindow',
  body: PauseWindowBody,
  decide({ services }, { window, paused, reason = 'break', handOver = null }) {
    if (!windowsOf(services).includes(window)) return refuse('WINDOW_UNKNOWN');
    const state = services.windows[window];
    if (!paused) {
      const resumed = state?.paused ? [event(windowResumed, { window })] : [];
      return { events: resumed, reply: { done: true } };
    }
    if (handOver === window) return refuse('TRANSFER_TO_SELF');
    if (handOver !== null && !services.windows[handOver]) {
      return refuse('WINDOW_NOT_OPEN', { window: handOver });
    }
    const opening = state ? [] : [event(windowOpened, { window, accountId: null, itemIds: null })];
    const same = state?.paused?.reason === reason && state.paused.handOver === handOver;
    const pause = same ? [] : [event(windowPaused, { window, reason, handOver })];
    return { events: [...opening, ...pause], reply: { done: true } };
  },
};

export const putPolicy: CommandDefinition<Reads, typeof QueuePolicy, DoneReply> = {
  type: 'services.putPolicy',
  body: QueuePolicy,
  decide: (_views, policy) => ({ events: [event(policyPut, policy)], reply: { done: true } }),
};
