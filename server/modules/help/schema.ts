// 叫工作人员: a visitor calls for help; it sounds on every staff page until someone accepts.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;

export const helpCalled = defineEvent({
  type: 'help.called',
  lifetime: 'ageing',
  data: Type.Object({ callId: Type.String() }, strict),
});
export const helpAccepted = defineEvent({
  type: 'help.accepted',
  lifetime: 'ageing',
  data: Type.Object({ callId: Type.String(), accountId: Type.String() }, strict),
});
/** The visitor took it back, or the day closed. */
export const helpWithdrawn = defineEvent({
  type: 'help.withdrawn',
  lifetime: 'ageing',
  data: Type.Object({ callId: Type.String() }, strict),
});
export type HelpCalled = Recorded<typeof helpCalled>;
export type HelpAccepted = Recorded<typeof helpAccepted>;
export type HelpWithdrawn = Recorded<typeof helpWithdrawn>;
export type HelpEvent = HelpCalled | HelpAccepted | HelpWithdrawn;

export interface HelpCall {
  id: string;
  state: 'waiting' | 'accepted';
  calledAtMs: number;
  acceptedBy: string | null;
  /** The paired screen it came from; absent: the kiosk's own. */
  screenId?: string;
}
/** Open calls, and those accepted in the last minutes so that the touchscreen can say 工作人员马上来. */
export interface HelpView {
  calls: HelpCall[];
}

export const helpRefusals = { HELP_CALL_NOT_FOUND: 404, HELP_CALL_TAKEN: 409 } as const;
export type HelpRefusal = keyof typeof helpRefusals;
export const refuse = refusals(helpRefusals);

export const CallHelpBody = Type.Object({}, strict);
export const HelpCallBody = Type.Object({ callId: Type.String({ maxLength: 64 }) }, strict);
export const HelpCallParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);

export const CallHelpReply = Type.Object({ id: Type.String() }, strict);
export type CallHelpReply = Static<typeof CallHelpReply>;

/** Slice `help`. */
export interface HelpSlice {
  calls: {
    id: string;
    state: 'waiting' | 'accepted';
    calledAtMs: number;
    acceptedBy: string | null;
    /** For staff: the name of the screen where somebody waits; absent: the kiosk itself. */
    place?: string;
  }[];
}

/** Slice `helpWaiting`, for pages where nobody is signed in: that somebody calls, and not a word more. */
export interface HelpWaitingSlice {
  waiting: boolean;
}
