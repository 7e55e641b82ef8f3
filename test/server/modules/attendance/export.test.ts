import { inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { checkIn } from '../../../../server/modules/attendance/commands.ts';
import { exportVisits } from '../../../../server/modules/attendance/export.ts';
import {
  backfillVisit,
  correctVisit,
} from '../../../../server/modules/attendance/record-commands.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import { addPerson } from '../../../../server/modules/directory/commands.ts';
import { csvFile } from '../../../../server/sheets/sheet-file.ts';
import type { Table } from '../../../../server/sheets/table.ts';
import { xlsxFile } from '../../../../server/sheets/xlsx-file.ts';
import { at, DAY, dayAfter, MemoryKiosk, profile } from './memory-kiosk.ts';

const notice = noticeVersion(profile);
const NEXT = dayAfter(DAY);
const RARE = '𬭎䶮㛃玥';
const FORMULA = '=HYPERLINK("http://evil.example","点我")';

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The parts of an XLSX file by way of the zip's central directory: nothing of the writer's own code. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(from, from + size);
    parts.set(name, (method === 8 ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** Cells of a sheet from its XML: text, or the number as written. */
function cellsOf(xml: string): Map<string, string | number> {
  const cells = new Map<string, string | number>();
  for (const [, ref, attributes = '', inner = ''] of xml.matchAll(
    /<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs,
  )) {
    const text = /<t[^>]*>(.*?)<\/t>/s.exec(inner)?.[1];
    const value = /<v>(.*?)<\/v>/.exec(inner)?.[1];
    if (ref && attributes.includes('inlineStr')) cells.set(ref, unescapeXml(text ?? ''));
    else if (ref && value) cells.set(ref, Number(value));
  }
  return cells;
}
const unescapeXml = (xml: string) =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

/** Two days with one visit of each kind. */
function twoDays(): MemoryKiosk {
  const kiosk = MemoryKiosk.open();
  const { id: residentId } = kiosk.accept(addPerson, {
    name: '欧阳小芳',
    phone: '13900139000',
    unitId: 'dongcun',
    group: '三组',
    member: true,
  });
  const card = { name: RARE, idNumber: '12011119900307123X', birthDate: '1990-03-07' };
  kiosk.accept(checkIn, { method: 'idCard', purpose: 'errand', card, notice, unitId: 'huaxin' });
  kiosk.wallMs += 60_000;
  kiosk.accept(checkIn, { method: 'resident', purpose: 'study', residentId, notice });
  kiosk.openDay(NEXT);
  const { id } = kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 30 });
  kiosk.wallMs = at(NEXT, '10:30');
  kiosk.accept(correctVisit(null), {
    visitId: id,
    reason: FORMULA,
    headcount: 3,
    endedAtMs: at(NEXT, '10:15'),
  });
  const backfill = {
    day: DAY,
    purpose: 'meeting',
    headcount: 5,
    startedAtMs: at(DAY, '08:45'),
  } as const;
  kiosk.accept(backfillVisit, {
    ...backfill,
    name: '=1+1',
    phone: '13800138000',
    reason: '停电补登',
  });
  const struck = kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 99 }).id;
  kiosk.accept(correctVisit(null), { visitId: struck, reason: '误触', void: true });
  return kiosk;
}

const exported = (kiosk: MemoryKiosk, format: 'csv' | 'xlsx', range = { from: DAY, to: NEXT }) =>
  exportVisits(kiosk.store(), { ...range, format }, at(NEXT, '18:05'));

const HEADINGS = [
  '序号 日期 来访时间 离开时间 姓名 手机（脱敏） 身份证（脱敏） 单位/村 事由 方式 证明 人数 状态 备注',
]
  .join('')
  .split(' ');

