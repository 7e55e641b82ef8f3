// Small things a section says: a failure, nothing here yet, still loading, a state in a word.
import type { ComponentChildren } from 'preact';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { failureText } from './requests.ts';
import './notes.css';

export function FailureNote({ failure }: { failure: Failure | null }) {
  return (
    <div class="failure" role="alert">
      {failure && <p class="note note-stop">{failureText(failure)}</p>}
    </div>
  );
}

/** A read that failed, with the way to try again. */
export function LoadFailed({ failure, again }: { failure: Failure; again: () => void }) {
  return (
    <div class="note note-stop" role="alert">
      <p>
        {zhStaff.common.loadFailed}
        {failureText(failure)}
      </p>
      <Button onTap={again}>{zhStaff.common.again}</Button>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <b>{title}</b>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Loading() {
  return (
    <p class="loading" role="status">
      {zhStaff.loading}
    </p>
  );
}

/** A state in a word; the word carries it, the colour only helps. */
export function Tag({
  tone,
  children,
}: {
  tone: 'good' | 'trouble' | 'stop' | 'plain';
  children: ComponentChildren;
}) {
  return <span class={`tag tag-${tone}`}>{children}</span>;
}
