// The slips of the kiosk, read from their bytes twice: by the twin's parser and by a reader that was written from the
// manuals' tables alone. Both see the same, in every charset and on both widths of paper.
import { describe, expect, test } from 'vitest';
import { defaultProfile, encodeSlip, type PrinterProfile } from '../../../devices/codecs/escpos.ts';
import { createEscposParser } from '../../../devices/codecs/escpos-parser.ts';
import { createDrawing } from '../../../devices/raster.ts';
import type { PaperLine } from '../../../devices/schema.ts';
import type { Slip } from '../../../devices/slip.ts';
import { createPaper } from '../../../devices/virtual/paper.ts';
import { adoptCatalogue } from '../../../server/modules/catalogue/commands.ts';
import { openDay } from '../../../server/modules/centre/commands.ts';
import { testSlip } from '../../../server/modules/printing/receipt.ts';
import { takeTicket } from '../../../server/modules/services/commands.ts';
import { ticketSlip } from '../../../server/modules/services/receipt.ts';
import { createPaperReader, type ReadSlip } from '../../devices/paper-reader.ts';
import { profile as centre } from '../modules/attendance/memory-kiosk.ts';
import { createBench } from '../modules/decide.ts';
import { smallCatalogue } from '../modules/small-catalogue.ts';

const charsets = ['gb2312', 'gbk', 'gb18030'] as const;
const widths = [48, 32] as const;
const all = charsets.flatMap((charset) => widths.map((columns) => [charset, columns] as const));
const { rasterise } = createDrawing();
const square = { width: 96, height: 40, bits: new Uint8Array(480).fill(0xaa) };

function ticket(name: string): Slip {
  const bench = createBench();
  const item = { id: 'elder', name, prefix: 'A', windows: [1] };
  bench.accept(adoptCatalogue, smallCatalogue([item]));
  bench.accept(openDay, { day: '2026-11-23' });
  const { id } = bench.accept(takeTicket, { itemId: 'elder', print: true });
  const sign = (ticketId: string) => `DQ1.${ticketId}.k3v`;
  const slip = ticketSlip(bench.views, id, { profile: centre, copy: 1, sign, onPhones: false });
  if (!slip) throw new Error('no slip');
  return slip;
}

async function bytesOf(slip: Slip, change: Partial<PrinterProfile>): Promise<Buffer> {
  const profile = { ...defaultProfile, beeper: true, drawer: true, ...change };
  return Buffer.from(await encodeSlip(slip, profile, rasterise, square));
}

function byTheManuals(bytes: Uint8Array): ReadSlip {
  const reader = createPaperReader({ queuedStatus: () => {}, processId: () => {} });
  for (const byte of bytes) reader.take(byte);
  expect(reader.violations).toEqual([]);
  expect(reader.slips).toHaveLength(1);
  return reader.slips[0] as ReadSlip;
}

/** Rows as the twin has them, in the words of the other reader. */
function byTheTwin(bytes: Uint8Array, columns: number): { lines: string[]; signals: string[] } {
  const paper = createPaper(columns);
  createEscposParser(paper.apply).feed(bytes);
  const [slip] = paper.slips();
  const lines: string[] = [];
  const signals: string[] = [];
  for (const line of slip?.lines ?? []) {
    if (line.kind === 'signal')
      signals.push(line.signal === 'beep' ? `beep ${line.times}` : 'drawer 0');
    else lines.push(words(line));
  }
  expect(slip?.end).toBe('cut');
  return { lines, signals };
}
function words(line: PaperLine): string {
  switch (line.kind) {
    case 'text':
      return line.runs.map(({ text }) => text).join('');
    case 'image':
      return '▒';
    case 'qr':
      return `qr:${line.data}`;
    case 'barcode':
      return `barcode:${line.data}`;
    case 'blank':
      return '';
    default:
      return `unknown ${JSON.stringify(line)}`;
  }
}
const inked = (lines: readonly string[]) => lines.filter((line) => line !== '');

function facts(charset: string, columns: number) {
  return { charset, columns, cutter: 'partial', beeper: true } as const;
}

describe.each(all)('%s, %i columns', (charset, columns) => {
  test('the test slip', async () => {
    const slip = testSlip(centre, facts(charset, columns), 1);
    const bytes = await bytesOf(slip, { charset, columns });
    const manuals = byTheManuals(bytes);
    const twin = byTheTwin(bytes, columns);
    expect(inked(twin.lines)).toEqual(inked(manuals.lines));
    expect(twin.signals).toEqual(manuals.signals);
    const lines = inked(manuals.lines);
    expect(lines).toContain('打印测试');
    expect(lines).toContain('A012');
    expect(lines).toContain('qr:DQ1.test');
    expect(lines).toContain('barcode:DQ1.test');
    expect(lines).toContain('gb2312：啊阿齄亍 ①Ⅷ 、。￥');
    expect(lines.includes('gbk：镕喆囍堃瞭')).toBe(charset !== 'gb2312');
    expect(lines.includes('gb18030：䶮㑇㖞㧐')).toBe(charset === 'gb18030');
    expect(manuals.signals).toEqual(['beep 2']);
    // The ruler fills its row and no more; prices end at the edge.
    const ruler = lines.find((line) => line.startsWith('....5'));
    expect(ruler).toHaveLength(columns);
    for (const price of ['￥3.50', '￥19.90']) {
      const row = lines.find((line) => line.endsWith(price)) ?? '';
      expect(row.replaceAll(/[^\x00-\x7f]/g, 'xx')).toHaveLength(columns);
    }
    // The logo and the row that no charset has, as pictures.
    expect(manuals.pictures).toHaveLength(2);
  });

  test('a Chinese ticket', async () => {
    const bytes = await bytesOf(ticket('高龄津贴申请'), { charset, columns });
    const lines = inked(byTheManuals(bytes).lines);
    expect(inked(byTheTwin(bytes, columns).lines)).toEqual(lines);
    for (const expected of [centre.name, '高龄津贴申请', 'A001', '取号时 0 人在等'])
      expect(lines).toContain(expected);
    expect(lines.some((line) => line.startsWith('qr:DQ1.T1-1-'))).toBe(true);
    expect(lines.join('')).not.toContain('〓');
  });

  test('a ticket full of what printers lack', async () => {
    const name = '李𠮷㛃𬭎申请😀￥¥';
    const bytes = await bytesOf(ticket(name), { charset, columns });
    const manuals = byTheManuals(bytes);
    expect(inked(byTheTwin(bytes, columns).lines)).toEqual(inked(manuals.lines));
    // Drawn in double size: two columns of 24 dots a Hanzi, on as many rows as the paper needs.
    expect(manuals.pictures.length).toBeGreaterThan(0);
    for (const { widthDots } of manuals.pictures) {
      expect(widthDots % 48).toBe(0);
      expect(widthDots).toBeLessThanOrEqual(columns * 12);
    }
    expect(inked(manuals.lines)).toContain('A001');
  });
});
