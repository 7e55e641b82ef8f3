// The whole kiosk with a real printer on a serial line: a ticket comes out, and a stop waits for nobody's word.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createTcpTransport } from '../../devices/transports/tcp.ts';
import { createPty } from '../devices/pty.ts';
import { until } from '../devices/quiet.ts';
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { putTwinOnPty } from '../devices/twin-on-pty.ts';
import { post, type StartedKiosk, startKiosk } from './started-kiosk.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function started(): Promise<{ kiosk: StartedKiosk; device: TcpPrinter }> {
  const device = createTcpPrinter();
  await device.start();
  const pty = await createPty();
  await pty.start();
  const { port } = device;
  const cable = await putTwinOnPty(pty, () => createTcpTransport({ host: '127.0.0.1', port }));
  const kiosk = await startKiosk({
    change: (settings) => ({
      ...settings,
      devices: { ...settings.devices, printer: `serial:${pty.path}?baud=115200` },
    }),
  });
  ends.push(device.stop, pty.stop, cable.stop, kiosk.end);
  return { kiosk, device };
}
const takeTicket = ({ touch }: StartedKiosk) =>
  post(`${touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });

async function journal(folder: string): Promise<string> {
  const directory = join(folder, 'data/journal');
  const files = (await readdir(directory)).filter((name) => name.endsWith('.ndjson')).sort();
  return (await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')))).join('');
}

test('a ticket comes out of a printer on a serial line', async () => {
  const { kiosk, device } = await started();
  expect((await takeTicket(kiosk)).status).toBe(201);
  await until(() => device.slips.some(({ end }) => end === 'cut'), 'the slip');
  expect(device.slips[0]?.lines).toContain('A001');
  expect(device.violations).toEqual([]);
});

test('a printer that lost a slip and says nothing does not hold up a stop; the journal knows the slip’s fate', async () => {
  const { kiosk, device } = await started();
  device.failAt('powerCycle', 2);
  await takeTicket(kiosk);
  await until(() => device.slips.some(({ end }) => end === 'torn'), 'the torn slip');
  await kiosk.stop();
  expect(kiosk.log.filter(({ msg }) => msg === 'part did not stop')).toEqual([]);
  expect(await journal(kiosk.folder)).toMatch(/"unconfirmed"/);
});
