// What is plugged in, for the installer: serial ports, USB printers, and what cannot work, with the reason.
// Read from sysfs. SerialPort.list() starts `udevadm` and takes the process down where that is missing.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Port, PortReason } from './schema.ts';
import { attribute, names, type Roots, target, type UsbIdentity, usbOf } from './sysfs.ts';

/** What is found before it is judged. */
interface Found {
  readonly kind: 'serial' | 'usblp' | 'other';
  readonly path: string;
  readonly usb: UsbIdentity | null;
  readonly product: string | null;
  readonly reason: PortReason | null;
}
type Guess = Port['guess'];

/** USB classes, usb.org/defined-class-codes. */
const usbClass = { printer: '07', vendor: 'ff' };
/** From the public list of USB ids: makers of code scanners, and the ministry's ID-card reader. Adapters (FTDI, CH340 …) say nothing. */
const known: Record<string, Guess> = {
  '05e0': 'codeScanner',
  '05f9': 'codeScanner',
  '065a': 'codeScanner',
  '0c2e': 'codeScanner',
  '1eab': 'codeScanner',
  '0400:c35a': 'idCardReader',
  '04b8': 'printer',
};
const words: [RegExp, Guess][] = [
  [/scan|bar ?code|qr ?code|扫码|扫描/i, 'codeScanner'],
  [/id ?card|\bidr\b|\bsdt|card ?reader|身份证/i, 'idCardReader'],
  [/print|\bpos-?\d|thermal|打印|小票/i, 'printer'],
  [/call ?pad|key ?pad|呼叫|叫号/i, 'callPad'],
];

export async function listPorts(roots: Partial<Roots> = {}): Promise<Port[]> {
  const { dev = '/dev', sys = '/sys' } = roots;
  // Links of both trees lead to real paths: only those compare.
  const at: Roots = { dev: (await target(dev)) ?? dev, sys: (await target(sys)) ?? sys };
  const links = await stableLinks(at.dev);
  const wires = [...(await serialPorts(at, links)), ...(await usbPrinters(at))];
  const others = [...(await hidDevices(at)), ...(await usbWithoutWire(at, wires))];
  const ports = [...wires, ...others].map((found) => portOf(found, links, wires));
  return ports.sort((a, b) => Number(b.usable) - Number(a.usable) || (a.path < b.path ? -1 : 1));
}

/** Links that udev keeps, most lasting first, each with the device file of today. */
interface StableLink {
  readonly link: string;
  readonly path: string;
  readonly by: 'own' | 'id' | 'path';
}
async function stableLinks(dev: string): Promise<StableLink[]> {
  const folders = [
    ['own', join(dev, 'dangqun-kiosk')],
    ['id', join(dev, 'serial/by-id')],
    ['path', join(dev, 'serial/by-path')],
  ] as const;
  const found: StableLink[] = [];
  for (const [by, folder] of folders) {
    for (const name of await names(folder)) {
      const path = await target(join(folder, name));
      if (path !== null) found.push({ link: join(folder, name), path, by });
    }
  }
  return found;
}

/** Ports with a device behind them, and whatever else udev gave a lasting name. */
async function serialPorts({ dev, sys }: Roots, links: StableLink[]): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const name of await names(join(sys, 'class/tty'))) {
    const folder = await target(join(sys, 'class/tty', name, 'device'));
    // 0: one of the many ttyS* that the kernel makes ready and no chip answers for.
    const phantom = (await attribute(join(sys, 'class/tty', name), 'type')) === '0';
    if (folder === null || phantom) continue;
    const usb = await usbOf(folder, sys);
    const path = join(dev, name);
    found.set(path, await wireOf('serial', path, usb, usb?.product ?? null));
  }
  for (const { path } of links) {
    if (found.has(path) || basename(path).startsWith('lp')) continue;
    found.set(path, await wireOf('serial', path, null, null));
  }
  return [...found.values()];
}

async function usbPrinters({ dev, sys }: Roots): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of await names(join(sys, 'class/usbmisc'))) {
    const folder = await target(join(sys, 'class/usbmisc', name, 'device'));
    if (!/^lp\d+$/.test(name) || folder === null) continue;
    const usb = await usbOf(folder, sys);
    const spoken = modelOf(await attribute(folder, 'ieee1284_id'));
    found.push(await wireOf('usblp', join(dev, 'usb', name), usb, spoken ?? usb?.product ?? null));
  }
  return found;
}

/** `MFG:SP;MDL:POS-80;CLS:PRINTER;` → `SP POS-80` */
function modelOf(ieee1284: string | null): string | null {
  const part = (names: string) =>
    new RegExp(`(?:^|;)\\s*(?:${names}):([^;]+)`, 'i').exec(ieee1284 ?? '')?.[1]?.trim();
  const spoken = [part('MFG|MANUFACTURER'), part('MDL|MODEL')].filter(Boolean).join(' ');
  return spoken === '' ? null : spoken;
}

