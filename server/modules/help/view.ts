// Open calls for help, and those accepted lately, so that the touchscreen can say 工作人员马上来.
import type { ModuleDefinition } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import {
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
        view.calls = [
          ...view.calls.slice(1 - KEPT_CALLS),
          { id: event.data.callId, state: 'waiting', calledAtMs: event.wallMs, acceptedBy: null },
        ];
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

/** Slice `help`. Names of staff stay out of it on the touchscreen: pass `nameOf` on staff pages only. */
export function selectHelp(
  view: HelpView,
  nameOf: (accountId: string) => string | null = () => null,
): HelpSlice {
  return {
    calls: view.calls.map((call) => ({
      ...call,
      acceptedBy: call.acceptedBy === null ? null : nameOf(call.acceptedBy),
    })),
  };
}

export function selectHelpWaiting(view: HelpView): HelpWaitingSlice {
  return { waiting: view.calls.some(({ state }) => state === 'waiting') };
}
