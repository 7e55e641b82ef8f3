// A question over the page. The native dialog keeps focus inside and knows Escape.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Clauses } from './clauses.tsx';
import './dialog.css';

export interface DialogProps {
  title: string;
  children?: ComponentChildren;
  /** The buttons, the safest one first. */
  actions?: ComponentChildren;
  /** Escape or a tap beside the dialog; without it neither does anything. */
  onDismiss?: () => void;
}

export function Dialog({ title, children, actions, onDismiss }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const cancel = (event: Event) => {
      event.preventDefault();
      onDismiss?.();
    };
    // Chromium closes a dialog at the second Escape whatever `cancel` says: open it again, the owner decides.
    const closed = () => {
      if (dialog.isConnected && !dialog.open) dialog.showModal();
    };
    const beside = (event: Event) => {
      if (event.target === dialog) onDismiss?.();
    };
    dialog.addEventListener('cancel', cancel);
    dialog.addEventListener('close', closed);
    dialog.addEventListener('click', beside);
    return () => {
      dialog.removeEventListener('cancel', cancel);
      dialog.removeEventListener('close', closed);
      dialog.removeEventListener('click', beside);
    };
  }, [onDismiss]);
  return (
    <dialog class="dialog" ref={element} aria-labelledby="dialog-title">
      <div class="dialog-box">
        <h2 id="dialog-title">
          <Clauses text={title} />
        </h2>
        {children && <div class="dialog-text">{children}</div>}
        {actions && <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
