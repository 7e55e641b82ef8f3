// Many slips through a printer that fails at random, seeded, through the real store and spool: what is on paper afterwards
// against what the kiosk says of it. A test runs a short one, the bench a long one.
import type { Fault, TcpPrinterOptions } from '../../devices/tcp-printer.ts';
import { countPaper } from './paper-count.ts';
import { openHall, type RealHall, ticketEnd } from './real-hall.ts';

export interface FaultRun {
  readonly jobs: number;
  readonly faults: number;
  readonly seed: number;
  readonly printer?: TcpPrinterOptions;
}
export interface FaultResult {
  /** Not whole on paper, and nobody was told to look. */
  readonly lost: readonly string[];
  /** Said to be printed, and not whole on paper. */
  readonly claimed: readonly string[];
  /** Two slips that look alike. */
  readonly unmarkedTwice: readonly string[];
  /** Numbers of which a further copy came out, marked as such. */
  readonly marked: number;
  /** Numbers whose last copy nobody knows of: staff are asked to look. */
  readonly leftToStaff: number;
  /** Of those, the ones that are in fact not whole on paper. */
  readonly missing: number;
  readonly sprung: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly elapsedMs: number;
}

/** Paper, cover, power, unplugged in order (FIN) and torn out (no server), RST. */
const kinds = ['paperOut', 'coverOpen', 'powerCycle', 'fin', 'unplugged', 'reset'] as const;
type Kind = (typeof kinds)[number];
const breathMs = 60;

export async function runFaults({
  jobs,
  faults,
  seed,
  printer = {},
}: FaultRun): Promise<FaultResult> {
  const roll = dice(seed);
  const hall = await openHall({ healMs: breathMs, ...printer });
  try {
    const from = performance.now();
    const sprung: Record<string, number> = {};
    const at = new Map(
      distinct(roll, faults, jobs).map((job, n) => [job, kinds[n % kinds.length]]),
    );
    const numbers: string[] = [];
    for (let job = 0; job < jobs; job++) {
      const kind = at.get(job);
      const taking = hall.take();
      if (kind) {
        sprung[kind] = (sprung[kind] ?? 0) + 1;
        await trouble(hall, kind, roll);
      }
      numbers.push(await taking);
      // Visitors come in bursts; the queue is often longer than one.
      if (roll(3) === 0) await drained(hall, 4);
    }
    await drained(hall, 0);
    await hall.quiet();
    return { ...(await compare(hall, numbers)), sprung, elapsedMs: performance.now() - from };
  } finally {
    await hall.end();
  }
}

/** Begins at once, in the middle of the next slip, or right behind its cut; it is over a moment later. */
async function trouble(
  { device }: RealHall,
  kind: Kind,
  roll: (sides: number) => number,
): Promise<void> {
  if (kind === 'unplugged') return device.refuse(10 + roll(60));
  const fault: Fault = kind;
  switch (roll(3)) {
    case 0:
      device.fail(fault);
      await pause(20 + roll(80));
      device.heal();
      break;
    case 1:
      device.failAt(fault, 1 + roll(10));
      break;
    case 2:
      device.failAt(fault, 'cut');
      break;
  }
}

async function drained(hall: RealHall, most: number): Promise<void> {
  while (hall.device.armed() || (await hall.slice()).waiting > most) await pause(5);
}

async function compare(
  hall: RealHall,
  numbers: readonly string[],
): Promise<Omit<FaultResult, 'sprung' | 'elapsedMs'>> {
  const paper = countPaper(hall.device.slips, ticketEnd);
  const says = new Map((await hall.jobs()).map(({ number, state }) => [number, state]));
  const whole = (number: string) => (paper.get(number)?.whole ?? 0) > 0;
  const unknown = (number: string) => says.get(number) === 'unconfirmed';
  return {
    lost: numbers.filter((number) => !whole(number) && !unknown(number)),
    claimed: numbers.filter(
      (number) => ['confirmed', 'processed'].includes(says.get(number) ?? '') && !whole(number),
    ),
    unmarkedTwice: numbers.filter((number) => (paper.get(number)?.unmarked ?? 0) > 1),
    marked: numbers.filter((number) => (paper.get(number)?.marked ?? 0) > 0).length,
    leftToStaff: numbers.filter(unknown).length,
    missing: numbers.filter((number) => unknown(number) && !whole(number)).length,
    violations: hall.device.violations,
  };
}

function distinct(roll: (sides: number) => number, count: number, below: number): number[] {
  const found = new Set<number>();
  while (found.size < Math.min(count, below)) found.add(roll(below));
  return [...found];
}

function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
