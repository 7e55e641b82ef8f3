// The test slip: everything an installer needs to see to trust a printer, and what to change when something is wrong.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';

/** What the settings say of the printer. */
export interface PrinterFacts {
  readonly columns: number;
  readonly charset: string;
  readonly cutter: 'none' | 'partial' | 'full';
  readonly beeper: boolean;
}

const CUTTERS = { none: '没有切刀', partial: '半切', full: '全切' };
/** Each row needs one charset more than the row before: where the printer prints blanks or squares, the setting is wrong. */
const CHARSETS = [
  { name: 'gb2312', row: '啊阿齄亍 ①Ⅷ 、。￥' },
  { name: 'gbk', row: '镕喆囍堃瞭' },
  { name: 'gb18030', row: '䶮㑇㖞㧐' },
];
/** In no printer's font: the kiosk draws them. */
const DRAWN = '𠮷𬭎㛃𫖯 王𬭎先生';
const TEST_CODE = 'DQ1.test';

export function testSlip(profile: CentreProfile, printer: PrinterFacts, copy: number): Slip {
  const { columns, charset, cutter, beeper } = printer;
  const millimetres = columns === 48 ? 80 : 58;
  const upTo = CHARSETS.findIndex(({ name }) => name === charset) + 1;
  return {
    copy,
    beeps: 2,
    lines: [
      { kind: 'logo' },
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: '打印测试', size: 2, align: 'centre' },
      heading('纸宽', `设置是 ${millimetres} 毫米，${columns} 列`),
      { kind: 'text', text: ruler(columns) },
      hint('尺子要正好占满一行，两边不缺字。'),
      heading('字库', `设置是 ${charset}`),
      ...CHARSETS.slice(0, upTo).map(({ name, row }): SlipLine => text(`${name}：${row}`)),
      hint('哪一行有空白、方块或者别的字，就把字库改成上一行的名字。'),
      heading('生僻字', '由机器画出来'),
      text(DRAWN),
      hint('变成〓，就是机器上没有装中文字体。'),
      heading('大小和对齐', ''),
      { kind: 'number', text: 'A012' },
      { kind: 'columns', left: '六埠茴香 1斤', right: '￥3.50' },
      { kind: 'columns', left: '沙窝萝卜 5斤装', right: '¥19.90' },
      hint('价钱要靠右对齐。'),
      heading('二维码和条形码', ''),
      { kind: 'qr', data: TEST_CODE },
      { kind: 'barcode', data: TEST_CODE },
      hint(`都能扫出 ${TEST_CODE}`),
      heading('切刀', `设置是${CUTTERS[cutter]}`),
      ...(beeper ? [hint('打完会响两声。')] : []),
      hint('以上都对，就可以用了。'),
    ],
  };
}

function text(content: string): SlipLine {
  return { kind: 'text', text: content };
}
function heading(what: string, detail: string): SlipLine {
  return { kind: 'text', text: detail ? `【${what}】${detail}` : `【${what}】`, bold: true };
}
function hint(content: string): SlipLine {
  return { kind: 'text', text: `→ ${content}` };
}

/** `....5...10...15` to the last column. */
function ruler(columns: number): string {
  let marks = '';
  for (let at = 5; at <= columns; at += 5) marks += String(at).padStart(5, '.');
  return marks.padEnd(columns, '.');
}
