import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { App } from '../../../server/http/app.ts';
import {
  createSeats,
  createStream,
  type Stream,
  type Viewer,
} from '../../../server/http/stream.ts';
import { type EventReader, readEvents } from './event-source.ts';
import { silent, startToy, type Toy } from './toy.ts';

interface State {
  queue: { waiting: number };
  visits: string[];
  big: string;
}
interface Started {
  state: State;
  stream: Stream;
  open(lastEventId?: string): Promise<EventReader>;
  responses: ServerResponse[];
}
let toy: Toy | undefined;
const readers: EventReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  await toy?.app.close();
  toy = undefined;
});

async function start(
  options: { perClient?: number; total?: number; heartbeatMs?: number; viewer?: () => Viewer } = {},
): Promise<Started> {
  const { perClient = 10, total = 20, heartbeatMs = 60_000, viewer } = options;
  const state: State = { queue: { waiting: 0 }, visits: [], big: '' };
  const limits = { perClient, total, heartbeatMs };
  const stream = createStream({
    slices: {
      queue: async () => state.queue,
      visits: async () => state.visits,
      big: async () => state.big,
    },
    build: 'b1',
    limits,
    seats: createSeats(limits),
    logger: silent,
  });
  const responses: ServerResponse[] = [];
  toy = await startToy((app: App) => {
    app.addHook('preClose', async () => stream.close());
    app.get('/api/events', (request, reply) => {
      responses.push(reply.raw);
      return stream.open(request, reply, viewer?.());
    });
  });
  const { url } = toy;
  async function open(lastEventId?: string): Promise<EventReader> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const reader = await readEvents(`${url}/api/events`, headers as Record<string, string>);
    readers.push(reader);
    return reader;
  }
  return { state, stream, open, responses };
}

