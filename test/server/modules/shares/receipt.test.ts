// The bill on paper: whose, which days, how much; read back from the printer's bytes.
import { expect, test } from 'vitest';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { billReference } from '../../../../server/modules/shares/bills.ts';
import { billSlip } from '../../../../server/modules/shares/receipt.ts';
import { entriesBooked } from '../../../../server/modules/shares/schema.ts';
import { event } from '../../../../server/store/module.ts';
import { onPaper } from '../../../devices/on-paper.ts';
import { dayAfter, profile } from '../attendance/memory-kiosk.ts';
import { createBench } from '../decide.ts';
import { LIUBU, units, WANG } from './shop-goods.ts';

const FIRST = '2026-10-01';
const ZHAO = 'household:xiaoshawo/赵家';

function views() {
  const bench = createBench();
  bench.accept(adoptUnits, { units });
  const book = (day: string, account: string, fen: number) =>
    bench.fold(
      event(entriesBooked, {
        day,
        entries: [{ account, fen, orderId: 'o', line: 0, title: '萝卜' }],
      }),
    );
  for (let day = 0; day < 40; day++) book(dayAfter(FIRST, day), WANG, 2786);
  book(FIRST, ZHAO, 1205);
  book(dayAfter(FIRST, 1), ZHAO, -1505);
  book(FIRST, LIUBU, 1399);
  return bench.views;
}

async function paper(of: string, from: string, to: string): Promise<readonly string[]> {
  const slip = billSlip(views(), billReference({ from, to, of }), { profile, copy: 1 });
  const { slip: printed, violations } = await onPaper(slip?.lines ?? []);
  expect(violations).toEqual([]);
  return printed.lines.map((line) => line.trim()).filter((line) => line !== '');
}

test('of a household, day by day; what was given back below zero', async () => {
  const lines = await paper(ZHAO, FIRST, dayAfter(FIRST, 6));
  expect(lines.slice(0, 2)).toEqual([profile.name, '共富账单']);
  expect(lines).toContain('小沙窝村 赵家');
  expect(lines).toContain('2026-10-01 至 2026-10-07');
  expect(lines).toContain('10月1日　12.05 元');
  expect(lines).toContain('10月2日　-15.05 元');
  expect(lines[lines.indexOf('合计') + 1]).toBe('-3.00 元');
});

test('of many days, month by month', async () => {
  const lines = await paper(WANG, FIRST, dayAfter(FIRST, 60));
  expect(lines).toContain('2026年10月　863.66 元');
  expect(lines).toContain('2026年11月　250.74 元');
  expect(lines[lines.indexOf('合计') + 1]).toBe('1114.40 元');
});

test('of a village, its households', async () => {
  const lines = await paper('unit:xiaoshawo', FIRST, FIRST);
  expect(lines).toContain('小沙窝村');
  const at = lines.indexOf('三组王家');
  expect(lines.slice(at, at + 4)).toEqual(['三组王家', '27.86 元', '赵家', '12.05 元']);
  expect(lines[lines.indexOf('合计') + 1]).toBe('39.91 元');
  expect(lines).not.toContain('村集体');
});

test('of nobody there is none', () => {
  const reference = billReference({ from: FIRST, to: FIRST, of: 'unit:dashawo' });
  expect(billSlip(views(), reference, { profile, copy: 1 })).toBeNull();
});
