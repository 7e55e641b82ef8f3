// One kind of device: where it is connected, how it is at this moment, what to do about it.
import type { DeviceState } from '../../../devices/schema.ts';
import type { InstallerOverview, Kind, SaveBody } from '../../../server/installer/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { momentText } from '../parts/format.ts';
import { FailureNote, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { addressText, troubleOf } from './words.ts';

const text = zhInstaller;
const TONES: Record<DeviceState, 'good' | 'trouble' | 'stop' | 'plain'> = {
  ready: 'good',
  opening: 'plain',
  degraded: 'trouble',
  absent: 'stop',
};

export interface DeviceCardProps {
  kind: Kind;
  overview: InstallerOverview;
  onSetUp: () => void;
  /** Something was saved: read again. */
  onChanged: () => Promise<void>;
}

export function DeviceCard({ kind, overview, onSetUp, onChanged }: DeviceCardProps) {
  const { address, fixedBy } = overview.devices[kind];
  const name = text.kinds[kind];
  const none = address === 'none';
  const action = none ? text.setUp : kind === 'printer' ? text.changePrinter : text.change;
  return (
    <section class="panel device-card">
      <h3>{name}</h3>
      <p class="device-address">{addressText(address)}</p>
      <State kind={kind} />
      {fixedBy ? (
        <p class="quiet">{text.fixed(fixedBy)}</p>
      ) : (
        <div class="toolbar">
          <Button label={text.setUpOf(name, action)} onTap={onSetUp}>
            {action}
          </Button>
          <Back kind={kind} overview={overview} onChanged={onChanged} />
        </div>
      )}
    </section>
  );
}

function State({ kind }: { kind: Kind }) {
  const zone = useZone();
  const { devices, installer } = useStaff().live.slices;
  const device = devices.value?.devices[kind];
  if (!device) return null;
  // It was stopped for the trial: what it says of itself meanwhile would only frighten.
  if (installer.value?.trial?.kind === kind) {
    return <p class="quiet">{text.running.title(text.kinds[kind])}</p>;
  }
  const trouble = troubleOf(device);
  return (
    <div class="device-now" role="status">
      <span>
        <Tag tone={TONES[device.state]}>{zhDesk.devices.states[device.state]}</Tag>
      </span>
      {device.state !== 'ready' && <small>{text.since(momentText(device.sinceMs, zone))}</small>}
      {trouble && (
        <p>
          <b>{trouble.title}</b> {trouble.text}
        </p>
      )}
      {device.lastError && (
        <small>
          {zhDesk.devices.lastError} <code>{device.lastError}</code>
        </small>
      )}
    </div>
  );
}

/** To what it was before the last change: it worked, so nothing is tried again. */
function Back({ kind, overview, onChanged }: Omit<DeviceCardProps, 'onSetUp'>) {
  const command = useCommand<SaveBody>();
  const { before } = overview.devices[kind];
  const { revision } = overview;
  if (!before || revision === null) return null;
  async function goBack({ address, printerProfile }: NonNullable<typeof before>): Promise<void> {
    const profile = printerProfile ? { printerProfile } : {};
    const body = { kind, address, revision: revision ?? '', ...profile };
    if (await command.run('/api/installer/devices', body)) toast('good', text.backDone);
    await onChanged();
  }
  return (
    <>
      <Button
        look="quiet"
        busy={command.busy.value}
        label={text.backOf(text.kinds[kind], addressText(before.address))}
        onTap={() => goBack(before)}
      >
        {text.back}
      </Button>
      <FailureNote failure={command.failure.value} />
    </>
  );
}
