// The twin prints what the driver sends, and fails when its switches say so.
import { afterEach, describe, expect, test } from 'vitest';
import { defaultProfile } from '../../../devices/codecs/escpos.ts';
import { createPrinter, type PrinterOptions } from '../../../devices/printer.ts';
import type { Slip } from '../../../devices/slip.ts';
import { createVirtualPrinter } from '../../../devices/virtual/virtual-printer.ts';
import { quiet, until } from '../quiet.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function twins(
  options: { processId?: boolean } = {},
  pollMs = 30,
  more: Partial<PrinterOptions> = {},
) {
  const twin = createVirtualPrinter({ darkMs: 50, ...options });
  const printer = createPrinter({
    open: twin.connect,
    virtual: true,
    logger: quiet(),
    deadlines: { replyMs: 100, completionMs: 1_000, watchMs: 20, pollMs },
    backOff: { firstMs: 10, maxMs: 40 },
    ...more,
  });
  stops.push(async () => {
    await printer.stop();
    twin.stop();
  });
  await printer.start();
  await until(() => printer.status().state === 'ready', 'ready');
  return { twin, printer };
}
const slip: Slip = {
  copy: 1,
  lines: [
    { kind: 'text', text: '第六埠村党群服务中心', align: 'centre', bold: true },
    { kind: 'text', text: '高龄津贴申请', size: 2, align: 'centre' },
    { kind: 'number', text: 'A012' },
    { kind: 'qr', data: 'DQ1.x' },
    { kind: 'columns', left: '取号时间', right: '09:30' },
  ],
};

describe('the virtual printer', () => {
  test('has on its paper what was printed', async () => {
    const { twin, printer } = await twins();
    expect(printer.status().virtual).toBe(true);
    expect(await printer.print(slip)).toBe('confirmed');
    const [paper] = twin.report().slips;
    expect(paper?.end).toBe('cut');
    expect(paper?.lines.slice(0, 4)).toEqual([
      {
        kind: 'text',
        align: 'centre',
        runs: [{ text: '第六埠村党群服务中心', columns: 20, wide: 1, high: 1, bold: true }],
      },
      {
        kind: 'text',
        align: 'centre',
        runs: [{ text: '高龄津贴申请', columns: 24, wide: 2, high: 2, bold: false }],
      },
      {
        kind: 'text',
        align: 'centre',
        runs: [{ text: 'A012', columns: 32, wide: 8, high: 8, bold: false }],
      },
      { kind: 'qr', align: 'centre', data: 'DQ1.x', cellDots: 6 },
    ]);
    expect(twin.paperSvg()).toContain('高龄津贴申请');
  });

  test.each([
    ['paperOut', 'paperOut'],
    ['coverOpen', 'coverOpen'],
    ['offline', 'offline'],
  ] as const)('switch %s', async (name, trouble) => {
    const { twin, printer } = await twins();
    twin.set({ [name]: true });
    await until(() => printer.status().trouble === trouble, trouble);
    expect(await printer.print(slip)).toBe('failed');
    twin.set({ [name]: false });
    await until(() => printer.status().state === 'ready', 'ready');
    expect(twin.report().slips).toEqual([]);
  });

  test('switch paperNearEnd warns and prints', async () => {
    const { twin, printer } = await twins({ processId: false });
    twin.set({ paperNearEnd: true });
    await until(() => printer.status().paperNearEnd, 'the warning');
    expect(await printer.print(slip)).toBe('processed');
  });

  test('switch losePowerNextJob tears the slip, once, and comes back empty', async () => {
    const { twin, printer } = await twins();
    twin.set({ losePowerNextJob: true });
    expect(await printer.print(slip)).toBe('unconfirmed');
    expect(twin.switches().losePowerNextJob).toBe(false);
    await until(() => printer.status().state === 'ready', 'back');
    expect(await printer.print({ ...slip, copy: 2 })).toBe('confirmed');
    const ends = twin.report().slips.map(({ end, lines }) => ({ end, first: lines[0] }));
    expect(ends).toMatchObject([
      { end: 'cut', first: { runs: [{ text: '补打（第 2 次）', high: 2 }] } },
      { end: 'torn', first: { runs: [{ text: '第六埠村党群服务中心' }] } },
    ]);
  });

  test('tells by itself when a switch is turned', async () => {
    const { twin, printer } = await twins({}, 600_000);
    expect(await printer.print(slip)).toBe('confirmed');
    twin.set({ coverOpen: true });
    await until(() => printer.status().trouble === 'coverOpen', 'the cover');
    twin.set({ coverOpen: false });
    await until(() => printer.status().state === 'ready', 'ready');
  });

  test('shows a bar code, a logo, a beep and an open drawer on its paper', async () => {
    const logo = { width: 16, height: 8, bits: new Uint8Array(16).fill(0xff) };
    const profile = { ...defaultProfile, beeper: true, drawer: true };
    const { twin, printer } = await twins({}, 30, { profile, logo: async () => logo });
    const lines = [{ kind: 'logo' }, { kind: 'barcode', data: 'DQ1.x' }] as const;
    expect(await printer.print({ copy: 1, lines, beeps: 2, opensDrawer: true })).toBe('confirmed');
    const [paper] = twin.report().slips;
    expect(paper?.lines.slice(0, 5)).toMatchObject([
      { kind: 'image', align: 'centre', width: 16, height: 8 },
      { kind: 'barcode', align: 'centre', data: 'DQ1.x', moduleDots: 3, heightDots: 80 },
      { kind: 'text', runs: [{ text: 'DQ1.x' }] },
      { kind: 'signal', signal: 'drawer', times: 1 },
      { kind: 'signal', signal: 'beep', times: 2 },
    ]);
    const svg = twin.paperSvg();
    expect(svg).toContain('响 2 声');
    expect(svg).toContain('钱箱打开');
    expect(svg).toContain('scale(3 80)');
  });

  test('keeps twenty slips', async () => {
    const { twin, printer } = await twins();
    for (let i = 0; i < 25; i++)
      await printer.print({ copy: 1, lines: [{ kind: 'text', text: `${i}` }] });
    const { slips } = twin.report();
    expect(slips).toHaveLength(20);
    expect(slips[0]?.lines[0]).toMatchObject({ runs: [{ text: '24' }] });
  });
});
