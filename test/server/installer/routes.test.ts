// The installer's routes on a whole kiosk: a printer over TCP is tried, saved, put to work and taken back.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import village from '../../../config/demo/village.json' with { type: 'json' };
import { loadSettings } from '../../../config/load.ts';
import type { DeviceKind, DevicesSlice } from '../../../devices/schema.ts';
import type { InstallerOverview, InstallerSlice } from '../../../server/installer/schema.ts';
import { createPty } from '../../devices/pty.ts';
import { createTcpPrinter, type TcpPrinter } from '../../devices/tcp-printer.ts';
import { type EventReader, readEvents } from '../http/event-source.ts';
import {
  type Answer,
  askStaff,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../started-kiosk.ts';

/** Other work may keep the machine busy. */
const PATIENT = { timeout: 20_000 };

let folder: string;
let file: string;
let kiosk: StartedKiosk;
let cookie: string;
let page: EventReader;
const printers: TcpPrinter[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installer-'));
  file = join(folder, 'kiosk.json');
  await writeFile(file, JSON.stringify(village));
});
afterEach(async () => {
  page.stop();
  await kiosk.end();
  for (const printer of printers.splice(0)) await printer.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = { KIOSK_CONFIG: file }): Promise<void> {
  kiosk = await startKiosk({ environment });
  cookie = await signIn(kiosk.staff);
  page = await readEvents(`${kiosk.staff}/api/events?page=staff`, { cookie });
}
async function printerAt(): Promise<{ printer: TcpPrinter; address: string }> {
  const printer = createTcpPrinter();
  await printer.start();
  printers.push(printer);
  return { printer, address: `tcp://127.0.0.1:${printer.port}` };
}
async function get<Reply>(path: string): Promise<Reply> {
  const answer = await askStaff(`${kiosk.staff}/api/installer${path}`, { headers: { cookie } });
  expect(answer.status, answer.text).toBe(200);
  return answer.json() as Reply;
}
const send = (path: string, body: unknown): Promise<Answer> =>
  postStaff(`${kiosk.staff}/api/installer${path}`, body, cookie);
async function refusalOf(answer: Promise<Answer>): Promise<unknown> {
  return ((await answer).json() as { code?: string }).code;
}
/** The next trial that fits. */
async function trial(wanted: (now: InstallerSlice['trial']) => boolean) {
  for (;;) {
    const { frame } = await page.next();
    const value =
      frame.type === 'snapshot'
        ? frame.slices['installer']
        : frame.type === 'slice' && frame.name === 'installer'
          ? frame.value
          : null;
    const slice = value as InstallerSlice | null;
    if (slice && wanted(slice.trial)) return slice.trial;
  }
}
/** The running device of this kind is ready again. */
async function running(kind: DeviceKind): Promise<void> {
  for (;;) {
    const { frame } = await page.next();
    if (frame.type !== 'slice' || frame.name !== 'devices') continue;
    if ((frame.value as DevicesSlice).devices[kind]?.state === 'ready') return;
  }
}
const overview = () => get<InstallerOverview>('');
async function save(body: object): Promise<Answer> {
  const { revision } = await overview();
  return send('/devices', { revision, ...body });
}
async function tried(address: string): Promise<void> {
  expect((await send('/trials', { kind: 'printer', address })).status).toBe(202);
  await trial((now) => now?.device?.state === 'ready');
  expect((await send('/trials/slips', {})).status).toBe(202);
  await trial((now) => now?.passed === true);
}
const settings = async () => JSON.parse(await readFile(file, 'utf8'));
async function journalled(type: string): Promise<{ a: string; d: unknown }[]> {
  const at = join(kiosk.folder, 'data', 'journal');
  const texts = await Promise.all(
    (await readdir(at)).map((name) => readFile(join(at, name), 'utf8')),
  );
  const lines = texts
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line)).filter(({ t }) => t === type);
}

