// How fast a file or a long reading comes, how long a tap would wait for it, and how much memory it takes.
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Case, median } from './case.ts';

const ROUNDS = 3;

interface Measured {
  readonly seconds: number;
  /** The longest that the event loop was busy without a turn for others; time that other processes took does not count. */
  readonly stallMs: number;
  /** The same by the clock on the wall: what a tap would have waited on this machine. */
  readonly waitMs: number;
}
export interface Work {
  readonly run: () => Promise<void>;
  readonly measured: Measured[];
  /** Of the first time: later the process has the memory already. */
  grownMb: number;
}

/** Bytes, taken as a fast network would take them. */
export function fileWork(open: () => Promise<NodeJS.ReadableStream>): Work {
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => void setImmediate(done) });
  return workOf(async () => pipeline(await open(), sink()));
}

export function workOf(run: () => Promise<void>): Work {
  return { run, measured: [], grownMb: 0 };
}

/** In turns, so that a noisy machine harms all alike. */
export async function measureAll(works: readonly Work[]): Promise<void> {
  // Unmeasured but for the memory: the first pass compiles and reads the disk.
  for (const one of works) one.grownMb = await growth(one);
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of works) one.measured.push(await measure(one));
  }
}

export function casesOf(
  name: string,
  work: Work,
  { rows, of, peer, peerName }: { rows: number; of: string; peer: Work; peerName: string },
): Case[] {
  const mid = ({ measured }: Work, what: keyof Measured) =>
    median(measured.map((one) => one[what]));
  const speed = (one: Work) => rows / mid(one, 'seconds');
  return [
    {
      name: `${rows} ${of} as ${name}, rows`,
      unit: 'ops/s',
      value: speed(work),
      peer: { name: peerName, value: speed(peer) },
      detail: { rounds: ROUNDS },
    },
    {
      name: `${of} as ${name}: longest stall of the event loop`,
      unit: 'ms',
      value: mid(work, 'waitMs'),
      detail: { 'of the processor': mid(work, 'stallMs'), [peerName]: mid(peer, 'waitMs') },
      bound: { atMost: 50 },
    },
    {
      name: `${of} as ${name}: memory it takes`,
      unit: 'MB',
      value: work.grownMb,
      detail: { [peerName]: peer.grownMb },
      bound: { atMost: 64 },
    },
  ];
}

async function growth({ run }: Work): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  await run();
  clearInterval(timer);
  return (peak - before) / 1e6;
}

async function measure({ run }: Work): Promise<Measured> {
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
  await run();
  clearInterval(timer);
  return { seconds: (performance.now() - begunMs) / 1000, stallMs, waitMs };
}
