// One random life of a journal on the simulated disk, and the judge of it. What a client was told, or a recovery has shown,
// must be there ever after; what was never lost must never be reported as damage.

import type { Disk } from '../../../server/store/disk.ts';
import type { Journal, JournalLine, PendingLine } from '../../../server/store/journal.ts';
import { batchDigest, encodeLine, lineDigest } from '../../../server/store/line.ts';
import { type Random, seeded } from './random.ts';
import { type Flaws, type Plan, SimulatedDisk, type SimulatedProcess } from './simulated-disk.ts';

export const DIRECTORY = '/data/journal';

export type MakeJournal = (options: {
  directory: string;
  kiosk: string;
  disk: Disk;
  segmentBytes: number;
  lock: () => Promise<() => Promise<void>>;
}) => Journal;

export const noLock = async () => async () => undefined;

export interface HistoryOptions {
  readonly seed: number;
  readonly makeJournal: MakeJournal;
  readonly flaws?: Flaws;
}

export interface HistoryResult {
  readonly violations: readonly string[];
  readonly acknowledged: number;
  readonly deaths: number;
}

/** What clients and recoveries have been told, by seq. */
class Memory {
  readonly violations: string[] = [];
  acknowledged = 0;
  commands = 0;
  readonly failures = new Set<string>();
  /** Content that was promised: acknowledged, or shown after a recovery. */
  readonly promised = new Map<number, string>();
  /** Everything that was ever handed over, as `seq content`. */
  readonly submitted = new Set<string>();

  promise(seq: number, content: string): void {
    const before = this.promised.get(seq);
    if (before !== undefined && before !== content)
      this.violations.push(`seq ${seq} was promised twice, differently`);
    this.promised.set(seq, content);
  }

  get highest(): number {
    return Math.max(0, ...this.promised.keys());
  }
}

const contentOf = (line: PendingLine) => `${line.s} ${line.c} ${line.n} ${JSON.stringify(line.d)}`;

export async function runHistory(options: HistoryOptions): Promise<HistoryResult> {
  const random = seeded(options.seed);
  const disk = new SimulatedDisk(random);
  const memory = new Memory();
  const lives = random.between(2, 7);
  let deaths = 0;
  for (let life = 0; life < lives && memory.violations.length === 0; life++) {
    const process = disk.boot(fatePlan(random), options.flaws);
    await liveOnce(options, process, random, memory, `life ${life}`);
    if (process.dead) deaths += 1;
    if (random.chance(0.6)) disk.cutPower();
  }
  // A last look without any fault, as an operator would have it.
  await lookOnce(options, disk.boot(undefined, options.flaws), memory, 'last look');
  return { violations: memory.violations, acknowledged: memory.acknowledged, deaths };
}

export interface ScriptResult {
  readonly violations: readonly string[];
  /** How many calls the first process made. */
  readonly calls: number;
  /** What clients were told when the disk failed. */
  readonly failures: ReadonlySet<string>;
}

/** The same short life every time, but for the fault: then a look at what is left, after a kill or a power cut. */
export async function runScript(
  makeJournal: MakeJournal,
  plan: Plan,
  powerCut: boolean,
): Promise<ScriptResult> {
  const random = seeded(7);
  const disk = new SimulatedDisk(random);
  const memory = new Memory();
  const options = { seed: 7, makeJournal };
  // What is there before: two segments and a last write in doubt.
  const before = disk.boot();
  const first = openJournal(options, before, 1500);
  await openAndCheck(first, before, memory, 0, 'before');
  for (const seq of [1, 2, 3])
    await submit(first, before, memory, [makeLine(seq, 0, `a${seq}`, {})]);
  await first.rotate();
  await submit(first, before, memory, [makeLine(4, 1, 'a4', {}), makeLine(5, 0, 'a4', {})]);

  const process = disk.boot(plan);
  const journal = openJournal(options, process, 1500);
  for (let attempt = 0; attempt < 4 && !process.dead; attempt++) {
    const state = await openAndCheck(journal, process, memory, 0, `attempt ${attempt}`);
    if (state === null || state.readOnly) continue;
    const text = (length: number) => ({ text: 'y'.repeat(length) });
    let next = state.lastSeq + 1;
    const write = (id: string, length: number) =>
      submit(journal, process, memory, [makeLine(next++, 0, `${id}-${attempt}`, text(length))]);
    if (!(await Promise.all([write('b', 900), write('c', 400), write('d', 10)])).every(Boolean))
      continue;
    if (!(await settled(journal.rotate()))) continue;
    if (!(await write('e', 1400)) || !(await write('f', 300))) continue;
    await journal.close();
    break;
  }
  if (powerCut) disk.cutPower();
  await lookOnce(options, disk.boot(), memory, 'last look');
  return { violations: memory.violations, calls: process.calls, failures: memory.failures };
}

