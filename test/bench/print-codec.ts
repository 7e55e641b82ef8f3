// What a slip costs to make and to read: against node-thermal-printer's own lines of the same text and against iconv alone.
import iconv from 'iconv-lite';
import thermal from 'node-thermal-printer';
import { defaultProfile, encodeSlip } from '../../devices/codecs/escpos.ts';
import { createEscposParser } from '../../devices/codecs/escpos-parser.ts';
import { createReplyParser } from '../../devices/codecs/escpos-status.ts';
import { createDrawing } from '../../devices/raster.ts';
import type { Slip } from '../../devices/slip.ts';
import { testSlip } from '../../server/modules/printing/receipt.ts';
import { profile } from '../server/modules/attendance/memory-kiosk.ts';
import { type Case, median } from './case.ts';

const rounds = 9;
const count = 500;

function ticket(number: string, name: string): Slip {
  return {
    copy: 1,
    lines: [
      { kind: 'text', text: '第六埠村党群服务中心', align: 'centre', bold: true },
      { kind: 'rule' },
      { kind: 'text', text: name, size: 2, align: 'centre' },
      { kind: 'number', text: number },
      { kind: 'text', text: '取号时 3 人在等', align: 'centre' },
      { kind: 'text', text: `请先坐，叫到 ${number} 再去窗口`, align: 'centre', bold: true },
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: 'DQ1.LB01-1-2s.abcdefghijklmnopqrstuv' },
      { kind: 'rule' },
      { kind: 'columns', left: '取号时间', right: '2026/11/23 09:30' },
      { kind: 'text', text: '当天有效。小票丢了也能办，记住号就行。' },
    ],
  };
}

/** Slips of text alone, as many lines and Hanzi as a ticket: what both encoders can do. */
const textLines = ['党群服务中心欢迎您，请先坐', '高龄津贴申请 A012 取号时间 09:30'];
const plain: Slip = {
  copy: 1,
  lines: Array.from({ length: 10 }, (_, i) => ({
    kind: 'text',
    text: textLines[i % textLines.length] ?? '',
  })),
};

async function withOurs(): Promise<void> {
  for (let i = 0; i < count; i++) await encodeSlip(plain, defaultProfile);
}
async function withThermalPrinter(): Promise<void> {
  for (let i = 0; i < count; i++) {
    const printer = new thermal.printer({
      type: thermal.types.EPSON,
      characterSet: thermal.characterSet.CHINA,
      interface: '',
    });
    for (const line of plain.lines) if (line.kind === 'text') printer.println(line.text);
    printer.cut();
    printer.getBuffer();
  }
}
async function withIconv(): Promise<void> {
  for (let i = 0; i < count; i++)
    for (const line of plain.lines) if (line.kind === 'text') iconv.encode(line.text, 'cp936');
}

/** Slips a second, median of rounds in which the candidates take turns. */
async function race(...runners: (() => Promise<void>)[]): Promise<number[]> {
  const rates = runners.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runners.entries()) {
      const from = performance.now();
      await run();
      rates[index]?.push((count * 1_000) / (performance.now() - from));
    }
  }
  return rates.map((each) => median(each));
}

export async function measureCodec(): Promise<Case[]> {
  const { rasterise } = createDrawing();
  const bytes = await encodeSlip(ticket('A012', '高龄津贴申请'), defaultProfile);
  const drawn = await encodeSlip(ticket('A012', '李𠮷的申请'), defaultProfile, rasterise);
  const facts = { columns: 48, charset: 'gbk', cutter: 'partial', beeper: false } as const;
  const trial = await encodeSlip(testSlip(profile, facts, 1), defaultProfile, rasterise);
  const [ours = 0, thermalPrinter = 0, alone = 0] = await race(
    withOurs,
    withThermalPrinter,
    withIconv,
  );
  const [tickets = 0, parsed = 0] = await race(
    async () => {
      for (let i = 0; i < count; i++)
        await encodeSlip(ticket(`A${i}`, '高龄津贴申请'), defaultProfile);
    },
    async () => {
      for (let i = 0; i < count; i++) createEscposParser(() => {}).feed(bytes);
    },
  );
  const replies = createReplyParser(() => {});
  const noise = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) & 0xff);
  const noiseMs = Array.from({ length: rounds }, () => {
    const from = performance.now();
    replies.feed(noise);
    return performance.now() - from;
  });
  return [
    {
      name: 'slips of text encoded',
      unit: 'ops/s',
      value: ours,
      peer: { name: 'node-thermal-printer println + cut', value: thermalPrinter },
      bound: { atLeast: 1 },
      detail: { 'iconv-lite alone': Math.round(alone) },
    },
    { name: 'tickets encoded', unit: 'ops/s', value: tickets },
    { name: 'tickets parsed by the twin', unit: 'ops/s', value: parsed },
    { name: 'a megabyte of noise as replies', unit: 'ms', value: median(noiseMs) },
    { name: 'bytes of a ticket', unit: 'KB', value: bytes.length / 1_000 },
    { name: 'bytes of a ticket with a drawn line', unit: 'KB', value: drawn.length / 1_000 },
    { name: 'bytes of a test slip', unit: 'KB', value: trial.length / 1_000 },
  ];
}
