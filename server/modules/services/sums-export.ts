// The words of the exported sheets, and their sums as rows: by item, window, hour, class and day, one below the other, so that a
// spreadsheet can filter them.
import type { Cell, Table } from '../../sheets/table.ts';
import type { TicketState } from './schema.ts';
import type { Figures, OutcomeName, Statistics } from './statistics-schema.ts';
import type { OutOfTurnReason, VisitorClass } from './terms-schema.ts';

const MINUTE_MS = 60_000;

export const classes: Record<VisitorClass, string> = {
  ordinary: '普通',
  elderly: '老年人',
  disabled: '残疾人',
  military: '军人',
  expecting: '孕妇和带小孩的',
};
export const states: Record<TicketState, string> = {
  waiting: '在等',
  called: '已叫号',
  serving: '正在办',
  held: '先放一放',
  served: '办完',
  missed: '过号',
  givenUp: '不办了',
  void: '作废',
};
export const outcomes: Record<OutcomeName, string> = {
  done: '已办结',
  materialsMissing: '材料不齐',
  referred: '转办',
  consulted: '仅咨询',
  unrecorded: '没有记结果',
};
export const reasons: Record<OutOfTurnReason, string> = {
  appointment: '预约已到',
  companion: '同来的人',
  unwell: '身体不适',
  materials: '补交材料',
  other: '其他',
};

export const sumColumns: Table['columns'] = [
  { heading: '分类', width: 10 },
  { heading: '名称', width: 30 },
  ...[
    '取号',
    '办完',
    '过号',
    '不办了',
    '作废',
    '还没办完',
    '平均等候（分钟）',
    '一半人等候不超过（分钟）',
    '九成人等候不超过（分钟）',
    '平均办理（分钟）',
    '一半人办理不超过（分钟）',
    '九成人办理不超过（分钟）',
  ].map((heading) => ({ heading, width: Math.max(9, heading.length * 2) })),
];

/** @param result asked only when the rows are: by then every ticket was counted */
export async function* sumRows(result: () => Statistics): AsyncGenerator<Cell[]> {
  const { total, outcomes: ends, byItem, byWindow, byHour, byClass, byDay } = result();
  yield ['合计', null, ...cellsOf(total)];
  for (const item of byItem) yield ['事项', item.name, ...cellsOf(item)];
  for (const one of byWindow) yield ['窗口', `${one.window} 号窗口`, ...cellsOf(one)];
  for (const one of byHour) {
    if (one.tickets > 0) yield ['时段', hourText(one.hour), ...cellsOf(one)];
  }
  for (const one of byClass) {
    if (one.tickets > 0) yield ['人群', classes[one.class], ...cellsOf(one)];
  }
  for (const one of byDay) yield ['日期', one.day, ...cellsOf(one)];
  for (const [outcome, count] of Object.entries(ends)) {
    yield ['办理结果', outcomes[outcome as OutcomeName], null, count];
  }
}

function hourText(hour: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(hour)}:00 到 ${two(hour + 1)}:00`;
}

function cellsOf({
  tickets,
  served,
  missed,
  givenUp,
  void: voided,
  open,
  wait,
  service,
}: Figures): Cell[] {
  const times = [wait, service].flatMap((spread) =>
    spread ? [spread.meanMs, spread.p50Ms, spread.p90Ms].map(minutes) : [null, null, null],
  );
  return [tickets, served, missed, givenUp, voided, open, ...times];
}

/** To the tenth. */
export function minutes(ms: number): number {
  return Math.round(ms / (MINUTE_MS / 10)) / 10;
}
