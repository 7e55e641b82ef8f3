// Commands on the queue. Others press at the same time: what is refused only because something changed meanwhile is told in
// a breath, for the page already shows the new state; anything else stays as a failure.
import { useMemo } from 'preact/hooks';
import type { Failure } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { type Command, failureText, useCommand } from '../parts/requests.ts';

/** `changed`: the page has moved on, a dialog about the old state closes. */
export type Stepped<Reply> = { readonly reply: Reply } | 'changed' | null;
export interface Step<Body, Reply>
  extends Pick<Command<Body, Reply>, 'busy' | 'failure' | 'clear'> {
  run(path: string, body: Body): Promise<Stepped<Reply>>;
}

const CHANGED = ['TICKET_STATE_WRONG', 'TICKET_NOT_FOUND', 'WINDOW_BUSY', 'WINDOW_PAUSED'];

export function useStep<Body, Reply = unknown>(): Step<Body, Reply> {
  const command = useCommand<Body, Reply>();
  return useMemo(
    () => ({
      busy: command.busy,
      failure: command.failure,
      clear: command.clear,
      async run(path, body) {
        const done = await command.run(path, body);
        if (done) return done;
        const failure = command.failure.value;
        const said = failure && saidInPassing(failure);
        if (!said) return null;
        command.clear();
        toast('plain', said);
        return 'changed';
      },
    }),
    [command],
  );
}

function saidInPassing(failure: Failure): string | null {
  if (failure.kind !== 'refused') return null;
  const { code, params } = failure;
  if (CHANGED.includes(code)) return zhConsole.changed;
  if (code === 'QUEUE_EMPTY') return zhConsole.nobodyWaits;
  if (code === 'UNDO_TOO_LATE') return failureText(failure);
  if (code === 'CALL_MORE_FIRST') {
    return zhConsole.pad.progress(Number(params['calls']), Number(params['needed']));
  }
  return null;
}

export function ticketPath(ticketId: string, step: string): string {
  return `/api/services/tickets/${encodeURIComponent(ticketId)}/${step}`;
}
