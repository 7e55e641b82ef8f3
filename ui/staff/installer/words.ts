// What an address, a fault or a port is called on the page. Pure.
import type { DeviceStatus } from '../../../devices/schema.ts';
import { zhInstaller } from '../../text/zh-installer.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';

export interface Trouble {
  readonly title: string;
  readonly text: string;
}

/** `tcp://192.168.1.50:9100` → 网络打印机 192.168.1.50:9100 */
export function addressText(address: string): string {
  if (address === 'none') return zhInstaller.notSetUp;
  if (address === 'virtual') return zhInstaller.virtual;
  const [, wire = '', rest = ''] = /^(tcp:\/\/|serial:|usblp:)(.+)$/.exec(address) ?? [];
  const [place = rest] = rest.split('?', 1);
  const baud = baudOf(address);
  // The folder of a lasting name says nothing that the name does not.
  const short = place.replace(/^\/dev\/(?:(?:serial\/by-(?:id|path)|dangqun-kiosk|usb)\/)?/, '');
  if (wire === 'tcp://') return zhInstaller.network(rest);
  if (wire === 'usblp:') return zhInstaller.usb(short);
  if (wire !== 'serial:') return address;
  return zhInstaller.serial(baud === '' ? short : `${short} · ${baud}`);
}

/** Where an address leads, however the line is spoken to. */
export function placeOf(address: string): string {
  return address.split('?', 1)[0] ?? '';
}
export function baudOf(address: string): string {
  return address.startsWith('serial:') ? (splitLine(address).line.get('baud') ?? '') : '';
}
/** Empty: the speed that this kind of device usually has. What else the line needs stays. */
export function withBaud(address: string, baud: string): string {
  if (!address.startsWith('serial:')) return address;
  const { place, line } = splitLine(address);
  line.delete('baud');
  if (baud !== '') line.set('baud', baud);
  return line.size === 0 ? place : `${place}?${line}`;
}
function splitLine(address: string): { place: string; line: URLSearchParams } {
  const [place = '', query = ''] = address.split('?');
  return { place, line: new URLSearchParams(query) };
}

export function faultText(fault: string): Trouble {
  const known: Readonly<Record<string, Trouble>> = zhInstaller.faults;
  return known[fault] ?? zhInstaller.faults.other;
}

/** What is wrong with a device, in words; null when it is well or only on its way. */
export function troubleOf(device: DeviceStatus): Trouble | null {
  const { trouble, lastError, state } = device;
  // "No connection" is the least that can be said of it: why is in the error.
  if (trouble && trouble !== 'unreachable' && trouble !== 'silent') {
    return zhDesk.printer.troubles[trouble];
  }
  if (lastError) return faultText(lastError);
  return state === 'degraded' ? faultText('silent') : null;
}
