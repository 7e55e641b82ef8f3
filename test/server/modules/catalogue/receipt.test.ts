// What a checklist says, line by line, before any printer has it.
import { expect, test } from 'vitest';
import { checklistSlip } from '../../../../server/modules/catalogue/receipt.ts';
import type { CatalogueView } from '../../../../server/modules/catalogue/schema.ts';
import { profile } from '../attendance/memory-kiosk.ts';
import { department, entitiesOf, item, material, packageOf } from './entities.ts';

const view: CatalogueView = {
  ...entitiesOf(
    [
      department('minzheng', { name: '民政', contact: '二楼 203' }),
      department('gongan', { name: '公安' }),
    ],
    [
      item('a', {
        name: '甲事',
        promisedDays: 5,
        materials: [
          material('身份证', '原件'),
          material('户口簿', '', false),
          material('照片', '2 张'),
        ],
      }),
      item('b', {
        name: '乙事',
        departmentId: 'gongan',
        materials: [
          material('户口簿', '原件'),
          material('身份证', '复印件'),
          material('照片', '2 张'),
        ],
      }),
      item('bare', { name: '丙事' }),
      item('old', { retired: true }),
    ],
    [packageOf('both', ['a', 'b'], { name: '两件事', note: '一次办完。' })],
  ),
  hours: null,
};
function linesOf(reference: string): string[] | null {
  const slip = checklistSlip(view, reference, { profile, copy: 1 });
  return slip?.lines.map((line) => (line.kind === 'text' ? line.text : line.kind)) ?? null;
}

test('a package asks for each document once, with all that is said of it; needed for one, it is needed', () => {
  expect(linesOf('package:both')).toEqual([
    profile.name,
    '所需材料清单',
    'rule',
    '两件事',
    '一次办完。',
    '一次办完：甲事、乙事',
    'rule',
    '□ 身份证',
    '　 原件',
    '　 复印件',
    '□ 户口簿',
    '　 原件',
    '□ 照片',
    '　 2 张',
    'rule',
    '甲事：5 个工作日内办完。',
    '问民政：二楼 203',
    '材料齐了再来取号，少跑一趟。',
  ]);
});

test('a document that not everybody needs says so; an item without any says that', () => {
  expect(linesOf('item:a')).toContain('□ 户口簿（不是人人都要带）');
  expect(linesOf('item:bare')).toContain('不用带材料。');
});

test('of what is not on offer, or of no reference of ours, there is no slip', () => {
  for (const reference of [
    'item:old',
    'item:x',
    'package:a',
    'ticket:a',
    'item:constructor',
    'item',
  ]) {
    expect(linesOf(reference), reference).toBeNull();
  }
});
