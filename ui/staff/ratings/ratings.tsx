// 好差评: how each window and item was rated, and what becomes of the bad ratings. For managers only.
import { dayOf, rangeOf } from '../parts/format.ts';
import { useStaff, useZone } from '../staff.ts';
import { Rectification } from './rectification.tsx';
import { RectificationList } from './rectification-list.tsx';
import { RatingSummary } from './summary.tsx';
import '../attendance/visits.css';
import './ratings.css';

export function Ratings() {
  const { router, live } = useStaff();
  const zone = useZone();
  const { query } = router.route.value;
  const today = live.slices.centre.value?.day ?? dayOf(Date.now(), zone);
  const thirty = rangeOf('lastThirty', today);
  const range = { from: query.get('from') ?? thirty.from, to: query.get('to') ?? thirty.to };
  const open = query.get('case');
  const show = (id: string | null) =>
    router.setQuery(id === null ? { ...range } : { ...range, case: id });
  if (open !== null) return <Rectification key={open} id={open} onBack={() => show(null)} />;
  return (
    <>
      <RatingSummary
        range={range}
        today={today}
        onPick={(picked) => router.setQuery({ ...picked })}
      />
      <RectificationList onShow={show} />
    </>
  );
}
