// 共富账单: what villages, households, co-operatives and hosts earned in a range of days, and the settlements of past periods.
import { zhShares as text } from '../../text/zh-shares.ts';
import { RangePicker } from '../attendance/range-picker.tsx';
import { dayOf, type Range, rangeOf } from '../parts/format.ts';
import { useStaff, useZone } from '../staff.ts';
import { AccountEntries } from './account-entries.tsx';
import { BillOfRange } from './bill.tsx';
import { Settlements } from './settlements.tsx';
import '../attendance/visits.css';
import './shares.css';

export function Shares() {
  const { router, live } = useStaff();
  const zone = useZone();
  const { query } = router.route.value;
  const today = live.slices.centre.value?.day ?? dayOf(Date.now(), zone);
  const month = rangeOf('month', today);
  const range = { from: query.get('from') ?? month.from, to: query.get('to') ?? month.to };
  const account = query.get('account');
  const show = (of: string | null) =>
    router.setQuery(of === null ? { ...range } : { ...range, account: of });
  if (account !== null) {
    return (
      <AccountEntries key={account} account={account} range={range} onBack={() => show(null)} />
    );
  }
  return (
    <>
      <div class="no-print">
        <RangePicker
          key={today}
          range={range}
          today={today}
          presets={text.presets}
          onPick={({ from, to }: Range) => router.setQuery({ from, to })}
        />
      </div>
      <BillOfRange range={range} today={today} onShow={show} />
      <Settlements />
    </>
  );
}
