// GET /api/events: named slices of state, pushed whole when their JSON changed, and moments, pushed once.
//
// A page that reconnects with `Last-Event-ID: <streamId>:<n>` gets the slices that changed after n; since a slice replaces
// itself, the newest one stands for all that were missed. A page that reads slowly is skipped until it can take more, then
// gets the newest of each: nothing queues up behind it.
import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpProblem } from './problems.ts';
import type { Frame } from './schema.ts';

export interface StreamLimits {
  readonly perClient: number;
  readonly total: number;
  readonly heartbeatMs: number;
}

/** Counts the open streams of a listener, whose pages share its limits. */
export interface StreamSeats {
  take(client: string): boolean;
  free(client: string): void;
  taken(): number;
}

export function createSeats({ perClient, total }: StreamLimits): StreamSeats {
  const byClient = new Map<string, number>();
  let all = 0;
  return {
    take(client) {
      const own = byClient.get(client) ?? 0;
      if (own >= perClient || all >= total) return false;
      byClient.set(client, own + 1);
      all++;
      return true;
    },
    free(client) {
      const left = (byClient.get(client) ?? 1) - 1;
      if (left > 0) byClient.set(client, left);
      else byClient.delete(client);
      all--;
    },
    taken: () => all,
  };
}

export interface StreamOptions {
  /** Read through `store.read`, so that only what is on disk leaves. */
  readonly slices: Readonly<Record<string, () => Promise<unknown>>>;
  readonly build: string;
  readonly limits: StreamLimits;
  readonly seats: StreamSeats;
  readonly logger: { error(context: object, message: string): void };
}

/** What one page may see, and for how long. */
export interface Viewer {
  sees(slice: string): boolean;
  /** Asked at every heartbeat: a session that ran out ends the stream. */
  stillValid(): boolean;
  /** Calls back when the session ends; returns how to stop listening. */
  onEnd(end: () => void): () => void;
  /** Of the listener it comes by, where that is not the stream's own. */
  readonly seats?: StreamSeats;
}

export interface Stream {
  /** State may have changed: slices are read again and sent where they differ. */
  changed(): void;
  /** Returns how many pages were told. */
  moment(name: string, value: unknown): number;
  /** Answers a request with the stream. Throws TOO_MANY_STREAMS. */
  open(request: FastifyRequest, reply: FastifyReply, viewer?: Viewer): Promise<void>;
  /** Ends every open stream; pages reconnect by themselves. */
  close(): void;
}

interface Client {
  readonly response: ServerResponse;
  readonly streamId: string;
  readonly viewer: Viewer;
  /** Every change up to here was written to it. */
  sent: number;
  /** Heartbeats in a row that found it unable to take more. */
  stuck: number;
}

const everybody: Viewer = {
  sees: () => true,
  stillValid: () => true,
  onEnd: () => () => {},
};
/** A page that took nothing for this many heartbeats is gone. */
const MAX_STUCK_HEARTBEATS = 2;
/** A burst of commits is sent at once, then at most this often: no eye and no screen is faster. */
const PAUSE_MS = 40;
const RECONNECT_AFTER_MS = 1000;

