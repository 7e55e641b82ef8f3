// Whether it is quiet now: a span of the centre's day, also across midnight.

export interface QuietHours {
  /** `HH:MM` in the centre's zone. */
  from: string;
  to: string;
}

export function isQuiet(quiet: QuietHours | null, nowMs: number, zone: string): boolean {
  if (!quiet) return false;
  const format = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const now = new Intl.DateTimeFormat('en-GB', format).format(nowMs);
  const { from, to } = quiet;
  return from < to ? now >= from && now < to : now >= from || now < to;
}
