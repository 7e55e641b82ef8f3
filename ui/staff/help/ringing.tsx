// The chime and the flashing tab while somebody calls, signed in or not; and what to do when the browser keeps silent.
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { type Alarm, createAlarm } from './alarm.ts';

const FLASH_MS = 1000;
const text = zhStaff.help;

export function useAlarm(calling: boolean): Alarm {
  const alarm = useMemo(createAlarm, []);
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
  return alarm;
}

export function SoundBlocked({ alarm }: { alarm: Alarm }) {
  if (!alarm.blocked.value) return null;
  return (
    <div class="help-blocked" role="status">
      <span>{text.blocked}</span>
      <Button onTap={alarm.unblock}>{text.unblock}</Button>
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
