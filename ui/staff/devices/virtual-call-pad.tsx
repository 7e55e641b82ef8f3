// The pad of a window: its keys, its display, and what it answered.
import { useSignal } from '@preact/signals';
import type { VirtualPadKey, VirtualPadReport } from '../../../devices/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { Plug, type TwinProps } from './plug.tsx';

const text = zhDesk.virtual;
const KEYS = Object.keys(text.padKeys) as VirtualPadKey[];

export function VirtualCallPad(twin: TwinProps) {
  const { report, reload } = twin;
  const chosen = useSignal<number | null>(null);
  const said = useSignal('');
  const command = useCommand<{ address: number; key: VirtualPadKey }, VirtualPadReport>();
  const pads = report?.pads ?? [];
  const pad = pads.find(({ address }) => address === chosen.value) ?? pads[0];

  async function press(key: VirtualPadKey): Promise<void> {
    if (!pad) return;
    const { address } = pad;
    const answer = await command.run('/api/devices/virtual/call-pad', { address, key });
    if (answer) said.value = answerTo(pad, answer.reply);
    await reload();
  }

  return (
    <div class="panel">
      <h3>{zhDesk.devices.kinds.callPad}</h3>
      <p class="quiet">{text.padText}</p>
      <fieldset class="pad-windows">
        <legend>{text.padWindow}</legend>
        {pads.map(({ address, window }) => (
          <Button
            key={address}
            look={address === pad?.address ? 'go' : 'plain'}
            pressed={address === pad?.address}
            onTap={() => {
              chosen.value = address;
              said.value = '';
            }}
          >
            {zhStaff.tickets.window(window)}
          </Button>
        ))}
      </fieldset>
      <output class="pad-display">{pad?.display || text.padBlank}</output>
      <div class="cards">
        {KEYS.map((key) => (
          <Button key={key} busy={command.busy.value} onTap={() => press(key)}>
            {text.padKeys[key]}
          </Button>
        ))}
      </div>
      <p class="quiet" role="status">
        {said.value}
      </p>
      <Plug kind="callPad" {...twin} />
      <FailureNote failure={command.failure.value} />
    </div>
  );
}

function answerTo(before: VirtualPadReport, after: VirtualPadReport): string {
  if (after.beeps > before.beeps) return text.padBeeped;
  return after.heard > before.heard ? text.padHeard : text.padSilent;
}