describe('CSV', () => {
  test('says everything a sheet of attendance needs, names in full, numbers masked', async () => {
    const file = await exported(twoDays(), 'csv');
    expect(file.fileName).toBe(`来访登记表_第六埠村党群服务中心_${DAY}_${NEXT}.csv`);
    const text = (await bytesOf(file.body)).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const rows = parseCsv(text.slice(1));
    expect(rows.slice(0, 5)).toEqual([
      ['第六埠村党群服务中心来访登记表'],
      [`起止日期：${DAY} 至 ${NEXT}`],
      [`导出时间：${NEXT} 18:05`],
      ['合计：登记 4 条，人数 10 人次（作废的不计）'],
      HEADINGS,
    ]);
    const unended = '未签离，日终自动关闭';
    expect(rows.slice(5)).toEqual([
      [
        '1',
        DAY,
        `${DAY} 08:45`,
        '',
        "'=1+1",
        '138****8000',
        '',
        '',
        '会议',
        '工作人员补登',
        '无',
        '5',
        '补登',
        `${unended}；补登：停电补登`,
      ],
      [
        '2',
        DAY,
        `${DAY} 09:00`,
        '',
        RARE,
        '',
        '120***********123X',
        '华新厂',
        '办事',
        '身份证',
        '身份证',
        '1',
        '正常',
        unended,
      ],
      [
        '3',
        DAY,
        `${DAY} 09:01`,
        '',
        '欧阳小芳',
        '139****9000',
        '',
        '东村',
        '学习',
        '选姓名',
        '本人自报',
        '1',
        '正常',
        unended,
      ],
      [
        '4',
        NEXT,
        `${NEXT} 09:00`,
        `${NEXT} 10:15`,
        '',
        '',
        '',
        '',
        '参观',
        '只登记人数',
        '无',
        '3',
        '已更正',
        `更正：${FORMULA}`,
      ],
      [
        '5',
        NEXT,
        `${NEXT} 10:30`,
        '',
        '',
        '',
        '',
        '',
        '参观',
        '只登记人数',
        '无',
        '99',
        '作废',
        '作废：误触',
      ],
    ]);
    expect(text).not.toMatch(/13800138000|13900139000|12011119900307123X/);
  });

  test('a forgotten visitor has no name any more', async () => {
    const kiosk = twoDays();
    kiosk.destroyed.add('key-2').add('key-3').add('key-4');
    const text = (await bytesOf((await exported(kiosk, 'csv')).body)).toString('utf8');
    expect(text).not.toContain(RARE);
    expect(text).not.toContain('=1+1');
  });

  test('no cell begins a formula, in any script, and every value comes back as it was', async () => {
    const values = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1＋1',
      '＋1',
      '－1',
      '＠SUM',
      ' =1',
      'a,b',
      'say "hi"',
      'two\r\nlines',
      '{"formula":"1+1"}',
      '王小芳',
    ];
    const text = (await bytesOf(csvFile([tableOf(values)]))).toString('utf8').slice(1);
    const cells = parseCsv(text)
      .slice(1)
      .map(([cell = '']) => cell);
    const unprefixed = cells.map((cell, index) =>
      cell === `'${values[index]}` ? cell.slice(1) : cell,
    );
    expect(unprefixed).toEqual(values);
    expect(cells.filter((cell) => /^[\s\uFEFF]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'"))).toHaveLength(11);
  });

  test('carries no control character and no half of a character', async () => {
    const text = (await bytesOf(csvFile([tableOf(['a\u0000\u001bb\u0085', '\ud83d', '😀'])])))
      .toString('utf8')
      .slice(1);
    expect(parseCsv(text).slice(1)).toEqual([['ab'], ['\uFFFD'], ['😀']]);
  });
});

function tableOf(values: readonly string[]): Table {
  return {
    name: '表',
    head: [],
    columns: [{ heading: '甲', width: 10 }],
    rows: (async function* () {
      for (const value of values) yield [value];
    })(),
    tail: () => [],
  };
}

describe('XLSX', () => {
  test('holds text as text, numbers as numbers and dates as dates', async () => {
    const file = await bytesOf((await exported(twoDays(), 'xlsx')).body);
    const parts = unzip(file);
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).not.toMatch(/<f[ >]/);
    const cells = cellsOf(sheet);
    expect(HEADINGS.map((_heading, column) => cells.get(`${'ABCDEFGHIJKLMN'[column]}5`))).toEqual(
      HEADINGS,
    );
    expect(cells.get('E6')).toBe('=1+1');
    expect(cells.get('E7')).toBe(RARE);
    expect(cells.get('G7')).toBe('120***********123X');
    expect(cells.get('N9')).toBe(`更正：${FORMULA}`);
    expect(cells.get('L9')).toBe(3);
    // Days since 1899-12-30, as spreadsheets count: the wall of the centre says 10:15, UTC says 02:15.
    const serial = (Date.parse(NEXT) - Date.UTC(1899, 11, 30)) / 86_400_000;
    expect(cells.get('B9')).toBe(serial);
    expect(cells.get('D9')).toBeCloseTo(serial + 10.25 / 24, 8);
    expect(cells.has('D6')).toBe(false);
    const styles = parts.get('xl/styles.xml') ?? '';
    expect(styles).toContain('yyyy-mm-dd hh:mm');
    expect([...parts.keys()].some((name) => /vba|external|calcChain/i.test(name))).toBe(false);
  });

  test('a reader of spreadsheets sees the same', async () => {
    const file = await bytesOf((await exported(twoDays(), 'xlsx')).body);
    const [sheet] = (await readXlsx(file)).sheets;
    expect(sheet?.name).toBe('来访登记');
    expect(sheet?.rows[6]?.slice(4, 8)).toEqual([
      RARE,
      expect.toSatisfy((v) => !v),
      '120***********123X',
      '华新厂',
    ]);
    expect(sheet?.rows[8]?.[3]).toEqual(new Date(`${NEXT}T10:15:00Z`));
    expect(sheet?.rows[8]?.[13]).toBe(`更正：${FORMULA}`);
  });

  test('a sheet that is full goes on in the next one, headings repeated', async () => {
    const values = Array.from({ length: 10_000 }, (_, index) => `行${index}`);
    const parts = unzip(await bytesOf(xlsxFile([tableOf(values)], 4_000)));
    const sheets = [1, 2, 3].map((n) => [
      ...cellsOf(parts.get(`xl/worksheets/sheet${n}.xml`) ?? '').values(),
    ]);
    expect(parts.has('xl/worksheets/sheet4.xml')).toBe(false);
    expect(sheets.map((cells) => cells[0])).toEqual(['甲', '甲', '甲']);
    expect(sheets.flatMap((cells) => cells.slice(1))).toEqual(values);
  });

  test('what looks like an escape of Excel stays what was typed', async () => {
    const parts = unzip(await bytesOf(xlsxFile([tableOf(['_x0041_', 'a_b', 'x\u0007y'])])));
    const cells = [...cellsOf(parts.get('xl/worksheets/sheet1.xml') ?? '').values()];
    expect(cells.slice(1)).toEqual(['_x005F_x0041_', 'a_b', 'xy']);
  });
});

