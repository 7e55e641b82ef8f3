// Spreadsheet files as bytes: ours come back as they were, others' are read for what they say, hostile ones are refused.
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { catalogueSheets } from '../../../server/modules/catalogue/export.ts';
import { planImport } from '../../../server/modules/catalogue/import.ts';
import type { SheetRows } from '../../../server/sheets/sheet-shape.ts';
import { createWorkbooks } from '../../../server/sheets/workbook.ts';
import { anyCatalogue } from '../modules/catalogue/entities.ts';
import { oneSheet, textCell, zipOf } from './xlsx-parts.ts';

const workbooks = createWorkbooks();
const OURS = ['部门', '事项', '所需材料', '一件事'];
async function read(file: Uint8Array): Promise<readonly SheetRows[]> {
  const answer = await workbooks.read(file, OURS);
  if (answer.kind !== 'sheets') throw new Error(JSON.stringify(answer));
  return answer.sheets;
}
const refusal = async (file: Uint8Array) => {
  const answer = await workbooks.read(file, OURS);
  return answer.kind === 'refused' ? answer.code : answer.kind;
};

test('a catalogue comes back from its file without a change, whatever names it has', async () => {
  await fc.assert(
    fc.asyncProperty(anyCatalogue, async (view) => {
      const sheets = await read(await workbooks.write(catalogueSheets(view)));
      const options = { missing: 'retire', newId: () => 'none' } as const;
      const { changes, faults } = planImport(sheets, view, options);
      expect(faults).toEqual([]);
      expect(changes).toEqual({ departments: [], items: [], packages: [] });
    }),
    // Two threads each: names are tried by the hundred where no file is made.
    { numRuns: 8 },
  );
});

describe('a file of somebody else', () => {
  test('is read by the names of its sheets; numbers, dates and truth become text', async () => {
    const file = await writeXlsx({
      sheets: [
        { name: 'Sheet1', rows: [['别的']] },
        {
          name: ' 部门 ',
          rows: [['名称'], [], [' 甲 ', null, 12, true, new Date('2026-01-03T00:00:00Z')]],
        },
      ],
    });
    expect(await read(file)).toEqual([
      {
        name: '部门',
        rows: [['名称'], [], [' 甲 ', null, '12', 'true', '2026-01-03T00:00:00.000Z']],
      },
    ]);
  });

  test('made by hand: a formula is what it came to, and no more', async () => {
    const rows = [
      `<row r="1">${textCell('A1', '名称')}</row>`,
      `<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://evil.example","民政")</f><v>民政</v></c></row>`,
      `<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>`,
      `<row r="4"><c r="A4"><f>NOW()</f></c></row>`,
      `<row r="5">${textCell('A5', '=1+1')}</row>`,
    ].join('');
    expect(await read(zipOf(oneSheet('部门', rows)))).toEqual([
      { name: '部门', rows: [['名称'], ['民政'], ['2'], [], ['=1+1']] },
    ]);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    [
      'an old .xls, or one with a password',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'FILE_NOT_XLSX',
    ],
    ['a page that is called .xlsx', Buffer.from('<html><table><tr><td>名称'), 'FILE_NOT_XLSX'],
    ['a text', Buffer.from('名称,部门\r\n'), 'FILE_NOT_XLSX'],
    ['a zip of something else', zipOf({ 'a.txt': 'b' }), 'FILE_DAMAGED'],
    ['a zip without its end', zipOf(oneSheet('部门', '')).subarray(0, 300), 'FILE_DAMAGED'],
    [
      'XML that is none',
      zipOf({ ...oneSheet('部门', ''), 'xl/workbook.xml': '<a><b></a>' }),
      'FILE_DAMAGED',
    ],
    [
      'a bomb',
      zipOf({ ...oneSheet('部门', ''), 'xl/bomb.bin': Buffer.alloc(80 * 1024 * 1024) }),
      'FILE_TOO_LARGE',
    ],
    [
      'a bomb that says it is small',
      zipOf(
        { ...oneSheet('部门', ''), 'xl/sharedStrings.xml': Buffer.alloc(80 * 1024 * 1024, 0x20) },
        100,
      ),
      'FILE_TOO_LARGE',
    ],
    [
      'a thousand parts',
      zipOf(Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`p${at}`, '']))),
      'FILE_TOO_LARGE',
    ],
    [
      'a row no catalogue has',
      zipOf(oneSheet('部门', `<row r="1048576">${textCell('A1048576', '甲')}</row>`)),
      'FILE_TOO_LARGE',
    ],
    [
      'a cell in the last column',
      zipOf(oneSheet('部门', `<row r="1">${textCell('XFD1', '甲')}</row>`)),
      'FILE_TOO_LARGE',
    ],
    [
      'a cell with a book in it',
      zipOf(oneSheet('部门', `<row r="1">${textCell('A1', '长'.repeat(3000))}</row>`)),
      'FILE_TOO_LARGE',
    ],
  ])('is refused: %s', async (_what, file, code) => {
    expect(await refusal(file)).toBe(code);
  });

  test('whatever bytes come, there is an answer', async () => {
    const good = Buffer.from(await workbooks.write([{ name: '部门', rows: [['名称'], ['甲']] }]));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (bites) => {
          const torn = Buffer.from(good);
          for (const [at, byte] of bites) torn[at] = byte;
          expect(['sheets', 'FILE_DAMAGED', 'FILE_TOO_LARGE', 'FILE_NOT_XLSX']).toContain(
            await refusal(torn),
          );
        },
      ),
      { numRuns: 12 },
    );
  });
});
