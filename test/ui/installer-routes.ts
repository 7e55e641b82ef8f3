// What the mock staff server answers an installer: five things plugged in, trials that go as they are told.
import type {
  InstallerOverview,
  Kind,
  ListedPort,
  Trial,
  TrialResult,
} from '../../server/installer/schema.ts';
import { ok, type Route, type StaffMock } from './staff-mock.ts';
import { NOW_MS } from './staff-slices.ts';

const SLIP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 576 300"><rect width="576" height="300" fill="#fff"/>
<text x="288" y="60" font-size="32" text-anchor="middle">打印测试</text><text x="288" y="220" font-size="120" text-anchor="middle">A012</text></svg>`;

const port = (part: Partial<ListedPort>): ListedPort => ({
  address: null,
  path: '/dev/ttyUSB0',
  stablePath: null,
  vendorId: null,
  productId: null,
  product: null,
  guess: 'unknown',
  usable: true,
  reason: null,
  usedBy: null,
  ...part,
});
export const PORTS: ListedPort[] = [
  port({
    address: 'serial:/dev/serial/by-id/usb-NLS_FM430_A1B2C3-if00',
    path: '/dev/ttyACM0',
    stablePath: '/dev/serial/by-id/usb-NLS_FM430_A1B2C3-if00',
    vendorId: '1eab',
    productId: '0c06',
    product: 'NLS FM430 QR Scanner',
    guess: 'codeScanner',
  }),
  port({
    address: 'serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0',
    path: '/dev/ttyUSB0',
    stablePath: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0',
    vendorId: '1a86',
    productId: '7523',
    product: 'USB Serial',
  }),
  port({
    address: 'usblp:/dev/usb/lp0',
    path: '/dev/usb/lp0',
    vendorId: '0fe6',
    productId: '811e',
    product: 'SP POS-80',
    guess: 'printer',
    usable: false,
    reason: 'denied',
  }),
  port({
    path: '/dev/hidraw3',
    vendorId: '0400',
    productId: 'c35a',
    product: 'ID Card Reader',
    guess: 'idCardReader',
    usable: false,
    reason: 'usbHid',
  }),
  port({
    path: '0003:05E0:1200.0004',
    vendorId: '05e0',
    productId: '1200',
    product: 'Bar Code Scanner',
    guess: 'codeScanner',
    usable: false,
    reason: 'keyboardWedge',
  }),
];

export function overviewOf(part: Partial<InstallerOverview> = {}): InstallerOverview {
  const choice = (address: string) => ({ address, fixedBy: null, before: null });
  return {
    file: '/etc/dangqun-kiosk/settings.json',
    revision: 'r1',
    fault: null,
    devices: {
      printer: choice('tcp://192.168.1.50:9100'),
      idCardReader: choice('none'),
      codeScanner: { ...choice('virtual'), fixedBy: 'KIOSK_SCANNER' },
      callPad: choice('none'),
    },
    printerProfile: { columns: 48, charset: 'gbk', cutter: 'partial', processId: 'probe' },
    ...part,
  };
}

export function trialOf(kind: Kind, address: string, part: Partial<Trial> = {}): Trial {
  return {
    kind,
    address,
    printerProfile: kind === 'printer' ? overviewOf().printerProfile : null,
    device: {
      kind,
      state: 'ready',
      virtual: false,
      trouble: null,
      paperNearEnd: false,
      lastError: null,
      sinceMs: NOW_MS,
    },
    printing: false,
    result: null,
    passed: false,
    ...part,
  };
}

/** What the trial found; it passes. */
export function found(mock: StaffMock, result: TrialResult): void {
  const { trial } = mock.slices.installer;
  if (!trial) throw new Error('nothing is being tried');
  mock.push('installer', { trial: { ...trial, result, passed: true, printing: false } });
}

export function installer(mock: StaffMock): [string, Route][] {
  const done = { done: true };
  return [
    ['GET /api/installer', () => ok(overviewOf())],
    ['GET /api/installer/ports', () => ok({ ports: PORTS })],
    ['GET /api/installer/slip.svg', () => ({ ...ok(SLIP), type: 'image/svg+xml' })],
    [
      'POST /api/installer/reachability',
      ({ body }) => ok({ address: `tcp://${body['host']}:${body['port']}`, fault: null }),
    ],
    [
      'POST /api/installer/trials',
      ({ body }) => {
        const { kind, address } = body as { kind: Kind; address: string };
        mock.push('installer', { trial: trialOf(kind, address) });
        return ok(done, 202);
      },
    ],
    [
      'POST /api/installer/trials/slips',
      () => {
        found(mock, { what: 'slip', outcome: 'processed' });
        return ok(done, 202);
      },
    ],
    [
      'POST /api/installer/trials/end',
      () => {
        mock.push('installer', { trial: null });
        return ok(done);
      },
    ],
    [
      'POST /api/installer/devices',
      () => {
        mock.push('installer', { trial: null });
        return ok({ keys: ['devices.printer'] });
      },
    ],
  ];
}
