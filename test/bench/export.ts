// npm run bench export: a year's list of visits, and of tickets with their statistics, while the kiosk lives on: how fast, how
// long a tap would wait, how much memory it takes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { exportVisits } from '../../server/modules/attendance/export.ts';
import { visitsBetween } from '../../server/modules/attendance/rows.ts';
import { exportStatistics } from '../../server/modules/services/export.ts';
import { createStatisticsDesk } from '../../server/modules/services/statistics-desk.ts';
import { storiesBetween } from '../../server/modules/services/stories-between.ts';
import type { Case } from './case.ts';
import { casesOf, fileWork, measureAll, workOf } from './file-speed.ts';
import { writeHistory } from './store-history.ts';
import { type BenchStore, openBenchStore } from './store-open.ts';
import { writeTickets } from './ticket-history.ts';

const ROWS = Number(process.env['KIOSK_BENCH_ROWS'] ?? 200_000);
const CHUNK_CHARS = 16_384;
const EVERYTHING = { from: '2000-01-01', to: '2999-12-31' };
const JSON_LINES = 'the same rows as JSON lines';

export async function run(): Promise<Case[]> {
  return [
    ...(await withHistory(writeHistory, measureVisits)),
    ...(await withHistory(writeTickets, measureTickets)),
  ];
}

async function withHistory(
  write: (dataDir: string, count: number) => Promise<void>,
  measured: (store: BenchStore['store']) => Promise<Case[]>,
): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-export-'));
  try {
    const dataDir = join(folder, 'data');
    // An empty store first: the key file is only made together with it.
    await (await openBenchStore(dataDir)).stop();
    await write(dataDir, ROWS);
    const { store, stop } = await openBenchStore(dataDir);
    const cases = await measured(store);
    await stop();
    return cases;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureVisits(store: BenchStore['store']): Promise<Case[]> {
  const table = (format: 'xlsx' | 'csv') =>
    fileWork(async () => (await exportVisits(store, { ...EVERYTHING, format }, Date.now())).body);
  const xlsx = table('xlsx');
  const csv = table('csv');
  const peer = fileWork(async () => jsonLines(visitsBetween(store, EVERYTHING)));
  await measureAll([xlsx, csv, peer]);
  const against = { rows: ROWS, of: 'visits', peer, peerName: JSON_LINES };
  return [...casesOf('XLSX', xlsx, against), ...casesOf('CSV', csv, against)];
}

async function measureTickets(store: BenchStore['store']): Promise<Case[]> {
  const table = (format: 'xlsx' | 'csv') =>
    fileWork(
      async () => (await exportStatistics(store, { ...EVERYTHING, format }, Date.now())).body,
    );
  const xlsx = table('xlsx');
  const csv = table('csv');
  const sums = workOf(async () => {
    // A desk of its own each time: it would keep the answer.
    const desk = createStatisticsDesk(store);
    for (;;) if ((await desk.ask(EVERYTHING)).state === 'done') return;
  });
  const peer = fileWork(async () => jsonLines(storiesBetween(store, EVERYTHING)));
  await measureAll([sums, xlsx, csv, peer]);
  const against = { rows: ROWS, of: 'tickets', peer, peerName: JSON_LINES };
  return [
    ...casesOf('statistics', sums, against),
    ...casesOf('XLSX', xlsx, against),
    ...casesOf('CSV', csv, against),
  ];
}

function jsonLines(rows: AsyncIterable<object>): Readable {
  async function* chunks(): AsyncGenerator<string> {
    let chunk = '';
    for await (const row of rows) {
      chunk += `${JSON.stringify(row)}\n`;
      if (chunk.length < CHUNK_CHARS) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
  return Readable.from(chunks(), { objectMode: false });
}
