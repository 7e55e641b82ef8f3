// Every fault of a printer that we know of, by name, over a socket: no slip is claimed that is not there, none is sent into
// trouble, and what is well again is used again.
import { afterEach, describe, expect, test } from 'vitest';
import type { PrinterTrouble } from '../../devices/schema.ts';
import { createConnections, numbers, ticket } from './connected-printer.ts';
import { until } from './quiet.ts';

const { connected, tidy } = createConnections();
afterEach(tidy);

/** Polls so rarely that only what the printer tells by itself can be heard. */
const rarely = {
  deadlines: { replyMs: 1_000, writeMs: 1_000, completionMs: 3_000, watchMs: 15, pollMs: 600_000 },
};

describe('before a slip', () => {
  test.each([
    ['paper out', 'paperOut', 'paperOut'],
    ['cover open', 'coverOpen', 'coverOpen'],
    ['cutter jammed', 'cutter', 'cutter'],
    ['an error only a technician clears', 'error', 'error'],
    ['paused', 'offline', 'offline'],
  ] as const)('%s: not one byte of it is sent', async (_name, fault, trouble) => {
    const { device, printer } = await connected();
    device.fail(fault);
    await until(() => printer.status().trouble === trouble, trouble);
    const before = device.jobBytes();
    expect(await printer.print(ticket('A012'))).toBe('failed');
    expect(device.jobBytes()).toBe(before);
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready');
    expect(await printer.print(ticket('A012'))).toBe('confirmed');
    expect(numbers(device)).toEqual(['A012 cut']);
  });

  test('paper near its end: it warns and prints', async () => {
    const { device, printer } = await connected({ processId: false });
    device.fail('nearEnd');
    await until(() => printer.status().paperNearEnd, 'the warning');
    expect(printer.status()).toMatchObject({ state: 'ready', trouble: null });
    expect(await printer.print(ticket('A012'))).toBe('processed');
    device.heal();
    await until(() => !printer.status().paperNearEnd, 'a new roll');
  });

  test('a silent peer: not one byte of it is sent, and the printer is said to be silent', async () => {
    const { device, printer } = await connected();
    device.fail('silence');
    const before = device.jobBytes();
    expect(await printer.print(ticket('A012'))).toBe('failed');
    expect(device.jobBytes()).toBe(before);
    expect(printer.status().trouble).toBe('silent');
  });

  test('a peer that never answered anything since it was connected', async () => {
    const { device, printer } = await connected();
    device.fail('silence');
    await until(() => printer.status().trouble === 'unreachable', 'given up');
    await until(() => device.connections() > 2, 'tried again and again');
    expect(await printer.print(ticket('A012'))).toBe('failed');
    expect(device.slips).toEqual([]);
  });
});

describe('in the middle of a slip', () => {
  test.each([
    ['the cutter jams', 'cutter', {}],
    ['the cutter jams', 'cutter', { processId: false }],
    ['the head overheats', 'error', { processId: false, queuedStatus: false }],
    ['the paper ends', 'paperOut', { autoStatus: true }],
    ['the cover opens', 'coverOpen', { autoStatus: true, processId: false, drips: true }],
  ] as const)('%s (%s, %o): nobody knows', async (_name, fault, abilities) => {
    const { device, printer } = await connected({ ...abilities, healMs: null });
    device.failAt(fault, 4);
    expect(await printer.print(ticket('A012'))).toBe('unconfirmed');
    expect(printer.status().trouble).toBe(fault);
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(ticket('A013'))).not.toBe('unconfirmed');
    expect(numbers(device).at(-1)).toBe('A013 cut');
    expect(device.violations).toEqual([]);
  });

  test('paper nears its end: the slip is there', async () => {
    const { device, printer } = await connected({ processId: false, healMs: null });
    device.failAt('nearEnd', 4);
    expect(await printer.print(ticket('A012'))).toBe('processed');
    await until(() => printer.status().paperNearEnd, 'the warning');
  });
});

describe('behind the cut of a slip', () => {
  test.each(['paperOut', 'cutter', 'powerCycle', 'reset', 'fin'] as const)(
    '%s: the slip is out, but nobody says so',
    async (fault) => {
      const { device, printer } = await connected({ healMs: null });
      device.failAt(fault, 'cut');
      expect(await printer.print(ticket('A012'))).toBe('unconfirmed');
      expect(numbers(device)).toEqual(['A012 cut']);
      device.heal();
      await until(() => printer.status().state === 'ready', 'ready again');
      expect(await printer.print(ticket('A012', 2))).toBe('confirmed');
    },
  );
});

describe('what a printer says by itself', () => {
  test('is heard at once, between two polls', async () => {
    const { device, printer } = await connected({ autoStatus: true }, rarely);
    // The first slip also shows that status by itself survives the ESC @ of a slip.
    expect(await printer.print(ticket('A012'))).toBe('confirmed');
    for (const fault of ['paperOut', 'coverOpen', 'cutter'] as const) {
      device.fail(fault);
      await until(() => printer.status().trouble === fault, fault);
      device.heal();
      await until(() => printer.status().state === 'ready', 'ready');
    }
    expect(await printer.print(ticket('A013'))).toBe('confirmed');
    expect(numbers(device)).toEqual(['A012 cut', 'A013 cut']);
    expect(device.violations).toEqual([]);
  });

  test('is not asked for when the settings say never', async () => {
    const { defaultProfile } = await import('../../devices/codecs/escpos.ts');
    const profile = { ...defaultProfile, autoStatus: 'never' } as const;
    const { device, printer } = await connected({ autoStatus: true }, { ...rarely, profile });
    device.fail('coverOpen');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(printer.status().state).toBe('ready');
    await printer.probe();
    expect(printer.status().trouble).toBe('coverOpen');
  });

  test('is a reason to ask, no more: a torn frame stops no slip', async () => {
    const { device, printer } = await connected({}, rarely);
    const seen: (PrinterTrouble | null)[] = [];
    printer.onStatus(({ trouble }) => seen.push(trouble));
    // An ASB frame of an open cover that nobody opened.
    device.say(0x38, 0x00, 0x00, 0x00);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await printer.print(ticket('A012'))).toBe('confirmed');
    expect(seen).toEqual([]);
  });

  test('does not set off a storm of questions when it never agrees with the answers', async () => {
    const { device, printer } = await connected({}, rarely);
    const before = device.questions();
    for (let i = 0; i < 200; i++) device.say(0x38, 0x00, 0x00, 0x00);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await printer.probe();
    // One look for the news, one for the probe: four questions each.
    expect(device.questions() - before).toBeLessThanOrEqual(8);
  });
});

test('a power cycle in the middle of one of several concurrent jobs: the others are whole', async () => {
  const { device, printer } = await connected({ healMs: 60 });
  device.failAt('powerCycle', 4);
  const slips = ['A001', 'A002', 'A003'];
  const outcomes = await Promise.all(slips.map((number) => printer.print(ticket(number))));
  expect(outcomes[0]).toBe('unconfirmed');
  // Those behind it were not sent into a dead printer; whatever says it printed is there, whole.
  for (const [index, outcome] of outcomes.entries()) {
    const whole = numbers(device).filter((one) => one === `${slips[index]} cut`);
    expect(outcome === 'confirmed' ? whole.length : whole.length === 0).toBeTruthy();
  }
});