async function wireOf(
  kind: 'serial' | 'usblp',
  path: string,
  usb: UsbIdentity | null,
  product: string | null,
): Promise<Found> {
  const there = await access(path, constants.R_OK | constants.W_OK).then(
    () => null,
    (error: NodeJS.ErrnoException): PortReason =>
      error.code === 'ENOENT' ? 'noDeviceFile' : 'denied',
  );
  return { kind, path, usb, product, reason: there };
}

async function hidDevices({ dev, sys }: Roots): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of await names(join(sys, 'bus/hid/devices'))) {
    const folder = await target(join(sys, 'bus/hid/devices', name));
    if (folder === null) continue;
    const reason = await hidReason(folder);
    const usb = await usbOf(folder, sys);
    if (reason === null || usb === null) continue;
    const [raw] = await names(join(folder, 'hidraw'));
    const path = raw === undefined ? name : join(dev, raw);
    found.push({ kind: 'other', path, usb, product: usb.product, reason });
  }
  return found;
}

/** Null: a mouse, a touchscreen, volume keys; nothing that an installer would take for a reader. */
async function hidReason(folder: string): Promise<PortReason | null> {
  const inputs = await names(join(folder, 'input'));
  if (inputs.length === 0) return 'usbHid';
  for (const input of inputs) {
    const keys = await attribute(join(folder, 'input', input), 'capabilities/key');
    if (typesLetters(keys ?? '')) return 'keyboardWedge';
  }
  return null;
}

const keyA = 30;
/** The kernel prints key bits as hexadecimal words, highest first, without leading zeros. */
function typesLetters(keys: string): boolean {
  const lowest = keys.split(' ').at(-1) ?? '';
  if (!/^[\da-f]+$/.test(lowest)) return false;
  return ((BigInt(`0x${lowest}`) >> BigInt(keyA)) & 1n) === 1n;
}

/** USB devices that should be a printer or are of their vendor's own kind, and have none of the wires above. */
async function usbWithoutWire({ sys }: Roots, wires: readonly Found[]): Promise<Found[]> {
  const wired = new Set(wires.map(({ usb }) => usb?.folder));
  const found: Found[] = [];
  for (const name of await names(join(sys, 'bus/usb/devices'))) {
    const folder = await target(join(sys, 'bus/usb/devices', name));
    const kind = folder === null ? null : await attribute(folder, 'bInterfaceClass');
    if (folder === null || (kind !== usbClass.printer && kind !== usbClass.vendor)) continue;
    const usb = await usbOf(folder, sys);
    if (usb === null || wired.has(usb.folder)) continue;
    // A driver of its own (Wi-Fi stick, camera): not ours to explain.
    if (kind === usbClass.vendor && (await target(join(folder, 'driver'))) !== null) continue;
    wired.add(usb.folder);
    const reason = kind === usbClass.printer ? 'noPrinterDriver' : 'vendorUsb';
    found.push({ kind: 'other', path: name, usb, product: usb.product, reason });
  }
  return found;
}

function portOf(found: Found, links: readonly StableLink[], wires: readonly Found[]): Port {
  const stablePath = found.kind === 'other' ? null : stableName(found, links, wires);
  return {
    address: found.kind === 'other' ? null : `${found.kind}:${stablePath ?? found.path}`,
    path: found.path,
    stablePath,
    vendorId: found.usb?.vendorId ?? null,
    productId: found.usb?.productId ?? null,
    product: found.product,
    guess: guessOf(found),
    usable: found.reason === null,
    reason: found.reason,
  };
}

/**
 * Cheap adapters carry no serial number: of two alike, by-id names only one, and which one changes; then the socket
 * counts. So it is with our udev rule's plain `printer` where there are two.
 */
function stableName(
  { kind, path, usb }: Found,
  links: readonly StableLink[],
  wires: readonly Found[],
): string | null {
  const rivals = wires.filter((wire) => wire.kind === kind && wire.path !== path);
  const alike = rivals.some(
    (wire) =>
      usb?.serialNumber === null &&
      wire.usb?.vendorId === usb.vendorId &&
      wire.usb.productId === usb.productId &&
      wire.usb.folder !== usb.folder,
  );
  const lasting = links.filter(
    ({ link, by, path: leadsTo }) =>
      leadsTo === path &&
      !(alike && by === 'id') &&
      !(rivals.length > 0 && basename(link) === 'printer'),
  );
  return lasting[0]?.link ?? null;
}

function guessOf({ kind, usb, product }: Found): Guess {
  const spoken = words.find(([pattern]) => pattern.test(product ?? ''))?.[1];
  const byId = usb && (known[`${usb.vendorId}:${usb.productId}`] ?? known[usb.vendorId]);
  return kind === 'usblp' ? 'printer' : (byId ?? spoken ?? 'unknown');
}
