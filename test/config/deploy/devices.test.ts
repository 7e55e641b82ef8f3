// Devices keep their names, need no root, and are left alone: the real udev on USB devices made of files.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './installed-kiosk.ts';
import { plugIn, type UsbDevice } from './usb-machine.ts';

const RULES = join(project, 'config/deploy/root/usr/lib/udev/rules.d/70-dangqun-kiosk.rules');
const MODULES = join(project, 'config/deploy/root/usr/lib/modules-load.d/dangqun-kiosk.conf');
const UNIT = join(project, 'config/deploy/root/usr/lib/systemd/system/dangqun-kiosk.service');

const adapter: UsbDevice = {
  port: '1-2.3',
  vendor: '1a86',
  product: '7523',
  interfaces: ['ff0102'],
  node: 'ttyUSB0',
};
const PLACE = 'pci-0000_00_14_0-usb-0_2_3_1_0';

test('a serial adapter: named by make and socket, not by the order of plugging in', async () => {
  for (const node of ['ttyUSB0', 'ttyUSB7']) {
    const {
      links,
      permissions,
      node: known,
      usb,
      powerControl,
      complaints,
    } = await plugIn({ ...adapter, node }, RULES);
    expect(complaints).toEqual([]);
    expect(links[`dangqun-kiosk/serial-1a86-7523-${PLACE}`]).toBe(`../${node}`);
    expect(permissions).toBe('root dangqun-kiosk 660');
    expect(known['ID_MM_DEVICE_IGNORE']).toBe('1');
    expect(known['ID_MM_PORT_IGNORE']).toBe('1');
    expect(usb['ID_MM_DEVICE_IGNORE']).toBe('1');
    expect(powerControl).toBe('on');
  }
});

test('two of one make in two sockets are two names', async () => {
  const { links } = await plugIn({ ...adapter, port: '1-4' }, RULES);
  expect(links).toHaveProperty('dangqun-kiosk/serial-1a86-7523-pci-0000_00_14_0-usb-0_4_1_0');
});

test('a printer of any make: by its interface class', async () => {
  const printer = {
    ...adapter,
    vendor: '0fe6',
    product: '811e',
    interfaces: ['070102'],
    node: 'lp0',
  };
  const { links, permissions, usb, powerControl, complaints } = await plugIn(printer, RULES);
  expect(complaints).toEqual([]);
  expect(links['dangqun-kiosk/printer']).toBe('../usb/lp0');
  expect(links[`dangqun-kiosk/printer-0fe6-811e-${PLACE}`]).toBe('../usb/lp0');
  expect(permissions).toBe('root dangqun-kiosk 660');
  expect(usb['ID_MM_DEVICE_IGNORE']).toBe('1');
  expect(powerControl).toBe('on');
});

test('a scanner with a port of its own is ours, a mobile network stick is not', async () => {
  const scanner = {
    ...adapter,
    vendor: '1eab',
    product: '1a06',
    interfaces: ['020201', '0a0000'],
    node: 'ttyACM0',
  };
  const ours = await plugIn(scanner, RULES);
  expect(ours.links).toHaveProperty(`dangqun-kiosk/serial-1eab-1a06-${PLACE}`);
  expect(ours.permissions).toBe('root dangqun-kiosk 660');
  const stick = { ...scanner, vendor: '12d1', interfaces: ['020201', '0a0000', '020e00'] };
  const theirs = await plugIn(stick, RULES);
  expect(Object.keys(theirs.links).filter((name) => name.startsWith('dangqun-kiosk'))).toEqual([]);
  expect(theirs.usb).not.toHaveProperty('ID_MM_DEVICE_IGNORE');
  expect(theirs.permissions).not.toContain('dangqun-kiosk');
  expect(theirs.powerControl).toBe('');
});

test('a rule that udev does not understand would be noticed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rules-'));
  try {
    const wrong = join(folder, '70-wrong.rules');
    await writeFile(wrong, (await readFile(RULES, 'utf8')).replace('GROUP=', 'GRUOP='));
    expect((await plugIn(adapter, wrong)).complaints).not.toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('every class of devices that the unit allows is known to the kernel before it starts', async () => {
  const unit = await readFile(UNIT, 'utf8');
  const allowed = [...unit.matchAll(/^DeviceAllow=char-(\w+) rw$/gm)].map(([, name]) => name);
  // The serial ports on board belong to every kernel.
  const driverOf: Record<string, string> = { ttyUSB: 'usbserial', ttyACM: 'cdc_acm', usb: 'usblp' };
  expect(allowed).toEqual(['ttyS', ...Object.keys(driverOf)]);
  const modules = (await readFile(MODULES, 'utf8')).split('\n').filter((line) => /^\w/.test(line));
  expect(modules).toEqual(Object.values(driverOf));
});
