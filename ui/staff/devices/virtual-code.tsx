// Holds a code before the virtual scanner: a member's, a slip's, or one from elsewhere.
import { useSignal } from '@preact/signals';
import type { VirtualPrinterReport } from '../../../devices/schema.ts';
import type { PeopleList } from '../../../server/modules/directory/schema.ts';
import { get } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { mayUse, useSession } from '../staff.ts';
import { Plug, type TwinProps } from './plug.tsx';

const text = zhDesk.virtual;
const FOREIGN = 'https://example.com/another-place?code=20261122';

export function VirtualCode(twin: TwinProps) {
  const code = useSignal('');
  const fault = useSignal<string | null>(null);
  const session = useSession();
  const command = useCommand<{ text: string }>();

  async function scan(event: Event): Promise<void> {
    event.preventDefault();
    fault.value = code.value ? null : text.codeMissing;
    if (!code.value) return;
    if (await command.run('/api/devices/virtual/code', { text: code.value })) {
      toast('good', text.codeDone);
    }
  }
  async function takeSlip(): Promise<void> {
    const found = await slipCode();
    fault.value = found ? null : text.noSlips;
    if (found) code.value = found;
  }
  async function takeMember(): Promise<void> {
    const found = await memberCode();
    fault.value = found ? null : text.noMembers;
    if (found) code.value = found;
  }

  return (
    <form class="panel" onSubmit={scan}>
      <h3>{text.code}</h3>
      <p class="quiet">{text.codeText}</p>
      <TextField
        label={text.codeField}
        value={code.value}
        error={fault.value}
        onInput={(value) => {
          code.value = value;
        }}
      />
      <div class="toolbar">
        {mayUse(session, ['manager', 'admin']) && (
          <Button onTap={takeMember}>{text.codeMember}</Button>
        )}
        <Button onTap={takeSlip}>{text.codeSlip}</Button>
        <Button
          onTap={() => {
            code.value = FOREIGN;
          }}
        >
          {text.codeForeign}
        </Button>
        <Button type="submit" busy={command.busy.value} onTap={() => {}}>
          {text.codeSubmit}
        </Button>
      </div>
      <Plug kind="codeScanner" {...twin} />
      <FailureNote failure={command.failure.value} />
    </form>
  );
}

/** The code on the newest slip of the virtual printer; null when there is none. */
async function slipCode(): Promise<string | null> {
  const report = await get<VirtualPrinterReport>('/api/devices/virtual/printer');
  if (!report.ok) return null;
  const lines = report.reply.slips.flatMap((slip) => slip.lines);
  return lines.find((line) => line.kind === 'qr')?.data ?? null;
}

/** The code of the first member in the directory; null when there is none. */
async function memberCode(): Promise<string | null> {
  const list = await get<PeopleList>('/api/directory/people');
  const member = list.ok ? list.reply.people.find((person) => person.member) : null;
  if (!member) return null;
  const card = await get<{ code: string }>(
    `/api/directory/people/${encodeURIComponent(member.id)}/card`,
  );
  return card.ok ? card.reply.code : null;
}