/** At which call this process dies, and which calls fail before that. */
function fatePlan(random: Random): Plan {
  const death = random.chance(0.85) ? random.between(1, random.pick([12, 60, 200])) : 0;
  const failing = random.chance(0.4) ? random.between(1, random.pick([15, 60, 120])) : 0;
  const effect = random.chance(0.5);
  const code = random.pick(['EIO', 'ENOSPC'] as const);
  // A disk that fails to read more often than that is taken for damaged, and rightly.
  const length = random.pick([1, 1, 2]);
  const short = random.between(1, 40);
  return (n, call) => {
    if (n === death) return { kind: 'death', effect };
    if (n >= failing && n < failing + length)
      // Reading never runs out of space.
      return ['read', 'open', 'size', 'list', 'close'].includes(call) && code === 'ENOSPC'
        ? null
        : { kind: 'error', code };
    return n % short === 0 && call === 'write' ? { kind: 'short' } : null;
  };
}

function openJournal(options: HistoryOptions, process: SimulatedProcess, segmentBytes: number) {
  return options.makeJournal({
    directory: DIRECTORY,
    kiosk: 'LW01',
    disk: process,
    segmentBytes,
    lock: noLock,
  });
}

async function lookOnce(
  options: HistoryOptions,
  process: SimulatedProcess,
  memory: Memory,
  when: string,
): Promise<void> {
  const journal = openJournal(options, process, 3000);
  const state = await openAndCheck(journal, process, memory, 0, when);
  if (state === null || state.readOnly)
    memory.violations.push(`${when}: a healthy disk and yet ${String(state?.readOnly)}`);
  await journal.close();
}

async function liveOnce(
  options: HistoryOptions,
  process: SimulatedProcess,
  random: Random,
  memory: Memory,
  when: string,
): Promise<void> {
  const journal = openJournal(options, process, random.pick([1500, 4000, 20_000]));
  const steps = random.between(1, 8);
  let next: number | null = null;
  for (let step = 0; step < steps && !process.dead && memory.violations.length === 0; step++) {
    if (next === null || random.chance(0.1)) {
      if (random.chance(0.3)) await journal.close();
      const minimum = random.pick([0, memory.highest]);
      const state = await openAndCheck(journal, process, memory, minimum, `${when} step ${step}`);
      next = state === null || state.readOnly ? null : state.lastSeq + 1;
      continue;
    }
    const pending: Promise<boolean>[] = [];
    for (let writes = random.between(1, 6); writes > 0; writes--) {
      const lines = makeCommand(random, memory, next);
      next += lines.length;
      pending.push(submit(journal, process, memory, lines));
      if (random.chance(0.15)) pending.push(settled(journal.rotate()));
      if (random.chance(0.3)) await null;
    }
    // A reader beside the writers sees whole, durable records only.
    if (random.chance(0.2) && !process.dead)
      await check(journal, process, memory, 1, `${when} beside writers`);
    if (random.chance(0.1)) break;
    const done = await Promise.all(pending);
    // Whoever tries again without opening must be refused until the journal is opened again.
    if (done.includes(false)) next = random.chance(0.3) ? memory.highest + 1 : null;
  }
  if (random.chance(0.2)) await journal.close().catch(() => undefined);
}

async function settled(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}

async function submit(
  journal: Journal,
  process: SimulatedProcess,
  memory: Memory,
  lines: readonly PendingLine[],
): Promise<boolean> {
  for (const line of lines) memory.submitted.add(contentOf(line));
  try {
    await journal.append(lines);
  } catch (error) {
    memory.failures.add((error as { reason?: string }).reason ?? String(error));
    return false;
  }
  // An answer that the process did not live to give was not given.
  if (!process.dead) {
    memory.acknowledged += lines.length;
    for (const line of lines) memory.promise(line.s, contentOf(line));
  }
  return true;
}

function makeCommand(random: Random, memory: Memory, first: number): PendingLine[] {
  memory.commands += 1;
  const count = random.pick([1, 1, 1, 2, 3]);
  return Array.from({ length: count }, (_, index) =>
    makeLine(first + index, count - 1 - index, `c${memory.commands}`, {
      text: '办'.repeat(random.between(0, random.pick([10, 60, 300]))),
    }),
  );
}

