// What the installer is told is plugged in, read from a tree as the kernel lays it out.
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Check } from 'typebox/value';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listPorts } from '../../devices/ports.ts';
import { Port } from '../../devices/schema.ts';

let root = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sysfs-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function file(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
async function link(path: string, to: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(join(root, to), join(root, path));
}
const list = () => listPorts({ dev: join(root, 'dev'), sys: join(root, 'sys') });

interface Usb {
  socket: string;
  id: string;
  product?: string;
  serialNumber?: string;
}
/** A USB device and its first interface; resolves with the interface's folder. */
async function usb({ socket, id, product, serialNumber }: Usb, kind: string): Promise<string> {
  const folder = `sys/devices/pci0/usb1/${socket}`;
  const [vendor, productId] = id.split(':');
  await file(`${folder}/idVendor`, `${vendor}\n`);
  await file(`${folder}/idProduct`, `${productId}\n`);
  if (product) await file(`${folder}/product`, `${product}\n`);
  if (serialNumber) await file(`${folder}/serial`, `${serialNumber}\n`);
  const at = `${folder}/${socket}:1.0`;
  await file(`${at}/bInterfaceClass`, `${kind}\n`);
  await link(`sys/bus/usb/devices/${socket}:1.0`, at);
  return at;
}
async function usbSerial(name: string, device: Usb, byId: string | null): Promise<void> {
  const at = await usb(device, 'ff');
  await file(`${at}/${name}/port_number`, '0');
  await link(`${at}/driver`, 'sys/bus/usb/drivers/ch341');
  await link(`sys/class/tty/${name}/device`, `${at}/${name}`);
  await file(`dev/${name}`);
  await link(`dev/serial/by-path/pci-usb-${device.socket}`, `dev/${name}`);
  if (byId !== null) await link(`dev/serial/by-id/${byId}`, `dev/${name}`);
}
async function hid(name: string, device: Usb, keys: string | null): Promise<void> {
  const at = await usb(device, '03');
  await file(`${at}/${name}/uevent`);
  if (keys !== null) await file(`${at}/${name}/input/input7/capabilities/key`, `${keys}\n`);
  await file(`${at}/${name}/hidraw/hidraw3/dev`);
  await link(`sys/bus/hid/devices/${name}`, `${at}/${name}`);
}
const keyboard = '1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe';

describe('the list of ports', () => {
  test('a machine without sysfs and /dev has none', async () => {
    expect(await list()).toEqual([]);
  });

  test('a serial adapter goes by the name that stays', async () => {
    await usbSerial('ttyUSB0', { socket: '1-2', id: '1a86:7523', product: 'USB Serial' }, 'usb-1a');
    const [port, ...more] = await list();
    expect(more).toEqual([]);
    expect(Check(Port, port)).toBe(true);
    expect(port).toEqual({
      address: `serial:${root}/dev/serial/by-id/usb-1a`,
      path: `${root}/dev/ttyUSB0`,
      stablePath: `${root}/dev/serial/by-id/usb-1a`,
      vendorId: '1a86',
      productId: '7523',
      product: 'USB Serial',
      guess: 'unknown',
      usable: true,
      reason: null,
    });
  });

  test('of two adapters alike, by-id would name either one: the socket tells them apart', async () => {
    await usbSerial('ttyUSB0', { socket: '1-2', id: '1a86:7523' }, null);
    await usbSerial('ttyUSB1', { socket: '1-3', id: '1a86:7523' }, 'usb-1a');
    const ports = await list();
    expect(ports.map(({ stablePath }) => stablePath)).toEqual([
      `${root}/dev/serial/by-path/pci-usb-1-2`,
      `${root}/dev/serial/by-path/pci-usb-1-3`,
    ]);
  });

  test('with serial numbers by-id is right for both', async () => {
    await usbSerial('ttyUSB0', { socket: '1-2', id: '0403:6001', serialNumber: 'A1' }, 'usb-A1');
    await usbSerial('ttyUSB1', { socket: '1-3', id: '0403:6001', serialNumber: 'A2' }, 'usb-A2');
    expect((await list()).map(({ stablePath }) => stablePath)).toEqual([
      `${root}/dev/serial/by-id/usb-A1`,
      `${root}/dev/serial/by-id/usb-A2`,
    ]);
  });

  test('a name given by a udev rule comes first', async () => {
    await usbSerial('ttyACM0', { socket: '1-2', id: '1eab:0c06', product: 'FM430' }, 'usb-nl');
    await link('dev/dangqun-kiosk/scanner', 'dev/ttyACM0');
    expect(await list()).toMatchObject([
      { stablePath: `${root}/dev/dangqun-kiosk/scanner`, guess: 'codeScanner' },
    ]);
  });

  test('built-in ports count where a chip answers, and only there', async () => {
    for (const [name, type] of [
      ['ttyS0', '4'],
      ['ttyS4', '0'],
    ] as const) {
      await file(`sys/devices/platform/serial8250/${name}/type`, `${type}\n`);
      await link(`sys/class/tty/${name}`, `sys/devices/platform/serial8250/${name}`);
      await link(`sys/devices/platform/serial8250/${name}/device`, 'sys/devices/platform');
      await file(`dev/${name}`);
    }
    await file('sys/devices/virtual/tty/tty0/dev');
    await link('sys/class/tty/tty0', 'sys/devices/virtual/tty/tty0');
    expect(await list()).toMatchObject([
      { address: `serial:${root}/dev/ttyS0`, stablePath: null, vendorId: null },
    ]);
  });

  test('a USB printer says its model', async () => {
    const at = await usb({ socket: '1-4', id: '0483:5743', product: 'STM32' }, '07');
    await file(`${at}/ieee1284_id`, 'MFG:Sprt ;CMD:ESC/POS;MDL:SP-POS891;CLS:PRINTER;\n');
    await link('sys/class/usbmisc/lp0/device', at);
    await file('dev/usb/lp0');
    expect(await list()).toMatchObject([
      {
        address: `usblp:${root}/dev/usb/lp0`,
        product: 'Sprt SP-POS891',
        guess: 'printer',
        usable: true,
      },
    ]);
  });

  test('of two USB printers, none is just "printer"', async () => {
    for (const [name, socket] of [
      ['lp0', '1-4'],
      ['lp1', '1-5'],
    ] as const) {
      const at = await usb({ socket, id: '0483:5743' }, '07');
      await link(`sys/class/usbmisc/${name}/device`, at);
      await file(`dev/usb/${name}`);
      await link(`dev/dangqun-kiosk/printer-${socket}`, `dev/usb/${name}`);
      if (name === 'lp0') await link('dev/dangqun-kiosk/printer', 'dev/usb/lp0');
      const stable = (await list()).map(({ stablePath }) => stablePath?.split('/').at(-1));
      expect(stable).toEqual(name === 'lp0' ? ['printer'] : ['printer-1-4', 'printer-1-5']);
    }
  });

  test.each([
    ['printer', 'Thermal Printer POS-80'],
    ['codeScanner', 'QR Code Scanner'],
    ['idCardReader', 'ID Card Reader'],
    ['unknown', 'USB2.0-Serial'],
  ] as const)('takes for a %s what calls itself "%s"', async (guess, product) => {
    await usbSerial('ttyUSB0', { socket: '1-2', id: '1a86:7523', product }, null);
    expect(await list()).toMatchObject([{ guess, product }]);
  });

  test('what a device says of itself is cleaned and cut', async () => {
    const product = `A\u001b[2J\u202e${'x'.repeat(500)}`;
    await usbSerial('ttyUSB0', { socket: '1-2', id: '1a86:7523', product }, null);
    const [port] = await list();
    expect(port?.product).toMatch(/^A \[2J x+$/);
    expect(port?.product?.length).toBeLessThanOrEqual(120);
  });
});

describe('what cannot work, and why', () => {
  test('the kernel knows the port, /dev does not', async () => {
    await usbSerial('ttyUSB0', { socket: '1-2', id: '1a86:7523' }, null);
    await rm(join(root, 'dev/ttyUSB0'));
    expect(await list()).toMatchObject([{ usable: false, reason: 'noDeviceFile' }]);
  });

  test('a scanner that types like a keyboard', async () => {
    await hid('0003:0C2E:0B61.0001', { socket: '1-5', id: '0c2e:0b61' }, keyboard);
    expect(await list()).toMatchObject([
      { address: null, guess: 'codeScanner', usable: false, reason: 'keyboardWedge' },
    ]);
  });

  test('an ID-card reader that speaks HID', async () => {
    const device = { socket: '1-5', id: '0400:c35a', product: 'IDR Reader' };
    await hid('0003:0400:C35A.0002', device, null);
    expect(await list()).toMatchObject([
      { address: null, path: `${root}/dev/hidraw3`, guess: 'idCardReader', reason: 'usbHid' },
    ]);
  });

  test('a mouse and a touchscreen are no concern of an installer', async () => {
    await hid('0003:046D:C077.0003', { socket: '1-6', id: '046d:c077' }, '70000 0 0 0 0');
    expect(await list()).toEqual([]);
  });

  test('a USB device of its vendor’s own kind that no driver took', async () => {
    await usb({ socket: '1-5', id: '0400:c35a', product: '身份证阅读器' }, 'ff');
    expect(await list()).toMatchObject([
      { address: null, guess: 'idCardReader', reason: 'vendorUsb' },
    ]);
    const stick = await usb({ socket: '1-6', id: '0bda:8179', product: 'WLAN' }, 'ff');
    await link(`${stick}/driver`, 'sys/devices');
    expect(await list()).toHaveLength(1);
  });

  test('a USB printer without usblp', async () => {
    await usb({ socket: '1-4', id: '0483:5743', product: 'Printer' }, '07');
    expect(await list()).toMatchObject([
      { address: null, guess: 'printer', reason: 'noPrinterDriver' },
    ]);
  });
});
