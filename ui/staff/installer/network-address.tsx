// Host and port of a network printer, with one look whether anything answers there.
import { useSignal } from '@preact/signals';
import type { ReachReply } from '../../../server/installer/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { TextField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { faultText } from './words.ts';

const text = zhInstaller.choose;
const USUAL_PORT = '9100';
/** Enough to tell a slip of the finger; whether it lies in this network the server says. */
const NUMERIC = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:]+)$/i;

export interface NetworkAddressProps {
  /** What is typed, as the settings write it; `tcp` while it is none. */
  onAddress: (address: string) => void;
}

export function NetworkAddress({ onAddress }: NetworkAddressProps) {
  const host = useSignal('');
  const port = useSignal(USUAL_PORT);
  const asked = useSignal(false);
  const answer = useSignal<ReachReply | null>(null);
  const command = useCommand<{ host: string; port: number }, ReachReply>();
  const goodHost = NUMERIC.test(host.value);
  const goodPort = /^\d{1,5}$/.test(port.value) && isPort(Number(port.value));

  function changed(): void {
    answer.value = null;
    command.clear();
    const place = host.value.includes(':') ? `[${host.value}]` : host.value;
    const good = NUMERIC.test(host.value) && isPort(Number(port.value));
    onAddress(good ? `tcp://${place}:${Number(port.value)}` : 'tcp');
  }
  async function reach(): Promise<void> {
    asked.value = true;
    if (!goodHost || !goodPort) return;
    const body = { host: host.value, port: Number(port.value) };
    answer.value = (await command.run('/api/installer/reachability', body))?.reply ?? null;
  }
  const fault = answer.value?.fault ? faultText(answer.value.fault) : null;

  return (
    <div class="network">
      <div class="form-row">
        <TextField
          label={text.host}
          hint={text.hostHint}
          error={asked.value && !goodHost ? text.hostWrong : null}
          value={host.value}
          onInput={(value) => {
            host.value = value.trim();
            changed();
          }}
        />
        <TextField
          label={text.port}
          hint={text.portHint}
          error={goodPort ? null : text.portWrong}
          inputMode="numeric"
          value={port.value}
          onInput={(value) => {
            port.value = value.trim();
            changed();
          }}
        />
      </div>
      <div class="toolbar">
        <Button busy={command.busy.value} onTap={reach}>
          {text.reach}
        </Button>
      </div>
      <div role="status">
        {answer.value?.fault === null && <p class="note note-good">{text.reached}</p>}
        {fault && (
          <p class="note note-trouble">
            <span>
              <b>{fault.title}</b> {fault.text}
            </span>
          </p>
        )}
      </div>
      <FailureNote failure={command.failure.value} />
    </div>
  );
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
