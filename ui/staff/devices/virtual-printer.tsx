// The twin of the printer: switches for what goes wrong, and the paper as it came out.
import { useComputed, useSignal } from '@preact/signals';
import type { VirtualPrinterReport, VirtualPrinterSwitches } from '../../../devices/schema.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { Switch } from './switch.tsx';

const text = zhDesk.virtual;
const PATH = '/api/devices/virtual/printer';
const SWITCHES = Object.keys(text.switches) as (keyof VirtualPrinterSwitches)[];

export function VirtualPrinter() {
  const { jobs, devices } = useStaff().live.slices;
  const reply = useResource<VirtualPrinterReport>(PATH);
  const turned = useSignal<Partial<VirtualPrinterSwitches>>({});
  const command = useCommand<Partial<VirtualPrinterSwitches>>();
  const switches = reply.value.value?.switches;

  async function turn(name: keyof VirtualPrinterSwitches, on: boolean): Promise<void> {
    turned.value = { ...turned.value, [name]: on };
    await command.run(PATH, { [name]: on });
    await reply.reload();
    turned.value = {};
  }

  return (
    <div class="panel twin">
      <div class="part">
        <h3>{zhDesk.devices.kinds.printer}</h3>
        {reply.failure.value && <LoadFailed failure={reply.failure.value} again={reply.reload} />}
        {!switches && !reply.failure.value && <Loading />}
        {switches &&
          SWITCHES.map((name) => (
            <Switch
              key={name}
              label={text.switches[name]}
              on={turned.value[name] ?? switches[name]}
              onTurn={(on) => turn(name, on)}
            />
          ))}
        <FailureNote failure={command.failure.value} />
      </div>
      <Paper of={[jobs.value, devices.value]} />
    </div>
  );
}

/** A picture from the server, fetched again whenever a job or the printer has moved. */
function Paper({ of }: { of: readonly unknown[] }) {
  const empty = useSignal(false);
  const seen = useSignal(of);
  const version = useSignal(0);
  if (of.some((value, at) => value !== seen.peek()[at])) {
    seen.value = of;
    version.value += 1;
  }
  const source = useComputed(() => `${PATH}/paper.svg?version=${version.value}`);
  return (
    <figure class="paper">
      <figcaption>{text.paper}</figcaption>
      {empty.value && <p class="quiet">{text.paperEmpty}</p>}
      <img
        src={source.value}
        alt={text.paperAlt}
        hidden={empty.value}
        onLoad={() => {
          empty.value = false;
        }}
        onError={() => {
          empty.value = true;
        }}
      />
    </figure>
  );
}
