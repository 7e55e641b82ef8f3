// Printers are exchanged while the spool prints: no slip is lost, none comes twice unmarked.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings } from '../../config/load.ts';
import { createDevices, type KioskDevices } from '../../server/kiosk-devices.ts';
import { quiet, until } from '../devices/quiet.ts';
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { createDesk, type Desk } from './printing/desk.ts';
import { countPaper } from './printing/paper-count.ts';

let printers: TcpPrinter[];
let devices: KioskDevices;
let desk: Desk;
const addressOf = (printer: TcpPrinter) => `tcp://127.0.0.1:${printer.port}`;
const at = (index: number): TcpPrinter => {
  const printer = printers[index];
  if (!printer) throw new Error('no such printer');
  return printer;
};

beforeEach(async () => {
  printers = [createTcpPrinter(), createTcpPrinter()];
  for (const printer of printers) await printer.start();
});
afterEach(async () => {
  await desk.spool.stop();
  await devices.stop();
  for (const printer of printers) await printer.stop();
});

async function start(address: string): Promise<void> {
  const { settings } = await loadSettings({ KIOSK_PRINTER: address });
  devices = createDevices(settings, quiet());
  await devices.start();
  desk = createDesk({ printer: devices.printer, disk: [] });
  desk.spool.start();
}
const settled = () => Object.values(desk.states()).every((state) => /confirmed|proc/.test(state));

describe('under the spool', () => {
  test('back and forth between two printers, every slip comes out once', async () => {
    await start(addressOf(at(0)));
    const count = 40;
    for (let number = 0; number < count; number++) {
      await desk.queue(`A${String(number).padStart(3, '0')}`);
    }
    const printed = () => at(0).slips.length + at(1).slips.length;
    for (const [turn, slips] of [3, 9, 15, 21, 27].entries()) {
      await until(() => printed() >= slips, `${slips} slips`);
      await devices.replace('printer', addressOf(at((turn + 1) % 2)));
    }
    await until(settled, 'all slips printed', 30_000);
    const paper = countPaper([...at(0).slips, ...at(1).slips]);
    expect(paper.size).toBe(count);
    for (const [number, counted] of paper) {
      expect(counted, number).toEqual({ unmarked: 1, marked: 0, whole: 1 });
    }
    expect(at(0).slips.length).toBeGreaterThan(0);
    expect(at(1).slips.length).toBeGreaterThan(0);
    expect(Object.keys(desk.states())).toHaveLength(count);
  });

  test('away from a dead printer: what it did not print, the next one does', async () => {
    await start(addressOf(at(0)));
    await at(0).stop();
    for (const number of ['A001', 'A002']) await desk.queue(number);
    await devices.replace('printer', addressOf(at(1)));
    await until(settled, 'the other printer prints');
    expect([...countPaper(at(1).slips).keys()]).toEqual(['A001', 'A002']);
  });

  test('from none to a printer and to none again: slips wait, and it is said what there is', async () => {
    await start('none');
    expect(devices.slice().devices.printer).toBeUndefined();
    await desk.queue('A001');
    await devices.replace('printer', addressOf(at(0)));
    await until(settled, 'printed');
    expect(devices.slice().devices.printer).toMatchObject({ state: 'ready', virtual: false });
    await devices.replace('printer', 'none');
    expect(devices.status('printer')).toBeNull();
    await desk.queue('A002');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(desk.states()).toMatchObject({ 'A002/1': 'queued' });
  });

  test('held, the printer is free for others and slips wait until it is released', async () => {
    await start(addressOf(at(0)));
    await desk.queue('A001');
    await until(settled, 'printed');
    const before = at(0).slips.length;
    await devices.hold('printer');
    await desk.queue('A002');
    expect(devices.status('printer')).toMatchObject({ state: 'absent' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(at(0).slips.length).toBe(before);
    await devices.release('printer');
    await until(settled, 'printed after the release');
    expect(countPaper(at(0).slips).get('A002')).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });
});

test('listeners of cards and codes stay when a reader is exchanged', async () => {
  await start('none');
  const heard: string[] = [];
  devices.idReader.onCard(({ name }) => heard.push(name));
  devices.scanner.onCode((text) => heard.push(text ?? ''));
  const { idReader, scanner } = devices.twins;
  await devices.replace('idCardReader', 'none');
  await devices.replace('codeScanner', 'virtual');
  idReader?.insertCard({ name: '无人', idNumber: '110101199001011234', birthDate: null });
  await devices.replace('idCardReader', 'virtual');
  await until(() => devices.status('idCardReader')?.state === 'ready', 'the reader');
  await until(() => devices.status('codeScanner')?.state === 'ready', 'the scanner');
  heard.length = 0;
  idReader?.insertCard({ name: '王芳', idNumber: '110101199001011235', birthDate: null });
  scanner?.scan('DQ1.x');
  await until(() => heard.length === 2, 'card and code');
  expect(heard.sort()).toEqual(['DQ1.x', '王芳']);
});
