// A kiosk server for page tests: the built pages, one event stream, routes that answer as they are told.
// It stands in for states that a real server reaches only with broken disks and empty printers.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';
import type { Frame } from '../../server/http/schema.ts';
import type { TakeTicketReply, TicketStatus } from '../../server/modules/services/page-schema.ts';
import { fakePhoto } from './fake-photos.ts';
import { type FakeSlices, fakeSlices } from './fake-slices.ts';
import { fakeClipList, fakeWav } from './fake-voice.ts';
import { fakeOrder } from './fake-workshop.ts';

interface SeenRequest {
  method: string;
  path: string;
  key: string | undefined;
  body: unknown;
}
/** status and JSON or sound of an answer; `null`: the line goes dead without one. */
export type Answer = { status: number; body: unknown } | null;
type Route = (body: Record<string, unknown>, path: string) => Answer | Promise<Answer>;

export interface FakeKiosk {
  readonly url: string;
  readonly slices: FakeSlices;
  /** POSTs, in the order they came. */
  readonly posts: SeenRequest[];
  /** Changes a slice and pushes it. */
  push<Name extends keyof FakeSlices>(name: Name, change: Partial<FakeSlices[Name]>): void;
  moment(name: string, value: unknown): void;
  /** `POST /api/…` → what to answer from now on. */
  on(route: string, answer: Route): void;
  /** Of the number that was drawn last. */
  lastTicketId(): string;
  /** Requests for the stream get a 503, those open are cut. */
  refuseStreams(refuse: boolean): void;
  /** The server comes back as another build. */
  restartAs(build: string): void;
  goAway(): void;
  comeBack(): void;
  /** The morning, the routes and the record of requests as at the start. */
  reset(): void;
  stop(): Promise<void>;
}

const CSP =
  "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export function refusal(status: number, code: string, params = {}): Answer {
  return { status, body: { type: 'about:blank', title: code, status, code, params } };
}

/** What the code of a slip opens. */
export function slipOf(change: Partial<TicketStatus>): TicketStatus {
  return {
    number: 'A013',
    item: '高龄津贴申请',
    items: ['高龄津贴申请'],
    state: 'waiting',
    class: 'ordinary',
    ahead: null,
    wait: null,
    served: true,
    window: null,
    outcome: null,
    missing: [],
    ...change,
  };
}

function sumOf(lines: unknown): number {
  const wanted = lines as { quantity: number; unitFen: number }[];
  return wanted.reduce((sum, { quantity, unitFen }) => sum + quantity * unitFen, 0);
}

const FIRST_ORDINAL = 13;
const ticketId = (ordinal: number) => `LB01-1-t${ordinal}`;

function defaultRoutes(slices: FakeSlices, drawn: { count: number }): Map<string, Route> {
  return new Map<string, Route>([
    [
      'POST /api/attendance/visits',
      ({ purpose, headcount = 1 }) => ({
        status: 201,
        body: { id: 'LB01-1-v', purpose, headcount, already: false },
      }),
    ],
    ['POST /api/attendance/departures', () => ({ status: 200, body: { done: true } })],
    [
      'POST /api/services/tickets',
      ({ itemId, itemIds, packageId, class: visitorClass = 'ordinary', visitId = 'LB01-1-v' }) => {
        const { items, packages } = slices.catalogue;
        const whole = packages.find(({ id }) => id === packageId);
        const ids = whole?.itemIds ?? (Array.isArray(itemIds) ? itemIds : [itemId]);
        const wanted = ids.flatMap((wantedId) => items.find(({ id }) => id === wantedId) ?? []);
        const [first] = wanted;
        const row = slices.services.items.find(({ id }) => id === first?.id);
        const ordinal = FIRST_ORDINAL + drawn.count;
        drawn.count += 1;
        const reply: TakeTicketReply = {
          id: ticketId(ordinal),
          number: `${row?.prefix ?? 'A'}${String(ordinal).padStart(3, '0')}`,
          item: whole?.name ?? first?.name ?? '高龄津贴申请',
          items: wanted.map(({ name }) => name),
          class: visitorClass as TakeTicketReply['class'],
          ahead: row?.waiting ?? 0,
          wait: row?.waiting ? { lowMinutes: 10, highMinutes: 15 } : null,
          served: row?.open ?? true,
          visitId: String(visitId),
          jobId: 'j',
        };
        return { status: 201, body: reply };
      },
    ],
    ['GET /api/voice/clips', () => ({ status: 200, body: fakeClipList() })],
    ...fakeClipList().clips.map(({ name }): [string, Route] => [
      `GET /api/voice/clips/${name}`,
      () => ({ status: 200, body: fakeWav(name) }),
    ]),
    ['GET /api/voice/calls', () => ({ status: 200, body: fakeWav('whole') })],
    ['POST /api/catalogue/checklists', () => ({ status: 201, body: { jobId: 'LB01-1-j' } })],
    [
      'POST /api/services/tickets/slip-code/withdrawal',
      () => ({ status: 200, body: { done: true } }),
    ],
    [
      'POST /api/workshop/orders',
      ({ lines, pickUpDay }) => ({
        status: 201,
        body: {
          id: 'LB01-1-o',
          code: '482719',
          totalFen: sumOf(lines),
          pickUpDay,
          jobId: 'LB01-1-j',
        },
      }),
    ],
    ['GET /api/workshop/orders/order-code', () => ({ status: 200, body: fakeOrder() })],
    ['POST /api/help/calls', () => ({ status: 201, body: { id: 'LB01-1-h' } })],
    ['POST /api/help/calls/LB01-1-h/withdrawal', () => ({ status: 200, body: { done: true } })],
    [
      'GET /api/directory/surnames',
      () => ({
        status: 200,
        body: {
          surnames: [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗𬭎'].map((surname, index) => ({
            surname,
            count: 40 - index,
          })),
        },
      }),
    ],
    [
      'GET /api/directory/residents',
      (_body, path) => {
        const surname = new URL(path, 'http://x').searchParams.get('surname');
        const residents = Array.from({ length: 17 }, (_, index) => ({
          id: `p${index}`,
          mask: `${surname}*${'芳军䶮㛃玥伟敏'[index % 7]}`,
          unit: '第六埠村',
          group: `${(index % 5) + 1} 组`,
        }));
        return { status: 200, body: { residents } };
      },
    ],
    [
      'GET /api/services/tickets/slip-code',
      () => ({ status: 200, body: slipOf({ number: 'A1012', state: 'called', window: 12 }) }),
    ],
  ]);
}

