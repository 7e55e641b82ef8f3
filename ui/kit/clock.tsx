// The time and the date on the wall of the centre.
import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import './clock.css';

const MINUTE_MS = 60_000;
/** Moves once a minute, for every clock on the page. */
export const minute = signal(Date.now());

function useMinute(): number {
  useEffect(() => {
    let timer = 0;
    const tick = () => {
      minute.value = Date.now();
      timer = window.setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return minute.value;
}

export interface ClockProps {
  /** IANA zone of the centre. */
  zone: string;
}

export function Clock({ zone }: ClockProps) {
  const now = useMinute();
  const [time, date, weekday] = useMemo(() => formatters(zone), [zone]);
  return (
    <div class="clock">
      <time>{time.format(now)}</time>
      <small>
        {date.format(now)} {weekday.format(now)}
      </small>
    </div>
  );
}

type Format = Intl.DateTimeFormat;
function formatters(timeZone: string): [time: Format, date: Format, weekday: Format] {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone, ...options });
  return [
    format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    format({ month: 'long', day: 'numeric' }),
    format({ weekday: 'long' }),
  ];
}
