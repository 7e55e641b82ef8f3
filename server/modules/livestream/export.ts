// A session's shelf history as a spreadsheet.
import { type ExportedFile, sheetFile } from '../../sheets/sheet-file.ts';
import type { Cell, Table } from '../../sheets/table.ts';
import type { HistoryRow } from './console-schema.ts';
import type { Act, LiveSession, SessionState } from './schema.ts';

const acts: Record<Act, string> = {
  planned: '排了直播',
  moved: '直播',
  shelf: '重排货架',
  pinned: '置顶',
  explained: '讲解',
  price: '直播价',
  flash: '秒杀价',
  quota: '限量',
  perPerson: '每人限购',
  hidden: '隐藏',
  shown: '重新显示',
  soldOut: '标为售罄',
  restocked: '取消售罄',
  note: '提词',
};
const states: Record<SessionState, string> = {
  planned: '未开始',
  live: '开播',
  paused: '暂停',
  ended: '结束',
  settled: '结清',
  cancelled: '取消',
};
const columns: Table['columns'] = [
  { heading: '时间', width: 18, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '谁', width: 12 },
  { heading: '做了什么', width: 12 },
  { heading: '商品', width: 28 },
  { heading: '原来', width: 12 },
  { heading: '现在', width: 30 },
  { heading: '到', width: 18, dates: 'yyyy-mm-dd hh:mm' },
];

export function exportHistory(
  rows: AsyncIterable<HistoryRow>,
  { title, day, startsAt }: Pick<LiveSession, 'title' | 'day' | 'startsAt'>,
  how: {
    readonly format: 'csv' | 'xlsx';
    /** As a clock on the wall of the centre shows it. */
    readonly wallClock: (ms: number) => Date;
    readonly damaged: () => boolean;
  },
): ExportedFile {
  const { wallClock } = how;
  const table: Table = {
    name: '货架记录',
    head: [`${title}（${day} ${startsAt}）货架记录`],
    columns,
    rows: cellsOf(rows, wallClock),
    tail: () => (how.damaged() ? ['有一段记录损坏，读不出来，这里没有。'] : []),
  };
  return sheetFile([table], `货架记录_${title}_${day}`, how.format);
}

async function* cellsOf(
  rows: AsyncIterable<HistoryRow>,
  wallClock: (ms: number) => Date,
): AsyncGenerator<Cell[]> {
  const clock = (ms: number | null) => (ms === null ? null : wallClock(ms));
  for await (const row of rows) {
    const act = acts[row.act as Act];
    const [before, after] = saidOf(row);
    const until = row.act === 'flash' ? row.flashToMs : row.untilMs;
    yield [wallClock(row.atMs), row.by, act, row.title, before, after, clock(until)];
  }
}

function saidOf(row: HistoryRow): [Cell, Cell] {
  switch (row.act as Act) {
    case 'moved':
      return [null, row.state && states[row.state]];
    case 'shelf':
      return [null, `${row.count ?? 0} 件`];
    case 'price':
      return [yuan(row.fromFen, '原价'), yuan(row.toFen, '原价')];
    case 'flash':
      return [null, yuan(row.toFen, '取消')];
    case 'quota':
    case 'perPerson':
      return [row.from ?? '不限', row.to ?? '不限'];
    case 'note':
      return [null, row.note];
    default:
      return [null, null];
  }
}

function yuan(fen: number | null, otherwise: string): Cell {
  return fen === null ? otherwise : fen / 100;
}
