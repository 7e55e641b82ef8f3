// kill -9 in the middle of load, over and over: nothing acknowledged is missing, no number is given twice, and whoever asks
// again with the same id hears the same. The short form kills 20 times, KIOSK_LONG_TESTS=1 200 times: four histories of 50
// kills, since each of the writers' seconds leaves thousands of records that every later life reads again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from './random.ts';
import { collect, toyStore } from './toy/toy-store.ts';

const KILLS = process.env['KIOSK_LONG_TESTS'] ? 50 : 20;
const HISTORIES = process.env['KIOSK_LONG_TESTS'] ? [0, 1, 2, 3] : [0];
const CHILD = new URL('./kill-child.ts', import.meta.url).pathname;

let dataDir: string;
let child: ChildProcess | null = null;
let archives = 0;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kill-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

interface Life {
  readonly acknowledged: readonly string[];
  readonly wrong: readonly string[];
  readonly ready: boolean;
  readonly errors: string;
}

/** Starts a kiosk, lets it work, kills it; returns what it said until then. */
async function live(
  seed: number,
  run: number,
  before: readonly string[],
  mutant: string,
): Promise<Life> {
  const random = seeded(seed * 1000 + run + 1);
  const early = random.chance(0.15);
  // Some live long enough to be killed over a snapshot or an archive.
  const lifeMs = random.chance(0.2) ? random.between(500, 2500) : random.between(1, 250);
  const process_ = spawn(process.execPath, [CHILD, dataDir, String(run), mutant]);
  child = process_;
  const kill = () => process_.kill('SIGKILL');
  const lines: string[] = [];
  const errors: string[] = [];
  process_.stdin.on('error', () => undefined).end(before.join('\n'));
  process_.stderr.on('data', (bytes: Buffer) => errors.push(bytes.toString()));
  // Some die before they are up.
  const timers = early ? [setTimeout(kill, random.between(50, 900))] : [];
  createInterface({ input: process_.stdout }).on('line', (line) => {
    lines.push(line);
    if (line === 'ready' && !early) timers.push(setTimeout(kill, lifeMs));
  });
  await once(process_, 'close');
  for (const timer of timers) clearTimeout(timer);
  return {
    acknowledged: lines.filter((line) => line.startsWith('ok ')).map((line) => line.slice(3)),
    wrong: lines.filter((line) => line.startsWith('wrong ')),
    ready: lines.includes('ready'),
    errors: errors.join(''),
  };
}

/** Every number that was recorded, and what is amiss among them. */
async function recorded() {
  const store = toyStore(dataDir, { keep: { snapshotEvery: 1_000_000 } });
  await store.start();
  const numbers: number[] = [];
  const gaps: unknown[] = [];
  for (const one of await collect(store.history()))
    if ('gap' in one) gaps.push(one);
    else if (one.type === 'numbers.taken') numbers.push((one.data as { number: number }).number);
  await store.stop();
  return { numbers, gaps, unique: new Set(numbers) };
}

async function lives(seed: number, count: number, mutant: 'none' | 'early') {
  const acknowledged: string[] = [];
  const wrong: string[] = [];
  let ready = 0;
  let asked: readonly string[] = [];
  for (let run = 0; run < count; run++) {
    const life = await live(seed, run, asked, mutant);
    if (life.errors !== '') wrong.push(life.errors);
    wrong.push(...life.wrong);
    acknowledged.push(...life.acknowledged);
    // A run that died before it had checked leaves the checking to the next.
    if (life.ready) asked = life.acknowledged;
    ready += Number(life.ready);
    if (mutant !== 'none' && wrong.length > 0) break;
  }
  return { acknowledged, wrong, ready };
}

test.each(HISTORIES)(
  `history %i: ${KILLS} kills lose nothing and repeat nothing`,
  async (seed) => {
    const { acknowledged, wrong, ready } = await lives(seed, KILLS, 'none');
    const { numbers, gaps, unique } = await recorded();
    expect(wrong).toEqual([]);
    expect(gaps).toEqual([]);
    expect(unique.size).toBe(numbers.length);
    const given = acknowledged.flatMap((line) => (line.split(' ')[1] ?? '').split(',').map(Number));
    expect(given.filter((number) => !unique.has(number))).toEqual([]);
    expect(new Set(given).size).toBe(given.length);
    // The test saw something.
    expect(ready).toBeGreaterThan(KILLS / 2);
    expect(given.length).toBeGreaterThan(KILLS * 50);
    archives += (await readdir(join(dataDir, 'archive')).catch(() => [])).length;
    console.info(`${given.length} numbers acknowledged over ${KILLS} kills, 0 missing, 0 repeated`);
  },
  1_200_000,
);

// Twenty lives on a busy machine may all be too short for an archive; two hundred are not.
if (HISTORIES.length > 1)
  test('months were archived in some of the histories', () => expect(archives).toBeGreaterThan(0));

test('a store that answers before the disk has the record is found out', async () => {
  const { wrong } = await lives(0, 20, 'early');
  expect(wrong.length).toBeGreaterThan(0);
}, 300_000);
