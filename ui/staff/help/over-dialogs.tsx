// An open dialog makes the page under it unreachable, the banner included: then the call gets a dialog of its own on top.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { type HelpCall, HelpCallRow } from './help-call.tsx';

const text = zhStaff.help;

export function OverDialogs({ call }: { call: HelpCall }) {
  const covered = useSignal(false);
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    covered.value = document.querySelector('dialog[open]') !== null;
  }, [covered]);
  useEffect(() => {
    if (covered.value) element.current?.showModal();
  }, [covered.value]);
  if (!covered.value) return null;
  return (
    <dialog class="dialog help-over" ref={element} aria-label={text.title}>
      <HelpCallRow call={call} ringing />
      <div class="form-actions">
        <Button look="quiet" onTap={() => element.current?.close()}>
          {text.later}
        </Button>
      </div>
    </dialog>
  );
}
