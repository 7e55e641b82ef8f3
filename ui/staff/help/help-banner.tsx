// 叫工作人员: a banner, a chime and a flashing tab on every staff page until someone accepts.
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { Bell } from '../../kit/icons.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { timeText } from '../parts/format.ts';
import { failureText, useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { createAlarm } from './alarm.ts';
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
      {waiting.map(({ id, calledAtMs }) => (
        <Waiting key={id} id={id} calledAtMs={calledAtMs} ringing={alarm.ringing.value} />
      ))}
      {alarm.blocked.value && (
        <div class="help-blocked" role="status">
          <span>{text.blocked}</span>
          <Button onTap={alarm.unblock}>{text.unblock}</Button>
        </div>
      )}
    </div>
  );
}

interface WaitingProps {
  id: string;
  calledAtMs: number;
  ringing: boolean;
}

function Waiting({ id, calledAtMs, ringing }: WaitingProps) {
  const zone = useZone();
  const accept = useCommand<Record<never, never>>();
  return (
    <div class="help-call" role="alert" data-ringing={ringing}>
      <Bell />
      <div>
        <b>{text.title}</b>
        <span>{text.since(timeText(calledAtMs, zone))}</span>
        {accept.failure.value && <span>{failureText(accept.failure.value)}</span>}
      </div>
      <Button
        busy={accept.busy.value}
        onTap={() => accept.run(`/api/help/calls/${encodeURIComponent(id)}/acceptance`, {})}
      >
        {text.accept}
      </Button>
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
