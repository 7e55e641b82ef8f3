// What two hundred open streams cost over ten minutes of a live session: memory that grows, and changes that a page never saw.
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { createKioskProcess, type KioskProcess } from '../journeys/kiosk-process.ts';
import { type Case, quantile } from './case.ts';
import { type Explain, manyStreams, openShop } from './push-shop.ts';

const STREAMS = 200;
const MINUTES = Number(process.env['BENCH_PUSH_MINUTES'] ?? 10);
/** A process that has just started still grows: code is compiled, what is remembered of commands fills up. That is no leak. */
const WARM_UP_CHANGES = 2_000;
const CHANGE_EVERY_MS = 2_000;
const MEASURE_EVERY_MS = 10_000;
const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;

export async function measureStreams(): Promise<Case[]> {
  const inspector = '--inspect=127.0.0.1:0';
  const kiosk = await createKioskProcess({
    change: manyStreams,
    environment: { NODE_OPTIONS: inspector },
  });
  await kiosk.start();
  try {
    const { explain } = await openShop(kiosk);
    const memory = await openMemory(kiosk);
    for (let change = 0; change < WARM_UP_CHANGES; change++) await explain();
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, () => openStream(`${kiosk.touchUrl}/api/events?page=touch`)),
    );
    const { samples, changes } = await run(explain, memory.settled);
    // The last change is on its way.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const missed = streams.map(({ seen }) => changes.filter((text) => !seen.has(text)).length);
    for (const { close } of streams) close();
    memory.close();
    return casesOf({ samples, changes: changes.length, missed });
  } finally {
    await kiosk.remove();
  }
}

interface Sample {
  readonly atMs: number;
  readonly rss: number;
}

async function run(
  explain: Explain,
  settled: () => Promise<number>,
): Promise<{ samples: Sample[]; changes: string[] }> {
  const samples: Sample[] = [];
  const changes: string[] = [];
  const begunMs = performance.now();
  let measuredMs = begunMs;
  while (performance.now() - begunMs < MINUTES * 60_000) {
    changes.push(String((await explain()).sinceMs));
    await new Promise((resolve) => setTimeout(resolve, CHANGE_EVERY_MS));
    if (performance.now() - measuredMs < MEASURE_EVERY_MS) continue;
    measuredMs = performance.now();
    samples.push({ atMs: measuredMs - begunMs, rss: await settled() });
  }
  return { samples, changes };
}

function casesOf(measured: { samples: Sample[]; changes: number; missed: number[] }): Case[] {
  const { samples, changes, missed } = measured;
  const rss = samples.map((one) => one.rss / MB);
  return [
    {
      name: `RSS of the kiosk with ${STREAMS} streams, growth an hour`,
      unit: 'MB',
      value: (slopeOf(samples) * HOUR_MS) / MB,
      detail: {
        first: rss[0] ?? 0,
        last: rss.at(-1) ?? 0,
        median: quantile(rss, 0.5),
        minutes: MINUTES,
      },
      bound: { atMost: 2 },
    },
    {
      name: `changes that one of ${STREAMS} streams missed`,
      unit: 'changes',
      value: missed.reduce((sum, one) => sum + one, 0),
      detail: { changes, streams: missed.length },
      bound: { atMost: 0 },
    },
  ];
}

/** Theil–Sen: the median of the slopes of all pairs; one late collection does not tilt it. Bytes a millisecond. */
function slopeOf(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((a, i) =>
    samples.slice(i + 1).map((b) => (b.rss - a.rss) / (b.atMs - a.atMs)),
  );
  return slopes.length > 0 ? quantile(slopes, 0.5) : Number.NaN;
}

interface OpenStream {
  /** `sinceMs` of every product that was shown as being explained. */
  readonly seen: ReadonlySet<string>;
  close(): void;
}

function openStream(url: string): Promise<OpenStream> {
  const seen = new Set<string>();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response: IncomingMessage) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        const text = rest + chunk;
        for (const [, since] of text.matchAll(/"sinceMs":(\d+),/g)) seen.add(String(since));
        // A number may be torn between two chunks.
        rest = text.slice(-40);
      });
      resolve({ seen, close: () => request.destroy() });
    });
    request.on('error', reject);
  });
}

interface Memory {
  /** Resident bytes of the kiosk right after a whole collection: what it really holds. */
  settled(): Promise<number>;
  close(): void;
}

async function openMemory(kiosk: KioskProcess): Promise<Memory> {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(kiosk.output())?.[0];
  if (!address) throw new Error('the inspector did not say where it listens');
  const socket = new WebSocket(address);
  const waiting = new Map<number, () => void>();
  let calls = 0;
  socket.onmessage = ({ data }) => {
    const { id } = JSON.parse(String(data)) as { id?: number };
    waiting.get(id ?? -1)?.();
  };
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  return {
    async settled() {
      const id = ++calls;
      const collected = new Promise<void>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
      await collected;
      waiting.delete(id);
      return residentBytes(kiosk.pid());
    },
    close: () => socket.close(),
  };
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
