// 叫工作人员: a banner on every section, until someone accepts.
import { useEffect, useMemo } from 'preact/hooks';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';
import { HelpCallRow } from './help-call.tsx';
import { OverDialogs } from './over-dialogs.tsx';
import { SoundBlocked, useAlarm } from './ringing.tsx';
import './help.css';

const text = zhStaff.help;

export function HelpBanner() {
  const { help } = useStaff().live.slices;
  // Accepted calls stay in the slice for a while: only those this page saw waiting are news.
  const seen = useMemo(() => new Set<string>(), []);
  const calls = help.value?.calls ?? [];
  const waiting = calls.filter(({ state }) => state === 'waiting');
  const alarm = useAlarm(waiting.length > 0);

  useEffect(() => {
    for (const { id, state, acceptedBy } of calls) {
      if (state === 'accepted' && seen.delete(id)) {
        toast('good', text.accepted(acceptedBy ?? zhStaff.title));
      }
      if (state === 'waiting') seen.add(id);
    }
  }, [calls, seen]);

  return (
    <div class="help">
      {waiting.map((call) => (
        <HelpCallRow key={call.id} call={call} ringing={alarm.ringing.value} />
      ))}
      {waiting[0] && <OverDialogs key={`over ${waiting[0].id}`} call={waiting[0]} />}
      <SoundBlocked alarm={alarm} />
    </div>
  );
}