describe('streaming', () => {
  test.each(['csv', 'xlsx'] as const)(
    '%s asks for rows only as they are taken, and stops asking when nobody takes them',
    async (format) => {
      let asked = 0;
      let closed = false;
      const table: Table = {
        ...tableOf([]),
        rows: (async function* () {
          try {
            for (;;) {
              asked += 1;
              yield [`行${asked} ${Math.random()} ${Math.random()}`];
            }
          } finally {
            closed = true;
          }
        })(),
      };
      const file = format === 'csv' ? csvFile([table]) : xlsxFile([table]);
      await new Promise((resolve) => file.once('readable', resolve));
      let before = -1;
      while (asked !== before) {
        before = asked;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(asked).toBeLessThan(100_000);
      file.destroy();
      for (let turn = 0; turn < 100 && !closed; turn++) await new Promise((r) => setTimeout(r, 5));
      expect(closed).toBe(true);
    },
  );

  test('damage in the history is said below the last row', async () => {
    const kiosk = MemoryKiosk.open();
    for (let day = 1; day <= 40; day++) {
      kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 1 });
      kiosk.openDay(dayAfter(DAY, day));
    }
    kiosk.journal.splice(3, 1, { gap: { from: 4, to: 4 } });
    const range = { from: DAY, to: dayAfter(DAY, 40) };
    const text = (await bytesOf((await exported(kiosk, 'csv', range)).body)).toString('utf8');
    expect(text.trimEnd().split('\r\n').at(-1)).toContain('存储有损坏');
    const whole = (await bytesOf((await exported(twoDays(), 'csv')).body)).toString('utf8');
    expect(whole).not.toContain('存储有损坏');
  });
});
