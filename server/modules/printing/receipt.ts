// The test slip: what an installer needs to see to trust the printer.
import type { Slip } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';

export function testSlip(profile: CentreProfile, copy: number): Slip {
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: '打印测试', size: 2, align: 'centre' },
      { kind: 'rule' },
      { kind: 'number', text: 'A012' },
      { kind: 'columns', left: '六埠茴香 1斤', right: '￥3.50' },
      { kind: 'columns', left: '沙窝萝卜 5斤装', right: '￥19.90' },
      // Rare name characters: drawn when the printer's charset lacks them.
      { kind: 'text', text: '生僻字：𬭎䶮㛃玥' },
      { kind: 'qr', data: 'DQ1.test' },
      { kind: 'rule' },
      { kind: 'text', text: '字迹清楚、两边不缺字，就可以用了。', align: 'centre' },
    ],
  };
}
