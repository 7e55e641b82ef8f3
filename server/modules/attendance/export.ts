// The list of visits that managers take home: names in full, because attendance sheets need them; phones and
// ID numbers masked, because they do not.

import { type ExportedFile, sheetFile } from '../../sheets/sheet-file.ts';
import type { Cell, Table } from '../../sheets/table.ts';
import { wallClock } from '../../sheets/wall-clock.ts';
import type { Open, Sealed } from '../../store/module.ts';
import type { DirectoryView } from '../directory/schema.ts';
import type { ExportQuery } from './bodies.ts';
import { type Range, type VisitStore, visitsBetween } from './rows.ts';
import type { AttendanceView, Method, Proof, Purpose, Visit } from './schema.ts';
import { visitorOf } from './view.ts';

const purposes: Record<Purpose, string> = {
  errand: '办事',
  visit: '参观',
  meeting: '会议',
  study: '学习',
  activity: '活动',
  volunteering: '志愿服务',
  other: '其他',
};
const methods: Record<Method, string> = {
  headcount: '只登记人数',
  phone: '手机号',
  code: '二维码',
  idCard: '身份证',
  resident: '选姓名',
  ticket: '取号',
  staff: '工作人员补登',
};
const proofs: Record<Proof, string> = {
  card: '身份证',
  code: '二维码',
  phone: '手机号',
  selfDeclared: '本人自报',
  none: '无',
};
const states: Record<Visit['state'], string> = {
  recorded: '正常',
  corrected: '已更正',
  backfilled: '补登',
  void: '作废',
};
const columns: Table['columns'] = [
  { heading: '序号', width: 6 },
  { heading: '日期', width: 12, dates: 'yyyy-mm-dd' },
  { heading: '来访时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '离开时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '姓名', width: 12 },
  { heading: '手机（脱敏）', width: 14 },
  { heading: '身份证（脱敏）', width: 21 },
  { heading: '单位/村', width: 20 },
  { heading: '事由', width: 10 },
  { heading: '方式', width: 14 },
  { heading: '证明', width: 10 },
  { heading: '人数', width: 6 },
  { heading: '状态', width: 8 },
  { heading: '备注', width: 40 },
];

export async function exportVisits(
  store: VisitStore,
  { from, to, format }: ExportQuery,
  nowMs: number,
): Promise<ExportedFile> {
  const { centre, directory, totals } = await store.read((views) => ({
    centre: views.centre,
    directory: views.directory,
    totals: totalsOf(views.attendance, { from, to }),
  }));
  const wall = wallClock(centre.profile?.zone ?? 'UTC');
  const name = centre.profile?.name ?? '';
  let damaged = false;
  const visits = visitsBetween(
    store,
    { from, to },
    {
      onGap: () => {
        damaged = true;
      },
    },
  );
  const table: Table = {
    name: '来访登记',
    head: [
      `${name}来访登记表`,
      `起止日期：${from} 至 ${to}`,
      `导出时间：${wall(nowMs).toISOString().slice(0, 16).replace('T', ' ')}`,
      `合计：登记 ${totals.visits} 条，人数 ${totals.people} 人次（作废的不计）`,
    ],
    columns,
    rows: cellsOf(visits, directory, store.open, wall),
    tail: () => (damaged ? ['注意：存储有损坏，本表可能缺少部分记录，请联系管理员。'] : []),
  };
  return sheetFile([table], `来访登记表_${name}_${from}_${to}`, format);
}

function totalsOf({ counts }: AttendanceView, { from, to }: Range) {
  const totals = { visits: 0, people: 0 };
  for (const [day, count] of Object.entries(counts)) {
    if (day < from || day > to) continue;
    totals.visits += count.visits;
    totals.people += count.people;
  }
  return totals;
}

async function* cellsOf(
  visits: AsyncIterable<Visit>,
  directory: DirectoryView,
  open: Open,
  wall: (ms: number) => Date,
): AsyncGenerator<Cell[]> {
  const units = new Map(directory.units.map(({ id, name }) => [id, name]));
  const opened = (field: Sealed | null) => (field ? open(field) : null);
  let ordinal = 0;
  for await (const visit of visits) {
    ordinal += 1;
    const visitor = visitorOf(visit, directory);
    yield [
      ordinal,
      new Date(`${visit.day}T00:00:00Z`),
      wall(visit.startedAtMs),
      visit.endedAtMs === null ? null : wall(visit.endedAtMs),
      opened(visitor.name)?.value ?? null,
      opened(visitor.phone)?.mask ?? null,
      opened(visitor.idNumber)?.mask ?? null,
      visit.unitId === null ? null : (units.get(visit.unitId) ?? visit.unitId),
      purposes[visit.purpose],
      methods[visit.method],
      proofs[visit.proof],
      visit.headcount,
      states[visit.state],
      remarks(visit),
    ];
  }
}

function remarks({ endedBy, reason, state }: Visit): string | null {
  const said = { recorded: '', corrected: '更正：', backfilled: '补登：', void: '作废：' }[state];
  const notes = [
    endedBy === 'dayEnd' && state !== 'void' ? '未签离，日终自动关闭' : '',
    reason === null ? '' : said + reason,
  ];
  return notes.filter((note) => note !== '').join('；') || null;
}
