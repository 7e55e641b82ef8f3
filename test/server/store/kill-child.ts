// The process that gets killed: a store under load of 32 writers. Each answer goes to stdout once it was given.
// node kill-child.ts DATA_DIR RUN MUTANT, and on stdin what the run before it acknowledged.
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { createJournal, type Journal } from '../../../server/store/journal.ts';
import { openDay, takePair } from './toy/registry.ts';
import { DAY_MS, KIOSK, request, toyClock, toyStore } from './toy/toy-store.ts';

const WRITERS = 32;
const [dataDir = '', run = '0', mutant = 'none'] = process.argv.slice(2);

const say = (line: string) => process.stdout.write(`${line}\n`);

function journal(): Journal {
  const honest = createJournal({ directory: `${dataDir}/journal`, kiosk: KIOSK });
  if (mutant !== 'early') return honest;
  return {
    open: (...args) => honest.open(...args),
    read: (from) => honest.read(from),
    rotate: () => honest.rotate(),
    close: () => honest.close(),
    append(lines) {
      honest.append(lines).catch(() => undefined);
      return setImmediate();
    },
  };
}

const months = Number(run);
const systemClock = toyClock(Date.UTC(2026, 0, 1) + months * DAY_MS);
const store = toyStore(dataDir, {
  journal: journal(),
  systemClock,
  keep: { snapshotEvery: 300, liveMonths: 1, keepMonths: null },
});
await store.start();

/** What was acknowledged before must have the same answer now. */
const acknowledged = (await text(process.stdin)).split('\n').filter((line) => line !== '');
for (const line of acknowledged) {
  const [id = '', numbers] = line.split(' ');
  const again = await store.execute(takePair, request({}, id));
  if (!again.ok || !again.replayed || String(again.reply.numbers) !== numbers)
    say(`wrong ${line} is now ${JSON.stringify(again)}`);
}
say('ready');

// A month for each run: archives are made, and killed in the making, too.
await store.execute(openDay, request({ day: `${2026 + Math.floor(months / 12)}-${month()}-01` }));
function month(): string {
  return String(1 + (months % 12)).padStart(2, '0');
}

await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; ; n++) {
      const id = `kill-${run}-${writer}-${n}`;
      const outcome = await store.execute(takePair, request({}, id));
      if (outcome.ok) say(`ok ${id} ${outcome.reply.numbers}`);
    }
  }),
);
