// What is no text on a slip: codes, pictures, cuts, sounds; and that a printer without them prints the rest.
import { describe, expect, test } from 'vitest';
import { onPaper, text } from '../on-paper.ts';

const logo = { width: 64, height: 32, bits: new Uint8Array(256).fill(0xf0) };
const hexOf = async (...args: Parameters<typeof onPaper>) =>
  (await onPaper(...args)).bytes.toString('hex');

describe('a bar code', () => {
  test('stands above its own text, centred, 10 mm high', async () => {
    const { bytes, slip, violations } = await onPaper([{ kind: 'barcode', data: 'QH20261127' }]);
    expect(slip.lines).toEqual(['barcode:QH20261127', 'QH20261127']);
    expect(violations).toEqual([]);
    const hex = bytes.toString('hex');
    expect(hex).toContain('1d4800');
    expect(hex).toContain('1d6850');
    expect(hex).toContain('1d7703');
  });

  test('gets thinner bars where the paper is narrow, and is text alone where they would be too thin', async () => {
    const narrow = [{ kind: 'barcode', data: 'DQ1.LB01-1-2' }] as const;
    expect(await hexOf(narrow, { columns: 32 })).toContain('1d7702');
    const long = [{ kind: 'barcode', data: 'DQ1.LB01-1-2s.abcdefghijklmnopqrstuv' }] as const;
    const { slip } = await onPaper(long, { columns: 32 });
    expect(slip.lines.join('')).toBe(long[0].data);
  });

  test.each(['中文', 'x\x1b@', '', '👨‍👩‍👧'])('of %j is not tried', async (data) => {
    const { bytes, violations } = await onPaper([{ kind: 'barcode', data }, text('后面')]);
    expect(bytes.includes(Buffer.from([0x1d, 0x6b]))).toBe(false);
    expect(violations).toEqual([]);
  });
});

describe('the logo', () => {
  test('is printed where the slip has its place', async () => {
    const { slip } = await onPaper([{ kind: 'logo' }, text('中心')], {}, { logo });
    expect(slip.lines).toEqual(['▒', '中心']);
    expect(slip.pictures).toMatchObject([{ widthDots: 64, heightDots: 32 }]);
  });

  test.each([
    ['not given', {}],
    ['wider than the paper', { logo: { width: 584, height: 1, bits: new Uint8Array(73) } }],
  ])('is left out when it is %s', async (_why, options) => {
    const { slip, violations } = await onPaper([{ kind: 'logo' }, text('中心')], {}, options);
    expect(slip.lines).toEqual(['中心']);
    expect(violations).toEqual([]);
  });
});

describe('cutting', () => {
  const parts = [text('小票'), { kind: 'cut' }, text('存根')] as const;
  test.each([
    ['full', '1d5600'],
    ['partial', '1d5601'],
  ] as const)('%s: between the parts and at the end', async (cutter, command) => {
    const hex = await hexOf(parts, { cutter });
    expect(hex.split(command)).toHaveLength(3);
    expect(hex).toMatch(new RegExp(`1b6404${command}1b40$`));
  });

  test('without a cutter: fed past the tear bar', async () => {
    const hex = await hexOf(parts, { cutter: 'none' });
    expect(hex).not.toContain('1d56');
    expect(hex.split('1b6404')).toHaveLength(3);
  });
});

describe('what a hall hears', () => {
  const wanted = { beeps: 3, opensDrawer: true };
  test('beep and drawer, when the printer has them', async () => {
    const { bytes, slip } = await onPaper([text('收据')], { beeper: true, drawer: true }, wanted);
    expect(slip.signals).toEqual(['drawer 0', 'beep 3']);
    // Both before the cut: the slip is still under the visitor's eyes.
    expect(bytes.toString('hex')).toMatch(/1b700019fa1b420302.*1d5601/);
  });

  test('neither when it has not', async () => {
    const { slip } = await onPaper([text('收据')], {}, wanted);
    expect(slip.signals).toEqual([]);
  });

  test('a further copy does not open the drawer', async () => {
    const profile = { beeper: true, drawer: true };
    const { slip } = await onPaper([text('收据')], profile, { ...wanted, copy: 2 });
    expect(slip.signals).toEqual(['beep 3']);
  });

  test.each([
    [0, []],
    [99, ['beep 9']],
    [2.7, ['beep 2']],
    [Number.NaN, []],
  ])('%d beeps', async (beeps, heard) => {
    const { slip } = await onPaper([text('收据')], { beeper: true }, { beeps });
    expect(slip.signals).toEqual(heard);
  });
});

test('what the settings switch off is left out, the rest prints', async () => {
  const lines = [
    text('前'),
    { kind: 'qr', data: 'DQ1.x' },
    { kind: 'barcode', data: 'DQ1.x' },
    text('后'),
  ] as const;
  const { slip } = await onPaper(lines, { qr: false, barcode: false });
  expect(slip.lines).toEqual(['前', 'DQ1.x', '后']);
});

test('ASCII stays ASCII on a printer that its switches set to China', async () => {
  expect(await hexOf([text('5$ ~')])).toMatch(/^1b401c261b5200/);
});
