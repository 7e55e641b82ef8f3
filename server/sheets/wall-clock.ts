// Times as sheets show them.

/** A moment as the clock on a wall in `zone` shows it, in the UTC fields of a Date. */
export function wallClock(zone: string): (ms: number) => Date {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (ms) => {
    const parts = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    return new Date(Date.UTC(year, month - 1, day, hour, minute));
  };
}
