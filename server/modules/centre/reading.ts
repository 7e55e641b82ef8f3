// What other modules may ask of the centre's time.

const DAY_MS = 86_400_000;

/**
 * A destroyed key cannot be put right, so a wrong clock must not destroy one: hall time, which never runs ahead of real
 * time by itself, must have run the whole term, and a trusted wall clock must agree unless it was in the future then.
 */
export function hasAged(
  then: { readonly ms: number; readonly hallMs: number },
  days: number,
  now: { readonly wallMs: number; readonly hallMs: number; readonly clockTrusted: boolean },
): boolean {
  if (now.hallMs - then.hallMs < days * DAY_MS) return false;
  const age = now.wallMs - then.ms;
  return !now.clockTrusted || age < 0 || age >= days * DAY_MS;
}
