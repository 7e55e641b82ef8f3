// 叫工作人员: a banner, a chime and a flashing tab on every staff page until someone accepts.
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';
import { createAlarm } from './alarm.ts';
import { HelpCallRow } from './help-call.tsx';
import { OverDialogs } from './over-dialogs.tsx';
import './help.css';

const FLASH_MS = 1000;
const text = zhStaff.help;

export function HelpBanner() {
  const { help } = useStaff().live.slices;
  const alarm = useMemo(createAlarm, []);
  // Accepted calls stay in the slice for a while: only those this page saw waiting are news.
  const seen = useMemo(() => new Set<string>(), []);
  const calls = help.value?.calls ?? [];
  const waiting = calls.filter(({ state }) => state === 'waiting');
  const calling = waiting.length > 0;

  useEffect(() => {
    alarm.start();
    return () => alarm.stop();
  }, [alarm]);
  useEffect(() => {
    if (!calling) return;
    alarm.ring();
    const unflash = flashTitle();
    return () => {
      alarm.quiet();
      unflash();
    };
  }, [calling, alarm]);
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
      {alarm.blocked.value && (
        <div class="help-blocked" role="status">
          <span>{text.blocked}</span>
          <Button onTap={alarm.unblock}>{text.unblock}</Button>
        </div>
      )}
    </div>
  );
}

/** The tab calls too, when another one is in front. Returns how to stop. */
function flashTitle(): () => void {
  const before = document.title;
  const flash = () => {
    document.title = document.title === before ? text.tab : before;
  };
  flash();
  const timer = setInterval(flash, FLASH_MS);
  return () => {
    clearInterval(timer);
    document.title = before;
  };
}
