// wait-for-kiosk.mjs ORIGIN: ends once the kiosk answers anything at all. A browser that comes first shows an error page for good.
import { setTimeout as pause } from 'node:timers/promises';

const health = new URL('/healthz', process.argv[2]);
for (;;) {
  const answer = await fetch(health, { signal: AbortSignal.timeout(5000) }).catch(() => null);
  if (answer !== null) break;
  await pause(250);
}