describe('a printer', () => {
  test('is tried, saved, and prints the next ticket, without a restart', async () => {
    await start();
    const { printer, address } = await printerAt();
    await tried(address);
    expect(printer.slips[0]?.lines.join('\n')).toContain('打印测试');
    const saved = await save({ kind: 'printer', address });
    expect(saved.json()).toEqual({ keys: ['devices.printer'] });
    await trial((now) => now === null);
    expect((await settings()).devices.printer).toBe(address);
    expect((await overview()).devices.printer).toEqual({
      address,
      fixedBy: null,
      before: {
        address: 'virtual',
        printerProfile: { columns: 48, charset: 'gbk', cutter: 'partial', processId: 'probe' },
      },
    });
    await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
    await expect.poll(() => printer.slips.length, PATIENT).toBe(2);
    expect(printer.slips[1]?.lines.join('\n')).toContain('A001');
    const [recorded, ...more] = await journalled('centre.settingsChanged');
    expect(more).toEqual([]);
    expect(recorded?.a).toMatch(/^staff:/);
    expect(recorded?.d).toEqual({ keys: ['devices.printer'] });
  });

  test('is not saved before a slip came out of it, nor at another address, nor with another profile', async () => {
    await start();
    const { address } = await printerAt();
    const other = await printerAt();
    expect(await refusalOf(save({ kind: 'printer', address }))).toBe('TRIAL_NOT_PASSED');
    await send('/trials', { kind: 'printer', address });
    expect(await refusalOf(save({ kind: 'printer', address }))).toBe('TRIAL_NOT_PASSED');
    await trial((now) => now?.device?.state === 'ready');
    await send('/trials/slips', {});
    await trial((now) => now?.passed === true);
    const elsewhere = { kind: 'printer', address: other.address };
    expect(await refusalOf(save(elsewhere))).toBe('TRIAL_NOT_PASSED');
    const printerProfile = { columns: 32, charset: 'gbk', cutter: 'partial', processId: 'probe' };
    const narrow = { kind: 'printer', address, printerProfile };
    expect(await refusalOf(save(narrow))).toBe('TRIAL_NOT_PASSED');
    expect((await settings()).devices.printer).toBe('virtual');
  });

  test('that prints nothing does not pass', async () => {
    await start();
    const { printer, address } = await printerAt();
    printer.fail('paperOut');
    await send('/trials', { kind: 'printer', address });
    await trial((now) => now?.device?.trouble === 'paperOut');
    await send('/trials/slips', {});
    const after = await trial((now) => now?.result !== null && now?.printing === false);
    expect(after).toMatchObject({ passed: false, result: { what: 'slip', outcome: 'failed' } });
    expect(await refusalOf(save({ kind: 'printer', address }))).toBe('TRIAL_NOT_PASSED');
  });

  test('a trial that is cancelled leaves everything as it was; tickets wait for it', async () => {
    await start();
    const { printer, address } = await printerAt();
    await tried(address);
    const ticket = await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ jobId: expect.any(String) });
    await send('/trials/end', {});
    const twin = async () =>
      (await askStaff(`${kiosk.staff}/api/devices/virtual/printer`, { headers: { cookie } })).text;
    await expect.poll(twin, PATIENT).toContain('A001');
    expect(printer.slips).toHaveLength(1);
    await expect.poll(() => printer.connections(), PATIENT).toBe(1);
    expect((await settings()).devices.printer).toBe('virtual');
    expect((await overview()).devices.printer).toMatchObject({ address: 'virtual', before: null });
  });

  test('its paper and characters are tried with it and saved with it; back again needs no trial', async () => {
    await start();
    const { address } = await printerAt();
    const printerProfile = { columns: 32, charset: 'gb18030', cutter: 'none', processId: 'never' };
    await send('/trials', { kind: 'printer', address, printerProfile });
    await trial((now) => now?.device?.state === 'ready');
    await send('/trials/slips', {});
    await trial((now) => now?.passed === true);
    const saved = await save({ kind: 'printer', address, printerProfile });
    expect(saved.json()).toEqual({
      keys: [
        'devices.printer',
        'printerProfile.columns',
        'printerProfile.charset',
        'printerProfile.cutter',
        'printerProfile.processId',
      ],
    });
    expect((await overview()).printerProfile).toEqual(printerProfile);
    expect((await settings()).printerProfile).toMatchObject(printerProfile);
    const back = { columns: 48, charset: 'gbk', cutter: 'partial', processId: 'probe' };
    const undone = await save({ kind: 'printer', address: 'virtual', printerProfile: back });
    expect(undone.status, undone.text).toBe(200);
    expect(await settings()).toMatchObject({
      devices: { printer: 'virtual' },
      printerProfile: back,
    });
    expect((await overview()).printerProfile).toEqual(back);
  });

  test('may be taken away: the screens say that there is none', async () => {
    await start();
    expect((await save({ kind: 'printer', address: 'none' })).status).toBe(200);
    const health = async () => (await fetch(`${kiosk.touch}/healthz`)).json();
    await expect.poll(health, PATIENT).toMatchObject({ printer: 'none' });
    const ticket = await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ jobId: null });
  });
});

