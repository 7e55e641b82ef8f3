// 共富账单 as managers take it home: who gets what, and every booking that it adds up from.

import type { Static } from 'typebox';
import { type ExportedFile, sheetFile } from '../../sheets/sheet-file.ts';
import type { Cell, Table } from '../../sheets/table.ts';
import { wallClock } from '../../sheets/wall-clock.ts';
import { accountName } from './accounts.ts';
import { type BillReads, selectBill } from './bills.ts';
import { bookingsBetween, type LedgerStore } from './entries.ts';
import type { Bill } from './page-schema.ts';
import type { SharesExportQuery } from './schema.ts';

const sumColumns: Table['columns'] = [
  { heading: '类别', width: 12 },
  { heading: '村', width: 16 },
  { heading: '名称', width: 24 },
  { heading: '金额（元）', width: 14 },
];
const entryColumns: Table['columns'] = [
  { heading: '序号', width: 7 },
  { heading: '日期', width: 12, dates: 'yyyy-mm-dd' },
  { heading: '入账时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '账户', width: 28 },
  { heading: '订单', width: 18 },
  { heading: '商品', width: 28 },
  { heading: '金额（元）', width: 12 },
  { heading: '说明', width: 12 },
];

interface ExportStore extends LedgerStore {
  read<T>(select: (views: BillReads) => T): Promise<T>;
}

export async function exportShares(
  store: ExportStore,
  { from, to, format }: Static<typeof SharesExportQuery>,
  nowMs: number,
): Promise<ExportedFile> {
  const range = { from, to };
  const { bill, directory, profile } = await store.read((views) => ({
    bill: selectBill(views, range),
    directory: views.directory,
    profile: views.centre.profile,
  }));
  const wall = wallClock(profile?.zone ?? 'UTC');
  const name = profile?.name ?? '';
  const head = (title: string) => [
    `${name}${title}`,
    `起止日期：${from} 至 ${to}`,
    `导出时间：${wall(nowMs).toISOString().slice(0, 16).replace('T', ' ')}`,
  ];
  let listedFen = 0;
  let damaged = false;
  async function* entryRows(): AsyncGenerator<Cell[]> {
    let ordinal = 0;
    const onDamage = () => {
      damaged = true;
    };
    for await (const { day, atMs, entries } of bookingsBetween(store, range, { onDamage })) {
      for (const { account, orderId, title, fen } of entries) {
        ordinal += 1;
        listedFen += fen;
        const date = new Date(`${day}T00:00:00Z`);
        const whose = accountName(directory, account);
        const note = fen < 0 ? '退货冲回' : null;
        yield [ordinal, date, wall(atMs), whose, orderId, title, inYuan(fen), note];
      }
    }
  }
  const sums: Table = {
    name: '汇总',
    front: true,
    head: [...head('共富账单'), '退货按退的那天扣回，不改以前的账。'],
    columns: sumColumns,
    rows: sumRows(bill),
    tail: () => [checkText(bill)],
  };
  const entries: Table = {
    name: '明细',
    head: head('共富账单明细'),
    columns: entryColumns,
    rows: entryRows(),
    tail: () => entryTail({ listedFen, damaged }, bill),
  };
  return sheetFile([entries, sums], `共富账单_${name}_${from}_${to}`, format);
}

async function* sumRows(bill: Bill): AsyncGenerator<Cell[]> {
  for (const village of bill.villages) {
    yield ['村合计', village.name, null, inYuan(village.fen)];
    for (const { name, fen } of village.rows) yield ['农户', village.name, name, inYuan(fen)];
  }
  for (const { name, fen } of bill.coops) yield ['合作社', null, name, inYuan(fen)];
  for (const { name, fen } of bill.hosts) yield ['主播', null, name, inYuan(fen)];
  if (bill.committee) yield ['联合党委', null, null, inYuan(bill.committee.fen)];
  yield ['总计', null, null, inYuan(bill.totalFen)];
}

/** The double nearest to the amount: spreadsheets write it with two places again. */
function inYuan(fen: number): number {
  return fen / 100;
}

function checkText({ paidFen, refundedFen, totalFen }: Bill): string {
  const differs = paidFen - refundedFen - totalFen;
  const taken = `收款 ${inYuan(paidFen).toFixed(2)} 元，退款 ${inYuan(refundedFen).toFixed(2)} 元`;
  return differs === 0
    ? `核对：${taken}，和分账总计一致。`
    : `注意：${taken}，和分账总计相差 ${inYuan(differs).toFixed(2)} 元，请联系技术人员。`;
}

/** Bookings between the sums and the last row make both differ while somebody pays: the file says so instead of hiding it. */
function entryTail(
  { listedFen, damaged }: { listedFen: number; damaged: boolean },
  { totalFen }: Bill,
): string[] {
  if (damaged) return ['注意：存储有损坏，明细可能缺少部分记录，汇总不受影响。请联系管理员。'];
  const listed = `明细合计 ${inYuan(listedFen).toFixed(2)} 元`;
  return listedFen === totalFen
    ? [`${listed}，和汇总一致。`]
    : [
        `${listed}，汇总是 ${inYuan(totalFen).toFixed(2)} 元：导出时正好有人付款或退款，请再导出一次。`,
      ];
}
