// A process of its own: starts the store of a directory and says how long that took and what it weighs.
import { openBenchStore } from './store-open.ts';

const [dataDir = '', work = 'start'] = process.argv.slice(2);
const begunMs = performance.now();
const { store, stop } = await openBenchStore(dataDir);
await store.read((views) => Object.keys(views.attendance.open).length);
const readyMs = performance.now() - begunMs;
// As it would be a moment later, without the garbage of reading the snapshot.
const rssMb = process.memoryUsage.rss() / 1e6;
let stallMs = 0;
if (work === 'snapshot') {
  let last = performance.now();
  const timer = setInterval(() => {
    stallMs = Math.max(stallMs, performance.now() - last - 1);
    last = performance.now();
  }, 1);
  await store.snapshotNow();
  clearInterval(timer);
}
process.stdout.write(`${JSON.stringify({ readyMs, rssMb, stallMs })}\n`);
await stop();