describe('a reader', () => {
  const card = { name: '王小芳', idNumber: '120111199001011237', birthDate: '1990-01-01' };

  test('shows the mask of the card and tells the touchscreen nothing while it is tried', async () => {
    await start();
    const touch = await readEvents(`${kiosk.touch}/api/events?page=touch`);
    await send('/trials', { kind: 'idCardReader', address: 'virtual' });
    await trial((now) => now?.device?.state === 'ready');
    await postStaff(`${kiosk.staff}/api/devices/virtual/id-card`, card, cookie);
    const passed = await trial((now) => now?.passed === true);
    expect(passed?.result).toEqual({ what: 'card', mask: '王*芳' });
    await send('/trials/end', {});
    await running('idCardReader');
    // The first that the touchscreen hears of is the card after the trial.
    const later = { ...card, name: '李明', idNumber: '120111199001011253' };
    await postStaff(`${kiosk.staff}/api/devices/virtual/id-card`, later, cookie);
    const moment = async (): Promise<unknown> => {
      const { frame } = await touch.next();
      return frame.type === 'moment' ? frame.value : moment();
    };
    expect(await moment()).toMatchObject({ mask: '李*' });
    touch.stop();
    expect(JSON.stringify(kiosk.log)).not.toContain('王小芳');
  });

  test('a scanner shows whose code it was, not the code', async () => {
    await start();
    await send('/trials', { kind: 'codeScanner', address: 'virtual' });
    await trial((now) => now?.device?.state === 'ready');
    const text = 'https://pay.example/secret';
    await postStaff(`${kiosk.staff}/api/devices/virtual/code`, { text }, cookie);
    const passed = await trial((now) => now?.passed === true);
    expect(passed?.result).toEqual({ what: 'code', kind: 'unknown' });
    expect(JSON.stringify(passed)).not.toContain('secret');
  });

  test('on a serial line is tried, saved, and heard by the touchscreen at once', async () => {
    await start();
    const pty = await createPty();
    await pty.start();
    const address = `serial:${pty.path}?baud=9600`;
    const touch = await readEvents(`${kiosk.touch}/api/events?page=touch`);
    await send('/trials', { kind: 'codeScanner', address });
    await trial((now) => now?.device?.state === 'ready');
    pty.send(Buffer.from('https://example.cn/a\r'));
    await trial((now) => now?.passed === true);
    const saved = await save({ kind: 'codeScanner', address });
    expect(saved.json()).toEqual({ keys: ['devices.scanner'] });
    expect((await overview()).devices.codeScanner.address).toBe(address);
    const timer = setInterval(() => pty.send(Buffer.from(`https://b.cn/${Math.random()}\r`)), 300);
    try {
      for (;;) {
        const { frame } = await touch.next();
        if (frame.type === 'moment' && frame.name === 'code') break;
      }
    } finally {
      clearInterval(timer);
      touch.stop();
      await pty.stop();
    }
    expect((await settings()).devices.scanner).toBe(address);
  });

  test('that is another kind’s port is refused', async () => {
    await start();
    const pty = await createPty();
    await pty.start();
    const address = `serial:${pty.path}`;
    await send('/trials', { kind: 'codeScanner', address });
    await trial((now) => now?.device?.state === 'ready');
    pty.send(Buffer.from('abc\r'));
    await trial((now) => now?.passed === true);
    await save({ kind: 'codeScanner', address });
    const taken = send('/trials', { kind: 'idCardReader', address: `${address}?baud=115200` });
    expect((await taken).json()).toMatchObject({
      code: 'ADDRESS_IN_USE',
      params: { kind: 'codeScanner' },
    });
    await pty.stop();
  });

  test('a call pad tells which key was pressed, and calls nobody', async () => {
    await start();
    await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
    await send('/trials', { kind: 'callPad', address: 'virtual' });
    await trial((now) => now?.device?.state === 'ready');
    const press = { address: 1, key: 'call' };
    await postStaff(`${kiosk.staff}/api/devices/virtual/call-pad`, press, cookie);
    const passed = await trial((now) => now?.passed === true);
    expect(passed?.result).toEqual({ what: 'key', pad: 1, key: 'call' });
    expect(await journalled('services.ticketCalled')).toEqual([]);
  });

  test('trying it disturbs no other kind', async () => {
    await start();
    await send('/trials', { kind: 'codeScanner', address: 'virtual' });
    await trial((now) => now?.device?.state === 'ready');
    await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'dibao' });
    const twin = async () =>
      (await askStaff(`${kiosk.staff}/api/devices/virtual/printer`, { headers: { cookie } })).text;
    await expect.poll(twin, PATIENT).toContain('A001');
  });
});

