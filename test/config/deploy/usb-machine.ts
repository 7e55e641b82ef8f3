// A machine with USB devices in it, as far as udev looks: a /sys and a /dev made of files, put in place of the real ones in a mount
// namespace of its own. What udev then does to names, groups and modes happens in there only. Needs root.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface UsbDevice {
  /** Bus and port: `1-2`, `1-2.1` behind a hub. */
  readonly port: string;
  readonly vendor: string;
  readonly product: string;
  /** Class, subclass, protocol of each interface: `070102`. */
  readonly interfaces: readonly string[];
  /** `ttyUSB0`, `ttyACM0` or `lp0`, at the first interface. */
  readonly node: string;
}

export interface Treated {
  /** What udev knows of the USB device, and of its node. */
  readonly usb: Readonly<Record<string, string>>;
  readonly node: Readonly<Record<string, string>>;
  /** Below /dev: `owner group mode` of the node; where each link leads. */
  readonly permissions: string;
  readonly links: Readonly<Record<string, string>>;
  /** Empty when it was left as it is. */
  readonly powerControl: string;
  /** What udev complained about. */
  readonly complaints: readonly string[];
}

const CONTROLLER = 'devices/pci0000:00/0000:00:14.0';
/** The package's own, which this machine has not. */
const GROUP = 'dangqun-kiosk:x:4711:\n';
/** As udev logs a rule it does not understand. */
const WRONG = /invalid|unknown|unexpected|missing|ignoring|failed/i;
/** Kernel numbers of the devices' drivers. */
const MAJORS: Record<string, number> = { ttyUSB: 188, ttyACM: 166, lp: 180 };

/** $1 folder, $2 rules file, $3 path of the USB device below /sys, $4 of the node, $5 its name below /dev, $6 its major number. */
const SCRIPT = `
set -e
cd "$1"
mount -t tmpfs tmpfs dev
for node in null zero urandom; do cp -a /dev/$node dev/; done
mkdir -p "dev/$(dirname "$5")"
mknod "dev/$5" c "$6" 0
mount -t tmpfs tmpfs /run
mkdir -p /run/udev/rules.d
cp "$2" /run/udev/rules.d/
mount --bind group /etc/group
mount --bind sys /sys
mount --bind dev /dev
export SYSTEMD_DEVICE_VERIFY_SYSFS=0
udevadm test --action=add "/sys/$3" >usb.txt 2>usb.log
udevadm test --action=add "/sys/$4" >node.txt 2>node.log
stat -c '%U %G %a' "/dev/$5" >permissions.txt
find /dev/ -type l -printf '%P %l\\n' >links.txt
`;

/** Plugs the device in and lets udev, with its own rules and the given file of them, have its way. */
export async function plugIn(device: UsbDevice, rules: string): Promise<Treated> {
  const folder = await mkdtemp(join(tmpdir(), 'usb-'));
  try {
    const { usb, node, devName, major } = await makeSys(join(folder, 'sys'), device);
    await mkdir(join(folder, 'dev'));
    await writeFile(join(folder, 'group'), `${await readFile('/etc/group', 'utf8')}${GROUP}`);
    const script = ['-c', SCRIPT, 'sh', folder, rules, usb, node, devName, String(major)];
    await run('unshare', ['--mount', 'sh', ...script]);
    const text = (name: string) => readFile(join(folder, name), 'utf8');
    const log = `${await text('usb.log')}${await text('node.log')}`;
    return {
      usb: properties(await text('usb.txt')),
      node: properties(await text('node.txt')),
      permissions: (await text('permissions.txt')).trim(),
      links: properties((await text('links.txt')).replaceAll(' ', '=')),
      powerControl: (await text(join('sys', usb, 'power/control'))).trim(),
      complaints: log
        .split('\n')
        .filter((line) => line.includes(basename(rules)) && WRONG.test(line)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function properties(text: string): Record<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value ?? ''] as const];
  });
  return Object.fromEntries(lines);
}

/** The devices between controller and node, as the kernel shows them; paths are below `sys`. */
async function makeSys(sys: string, device: UsbDevice) {
  const { port, vendor, product, interfaces, node } = device;
  const [bus = '1'] = port.split('-');
  const kind = node.replace(/\d+$/, '');
  const major = MAJORS[kind] ?? 0;
  const usb = `${CONTROLLER}/usb${bus}/${port}`;
  const first = `${usb}/${port}:1.0`;
  await makeDevice(sys, CONTROLLER, 'bus/pci', 'PCI_SLOT_NAME=0000:00:14.0');
  await makeDevice(sys, dirname(usb), 'bus/usb', 'DEVTYPE=usb_device');
  await makeDevice(
    sys,
    usb,
    'bus/usb',
    'DEVTYPE=usb_device\nMAJOR=189\nMINOR=1\nDEVNAME=bus/usb/001/002',
  );
  await writeFile(join(sys, usb, 'idVendor'), `${vendor}\n`);
  await writeFile(join(sys, usb, 'idProduct'), `${product}\n`);
  await writeFile(join(sys, usb, 'descriptors'), descriptors(interfaces));
  await mkdir(join(sys, usb, 'power'));
  await writeFile(join(sys, usb, 'power/control'), '');
  await makeDevice(sys, first, 'bus/usb', 'DEVTYPE=usb_interface');
  const [, usbClass = ''] = /^(..)/.exec(interfaces[0] ?? '') ?? [];
  await writeFile(join(sys, first, 'bInterfaceClass'), `${usbClass}\n`);
  await writeFile(join(sys, first, 'bInterfaceNumber'), '00\n');
  let above = first;
  if (kind === 'ttyUSB') {
    above = `${first}/${node}`;
    await makeDevice(sys, above, 'bus/usb-serial', '');
  }
  const [subsystem, devName] = kind === 'lp' ? ['usbmisc', `usb/${node}`] : ['tty', node];
  const leaf = `${above}/${subsystem}/${node}`;
  await makeDevice(sys, leaf, `class/${subsystem}`, `MAJOR=${major}\nMINOR=0\nDEVNAME=${devName}`);
  return { usb, node: leaf, devName, major };
}

async function makeDevice(sys: string, path: string, subsystem: string, uevent: string) {
  const folder = join(sys, path);
  await mkdir(folder, { recursive: true });
  await mkdir(join(sys, subsystem), { recursive: true });
  await writeFile(join(folder, 'uevent'), `${uevent}\n`);
  await symlink(relative(folder, join(sys, subsystem)), join(folder, 'subsystem'));
}

/** A configuration with these interfaces of one endpoint each, in the binary form of the USB specification, 9.6. */
function descriptors(interfaces: readonly string[]): Buffer {
  const device = [18, 1, ...Array<number>(16).fill(0)];
  const configuration = [9, 2, 9 + 16 * interfaces.length, 0, interfaces.length, 1, 0, 0x80, 50];
  const endpoint = [7, 5, 0x81, 2, 64, 0, 0];
  const each = interfaces.map((codes, index) => [
    ...[9, 4, index, 0, 1, ...Buffer.from(codes, 'hex'), 0],
    ...endpoint,
  ]);
  return Buffer.from([...device, ...configuration, ...each.flat()]);
}
