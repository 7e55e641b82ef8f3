// A question within a page, and its choices.
import type { ComponentChildren } from 'preact';

export interface AskedProps {
  question: string;
  hint?: string | null;
  class: string;
  children: ComponentChildren;
}
export function Asked({ question, hint, class: name, children }: AskedProps) {
  return (
    <fieldset class={`asked ${name}`} aria-label={question}>
      {/* Not a legend: that cannot stand beside what it is about. */}
      <p>
        {question}
        {hint && <small>{hint}</small>}
      </p>
      <div>{children}</div>
    </fieldset>
  );
}
