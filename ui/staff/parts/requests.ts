// Commands and reads of the staff page, as hooks: busy, failed, and a session that is over noticed in one place.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { createAction, type Failure, get } from '../../kit/api.ts';
import { staffRefusalText } from '../../text/refusal-staff.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';

/** A refusal in words for staff: they are the ones whom visitors are sent to. */
export function failureText(failure: Failure): string {
  if (failure.kind === 'unreachable') return zhStaff.common.unreachable;
  const own: Readonly<Record<string, string>> = zhStaff.refusals;
  return own[failure.code] ?? staffRefusalText(failure.code, failure.params);
}

export interface Command<Body, Reply> {
  readonly busy: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** Null: refused, unreachable or already under way. */
  run(path: string, body: Body): Promise<{ reply: Reply } | null>;
  clear(): void;
}

export function useCommand<Body, Reply = unknown>(): Command<Body, Reply> {
  const { sessions } = useStaff();
  const failure = useSignal<Failure | null>(null);
  return useMemo(() => {
    const action = createAction<Body, Reply>();
    return {
      busy: action.busy,
      failure,
      async run(path, body) {
        const outcome = await action.run(path, body);
        if (!outcome) return null;
        failure.value = outcome.ok ? null : outcome.failure;
        if (outcome.ok) return { reply: outcome.reply };
        sessions.noticed(outcome.failure);
        return null;
      },
      clear() {
        failure.value = null;
      },
    };
  }, []);
}

export interface Resource<Value> {
  readonly value: ReadonlySignal<Value | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  reload(): Promise<void>;
}

/** Reads a path now, again when it changes, and again on `reload`; the last answer stays until the next. */
export function useResource<Value>(path: string): Resource<Value> {
  const { sessions } = useStaff();
  const value = useSignal<Value | null>(null);
  const failure = useSignal<Failure | null>(null);
  const resource = useMemo(() => {
    let abort = new AbortController();
    return {
      value,
      failure,
      async reload() {
        abort.abort();
        const mine = new AbortController();
        abort = mine;
        const outcome = await get<Value>(path, { signal: mine.signal });
        if (mine.signal.aborted) return;
        if (outcome.ok) value.value = outcome.reply;
        failure.value = outcome.ok ? null : outcome.failure;
        if (!outcome.ok) sessions.noticed(outcome.failure);
      },
      drop: () => abort.abort(),
    };
  }, [path]);
  useEffect(() => {
    resource.reload();
    return resource.drop;
  }, [resource]);
  return resource;
}
