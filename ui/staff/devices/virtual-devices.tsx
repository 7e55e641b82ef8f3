// 模拟设备: paper, covers and faults to play with; a card to put down, a code to hold up, keys to press, plugs to pull.
import { useEffect } from 'preact/hooks';
import type { DevicesSlice, VirtualReport } from '../../../devices/schema.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { LoadFailed } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { VirtualCallPad } from './virtual-call-pad.tsx';
import { VirtualCode } from './virtual-code.tsx';
import { VirtualIdCard } from './virtual-id-card.tsx';
import { VirtualPanels } from './virtual-panels.tsx';
import { VirtualPrinter } from './virtual-printer.tsx';

const text = zhDesk.virtual;

export function VirtualDevices({ devices }: DevicesSlice) {
  const { idCardReader, codeScanner, callPad, ledPanel } = devices;
  const more = [idCardReader, codeScanner, callPad, ledPanel].some((device) => device?.virtual);
  return (
    <section class="part">
      <h2>{text.title}</h2>
      <p class="quiet">{text.text}</p>
      <div class="virtual">{more ? <Twins devices={devices} /> : <VirtualPrinter />}</div>
    </section>
  );
}

/** On the left what calls and prints, on the right what reads. */
function Twins({ devices }: DevicesSlice) {
  const { tickets, devices: live } = useStaff().live.slices;
  const { value, failure, reload } = useResource<VirtualReport>('/api/devices/virtual');
  // A call from a desk shows on pads and panels too.
  useEffect(() => {
    reload();
  }, [tickets.value, live.value]);
  const twin = { report: value.value, reload };
  const { printer, idCardReader, codeScanner, callPad, ledPanel } = devices;
  return (
    <>
      <div class="part">
        {failure.value && <LoadFailed failure={failure.value} again={reload} />}
        {printer?.virtual && <VirtualPrinter />}
        {callPad?.virtual && <VirtualCallPad {...twin} />}
        {ledPanel?.virtual && <VirtualPanels {...twin} />}
      </div>
      <div class="part">
        {idCardReader?.virtual && <VirtualIdCard {...twin} />}
        {codeScanner?.virtual && <VirtualCode {...twin} />}
      </div>
    </>
  );
}