export function createStream(options: StreamOptions): Stream {
  const run = randomBytes(6).toString('base64url');
  const clients = new Set<Client>();
  /** Pages whose first snapshot is being read. */
  const arriving = new Set<Viewer>();
  const current = new Map<string, { json: string; changedAt: number }>();
  let counter = 0;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let lastPassAt = Number.NEGATIVE_INFINITY;
  let heart: NodeJS.Timeout | undefined;
  let closed = false;

  /** Reads every slice in a pass that begins after this call, and sends what differs. One pass at a time. */
  function refresh(): Promise<void> {
    next ??= pass();
    return next;
  }

  async function pass(): Promise<void> {
    await running;
    const restMs = lastPassAt + PAUSE_MS - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    running = next;
    next = null;
    const viewers = [...arriving, ...[...clients].map(({ viewer }) => viewer)];
    // Masks cost decryption: what nobody looks at is not read.
    const wanted = Object.keys(options.slices).filter((name) =>
      viewers.some((viewer) => viewer.sees(name)),
    );
    await Promise.all(wanted.map(readSlice));
    for (const client of clients) catchUp(client);
    lastPassAt = performance.now();
  }

  async function readSlice(name: string): Promise<void> {
    try {
      const json = JSON.stringify(await options.slices[name]?.()) ?? 'null';
      if (current.get(name)?.json === json) return;
      current.set(name, { json, changedAt: ++counter });
    } catch (error) {
      options.logger.error({ err: error, slice: name }, 'slice');
    }
  }

  /** Writes what changed since the client's last frame, oldest first. */
  function catchUp(client: Client): void {
    if (client.response.writableNeedDrain) return;
    const news = [...current]
      .filter(([name, { changedAt }]) => changedAt > client.sent && client.viewer.sees(name))
      .sort(([, a], [, b]) => a.changedAt - b.changedAt);
    for (const [name, { json, changedAt }] of news) {
      write(client, changedAt, `{"type":"slice","name":${JSON.stringify(name)},"value":${json}}`);
    }
    client.sent = counter;
  }

  function sendSnapshot(client: Client): void {
    const slices = [...current]
      .filter(([name]) => client.viewer.sees(name))
      .map(([name, { json }]) => `${JSON.stringify(name)}:${json}`);
    write(client, counter, `{"type":"snapshot","slices":{${slices.join(',')}}}`);
    client.sent = counter;
  }

  function beat(): void {
    for (const client of clients) {
      client.stuck = client.response.writableNeedDrain ? client.stuck + 1 : 0;
      const gone = client.stuck >= MAX_STUCK_HEARTBEATS;
      if (gone || !client.viewer.stillValid()) end(client);
      else if (client.stuck === 0) client.response.write(':\n\n');
    }
  }

  function end(client: Client): void {
    clients.delete(client);
    client.response.end();
    // `end` alone waits for a reader that may never read, and would hold app.close() up.
    client.response.destroy();
  }

  /** The same changes, but of other slices, are another stream: roles may differ after signing in again. */
  function streamIdFor(viewer: Viewer): string {
    const seen = Object.keys(options.slices).filter((name) => viewer.sees(name));
    return `${run}${createHash('sha256').update(seen.join()).digest('hex').slice(0, 8)}`;
  }

  return {
    changed() {
      if (clients.size > 0) void refresh();
    },

    moment(name, value) {
      const frame: Frame = { type: 'moment', name, value };
      const ready = [...clients].filter(({ response }) => !response.writableNeedDrain);
      for (const client of ready) write(client, counter, JSON.stringify(frame));
      return ready.length;
    },

    async open(request, reply, viewer = everybody) {
      const seat = request.ip;
      const { seats = options.seats } = viewer;
      if (closed || !seats.take(seat)) throw httpProblem('TOO_MANY_STREAMS');
      // A copy: several pages may share one viewer.
      const arrival = { ...viewer };
      arriving.add(arrival);
      await refresh();
      arriving.delete(arrival);
      if (request.socket.destroyed || closed) {
        seats.free(seat);
        reply.hijack();
        reply.raw.destroy();
        return;
      }
      const response = startResponse(reply);
      const client = { response, streamId: streamIdFor(viewer), viewer, sent: 0, stuck: 0 };
      const stopListening = viewer.onEnd(() => end(client));
      response.on('drain', () => catchUp(client));
      response.on('error', () => end(client));
      response.on('close', () => {
        stopListening();
        clients.delete(client);
        seats.free(seat);
        if (clients.size === 0) clearInterval(heart);
      });
      if (clients.size === 0) heart = setInterval(beat, options.limits.heartbeatMs);
      clients.add(client);
      const hello: Frame = { type: 'hello', streamId: client.streamId, build: options.build };
      // Without an id: the page keeps the id of the last frame that it really has.
      response.write(`retry: ${RECONNECT_AFTER_MS}\ndata: ${JSON.stringify(hello)}\n\n`);
      const from = resumePoint(request, client.streamId, counter);
      if (from === null) sendSnapshot(client);
      else {
        client.sent = from;
        catchUp(client);
      }
    },

    close() {
      closed = true;
      for (const client of [...clients]) end(client);
      clearInterval(heart);
    },
  };
}

function write({ response, streamId }: Client, number: number, json: string): void {
  response.write(`id: ${streamId}:${number}\ndata: ${json}\n\n`);
}

/** hijack() would lose what reply.header() set; helmet's headers are on the raw response already. */
function startResponse(reply: FastifyReply): ServerResponse {
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  reply.raw.socket?.setNoDelay(true);
  return reply.raw;
}

/** The number to go on from; null when only a snapshot will do. */
function resumePoint(request: FastifyRequest, streamId: string, counter: number): number | null {
  const [, id, number] = /^([\w-]+):(\d{1,15})$/.exec(lastEventId(request)) ?? [];
  if (id !== streamId || number === undefined || Number(number) > counter) return null;
  return Number(number);
}

function lastEventId(request: FastifyRequest): string {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' ? header : '';
}
