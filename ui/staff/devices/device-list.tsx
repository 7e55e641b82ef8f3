// Every kind of device, set up or not, with its last error for whoever can read it.
import type { DeviceKind, DeviceState, DevicesSlice } from '../../../devices/schema.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { momentText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';
import { useZone } from '../staff.ts';

const text = zhDesk.devices;
const KINDS = Object.keys(text.kinds) as DeviceKind[];
const TONES: Record<DeviceState, 'good' | 'trouble' | 'stop' | 'plain'> = {
  ready: 'good',
  opening: 'plain',
  degraded: 'trouble',
  absent: 'stop',
};

export function DeviceList({ devices }: DevicesSlice) {
  const zone = useZone();
  return (
    <ul class="device-list">
      {KINDS.map((kind) => {
        const device = devices[kind];
        return (
          <li key={kind}>
            <b>{text.kinds[kind]}</b>
            <span class="device-state">
              {device?.virtual && <Tag tone="plain">{zhStaff.virtual}</Tag>}
              {device ? (
                <Tag tone={TONES[device.state]}>{text.states[device.state]}</Tag>
              ) : (
                <span class="quiet">{text.notSetUp}</span>
              )}
            </span>
            {device && device.state !== 'ready' && (
              <small>{zhDesk.printer.since(momentText(device.sinceMs, zone))}</small>
            )}
            {device?.lastError && device.lastError !== device.trouble && (
              <small>
                {text.lastError} <code>{device.lastError}</code>
              </small>
            )}
          </li>
        );
      })}
    </ul>
  );
}
