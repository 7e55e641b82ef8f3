// What managers take home: how windows and items were rated, and the register of rectifications. Small counts stay
// hidden here too; phones are masked.

import { type ExportedFile, sheetFile } from '../../sheets/sheet-file.ts';
import type { Cell, Table } from '../../sheets/table.ts';
import type { Open } from '../../store/module.ts';
import { dayOf } from '../centre/schema.ts';
import type { CaseDetail, ExportQuery, Summary, SummaryRow } from './page-schema.ts';
import { type CaseReads, selectRegister, selectSummary } from './pages.ts';
import type { CaseOutcome, Grade, Reason, Step } from './schema.ts';

/** Worst first, as they are counted. */
const grades = ['非常不满意', '不满意', '基本满意', '满意', '非常满意'] as const;
const reasons: Record<Reason, string> = {
  waited: '等太久',
  attitude: '态度不好',
  notDone: '没办成',
  unclear: '说不清楚',
  other: '其他',
};
const outcomes: Record<CaseOutcome, string> = {
  rectified: '已整改',
  explained: '已说明',
  unfounded: '差评不成立',
};

const summaryColumns: Table['columns'] = [
  { heading: '类别', width: 10 },
  { heading: '名称', width: 28 },
  { heading: '已评价', width: 8 },
  { heading: '未评价', width: 8 },
  ...[...grades].reverse().map((heading) => ({ heading, width: 12 })),
  { heading: '满意率', width: 8 },
  { heading: '备注', width: 24 },
];
const registerColumns: Table['columns'] = [
  { heading: '序号', width: 6 },
  { heading: '办事日期', width: 12, dates: 'yyyy-mm-dd' },
  { heading: '窗口', width: 6 },
  { heading: '事项', width: 28 },
  { heading: '评价', width: 12 },
  { heading: '原因', width: 20 },
  { heading: '联系电话（脱敏）', width: 16 },
  { heading: '负责人', width: 12 },
  { heading: '限期', width: 12, dates: 'yyyy-mm-dd' },
  { heading: '核实', width: 24 },
  { heading: '整改措施', width: 30 },
  { heading: '回访', width: 24 },
  { heading: '申诉复核', width: 20 },
  { heading: '结果', width: 24 },
  { heading: '超期', width: 6 },
];

export function exportRatings(
  views: CaseReads,
  { list, from, to, format }: ExportQuery,
  { open, nowMs }: { open: Open; nowMs: number },
): ExportedFile {
  const name = views.centre.profile?.name ?? '';
  const title = list === 'summary' ? '好差评统计表' : '差评整改台账';
  const common = {
    head: [
      `${name}${title}`,
      `办事日期：${from} 至 ${to}`,
      `导出日期：${dayOf(nowMs, views.centre.profile?.zone ?? 'UTC')}`,
    ],
    tail: () => [],
  };
  const range = { from, to };
  const table: Table =
    list === 'summary'
      ? { ...common, name: title, ...summaryTable(selectSummary(views, range)) }
      : { ...common, name: title, ...registerTable(selectRegister(views, range, open)) };
  return sheetFile([table], `${title}_${name}_${from}_${to}`, format);
}

type Content = Pick<Table, 'columns' | 'rows' | 'tail'>;

function summaryTable({ total, windows, items, fewestShown }: Summary): Content {
  const rows: Cell[][] = [
    summaryCells('合计', '', total),
    ...windows.map((row) => summaryCells('窗口', row.name && `${row.name} 号窗口`, row)),
    ...items.map((row) => summaryCells('事项', row.name, row)),
  ];
  return {
    columns: summaryColumns,
    rows: streamed(rows),
    tail: () => [
      `评价不满 ${fewestShown} 条的不列出，免得认出是谁评的；未评价的单独列出，不算满意。`,
      '一个号办几件事的，每件事各算一次，合计只算一次。',
    ],
  };
}

function summaryCells(kind: string, name: string, row: SummaryRow): Cell[] {
  const { rated, unrated } = row;
  const counts = row.grades;
  const good = (counts ?? []).slice(2).reduce((all, count) => all + count, 0);
  return [
    kind,
    name || (kind === '窗口' ? '纸质（未填窗口）' : null),
    rated,
    unrated,
    ...(counts ? counts.toReversed() : grades.map(() => null)),
    counts && rated > 0 ? `${Math.round((good / rated) * 100)}%` : null,
    counts ? null : '评价太少，不列出',
  ];
}

function registerTable(cases: readonly CaseDetail[]): Content {
  return {
    columns: registerColumns,
    rows: streamed(cases.map(registerCells)),
    tail: () => [],
  };
}

function registerCells(one: CaseDetail, index: number): Cell[] {
  const said = (kind: Step['kind']) =>
    one.steps
      .filter(({ step }) => step.kind === kind)
      .map(({ step }) => sayStep(step))
      .join('；') || null;
  return [
    index + 1,
    new Date(`${one.day}T00:00:00Z`),
    one.window,
    one.items.join('、'),
    gradeName(one.grade),
    one.reasons.map((reason) => reasons[reason]).join('、'),
    one.contact,
    one.owner,
    new Date(`${one.dueDay}T00:00:00Z`),
    said('verified'),
    said('measured'),
    said('calledBack'),
    said('reviewed'),
    said('closed'),
    one.overdue ? '超期' : null,
  ];
}

function gradeName(grade: Grade): string {
  return grades[grade - 1] ?? '';
}

function sayStep(step: Step): string {
  switch (step.kind) {
    case 'assigned':
      return '';
    case 'verified':
      return withNote(step.founded ? '属实' : '不属实', step.note);
    case 'measured':
      return step.note;
    case 'calledBack':
      return withNote(sayCall(step), step.note);
    case 'reviewed':
      return withNote(step.upheld ? '维持差评' : '差评不成立', step.note);
    case 'closed':
      return withNote(outcomes[step.outcome], step.note);
  }
}

function sayCall({ reached, satisfied }: { reached: boolean; satisfied: boolean | null }): string {
  if (!reached) return '没联系上';
  if (satisfied === null) return '已回访';
  return satisfied ? '已回访，满意' : '已回访，仍不满意';
}

function withNote(what: string, note: string): string {
  return note === '' ? what : `${what}：${note}`;
}

async function* streamed(rows: readonly Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows;
}
