// Reads GET /api/events as a browser does, frame by frame.
import { request } from 'node:https';
import { Readable } from 'node:stream';
import type { Frame } from '../../../server/http/schema.ts';

export interface Received {
  id: string | null;
  frame: Frame;
}

export interface EventReader {
  answer: Response;
  /** The next frame; heartbeats are counted, not returned. */
  next(): Promise<Received>;
  /** Resolves when the server ends the stream. */
  ended(): Promise<void>;
  heartbeats(): number;
  stop(): void;
}

export async function readEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<EventReader> {
  const abort = new AbortController();
  const get = url.startsWith('https:') ? getUntrusted : fetch;
  const answer = await get(url, { headers, signal: abort.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let beats = 0;

  async function more(): Promise<boolean> {
    const part = await reader?.read().catch(() => null);
    if (!part || part.done) return false;
    text += part.value;
    return true;
  }
  async function next(): Promise<Received> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        if (await more()) continue;
        throw new Error('the stream ended');
      }
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      if (lines.every((line) => line.startsWith(':'))) {
        beats++;
        continue;
      }
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
      return { id: field('id'), frame: JSON.parse(field('data') ?? 'null') as Frame };
    }
  }
  return {
    answer,
    next,
    async ended() {
      while (await more()) beats += 0;
    },
    heartbeats: () => beats + (text.match(/^:$/gm)?.length ?? 0),
    stop: () => abort.abort(),
  };
}

/** The slices that a page starts from. */
export async function snapshotOf(reader: EventReader): Promise<Record<string, unknown>> {
  for (;;) {
    const { frame } = await reader.next();
    if (frame.type === 'snapshot') return frame.slices;
  }
}
export async function until(
  reader: EventReader,
  wanted: (frame: Frame) => boolean,
): Promise<Frame> {
  for (;;) {
    const { frame } = await reader.next();
    if (wanted(frame)) return frame;
  }
}

/** fetch, but from a listener whose certificate nobody here trusts. */
function getUntrusted(
  url: string,
  options: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    // A connection of its own: one that the server cuts must not be handed to the next request.
    const own = { ...options, rejectUnauthorized: false, agent: false };
    const asked = request(url, own, (answer) => {
      const body = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      resolve(new Response(body, { status: answer.statusCode ?? 0 }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