test('a scanner goes back to what it was, whatever became of the printer meanwhile', async () => {
  await start();
  expect((await save({ kind: 'codeScanner', address: 'none' })).status).toBe(200);
  const printerProfile = { columns: 32, charset: 'gbk', cutter: 'partial', processId: 'probe' };
  await send('/trials', { kind: 'printer', address: 'virtual', printerProfile });
  await trial((now) => now?.device?.state === 'ready');
  await send('/trials/slips', {});
  await trial((now) => now?.passed === true);
  const narrow = { kind: 'printer', address: 'virtual', printerProfile };
  expect((await save(narrow)).json()).toEqual({ keys: ['printerProfile.columns'] });
  const back = await save({ kind: 'codeScanner', address: 'virtual' });
  expect(back.json()).toEqual({ keys: ['devices.scanner'] });
});

describe('refused', () => {
  test('addresses that are wrong, foreign or taken', async () => {
    await start();
    const begin = (kind: string, address: string) => refusalOf(send('/trials', { kind, address }));
    expect(await begin('printer', 'http://192.168.1.5')).toBe('ADDRESS_WRONG');
    expect(await begin('codeScanner', 'tcp://192.168.1.5:9100')).toBe('ADDRESS_WRONG');
    expect(await begin('printer', 'none')).toBe('ADDRESS_WRONG');
    for (const host of ['8.8.8.8', 'printer.example', '172.32.0.1', '[2001:db8::1]', '0.0.0.0']) {
      expect(await begin('printer', `tcp://${host}:9100`), host).toBe('ADDRESS_NOT_LOCAL');
    }
  });

  test('a second trial, a slip and an end without one', async () => {
    await start();
    expect(await refusalOf(send('/trials/slips', {}))).toBe('TRIAL_OVER');
    expect((await send('/trials/end', {})).status).toBe(200);
    await send('/trials', { kind: 'codeScanner', address: 'virtual' });
    const second = send('/trials', { kind: 'idCardReader', address: 'virtual' });
    expect(await refusalOf(second)).toBe('TRIAL_RUNNING');
    expect(await refusalOf(send('/trials/slips', {}))).toBe('TRIAL_OVER');
  });

  test('saving over what somebody else saved', async () => {
    await start();
    const { revision } = await overview();
    await writeFile(file, JSON.stringify({ ...village, kioskCode: 'LB99' }));
    const answer = send('/devices', { revision, kind: 'printer', address: 'none' });
    expect(await refusalOf(answer)).toBe('SETTINGS_CHANGED');
    expect((await settings()).kioskCode).toBe('LB99');
    expect((await overview()).devices.printer.address).toBe('virtual');
  });

  test('saving what the environment sets', async () => {
    await start({ KIOSK_CONFIG: file, KIOSK_SCANNER: 'virtual' });
    expect((await overview()).devices.codeScanner.fixedBy).toBe('KIOSK_SCANNER');
    const answer = await save({ kind: 'codeScanner', address: 'none' });
    expect(answer.json()).toMatchObject({
      code: 'SETTINGS_FIXED',
      params: { detail: 'KIOSK_SCANNER' },
    });
  });

  test('saving in the demo, which has no file of its own', async () => {
    await start({});
    const { file: none } = await overview();
    expect(none).toBeNull();
    expect(await refusalOf(save({ kind: 'printer', address: 'none' }))).toBe('NO_SETTINGS_FILE');
    expect((await overview()).devices.printer.address).toBe('virtual');
  });
});

