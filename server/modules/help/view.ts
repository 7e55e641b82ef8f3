// Open calls for help, and those accepted lately, so that the touchscreen can say 工作人员马上来.
import type { Actor, ModuleDefinition } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import {
  type HelpCall,
  type HelpCalled,
  type HelpEvent,
  type HelpSlice,
  type HelpView,
  type HelpWaitingSlice,
  helpAccepted,
  helpCalled,
  helpWithdrawn,
} from './schema.ts';

/** More than any hall needs at once; the oldest accepted ones leave first. */
const KEPT_CALLS = 20;

export const help: ModuleDefinition<HelpView> = {
  name: 'help',
  events: [helpCalled, helpAccepted, helpWithdrawn],
  initial: () => ({ calls: [] }),
  fold(view, recorded) {
    const event = recorded as HelpEvent | DayClosed | DayOpened;
    switch (event.type) {
      case 'help.called':
        view.calls = [...view.calls.slice(1 - KEPT_CALLS), newCall(event)];
        break;
      case 'help.accepted':
        for (const call of view.calls) {
          if (call.id !== event.data.callId) continue;
          call.state = 'accepted';
          call.acceptedBy = event.data.accountId;
        }
        break;
      case 'help.withdrawn':
        view.calls = view.calls.filter((call) => call.id !== event.data.callId);
        break;
      case 'centre.dayClosed':
        view.calls = [];
        break;
    }
  },
};

function newCall({ data, wallMs, actor }: HelpCalled): HelpCall {
  const screenId = screenIdOf(actor);
  return {
    id: data.callId,
    state: 'waiting',
    calledAtMs: wallMs,
    acceptedBy: null,
    ...(screenId !== undefined && { screenId }),
  };
}

/** The paired screen that somebody stands at; undefined at the kiosk itself. */
export function screenIdOf(actor: Actor): string | undefined {
  return actor.kind === 'touchscreen' ? actor.screenId : undefined;
}

/** What staff may know of a call beside its state. */
export interface HelpNames {
  accountName(accountId: string): string | null;
  screenName(screenId: string): string | null;
}
const nobodys: HelpNames = { accountName: () => null, screenName: () => null };

/** Slice `help`. Names stay out of it on the touchscreen: pass them on staff pages only. */
export function selectHelp(view: HelpView, names: HelpNames = nobodys): HelpSlice {
  return {
    calls: view.calls.map(({ screenId, ...call }) => {
      const place = screenId === undefined ? null : names.screenName(screenId);
      const acceptedBy = call.acceptedBy === null ? null : names.accountName(call.acceptedBy);
      return { ...call, acceptedBy, ...(place !== null && { place }) };
    }),
  };
}

export function selectHelpWaiting(view: HelpView): HelpWaitingSlice {
  return { waiting: view.calls.some(({ state }) => state === 'waiting') };
}
