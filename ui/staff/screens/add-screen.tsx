// A new screen: what it is, then the code to type there. It closes by itself once the screen is paired.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ScreenKind } from '../../../server/auth/schema.ts';
import type { MakeCodeBody, MakeCodeReply } from '../../../server/modules/pairing/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhScreens as text } from '../../text/zh-screens.ts';
import { SelectField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { NameField, PrintsField, useScreenFields } from './screen-fields.tsx';

const KINDS = ['touch', 'board'] as const satisfies readonly ScreenKind[];
interface Made extends MakeCodeReply {
  name: string;
}

export function AddScreen() {
  const open = useSignal(false);
  const made = useSignal<Made | null>(null);
  const end = () => {
    open.value = false;
    made.value = null;
  };
  return (
    <>
      <Button
        look="go"
        onTap={() => {
          open.value = true;
        }}
      >
        {text.add}
      </Button>
      {open.value && !made.value && (
        <NewScreenForm
          onEnd={end}
          onMade={(code) => {
            made.value = code;
          }}
        />
      )}
      {made.value && <CodeShown made={made.value} onEnd={end} />}
    </>
  );
}

function NewScreenForm({ onEnd, onMade }: { onEnd: () => void; onMade: (made: Made) => void }) {
  const fields = useScreenFields('', false);
  const kind = useSignal<ScreenKind>('touch');
  const command = useCommand<MakeCodeBody, MakeCodeReply>();

  async function submit(): Promise<void> {
    const name = fields.accept();
    if (name === null) return;
    const prints = kind.value === 'touch' && fields.prints.value;
    const done = await command.run('/api/pairing/codes', { name, kind: kind.value, prints });
    if (done) onMade({ ...done.reply, name });
  }
  return (
    <FormDialog
      title={text.addTitle}
      submit={text.addSubmit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <NameField of={fields} />
      <SelectField
        label={text.kind}
        value={kind.value}
        options={KINDS.map((value) => ({ value, label: text.kinds[value] }))}
        onChange={(value) => {
          kind.value = value;
        }}
      />
      {kind.value === 'touch' && <PrintsField of={fields} />}
    </FormDialog>
  );
}

function CodeShown({ made, onEnd }: { made: Made; onEnd: () => void }) {
  const { name, code, minutes, hallUrls } = made;
  const screens = useStaff().live.slices.screens.value?.screens ?? [];
  const paired = screens.some((screen) => screen.name === name);
  useEffect(() => {
    if (!paired) return;
    toast('good', text.paired(name));
    onEnd();
  }, [paired]);
  return (
    <Dialog title={text.codeTitle(name)} actions={<Button onTap={onEnd}>{text.codeClose}</Button>}>
      <dl class="pairing">
        <dt>{text.codeOpen}</dt>
        {hallUrls.length === 0 && <dd>{text.codeNoUrl}</dd>}
        {hallUrls.map((url) => (
          <dd class="pairing-url" key={url}>
            {url}
          </dd>
        ))}
        <dt>{text.codeType}</dt>
        <dd class="pairing-code">
          {code.slice(0, 4)} {code.slice(4)}
        </dd>
      </dl>
      <p>{text.codeLife(minutes)}</p>
      <p class="quiet">
        {text.codeWarning}
        <a class="pairing-certificate" href="/api/pairing/certificate" download>
          {text.certificate}
        </a>
      </p>
    </Dialog>
  );
}
