// A form over the page. What was typed is not lost to a slip beside the dialog: only the button gives up.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { FailureNote } from './notes.tsx';

export interface FormDialogProps {
  title: string;
  children?: ComponentChildren;
  submit: string;
  busy: boolean;
  failure: Failure | null;
  onSubmit: () => void;
  onCancel: () => void;
}

export function FormDialog(props: FormDialogProps) {
  const { title, children, submit, busy, failure, onSubmit, onCancel } = props;
  const touched = useRef(false);
  return (
    <Dialog title={title} onDismiss={() => !touched.current && onCancel()}>
      <form
        class="form"
        noValidate
        onInput={() => {
          touched.current = true;
        }}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <FailureNote failure={failure} />
        <div class="form-actions">
          <Button look="quiet" onTap={onCancel}>
            {zhStaff.common.cancel}
          </Button>
          <Button look="go" type="submit" busy={busy} onTap={() => {}}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
