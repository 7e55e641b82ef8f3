// A spreadsheet against a catalogue: what it says back, row by row, and that what was exported changes nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueSheets, templateSheets } from '../../../../server/modules/catalogue/export.ts';
import { planImport } from '../../../../server/modules/catalogue/import.ts';
import { changed, type Entities, faultsOf } from '../../../../server/modules/catalogue/rules.ts';
import type { SheetRows } from '../../../../server/sheets/sheet-shape.ts';
import { anyCatalogue, department, entitiesOf, item, material, packageOf } from './entities.ts';

const village = entitiesOf(
  [department('minzheng', { name: '民政' }), department('canlian', { name: '残联' })],
  [
    item('dibao', { name: '低保申请', materials: [material('身份证'), material('户口簿')] }),
    item('gaoling', { name: '高龄津贴', windows: [1] }),
    item('lao', { name: '老项目', retired: true }),
  ],
  [packageOf('both', ['dibao', 'gaoling'], { name: '老人一件事' })],
);

let made = 0;
function plan(sheets: SheetRows[], view: Entities = village, missing: 'keep' | 'retire' = 'keep') {
  return planImport(sheets, view, { missing, newId: () => `n${++made}` });
}
type Cell = string | number | null;
const departmentHead: Cell[] = ['编号', '名称', '联系方式', '停办'];
const itemHead: Cell[] = ['名称', '部门', '号码字母', '窗口'];
const materialHead: Cell[] = ['事项', '材料', '说明', '必带'];
const packageHead: Cell[] = ['名称', '事项'];
const sheet = (name: string, ...rows: Cell[][]): SheetRows => ({ name, rows });
const said = (sheets: SheetRows[], missing?: 'keep' | 'retire') =>
  plan(sheets, village, missing).faults.map(
    ({ sheet: name, row, column, says }) => `${name} ${row} ${column}: ${says}`,
  );

