// 模拟设备: paper, covers and faults to play with; a card to put down, a code to hold up.
import type { DevicesSlice } from '../../../devices/schema.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { VirtualCode } from './virtual-code.tsx';
import { VirtualIdCard } from './virtual-id-card.tsx';
import { VirtualPrinter } from './virtual-printer.tsx';

const text = zhDesk.virtual;

export function VirtualDevices({ devices }: DevicesSlice) {
  return (
    <section class="part">
      <h2>{text.title}</h2>
      <p class="quiet">{text.text}</p>
      <div class="virtual">
        {devices.printer?.virtual && <VirtualPrinter />}
        <div class="part">
          {devices.idCardReader?.virtual && <VirtualIdCard />}
          {devices.codeScanner?.virtual && <VirtualCode />}
        </div>
      </div>
    </section>
  );
}
