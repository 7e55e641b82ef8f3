// Who is signed in on this page: set-up, sign-in, the end by idleness, signing out.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Session, Setup } from '../../server/auth/schema.ts';
import { type Failure, get, newKey, post } from '../kit/api.ts';

export type Entry =
  | { name: 'loading' }
  | { name: 'unreachable' }
  | { name: 'setUp' }
  | { name: 'signedOut'; why: 'fresh' | 'idle' | 'left' }
  | { name: 'signedIn'; session: Session };
export interface Sessions {
  readonly entry: ReadonlySignal<Entry>;
  readonly demo: ReadonlySignal<boolean>;
  load(): Promise<void>;
  entered(session: Session): void;
  leave(): Promise<void>;
  /** Any failed request comes by here: a session that is over ends the page's. */
  noticed(failure: Failure): void;
  /** Asks whether the session still holds. False: no answer. */
  check(): Promise<boolean>;
}

export function createSessions(): Sessions {
  const entry = signal<Entry>({ name: 'loading' });
  const demo = signal(false);

  function noticed(failure: Failure): void {
    if (failure.kind !== 'refused' || failure.code !== 'SIGN_IN_REQUIRED') return;
    if (entry.value.name === 'signedIn') entry.value = { name: 'signedOut', why: 'idle' };
  }

  async function load(): Promise<void> {
    const setup = await get<Setup>('/api/setup');
    if (!setup.ok) {
      entry.value = { name: 'unreachable' };
      return;
    }
    const session = setup.reply.needed ? null : await get<Session>('/api/session');
    batch(() => {
      demo.value = setup.reply.demo;
      if (!session) entry.value = { name: 'setUp' };
      else if (session.ok) entry.value = { name: 'signedIn', session: session.reply };
      else if (session.failure.kind === 'unreachable') entry.value = { name: 'unreachable' };
      else entry.value = { name: 'signedOut', why: 'fresh' };
    });
  }

  return {
    entry,
    demo,
    load,
    noticed,
    entered(session) {
      entry.value = { name: 'signedIn', session };
    },
    async leave() {
      await post('/api/sign-out', {}, newKey());
      entry.value = { name: 'signedOut', why: 'left' };
    },
    async check() {
      const outcome = await get<Session>('/api/session');
      if (!outcome.ok) noticed(outcome.failure);
      return outcome.ok || outcome.failure.kind === 'refused';
    },
  };
}