export function makeLine(s: number, n: number, c: string, d: unknown, e = 1): PendingLine {
  return {
    e,
    s,
    n,
    c,
    a: 'touchscreen',
    t: 'services.ticketTaken',
    v: 1,
    w: 1_700_000_000_000 + s,
    q: 1,
    k: 'abcdef12',
    m: s,
    l: 1_700_000_000_000 + s,
    d,
    ...(n === 0 ? { o: { g: 'digest', r: { number: s } } } : {}),
  };
}

async function openAndCheck(
  journal: Journal,
  process: SimulatedProcess,
  memory: Memory,
  minimum: number,
  when: string,
) {
  const state = await journal.open(minimum).catch((error: unknown) => {
    const { reason } = error as { reason?: string };
    if (reason !== 'DISK_FULL' && reason !== 'DISK_ERROR')
      memory.violations.push(`${when}: open threw ${String(error)}`);
    return null;
  });
  if (state === null || process.dead) return null;
  const complain = (what: string) => memory.violations.push(`${when}: ${what}`);
  if (state.gaps.length > 0) complain(`false alarm on open ${JSON.stringify(state.gaps)}`);
  if (state.epoch !== 1) complain(`new epoch ${state.epoch} without need`);
  const lines = await check(journal, process, memory, 1, when);
  if (lines === null || process.dead) return null;
  if ((lines.at(-1)?.s ?? 0) !== state.lastSeq)
    complain(`open said ${state.lastSeq}, read ends at ${lines.at(-1)?.s}`);
  if (tailOf(lines) !== state.tail) complain('the tail is not the digest of the last batch');
  // Without a new segment nothing could be repeated: shown, but not promised.
  if (!state.readOnly) for (const line of lines) memory.promise(line.s, contentOf(line));
  return state;
}

/** Reads everything and compares it with what was promised. null when the disk failed under the reader. */
async function check(
  journal: Journal,
  process: SimulatedProcess,
  memory: Memory,
  from: number,
  when: string,
): Promise<JournalLine[] | null> {
  const promised = new Map(memory.promised);
  const complain = (what: string) => memory.violations.push(`${when}: ${what}`);
  const lines: JournalLine[] = [];
  try {
    for await (const line of journal.read(from)) {
      if ('gap' in line) complain(`false alarm on read ${JSON.stringify(line.gap)}`);
      else lines.push(line);
    }
  } catch {
    return null;
  }
  if (process.dead) return null;
  const found = new Map(lines.map((line) => [line.s, contentOf(line)]));
  for (const [seq, content] of promised) {
    if (!found.has(seq)) complain(`seq ${seq} was promised and is lost`);
    else if (found.get(seq) !== content) complain(`seq ${seq} was promised and is another`);
  }
  for (const [index, line] of lines.entries()) {
    if (line.s !== from + index) complain(`seq ${line.s} stands where ${from + index} belongs`);
    if (!memory.submitted.has(contentOf(line))) complain(`seq ${line.s} was never handed over`);
    const after = lines[index + 1];
    if (line.n > 0 && (after?.c !== line.c || after.n !== line.n - 1))
      complain(`half of command ${line.c} was kept`);
  }
  const broken = brokenChain(lines);
  if (broken !== null) complain(`the chain is broken at ${broken}`);
  return lines;
}

function batchesOf(lines: readonly JournalLine[]): JournalLine[][] {
  const batches: JournalLine[][] = [];
  for (const line of lines) {
    if (batches.at(-1)?.[0]?.b === line.b) batches.at(-1)?.push(line);
    else batches.push([line]);
  }
  return batches;
}

const digestOf = (batch: readonly JournalLine[]) =>
  batchDigest(batch.map((line) => lineDigest(encodeLine(line))));

function tailOf(lines: readonly JournalLine[]): string {
  return digestOf(batchesOf(lines).at(-1) ?? []);
}

/** The seq at which a consumer of the chain, such as the hub, would see a fork. */
export function brokenChain(lines: readonly JournalLine[]): number | null {
  let before = digestOf([]);
  for (const batch of batchesOf(lines)) {
    const [first] = batch;
    if (first === undefined || first.s !== first.b || batch.some(({ h }) => h !== before))
      return first?.s ?? 0;
    before = digestOf(batch);
  }
  return null;
}
