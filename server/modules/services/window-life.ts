// Who is behind which window, and who is away for a while.
import type {
  ServicesView,
  WindowClosed,
  WindowOpened,
  WindowPaused,
  WindowResumed,
} from './schema.ts';

export function openWindow(view: ServicesView, { data, hallMs }: WindowOpened): void {
  const { window, accountId, itemIds } = data;
  const before = view.windows[window];
  view.windows[window] = {
    window,
    accountId,
    itemIds,
    // Who changes what the window serves while away is still away.
    paused: before?.accountId === accountId ? before.paused : null,
    ticketId: before?.ticketId ?? null,
    lastTicketId: before?.lastTicketId ?? null,
    ended: null,
    replaced: null,
    seenAtHallMs: hallMs,
  };
}

/** Whoever was sent to this window may go to any that serves them. */
export function closeWindow(view: ServicesView, { data }: WindowClosed): void {
  delete view.windows[data.window];
  for (const ticket of Object.values(view.tickets)) {
    if (ticket.onlyWindow === data.window) ticket.onlyWindow = null;
    if (ticket.state === 'held' && ticket.window === data.window) ticket.state = 'missed';
  }
}

export function pauseWindow(view: ServicesView, { data, hallMs }: WindowPaused): void {
  const window = view.windows[data.window];
  if (!window) return;
  const { reason, handOver } = data;
  window.paused = { reason, handOver };
  window.seenAtHallMs = hallMs;
  if (handOver === null) return;
  for (const id of view.waiting) {
    const ticket = view.tickets[id];
    if (ticket?.onlyWindow === data.window) ticket.onlyWindow = handOver;
  }
}

export function resumeWindow(view: ServicesView, { data, hallMs }: WindowResumed): void {
  const window = view.windows[data.window];
  if (!window) return;
  window.paused = null;
  window.seenAtHallMs = hallMs;
}
