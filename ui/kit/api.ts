// Talking to the server: one key per intended action, problems as data, a dead line told apart from a refusal.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../server/http/schema.ts';

type Params = Readonly<Record<string, string | number>>;
interface Refusal {
  kind: 'refused';
  status: number;
  code: string;
  params: Params;
  errors: NonNullable<Problem['errors']>;
}
/** `unreachable`: no answer, or none in time; whether the command was executed is unknown. */
export type Failure = Refusal | { kind: 'unreachable' };
export type Outcome<Reply> = { ok: true; reply: Reply } | { ok: false; failure: Failure };

export interface RequestOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}
const TIMEOUT_MS = 10_000;
const UPLOAD_TIMEOUT_MS = 60_000;

/** A fresh `Idempotency-Key`. One per intended action: a retry of the same action keeps it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function get<Reply>(path: string, options?: RequestOptions): Promise<Outcome<Reply>> {
  return request<Reply>(path, { method: 'GET' }, options);
}

export function post<Reply>(
  path: string,
  body: unknown,
  key: string,
  options?: RequestOptions,
): Promise<Outcome<Reply>> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  return request<Reply>(path, { method: 'POST', headers, body: JSON.stringify(body) }, options);
}

/** A file as it is. It may take a while on the way, and be looked at for a while. */
export function upload<Reply>(path: string, file: Blob, type: string): Promise<Outcome<Reply>> {
  const init = { method: 'POST', headers: { 'Content-Type': type }, body: file };
  return request<Reply>(path, init, { timeoutMs: UPLOAD_TIMEOUT_MS });
}

async function request<Reply>(
  path: string,
  init: RequestInit,
  { signal: abort, timeoutMs = TIMEOUT_MS }: RequestOptions = {},
): Promise<Outcome<Reply>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(path, {
      ...init,
      cache: 'no-store',
      signal: abort ? AbortSignal.any([abort, timeout]) : timeout,
    });
    if (response.ok) return { ok: true, reply: (await response.json()) as Reply };
    return { ok: false, failure: await readProblem(response) };
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
}

async function readProblem(response: Response): Promise<Failure> {
  const { status } = response;
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  const { code = 'INTERNAL', params = {}, errors = [] } = problem;
  return { kind: 'refused', status, code, params, errors };
}

export interface Action<Body, Reply> {
  /** Null while an earlier run is still under way: a second tap does nothing. */
  run(path: string, body: Body): Promise<Outcome<Reply> | null>;
  readonly busy: ReadonlySignal<boolean>;
}

/**
 * A command behind a button. The key stays the same while the outcome of the same body is unknown (no answer, or the
 * server failed), so that trying again cannot do it twice; an answer, good or bad, ends the action.
 */
export function createAction<Body, Reply>(): Action<Body, Reply> {
  const busy = signal(false);
  let pending: { key: string; of: string } | null = null;
  return {
    busy,
    async run(path, body) {
      if (busy.value) return null;
      busy.value = true;
      const of = JSON.stringify([path, body]);
      if (pending?.of !== of) pending = { key: newKey(), of };
      const outcome = await post<Reply>(path, body, pending.key);
      if (outcome.ok || !isUnknown(outcome.failure)) pending = null;
      busy.value = false;
      return outcome;
    },
  };
}

function isUnknown(failure: Failure): boolean {
  return failure.kind === 'unreachable' || failure.status >= 500;
}