test('hello without an id, then a snapshot, then only the slice that changed', async () => {
  const { state, stream, open } = await start();
  const page = await open();
  expect(page.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(page.answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  const hello = await page.next();
  expect(hello).toEqual({
    id: null,
    frame: { type: 'hello', streamId: expect.any(String), build: 'b1' },
  });
  const slices = { queue: { waiting: 0 }, visits: [], big: '' };
  expect((await page.next()).frame).toEqual({ type: 'snapshot', slices });
  stream.changed();
  state.queue = { waiting: 1 };
  stream.changed();
  expect((await page.next()).frame).toEqual({
    type: 'slice',
    name: 'queue',
    value: { waiting: 1 },
  });
  stream.moment('card', { readId: 'r1' });
  expect((await page.next()).frame).toEqual({
    type: 'moment',
    name: 'card',
    value: { readId: 'r1' },
  });
});

test('a page that comes back gets what changed meanwhile, newest only, and no snapshot', async () => {
  const { state, stream, open } = await start();
  const page = await open();
  await page.next();
  const { id } = await page.next();
  const other = await open();
  await other.next();
  await other.next();
  page.stop();
  for (const waiting of [1, 2, 3]) {
    state.queue = { waiting };
    stream.changed();
    await other.next();
  }
  const back = await open(id ?? '');
  expect((await back.next()).frame.type).toBe('hello');
  const missed = await back.next();
  expect(missed.frame).toEqual({ type: 'slice', name: 'queue', value: { waiting: 3 } });
  // Nothing to replay: still hello at once, or EventSource would give up for good.
  const again = await open(missed.id ?? '');
  expect((await again.next()).frame.type).toBe('hello');
  state.visits = ['a'];
  stream.changed();
  expect((await again.next()).frame).toMatchObject({ name: 'visits', value: ['a'] });
});

test.each(['', 'nonsense', 'otherstream:1', ':::', 'x'.repeat(4000)])(
  'Last-Event-ID %o means a snapshot',
  async (id) => {
    const { open } = await start();
    const page = await open(id);
    await page.next();
    expect((await page.next()).frame.type).toBe('snapshot');
  },
);

test('a number of the future means a snapshot', async () => {
  const { open } = await start();
  const page = await open();
  const { frame } = await page.next();
  const streamId = frame.type === 'hello' ? frame.streamId : '';
  const back = await open(`${streamId}:999`);
  await back.next();
  expect((await back.next()).frame.type).toBe('snapshot');
});

test('caps: per client, and free again when a page leaves', async () => {
  const { open } = await start({ perClient: 2 });
  const first = await open();
  await open();
  const third = await open();
  expect(third.answer.status).toBe(429);
  first.stop();
  await expect.poll(async () => (await open()).answer.status).toBe(200);
});

test('cap in total', async () => {
  const { open } = await start({ perClient: 9, total: 1 });
  await open();
  expect((await open()).answer.status).toBe(429);
});

test('heartbeats keep coming', async () => {
  const { open, stream, state } = await start({ heartbeatMs: 20 });
  const page = await open();
  await page.next();
  await page.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  state.queue = { waiting: 9 };
  stream.changed();
  await page.next();
  expect(page.heartbeats()).toBeGreaterThan(1);
});

test('closing the app ends open streams and does not wait for them', async () => {
  const { open } = await start();
  const page = await open();
  await page.next();
  await toy?.app.close();
  toy = undefined;
  await page.ended();
});

const forever = { stillValid: () => true, onEnd: () => () => {} };

test('two viewers of one stream each see only their own slices', async () => {
  const all: Viewer = { ...forever, sees: () => true };
  const few: Viewer = { ...forever, sees: (slice) => slice !== 'visits' };
  const viewers = [all, few];
  const { state, stream, open } = await start({ viewer: () => viewers.shift() ?? few });
  const wide = await open();
  await wide.next();
  await wide.next();
  const narrow = await open();
  await narrow.next();
  const snapshot = (await narrow.next()).frame;
  expect(snapshot).toEqual({ type: 'snapshot', slices: { queue: { waiting: 0 }, big: '' } });
  state.visits = ['secret'];
  stream.changed();
  expect((await wide.next()).frame).toMatchObject({ name: 'visits', value: ['secret'] });
  state.queue = { waiting: 1 };
  stream.changed();
  expect((await narrow.next()).frame).toMatchObject({ name: 'queue' });
});

test('more rights after signing in again: what was hidden before comes, by a snapshot', async () => {
  const viewers: Viewer[] = [
    { ...forever, sees: (slice) => slice !== 'visits' },
    { ...forever, sees: () => true },
  ];
  const { open } = await start({ viewer: () => viewers.shift() as Viewer });
  const before = await open();
  await before.next();
  const { id } = await before.next();
  const after = await open(id ?? '');
  await after.next();
  expect((await after.next()).frame).toMatchObject({ type: 'snapshot', slices: { visits: [] } });
});

test('the stream ends with the session, also for a page that does not read', async () => {
  let end = () => {};
  const viewer: Viewer = {
    sees: () => true,
    stillValid: () => true,
    onEnd(callback) {
      end = callback;
      return () => {};
    },
  };
  const { state, open, responses } = await start({ viewer: () => viewer });
  state.big = 'x'.repeat(20_000_000);
  const page = await open();
  await page.next();
  expect(responses[0]?.writableLength).toBeGreaterThan(0);
  end();
  await expect.poll(() => responses[0]?.closed).toBe(true);
  await page.ended();
});

test('a session that ran out ends the stream at the next heartbeat', async () => {
  let valid = true;
  const viewer: Viewer = {
    sees: () => true,
    stillValid: () => valid,
    onEnd: () => () => {},
  };
  const { open } = await start({ viewer: () => viewer, heartbeatMs: 20 });
  const page = await open();
  await page.next();
  valid = false;
  await page.ended();
});

test('a slow page piles nothing up: it gets the newest state when it reads again', async () => {
  const { state, stream, open, responses } = await start();
  const watcher = await open();
  await watcher.next();
  await watcher.next();
  const socket = connect(toy?.port ?? 0, '127.0.0.1');
  socket.write('GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  let held = 0;
  for (let round = 1; round <= 20; round++) {
    state.big = String(round % 10).repeat(1_000_000);
    stream.changed();
    await watcher.next();
    held = Math.max(held, ...responses.map(({ writableLength }) => writableLength));
  }
  state.big = 'the end';
  stream.changed();
  await watcher.next();
  // Twenty rounds of 1 MB; what the kernel would not take of the first one or two may wait here.
  expect(held).toBeLessThan(2_100_000);
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text = (text + part).slice(-2000);
  });
  socket.resume();
  await expect.poll(() => text, { timeout: 20_000 }).toContain('the end');
  socket.destroy();
});

test('a slice that cannot be read keeps its last value and hurts no other', async () => {
  const limits = { perClient: 5, total: 5, heartbeatMs: 60_000 };
  let broken = false;
  let waiting = 0;
  const stream = createStream({
    slices: {
      bad: async () => {
        if (broken) throw new Error('no');
        return 'good';
      },
      queue: async () => waiting,
    },
    build: 'b',
    limits,
    seats: createSeats(limits),
    logger: silent,
  });
  toy = await startToy((app) => {
    app.addHook('preClose', async () => stream.close());
    app.get('/api/events', (request, reply) => stream.open(request, reply));
  });
  const page = await readEvents(`${toy.url}/api/events`);
  readers.push(page);
  await page.next();
  await page.next();
  broken = true;
  waiting = 7;
  stream.changed();
  expect((await page.next()).frame).toEqual({ type: 'slice', name: 'queue', value: 7 });
});
