// The printer driver against a printer on a TCP port that fails in every way we know: what it says of a slip is true.
import { afterEach, describe, expect, test } from 'vitest';
import { defaultProfile } from '../../devices/codecs/escpos.ts';
import type { PrinterTrouble } from '../../devices/schema.ts';
import type { Slip } from '../../devices/slip.ts';
import { createConnections, numbers, ticket } from './connected-printer.ts';
import { until } from './quiet.ts';

const { connected, tidy } = createConnections();
afterEach(tidy);

describe('a well printer', () => {
  test.each([
    ['sends process ids', {}, 'confirmed'],
    ['answers GS r 1 only', { processId: false }, 'processed'],
    ['answers DLE EOT only', { processId: false, queuedStatus: false }, 'processed'],
    ['talks in between', { chatters: true }, 'confirmed'],
    ['talks in between and answers GS r 1 only', { processId: false, chatters: true }, 'processed'],
  ] as const)('that %s', async (_how, device, outcome) => {
    const { device: tcp, printer } = await connected(device);
    expect(await printer.print(ticket('A012'))).toBe(outcome);
    expect(await printer.print(ticket('A013'))).toBe(outcome);
    expect(numbers(tcp)).toEqual(['A012 cut', 'A013 cut']);
    expect(tcp.violations).toEqual([]);
    expect(tcp.connections()).toBe(1);
  });

  test('prints what is asked of it at once one after another', async () => {
    const { device, printer } = await connected();
    const slips = ['A001', 'A002', 'A003', 'A004'];
    expect(await Promise.all(slips.map((number) => printer.print(ticket(number))))).toEqual(
      slips.map(() => 'confirmed'),
    );
    expect(numbers(device)).toEqual(slips.map((number) => `${number} cut`));
  });

  test('is not asked for process ids when the settings say never', async () => {
    const profile = { ...defaultProfile, processId: 'never' } as const;
    const { printer } = await connected({}, { profile });
    expect(await printer.print(ticket('A012'))).toBe('processed');
  });
});

describe('a printer in trouble', () => {
  test.each(['paperOut', 'coverOpen', 'offline'] as const)(
    'with %s gets not one byte of a slip, says so, and prints when it is well again',
    async (fault) => {
      const { device, printer } = await connected();
      device.fail(fault);
      await until(() => printer.status().trouble === fault, fault);
      const before = device.jobBytes();
      expect(await printer.print(ticket('A012'))).toBe('failed');
      expect(device.jobBytes()).toBe(before);
      device.heal();
      await until(() => printer.status().state === 'ready', 'ready');
      expect(await printer.print(ticket('A012'))).toBe('confirmed');
      expect(numbers(device)).toEqual(['A012 cut']);
    },
  );

  test('silent: degraded, then the connection is given up; ready when it speaks again', async () => {
    const { device, printer } = await connected();
    const seen: (PrinterTrouble | null)[] = [];
    printer.onStatus(({ trouble }) => seen.push(trouble));
    device.fail('silence');
    expect(await printer.print(ticket('A012'))).toBe('failed');
    await until(() => seen.includes('unreachable'), 'the connection given up');
    expect(seen[0]).toBe('silent');
    expect(device.slips).toEqual([]);
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready');
  });

  test('unreachable: absent, nothing sent; back when it is back', async () => {
    const { device, printer } = await connected();
    const away = device.refuse(120);
    await until(() => printer.status().trouble === 'unreachable', 'unreachable');
    expect(printer.status().state).not.toBe('ready');
    expect(await printer.print(ticket('A012'))).toBe('failed');
    await away;
    await until(() => printer.status().state === 'ready', 'ready');
    expect(await printer.print(ticket('A012'))).toBe('confirmed');
  });
});

describe('what happens in the middle of a slip', () => {
  test.each([
    ['paperOut', {}],
    ['paperOut', { processId: false }],
    ['paperOut', { processId: false, queuedStatus: false }],
    ['coverOpen', {}],
    ['offline', { processId: false }],
    ['reset', {}],
    ['fin', {}],
    ['powerCycle', {}],
    ['powerCycle', { processId: false, queuedStatus: false }],
    ['neverDrains', {}],
    ['silence', {}],
  ] as const)('%s (%o): nobody knows', async (fault, abilities) => {
    const { device, printer } = await connected({ ...abilities, healMs: null });
    device.failAt(fault, 3);
    expect(await printer.print(ticket('A012'))).toBe('unconfirmed');
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(ticket('A012', 2))).not.toBe('unconfirmed');
    const marked = device.slips.filter(({ lines }) => lines[0] === '补打（第 2 次）');
    expect(marked.map(({ end }) => end)).toEqual(['cut']);
    expect(marked[0]?.lines.slice(2)).toEqual(ticketLines('A012'));
    expect(device.violations).toEqual([]);
  });

  test('trouble right behind the cut: the slip is out, but the printer no longer says so', async () => {
    const { device, printer } = await connected({ healMs: null });
    device.failAt('coverOpen', 'cut');
    expect(await printer.print(ticket('A012'))).toBe('unconfirmed');
    expect(numbers(device)).toEqual(['A012 cut']);
  });
});

function ticketLines(number: string): string[] {
  const rows = Array.from({ length: 20 }, (_, i) => `第${i}行`);
  return [number, `qr:DQ1.${number}`, '', ...rows];
}

describe('stopping', () => {
  test('settles what is under way', async () => {
    const { device, printer } = await connected();
    device.failAt('silence', 2);
    const outcome = printer.print(ticket('A012'));
    await until(() => device.slips.length > 0, 'the first line');
    await printer.stop();
    expect(await outcome).toBe('unconfirmed');
    expect(printer.status().state).toBe('absent');
  });

  test('lets a slip that is being printed come out, and begins no other', async () => {
    const { device, printer } = await connected();
    const slips = [printer.print(ticket('A012')), printer.print(ticket('A013'))];
    await new Promise<void>((resolve) => device.onFirstJobByte(resolve));
    await printer.stop();
    expect(await Promise.all(slips)).toEqual(['confirmed', 'failed']);
    expect(numbers(device)).toEqual(['A012 cut']);
  });

  test('a slip that cannot be made fails alone', async () => {
    const { printer } = await connected();
    const broken = { copy: 1, lines: [{ kind: 'text', text: null }] } as unknown as Slip;
    expect(await printer.print(broken)).toBe('failed');
    expect(await printer.print(ticket('A012'))).toBe('confirmed');
  });
});
