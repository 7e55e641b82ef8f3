// Workbooks of several tables: what stands first, what a full sheet does, and a source that breaks off.
import { crc32, inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { csvFile } from '../../../server/sheets/sheet-file.ts';
import type { Cell, Table } from '../../../server/sheets/table.ts';
import { xlsxFile } from '../../../server/sheets/xlsx-file.ts';

function table(name: string, rows: readonly (readonly Cell[])[], more: Partial<Table> = {}): Table {
  return {
    name,
    head: [],
    columns: [{ heading: '甲', width: 10 }],
    rows: (async function* () {
      yield* rows;
    })(),
    tail: () => [],
    ...more,
  };
}
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const numbers = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => [from + index]);

test('each table is a sheet; the one in front is listed first though it was written last', async () => {
  const file = await bytesOf(
    xlsxFile([table('明细', numbers(1, 3)), table('汇总', [['合计', 6]], { front: true })]),
  );
  const { sheets } = await readXlsx(file);
  expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([
    [
      '汇总',
      [
        ['甲', null],
        ['合计', 6],
      ],
    ],
    ['明细', [['甲'], [1], [2], [3]]],
  ]);
});

test('a table that fills its sheet goes on in the next, and the table after it has one of its own', async () => {
  const tables = [
    table('明细', numbers(1, 7), { head: ['标题'], tail: () => ['完'] }),
    table('汇总', [], { front: true }),
  ];
  const { sheets } = await readXlsx(await bytesOf(xlsxFile(tables, 4)));
  expect(sheets.map(({ name, rows }) => [name, rows.map(([cell]) => cell)])).toEqual([
    ['汇总', ['甲']],
    ['明细', ['标题', '甲', 1, 2]],
    ['明细_2', ['甲', 3, 4, 5]],
    ['明细_3', ['甲', 6, 7, '完']],
  ]);
});

test('rows after the first table are asked for only when it is written', async () => {
  const order: string[] = [];
  const told = (name: string) =>
    table(name, [], {
      rows: (async function* () {
        order.push(name);
        yield [name];
      })(),
      tail: () => {
        order.push(`${name} ends`);
        return [];
      },
    });
  await bytesOf(xlsxFile([told('a'), told('b')]));
  await bytesOf(csvFile([told('c'), told('d')]));
  expect(order).toEqual(['a', 'a ends', 'b', 'b ends', 'c', 'c ends', 'd', 'd ends']);
});

test('more columns than letters, and what XML must not carry', async () => {
  const columns = Array.from({ length: 30 }, (_, index) => ({ heading: `列${index}`, width: 5 }));
  const row = [...columns.map((_column, index) => index).slice(2), 'a<b>&"c"\r\nd', '=1+1'];
  const file = await bytesOf(xlsxFile([table('表', [row], { columns })]));
  const { sheets } = await readXlsx(file);
  expect(sheets[0]?.rows[1]).toEqual(row);
  expect(file.includes('AD2')).toBe(false);
  const sheet = partOf(file, 'xl/worksheets/sheet1.xml');
  expect(sheet).toContain('<c r="AD2" t="inlineStr">');
  expect(sheet).toContain('a&lt;b&gt;&amp;&quot;c&quot;&#13;\nd');
});

test('the same tables give the same bytes; numbers that are none give an empty cell', async () => {
  const make = () =>
    xlsxFile([table('表', [[Number.NaN], [Number.POSITIVE_INFINITY], [null], [1]])]);
  const [first, second] = [await bytesOf(make()), await bytesOf(make())];
  expect(first.equals(second)).toBe(true);
  const sheet = partOf(first, 'xl/worksheets/sheet1.xml');
  expect([...sheet.matchAll(/<c r="(A\d)"/g)].map(([, cell]) => cell)).toEqual(['A1', 'A5']);
});

test.each(['csv', 'xlsx'] as const)(
  '%s: a source that breaks off breaks the file',
  async (format) => {
    const rows = (async function* (): AsyncGenerator<Cell[]> {
      for (let row = 0; row < 5000; row++) yield [row];
      throw new Error('EIO');
    })();
    const tables = [table('表', [], { rows })];
    const file = format === 'csv' ? csvFile(tables) : xlsxFile(tables);
    await expect(bytesOf(file)).rejects.toThrow('EIO');
  },
);

/** One part of a zip by way of its central directory: nothing of the writer's own code. */
function partOf(file: Buffer, wanted: string): string {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26);
    if (file.toString('utf8', at + 46, at + 46 + nameLength) === wanted) {
      const part = inflateRawSync(file.subarray(from, from + size));
      // Strict readers look at both.
      expect([file.readUInt32LE(at + 16), file.readUInt32LE(at + 24)]).toEqual([
        crc32(part),
        part.length,
      ]);
      return part.toString('utf8');
    }
    at += 46 + nameLength;
  }
  throw new Error(`no ${wanted}`);
}
