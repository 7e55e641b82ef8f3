// npm run bench store: what a durable record costs, alone and in a crowd, with 1 k and 1 M records before it; restarts.
import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadSettings } from '../../config/load.ts';
import { adoptOptions, checkIn } from '../../server/modules/attendance/commands.ts';
import { adoptProfile } from '../../server/modules/centre/commands.ts';
import { type Case, median } from './case.ts';
import { writeHistory } from './store-history.ts';
import { type BenchStore, openBenchStore } from './store-open.ts';

const ROUNDS = 5;
const ALONE = 400;
const CROWD = 32;
const CROWD_TURNS = 300;
const MANY = Number(process.env['KIOSK_BENCH_RECORDS'] ?? 1_000_000);
/** As long as a line of the journal. */
const RECORD = `${JSON.stringify({ a: 'x'.repeat(511) })}\n`;

export async function run(): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-store-'));
  try {
    const few = join(folder, 'few');
    const many = join(folder, 'many');
    for (const [dataDir, records] of [
      [few, 1000],
      [many, MANY],
    ] as const) {
      // An empty store first: the key file is only made together with it.
      await (await openBenchStore(dataDir)).stop();
      await writeHistory(dataDir, records);
    }
    const commands = await measureCommands(folder, few, many);
    return [...commands, ...measureStarts(many)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureCommands(folder: string, few: string, many: string): Promise<Case[]> {
  const small = await prepared(few);
  const large = await prepared(many);
  const raw = await openRaw(join(folder, 'raw'));
  const sqlite = openSqlite(join(folder, 'sqlite.db'));
  const alone = { raw: [] as number[], small: [] as number[], large: [] as number[] };
  const crowd = { raw: [] as number[], small: [] as number[], sqlite: [] as number[] };
  // A kiosk runs for months: what counts is code that the engine has compiled by now, of all of them.
  for (const one of [groupCommit(raw), () => visit(small), async () => sqlite.insert()])
    await rate(one);
  // Interleaved: whatever else the machine does harms all of them alike.
  for (let round = 0; round < ROUNDS; round++) {
    alone.raw.push(await eachMs(() => appendAndSync(raw)));
    alone.small.push(await eachMs(() => visit(small)));
    alone.large.push(await eachMs(() => visit(large)));
    crowd.raw.push(await rate(groupCommit(raw)));
    crowd.small.push(await rate(() => visit(small)));
    crowd.sqlite.push(await rate(async () => sqlite.insert()));
  }
  await Promise.all([small.stop(), large.stop(), raw.close()]);
  sqlite.close();
  const peer = (name: string, values: number[]) => ({ name, value: median(values) });
  return [
    {
      name: 'one durable command',
      unit: 'ms',
      value: median(alone.small),
      peer: peer('append + fdatasync', alone.raw),
      bound: { atMost: 1.5 },
    },
    {
      name: `one durable command, ${MANY} records before it`,
      unit: 'ms',
      value: median(alone.large),
      peer: peer('1,000 records before it', alone.small),
      bound: { atMost: 1.15 },
    },
    {
      name: '32 at once',
      unit: 'ops/s',
      value: median(crowd.small),
      peer: peer('better-sqlite3 WAL FULL, one transaction each', crowd.sqlite),
      bound: { atLeast: 8 },
    },
    {
      name: '32 at once, against the disk',
      unit: 'ops/s',
      value: median(crowd.small),
      peer: peer('raw group commit', crowd.raw),
      bound: { atLeast: 0.6 },
    },
  ];
}

function measureStarts(many: string): Case[] {
  const start = (work: string) =>
    JSON.parse(
      execFileSync(process.execPath, [join(import.meta.dirname, 'store-start.ts'), many, work], {
        encoding: 'utf8',
      }),
    ) as { readyMs: number; rssMb: number; stallMs: number };
  const snapshot = start('snapshot');
  const starts = Array.from({ length: ROUNDS }, () => start('start'));
  return [
    {
      name: `restart with ${MANY} records`,
      unit: 'ms',
      value: median(starts.map(({ readyMs }) => readyMs)),
      detail: { 'without a snapshot': Math.round(snapshot.readyMs) },
      bound: { atMost: 1000 },
    },
    {
      name: 'memory after that',
      unit: 'MB',
      value: median(starts.map(({ rssMb }) => rssMb)),
      bound: { atMost: 250 },
    },
    {
      name: 'longest stall of the event loop during a snapshot',
      unit: 'ms',
      value: snapshot.stallMs,
      bound: { atMost: 20 },
    },
  ];
}

let turn = 0;

async function prepared(dataDir: string): Promise<BenchStore> {
  const opened = await openBenchStore(dataDir);
  const actor = { kind: 'kiosk', part: 'bench' } as const;
  const body = { purposes: ['errand' as const] };
  await opened.store.execute(adoptOptions, { id: 'bench-options', actor, body });
  const { settings } = await loadSettings({});
  const profile = { ...settings.centre, demo: false };
  await opened.store.execute(adoptProfile, { id: 'bench-profile', actor, body: profile });
  return opened;
}

async function visit({ store }: BenchStore): Promise<void> {
  turn++;
  const outcome = await store.execute(checkIn, {
    id: `bench-visit-${turn}`,
    actor: { kind: 'touchscreen' },
    body: { method: 'headcount', purpose: 'errand', headcount: 1 },
  });
  if (!outcome.ok) throw new Error(outcome.refusal.refused);
}

/** Median ms of one after another. */
async function eachMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ALONE; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

/** Operations a second of 32 writers, each waiting for its own. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const writer = async () => {
    for (let i = 0; i < CROWD_TURNS; i++) await work();
  };
  await Promise.all(Array.from({ length: CROWD }, writer));
  return (CROWD * CROWD_TURNS) / ((performance.now() - begun) / 1000);
}

function openRaw(path: string): Promise<FileHandle> {
  return open(path, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND);
}

async function appendAndSync(file: FileHandle): Promise<void> {
  await file.write(RECORD);
  await file.datasync();
}

/** The least a group commit can do: what arrives during a flush shares the next. */
function groupCommit(file: FileHandle): () => Promise<void> {
  let waiting: { text: string; done: Promise<void> } | null = null;
  let running: Promise<void> = Promise.resolve();
  return () => {
    if (waiting) {
      waiting.text += RECORD;
      return waiting.done;
    }
    const group = { text: RECORD, done: Promise.resolve() };
    waiting = group;
    group.done = running.then(async () => {
      waiting = null;
      await file.write(group.text);
      await file.datasync();
    });
    running = group.done;
    return group.done;
  };
}

function openSqlite(path: string) {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table record (id integer primary key, body text)');
  const statement = database.prepare('insert into record (body) values (?)');
  return { insert: () => statement.run(RECORD), close: () => database.close() };
}
