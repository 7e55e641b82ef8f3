// What the virtual panels over the windows show.
import { zhConsole } from '../../text/zh-console.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { Plug, type TwinProps } from './plug.tsx';

export function VirtualPanels(twin: TwinProps) {
  const panels = twin.report?.panels ?? [];
  return (
    <div class="panel">
      <h3>{zhDesk.devices.kinds.ledPanel}</h3>
      {panels.length === 0 && <p class="quiet">{zhDesk.virtual.panelsEmpty}</p>}
      <ul class="led">
        {panels.map(({ address, text }) => (
          <li key={address}>
            <span>{zhConsole.window(address)}</span>
            <b>{text}</b>
          </li>
        ))}
      </ul>
      <Plug kind="ledPanel" {...twin} />
    </div>
  );
}