/** @param streamOrigin from where its pages may play a live stream */
export async function startFakeKiosk(pages: string, streamOrigin = ''): Promise<FakeKiosk> {
  const slices = fakeSlices();
  const streams = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const posts: SeenRequest[] = [];
  const drawn = { count: 0 };
  let routes = defaultRoutes(slices, drawn);
  const policy = `${CSP} ${streamOrigin};media-src 'self' blob:`;
  let away = false;
  let refuseStreams = false;
  let build = 'one';

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/api/events')) stream(response);
    else if (path.startsWith('/api/workshop/photos/')) void photo(response, path);
    else if (path.startsWith('/api/')) void api(request, response, path);
    else if (path === '/healthz') send(response, { status: 200, body: { ok: true } });
    else page(response, path);
  });
  server.on('connection', (socket) => {
    if (away) socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function page(response: ServerResponse, path: string): void {
    const files: Record<string, string> = {
      '/': 'touch/index.html',
      '/board': 'board/index.html',
      '/pair': 'pair/index.html',
    };
    const file = files[path] ?? path.replace(/\.\./g, '');
    try {
      const content = readFileSync(join(pages, file));
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }

  async function photo(response: ServerResponse, path: string): Promise<void> {
    const picture = await fakePhoto(path.split(/[/?]/)[4] ?? '');
    if (!picture) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/webp' }).end(picture);
  }

  function stream(response: ServerResponse): void {
    if (refuseStreams) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 300\n');
    write(response, { type: 'hello', streamId: 's', build });
    write(response, { type: 'snapshot', slices: { ...slices } });
    streams.add(response);
    response.on('close', () => streams.delete(response));
  }

  function write(response: ServerResponse, frame: Frame): void {
    response.write(`data: ${JSON.stringify(frame)}\n\n`);
  }

  function broadcast(frame: Frame): void {
    for (const response of streams) write(response, frame);
  }

  async function api(request: IncomingMessage, response: ServerResponse, path: string) {
    const method = request.method ?? 'GET';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? {} : JSON.parse(text);
    const key = request.headers['idempotency-key'];
    if (method === 'POST') posts.push({ method, path, key: key?.toString(), body });
    const route = routes.get(`${method} ${path.split('?')[0]}`);
    const answer = route ? await route(body, path) : refusal(404, 'NOT_FOUND');
    if (answer) send(response, answer);
    else request.socket.destroy();
  }

  function send(response: ServerResponse, { status, body }: NonNullable<Answer>): void {
    if (Buffer.isBuffer(body)) {
      response.writeHead(status, { 'content-type': 'audio/wav' }).end(body);
      return;
    }
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    slices,
    posts,
    push(name, change) {
      slices[name] = { ...slices[name], ...change };
      broadcast({ type: 'slice', name, value: slices[name] });
    },
    moment: (name, value) => broadcast({ type: 'moment', name, value }),
    on: (route, answer) => void routes.set(route, answer),
    lastTicketId: () => ticketId(FIRST_ORDINAL + drawn.count - 1),
    refuseStreams(refuse) {
      refuseStreams = refuse;
      for (const response of streams) response.destroy();
    },
    restartAs(name) {
      build = name;
      for (const response of streams) response.destroy();
    },
    goAway() {
      away = true;
      for (const socket of sockets) socket.destroy();
    },
    comeBack() {
      away = false;
    },
    reset() {
      away = false;
      refuseStreams = false;
      build = 'one';
      posts.length = 0;
      Object.assign(slices, fakeSlices());
      drawn.count = 0;
      routes = defaultRoutes(slices, drawn);
      broadcast({ type: 'snapshot', slices: { ...slices } });
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
