// Calling for help, taking it back, accepting it.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  CallHelpBody,
  type CallHelpReply,
  HelpCallBody,
  type HelpView,
  helpAccepted,
  helpCalled,
  helpWithdrawn,
  refuse,
} from './schema.ts';
import { screenIdOf } from './view.ts';

interface Reads {
  help: HelpView;
}

/** A second tap at the same screen while a call is open joins it: one chime, one answer. Elsewhere somebody else waits. */
export const callHelp: CommandDefinition<Reads, typeof CallHelpBody, CallHelpReply> = {
  type: 'help.call',
  body: CallHelpBody,
  decide({ help }, _body, context) {
    const screenId = screenIdOf(context.actor);
    const waiting = help.calls.find(
      (call) => call.state === 'waiting' && call.screenId === screenId,
    );
    if (waiting) return { events: [], reply: { id: waiting.id } };
    const id = context.id(0);
    return { events: [event(helpCalled, { callId: id })], reply: { id } };
  },
};

export const withdrawHelp: CommandDefinition<Reads, typeof HelpCallBody, { done: true }> = {
  type: 'help.withdraw',
  body: HelpCallBody,
  decide({ help }, { callId }) {
    const call = help.calls.find(({ id }) => id === callId);
    return { events: call ? [event(helpWithdrawn, { callId })] : [], reply: { done: true } };
  },
};

export const acceptHelp: CommandDefinition<Reads, typeof HelpCallBody, { done: true }> = {
  type: 'help.accept',
  body: HelpCallBody,
  decide({ help }, { callId }, { actor }) {
    const call = help.calls.find(({ id }) => id === callId);
    if (!call) return refuse('HELP_CALL_NOT_FOUND');
    if (call.state === 'accepted') return refuse('HELP_CALL_TAKEN');
    const accountId = actor.kind === 'staff' ? actor.accountId : '';
    return { events: [event(helpAccepted, { callId, accountId })], reply: { done: true } };
  },
};