describe('what was exported', () => {
  test('changes nothing, whatever names it has', () => {
    fc.assert(
      fc.property(
        anyCatalogue,
        fc.constantFrom('keep' as const, 'retire' as const),
        (view, missing) => {
          const { changes, faults, unchanged } = plan(catalogueSheets(view), view, missing);
          expect(faults).toEqual([]);
          expect(changes).toEqual({ departments: [], items: [], packages: [] });
          expect(unchanged).toBe(15);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('makes the same catalogue in an empty kiosk', () => {
    fc.assert(
      fc.property(anyCatalogue, (view) => {
        const empty = entitiesOf([]);
        const { changes, faults } = plan(catalogueSheets(view), empty);
        expect(faults).toEqual([]);
        expect(changed(empty, changes)).toEqual(view);
        expect([...faultsOf(changed(empty, changes))]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves an item with the department it has, though another has taken the name since', () => {
    const before = department('before', { name: '民政', retired: true });
    const old = item('old', { departmentId: 'before', retired: true });
    const view = entitiesOf([before, department('now', { name: '民政' })], [old]);
    expect(plan(catalogueSheets(view), view).changes.items).toEqual([]);
  });
});

describe('a sheet', () => {
  test('adds, changes, brings back; without ids, entities are known by their names', () => {
    const { changes, lines, faults, unchanged } = plan([
      sheet('部门', departmentHead, [null, '民政', '一楼', null], [null, '新部门', null, null]),
      sheet(
        '事项',
        itemHead,
        ['低保申请', '民政', 'A', '1、2'],
        ['高龄津贴', '残联', 'ａ', '2，3 5;7'],
        ['老项目', '民政', 'A', 1],
        ['新事项', '新部门', 'B', '3号窗口'],
      ),
    ]);
    expect(faults).toEqual([]);
    expect(lines).toEqual([
      { sheet: '部门', what: 'changed', name: '民政', details: ['联系方式：空 → 一楼'] },
      { sheet: '部门', what: 'added', name: '新部门', details: [] },
      {
        sheet: '事项',
        what: 'changed',
        name: '高龄津贴',
        details: ['部门：民政 → 残联', '窗口：1 → 2、3、5、7'],
      },
      { sheet: '事项', what: 'changed', name: '老项目', details: ['窗口：1、2 → 1'] },
      { sheet: '事项', what: 'added', name: '新事项', details: [] },
    ]);
    expect(unchanged).toBe(1);
    const [fresh] = changes.departments.filter(({ was }) => was === null);
    expect(changes.items.at(-1)?.is).toMatchObject({
      departmentId: fresh?.is.id,
      windows: [3],
      minutes: 8,
    });
    // A column that is not there says nothing: what is retired stays so.
    expect(changes.items.find(({ is }) => is.id === 'lao')?.is.retired).toBe(true);
    const back = plan([
      sheet('事项', [...itemHead, '停办'], ['老项目', '民政', 'A', '1、2', null]),
    ]);
    expect(back.lines).toMatchObject([{ what: 'broughtBack', name: '老项目' }]);
  });

  test('keeps what it does not name, or retires it when asked to', () => {
    const only = [
      sheet('事项', itemHead, ['低保申请', '民政', 'A', '1、2']),
      sheet('一件事', packageHead),
    ];
    expect(plan(only).lines).toEqual([]);
    expect(plan(only, village, 'retire').lines).toEqual([
      { sheet: '事项', what: 'retired', name: '高龄津贴', details: [] },
      { sheet: '一件事', what: 'retired', name: '老人一件事', details: [] },
    ]);
    // Sheets that are not there retire nothing, and what they need cannot go.
    expect(said(only.slice(0, 1), 'retire')).toEqual([
      '事项 null null: “高龄津贴”还在“老人一件事”里，不能停办。',
    ]);
  });

  test('of materials is all that the items of the file need, and touches no others', () => {
    const rows = sheet(
      '所需材料',
      materialHead,
      ['高龄津贴', '照片', '2 张', '否'],
      ['高龄津贴', '身份证', null, null],
    );
    const alone = plan([rows]);
    expect(alone.faults).toEqual([]);
    expect(alone.changes.items).toMatchObject([
      { is: { id: 'gaoling', materials: [material('照片', '2 张', false), material('身份证')] } },
    ]);
    const withItems = plan([sheet('事项', itemHead, ['低保申请', '民政', 'A', '1、2']), rows]);
    expect(withItems.changes.items.map(({ is }) => [is.id, is.materials.length])).toEqual([
      ['dibao', 0],
      ['gaoling', 2],
    ]);
    expect(withItems.lines[0]?.details).toEqual(['材料：身份证、户口簿 → 空']);
  });

  test('is passed over where it only shows how', () => {
    expect(plan(templateSheets())).toMatchObject({ faults: [], lines: [], unchanged: 0 });
  });
});

describe('told by sheet, row and column', () => {
  test.each([
    [
      'a name that is missing',
      '部门',
      departmentHead,
      [null, null, '一楼', null],
      '部门 2 名称: 缺少名称。',
    ],
    [
      'a name too long',
      '部门',
      departmentHead,
      [null, '长'.repeat(41), null, null],
      '部门 2 名称: 太长了，最多 40 个字。',
    ],
    [
      'an id that was made up',
      '部门',
      departmentHead,
      ['部门1', '甲', null, null],
      '部门 2 编号: 编号是机器用的，不要自己编。新加的请空着。',
    ],
    [
      'neither yes nor no',
      '部门',
      departmentHead,
      [null, '甲', null, '也许'],
      '部门 2 停办: 只能写“是”或者“否”，也可以空着。',
    ],
    [
      'an unknown department',
      '事项',
      itemHead,
      ['甲', '没有的', 'A', '1'],
      '事项 2 部门: 没有“没有的”这个部门，请先写进部门表。',
    ],
    [
      'a prefix that is no letter',
      '事项',
      itemHead,
      ['甲', '民政', '甲', '1'],
      '事项 2 号码字母: 号码字母要是 A 到 Z 的一个字母。',
    ],
    [
      'a prefix that is missing',
      '事项',
      itemHead,
      ['甲', '民政', null, '1'],
      '事项 2 号码字母: 缺少号码字母。',
    ],
    [
      'a window that is no number',
      '事项',
      itemHead,
      ['甲', '民政', 'A', '1、二'],
      '事项 2 窗口: “二”不是窗口号。几个窗口用顿号隔开，比如：1、2。',
    ],
    [
      'a window that Excel made a date',
      '事项',
      itemHead,
      ['甲', '民政', 'A', '2026-01-03T00:00:00.000Z'],
      '事项 2 窗口: 这个格子被当成了日期。请把这一列设成“文本”，再填窗口号。',
    ],
    ['an item that is on offer already', '事项', itemHead, ['低保申请', '民政', 'A', '1'], null],
    [
      'an unknown item',
      '所需材料',
      materialHead,
      ['没有的', '身份证', null, null],
      '所需材料 2 事项: 没有“没有的”这个事项，请先写进事项表。',
    ],
    [
      'a document without a name',
      '所需材料',
      materialHead,
      ['低保申请', null, '2 份', null],
      '所需材料 2 材料: 缺少材料。',
    ],
    [
      'a package of one item',
      '一件事',
      packageHead,
      ['甲事', '低保申请'],
      '一件事 2 事项: 一件事至少要有两个事项，一个事项一行。',
    ],
  ])('%s', (_what, name, head, row, fault) => {
    expect(said([sheet(name, head, row)])).toEqual(fault === null ? [] : [fault]);
  });

  test('minutes and promised days out of range', () => {
    const head = [...itemHead, '办理分钟', '承诺工作日'];
    expect(said([sheet('事项', head, ['甲', '民政', 'A', 1, 0, '当天'])])).toEqual([
      '事项 2 办理分钟: 要填 1 到 240 的整数，现在是“0”。',
      '事项 2 承诺工作日: 要填 1 到 365 的整数，现在是“当天”。',
    ]);
  });

  test('rows that say the same thing twice', () => {
    const head = ['编号', ...itemHead];
    expect(
      said([
        sheet('事项', head, [null, '新的', '民政', 'A', 1], [], [null, '新的', '残联', 'B', 2]),
        sheet(
          '部门',
          departmentHead,
          ['minzheng', '民政', null, null],
          ['minzheng', '民政局', null, null],
        ),
      ]),
    ).toEqual(['部门 3 名称: 和第 2 行重复了。']);
    expect(
      said([
        sheet('事项', head, [null, '新的', '民政', 'A', 1], [], [null, '新的', '残联', 'B', 2]),
      ]),
    ).toEqual(['事项 4 名称: 第 2 行已经有“新的”了。']);
  });

  test('an id and a name that do not belong together; a package that says two things', () => {
    const head = ['名称', '事项编号', '事项', '说明'];
    expect(
      said([
        sheet(
          '一件事',
          head,
          ['甲事', 'dibao', '高龄津贴', '甲'],
          ['甲事', null, '高龄津贴', '乙'],
          ['甲事', 'x', null, null],
        ),
      ]),
    ).toEqual([
      '一件事 3 说明: 和第 2 行写的不一样。同一件事，这一列写在第一行就行。',
      '一件事 2 事项: 这个编号的事项叫“低保申请”，和写的“高龄津贴”对不上。',
      '一件事 4 事项编号: 没有这个编号的事项。',
    ]);
  });

  test('what breaks the rules of the whole catalogue', () => {
    const head = [...departmentHead];
    expect(said([sheet('部门', head, ['minzheng', '民政', null, '是'])])).toEqual([
      '部门 2 停办: “民政”还有 2 个事项在办，不能停办。',
    ]);
    const items = [...itemHead, '综合窗口', '停办'];
    expect(
      said([
        sheet(
          '事项',
          items,
          ['甲', '民政', 'A', 1, '是', null],
          ['乙', '民政', 'A', 1, '是', null],
        ),
      ]),
    ).toEqual(['事项 2 综合窗口: 综合窗口的事项只能有一个。']);
    expect(said([sheet('事项', items, ['高龄津贴', '民政', 'A', 1, null, '是'])])).toEqual([
      '事项 2 停办: “高龄津贴”还在“老人一件事”里，不能停办。',
    ]);
  });

  test('a head that is not ours, and a file without any of our sheets', () => {
    expect(said([sheet('部门', ['名称', '备注', '名称'], ['甲', '乙', '丙'])])).toEqual([
      '部门 1 null: 第一行里不认识“备注”这一列。认得的是：编号、名称、联系方式、停办。',
      '部门 1 null: 第一行里“名称”写了两次。',
    ]);
    expect(said([sheet('部门')])).toEqual(['部门 1 null: 第一行里缺少“名称”这一列。']);
    expect(said([])).toEqual([
      '事项 null null: 文件里没有“部门”、“事项”、“所需材料”、“一件事”这样的表。可以先下载空表，照着填。',
    ]);
  });

  test('what is wrong with an item is not said again of its documents', () => {
    expect(
      said([
        sheet('事项', itemHead, ['新的', '没有的', 'A', 1]),
        sheet('所需材料', materialHead, ['新的', '身份证', null, null]),
      ]),
    ).toEqual(['事项 2 部门: 没有“没有的”这个部门，请先写进部门表。']);
  });
});
