// The two events that the store itself records.
import { Type } from 'typebox';
import { type CommandDefinition, defineEvent, type EventDefinition, event } from './module.ts';

const strict = { additionalProperties: false } as const;

/** A command was accepted and changed nothing: recorded all the same, so that its answer outlives a crash. */
export const answered = defineEvent({
  type: 'store.answered',
  lifetime: 'ageing',
  local: true,
  data: Type.Object({}, strict),
});
/** These seqs were recorded once and cannot be read any more. */
const GapData = Type.Object({ from: Type.Integer(), to: Type.Integer() }, strict);
export const gapFound = defineEvent({
  type: 'store.gapFound',
  lifetime: 'standing',
  data: GapData,
});
export const ownEvents: readonly EventDefinition[] = [answered, gapFound];

export const reportGap: CommandDefinition<unknown, typeof GapData, null> = {
  type: 'store.reportGap',
  body: GapData,
  decide: (_views, gap) => ({ events: [event(gapFound, gap)], reply: null }),
};
