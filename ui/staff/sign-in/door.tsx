// Before anyone is signed in: the first account, signing in, a lost PIN.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { zhStaff } from '../../text/zh-staff.ts';
import { SignInFirst } from '../help/sign-in-first.tsx';
import { Tag } from '../parts/notes.tsx';
import type { Entry } from '../sessions.ts';
import { useStaff } from '../staff.ts';
import { Recovery } from './recovery.tsx';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';
import './door.css';

type Before = Extract<Entry, { name: 'setUp' | 'signedOut' }>;

export function Door({ entry }: { entry: Before }) {
  const { demo } = useStaff().sessions;
  const lost = useSignal(false);
  return (
    <>
      {entry.name === 'signedOut' && <SignInFirst />}
      <main class="door">
        <div class="door-head">
          <b>{zhStaff.title}</b>
          {demo.value && <Tag tone="trouble">{zhStaff.demo}</Tag>}
        </div>
        {entry.name === 'setUp' && <SetUp />}
        {entry.name === 'signedOut' && !lost.value && (
          <SignIn
            why={entry.why}
            onLost={() => {
              lost.value = true;
            }}
          />
        )}
        {entry.name === 'signedOut' && lost.value && (
          <Recovery
            onBack={() => {
              lost.value = false;
            }}
          />
        )}
      </main>
    </>
  );
}

/** One form of the door; the browser's own bubbles stay away. */
export function DoorForm({
  onSubmit,
  children,
}: {
  onSubmit: () => void;
  children: ComponentChildren;
}) {
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