describe('what it shows', () => {
  test('the starting file loads, and has neither people nor devices', async () => {
    await start({});
    const answer = await askStaff(`${kiosk.staff}/api/installer/starting-file`, {
      headers: { cookie },
    });
    expect(answer.headers['content-disposition']).toContain('settings.json');
    expect(answer.text).not.toMatch(/1390000|"pin"|residents/);
    await writeFile(file, answer.text);
    const { settings: loaded } = await loadSettings({ KIOSK_CONFIG: file });
    expect(loaded.demo).toBeUndefined();
    expect(loaded.devices.printer).toBe('none');
  });

  test('the test slip as each profile would print it', async () => {
    await start({});
    const slip = async (query: string) =>
      (await askStaff(`${kiosk.staff}/api/installer/slip.svg?${query}`, { headers: { cookie } }))
        .text;
    const wide = await slip('columns=48&charset=gbk&cutter=partial');
    expect(wide).toMatch(/^<svg/);
    expect(wide).toContain('六埠茴香');
    expect(await slip('columns=32&charset=gbk&cutter=partial')).not.toBe(wide);
    expect(await slip('columns=48&charset=gb2312&cutter=none')).toContain('六埠茴香');
  });

  test('whether something answers at an address, by one connection and no byte', async () => {
    await start();
    let connections = 0;
    let bytes = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('data', (chunk) => {
        bytes += chunk.length;
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const there = await send('/reachability', { host: '127.0.0.1', port });
    expect(there.json()).toEqual({ address: `tcp://127.0.0.1:${port}`, fault: null });
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect([connections, bytes]).toEqual([1, 0]);
    const gone = await send('/reachability', { host: '127.0.0.1', port });
    expect(gone.json()).toMatchObject({ fault: 'refused' });
    expect(await refusalOf(send('/reachability', { host: '1.1.1.1', port: 80 }))).toBe(
      'ADDRESS_NOT_LOCAL',
    );
  });

  test('nothing of it to anybody but administrators', async () => {
    await start({});
    const window = await signIn(kiosk.staff, '窗口一');
    const answer = await askStaff(`${kiosk.staff}/api/installer`, { headers: { cookie: window } });
    expect(answer.status).toBe(403);
  });
});
