// The ladder of what a printer can say of a slip, rung by rung, over a socket.
import { afterEach, describe, expect, test } from 'vitest';
import type { PrintOutcome } from '../../devices/device.ts';
import { createConnections, numbers, ticket } from './connected-printer.ts';
import { until } from './quiet.ts';
import type { TcpPrinterOptions } from './tcp-printer.ts';

const { connected, tidy } = createConnections();
afterEach(tidy);

const manners = [
  ['', {}],
  [', one byte at a time', { drips: true }],
  [', ASB amid replies', { chatters: true }],
  [', ASB amid replies, one byte at a time', { chatters: true, drips: true }],
  [', ASB when asked', { autoStatus: true }],
  [', ASB when asked, one byte at a time', { autoStatus: true, drips: true }],
] as const;
const rungs: [string, TcpPrinterOptions & { completionMs?: number }, PrintOutcome][] = [
  ['process id', {}, 'confirmed'],
  ['trailing GS r 1', { processId: false }, 'processed'],
  // Nothing to wait for here but the answer that such a printer never gives.
  [
    'DLE EOT before and after',
    { processId: false, queuedStatus: false, completionMs: 700 },
    'processed',
  ],
];

describe.each(rungs)('%s', (_rung, { completionMs = 3_000, ...abilities }, outcome) => {
  const waits = { replyMs: 1_500, writeMs: 1_500, completionMs, watchMs: 15, pollMs: 40 };
  test.each(manners)('well%s', async (_how, manner) => {
    const { device, printer } = await connected({ ...abilities, ...manner }, { deadlines: waits });
    expect(await printer.print(ticket('A001'))).toBe(outcome);
    expect(await printer.print(ticket('A002'))).toBe(outcome);
    expect(numbers(device)).toEqual(['A001 cut', 'A002 cut']);
    expect(device.violations).toEqual([]);
  });

  test.each(manners)(
    'paper out in the middle%s: unconfirmed, then in step again',
    async (_how, manner) => {
      const { device, printer } = await connected(
        { ...abilities, ...manner, healMs: null },
        { deadlines: waits },
      );
      device.failAt('paperOut', 4);
      expect(await printer.print(ticket('A001'))).toBe('unconfirmed');
      // With paper again the printer goes on, and answers for the old slip while it is asked about the new one.
      device.heal();
      await until(() => printer.status().state === 'ready', 'ready');
      device.failAt('paperOut', 4);
      expect(await printer.print(ticket('A002'))).toBe('unconfirmed');
      device.heal();
      await until(() => printer.status().state === 'ready', 'ready');
      expect(await printer.print(ticket('A003'))).toBe(outcome);
      expect(numbers(device).at(-1)).toBe('A003 cut');
    },
  );
});

test('a printer that answers nothing in the middle: unconfirmed, not processed', async () => {
  const { device, printer } = await connected({ healMs: null });
  device.failAt('silence', 2);
  expect(await printer.print(ticket('A001'))).toBe('unconfirmed');
});

test('what a printer can do is learnt anew with each connection', async () => {
  const { device, printer } = await connected();
  expect(await printer.print(ticket('A001'))).toBe('confirmed');
  device.become({ processId: false });
  device.fail('reset');
  await until(() => device.connections() > 1, 'a new connection');
  await until(() => printer.status().state === 'ready', 'ready');
  expect(await printer.print(ticket('A002'))).toBe('processed');
});
