// 打印机和设备: the printer in words, its slips, the other devices, and twins to play with.
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { Loading } from '../parts/notes.tsx';
import { Jobs } from '../printing/jobs.tsx';
import { PrinterCard } from '../printing/printer-card.tsx';
import { StaleJobs } from '../printing/stale-jobs.tsx';
import { useStaff } from '../staff.ts';
import { DeviceList } from './device-list.tsx';
import { VirtualDevices } from './virtual-devices.tsx';
import './devices.css';

export function Devices() {
  const { devices } = useStaff().live.slices;
  if (!devices.value) return <Loading />;
  const set = devices.value.devices;
  const virtual = Object.values(set).some((device) => device.virtual);
  return (
    <>
      <div class="devices">
        <PrinterCard printer={set.printer ?? null} />
        <section class="panel">
          <h2>{zhDesk.devices.title}</h2>
          <DeviceList devices={set} />
        </section>
      </div>
      <StaleJobs />
      <Jobs />
      {virtual && <VirtualDevices devices={set} />}
    </>
  );
}
