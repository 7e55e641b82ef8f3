// npm run bench export: a year's list of visits as a file, while the kiosk lives on: how fast, how long a tap would wait,
// how much memory it takes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportVisits } from '../../server/modules/attendance/export.ts';
import { visitsBetween } from '../../server/modules/attendance/rows.ts';
import { type Case, median } from './case.ts';
import { writeHistory } from './store-history.ts';
import { type BenchStore, openBenchStore } from './store-open.ts';

const ROWS = Number(process.env['KIOSK_BENCH_ROWS'] ?? 200_000);
const ROUNDS = 3;
const CHUNK_CHARS = 16_384;
const EVERYTHING = { from: '2000-01-01', to: '2999-12-31' };

interface Measured {
  readonly rowsPerSecond: number;
  /** The longest that the event loop was busy without a turn for others; time that other processes took does not count. */
  readonly stallMs: number;
  /** The same by the clock on the wall: what a tap would have waited on this machine. */
  readonly waitMs: number;
}
interface File {
  open(): Promise<Readable>;
  readonly measured: Measured[];
  /** Of the first time: later the process has the memory already. */
  grownMb: number;
}

export async function run(): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-export-'));
  try {
    const dataDir = join(folder, 'data');
    // An empty store first: the key file is only made together with it.
    await (await openBenchStore(dataDir)).stop();
    await writeHistory(dataDir, ROWS);
    return await measureAll(await openBenchStore(dataDir));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll({ store, stop }: BenchStore): Promise<Case[]> {
  const file = (open: () => Promise<Readable>): File => ({ open, measured: [], grownMb: 0 });
  const table = (format: 'xlsx' | 'csv') =>
    file(async () => (await exportVisits(store, { ...EVERYTHING, format }, Date.now())).body);
  const xlsx = table('xlsx');
  const csv = table('csv');
  const peer = file(async () => Readable.from(jsonLines(store), { objectMode: false }));
  const files = [xlsx, csv, peer];
  // Unmeasured but for the memory: the first pass compiles and reads the disk.
  for (const one of files) one.grownMb = await growth(one);
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of files) one.measured.push(await measure(one));
  }
  await stop();
  return [...casesOf('XLSX', xlsx, peer), ...casesOf('CSV', csv, peer)];
}

function casesOf(name: string, file: File, peer: File): Case[] {
  const mid = ({ measured }: File, what: keyof Measured) =>
    median(measured.map((one) => one[what]));
  return [
    {
      name: `${ROWS} visits as ${name}, rows`,
      unit: 'ops/s',
      value: mid(file, 'rowsPerSecond'),
      peer: { name: 'the same rows as JSON lines', value: mid(peer, 'rowsPerSecond') },
      detail: { rounds: ROUNDS },
    },
    {
      name: `${name}: longest stall of the event loop`,
      unit: 'ms',
      value: mid(file, 'waitMs'),
      detail: { 'of the processor': mid(file, 'stallMs'), 'JSON lines': mid(peer, 'waitMs') },
      bound: { atMost: 50 },
    },
    {
      name: `${name}: memory it takes`,
      unit: 'MB',
      value: file.grownMb,
      detail: { 'JSON lines': peer.grownMb },
      bound: { atMost: 64 },
    },
  ];
}

async function* jsonLines(store: BenchStore['store']): AsyncGenerator<string> {
  let chunk = '';
  for await (const visit of visitsBetween(store, EVERYTHING)) {
    chunk += `${JSON.stringify(visit)}\n`;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function growth({ open }: File): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  await drain(await open());
  clearInterval(timer);
  return (peak - before) / 1e6;
}

async function measure({ open }: File): Promise<Measured> {
  globalThis.gc?.();
  const begunMs = performance.now();
  let last = { wallMs: begunMs, cpu: process.threadCpuUsage() };
  let waitMs = 0;
  let stallMs = 0;
  const timer = setInterval(() => {
    const wallMs = performance.now();
    const { user, system } = process.threadCpuUsage(last.cpu);
    waitMs = Math.max(waitMs, wallMs - last.wallMs - 1);
    stallMs = Math.max(stallMs, (user + system) / 1000);
    last = { wallMs, cpu: process.threadCpuUsage() };
  }, 1);
  await drain(await open());
  clearInterval(timer);
  const seconds = (performance.now() - begunMs) / 1000;
  return { rowsPerSecond: ROWS / seconds, stallMs, waitMs };
}

/** Takes the bytes as a fast network would. */
function drain(body: Readable): Promise<void> {
  return pipeline(body, new Writable({ write: (_chunk, _encoding, done) => setImmediate(done) }));
}
