// A staff server for page tests: sessions, set-up, one stream, routes that answer as they are told.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';
import type { Role } from '../../server/auth/schema.ts';
import type { Frame } from '../../server/http/schema.ts';
import type { HelpWaitingSlice } from '../../server/modules/help/schema.ts';
import type { StaffSlices } from '../../ui/staff/staff.ts';
import { defaultRoutes } from './staff-routes.ts';
import { staffSlices } from './staff-slices.ts';

export interface Seen {
  method: string;
  path: string;
  key: string | undefined;
  body: Record<string, unknown>;
}
export interface Reply {
  status: number;
  body: unknown;
  type?: string;
  headers?: Record<string, string>;
}
export type Route = (seen: Seen, query: URLSearchParams) => Reply | Promise<Reply>;

export interface StaffMock {
  readonly url: string;
  readonly slices: StaffSlices;
  readonly posts: Seen[];
  /** Nobody has an account yet. */
  setUpNeeded: boolean;
  /** What the session, when there is one, may do. */
  roles: Role[];
  /** Whether the browser's cookie still opens anything. */
  signedIn: boolean;
  push<Name extends keyof StaffSlices>(name: Name, value: StaffSlices[Name]): void;
  /** `POST /api/a/:id/b` → what to answer from now on. */
  on(route: string, answer: Route): void;
  /** The session is over: streams end, requests are refused. */
  endSession(): void;
  goAway(): void;
  comeBack(): void;
  stop(): Promise<void>;
}

const CSP =
  "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const PUBLIC = [
  '/api/setup',
  '/api/sign-in',
  '/api/sign-out',
  '/api/accounts/first',
  '/api/accounts/recoveries',
  '/api/accounts/recoveries/complete',
];

export const ok = (body: unknown = {}, status = 200): Reply => ({ status, body });
export function refused(status: number, code: string): Reply {
  return { status, body: { type: 'about:blank', title: code, status, code } };
}

export async function startStaffMock(pages: string): Promise<StaffMock> {
  const slices = staffSlices();
  const streams = new Set<ServerResponse>();
  /** Of pages where nobody is signed in. */
  const doorStreams = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const routes = new Map<string, Route>();
  let away = false;

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/api/events')) stream(response);
    else if (path.startsWith('/api/help/events')) signInStream(response);
    else if (path.startsWith('/api/')) void api(request, response, path);
    else if (path === '/healthz') send(response, ok());
    else page(response, path === '/' ? 'staff/index.html' : path);
  });
  server.on('connection', (socket) => {
    if (away) socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function page(response: ServerResponse, file: string): void {
    try {
      const content = readFileSync(join(pages, file));
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': CSP });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
  function stream(response: ServerResponse): void {
    if (!mock.signedIn) {
      send(response, refused(401, 'SIGN_IN_REQUIRED'));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 300\n');
    write(response, { type: 'hello', streamId: 's', build: 'one' });
    write(response, { type: 'snapshot', slices: visibleSlices() });
    streams.add(response);
    response.on('close', () => streams.delete(response));
  }
  function signInStream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    write(response, { type: 'hello', streamId: 'd', build: 'one' });
    write(response, { type: 'snapshot', slices: { helpWaiting: helpWaiting() } });
    doorStreams.add(response);
    response.on('close', () => doorStreams.delete(response));
  }
  function helpWaiting(): HelpWaitingSlice {
    return { waiting: slices.help.calls.some(({ state }) => state === 'waiting') };
  }
  function visibleSlices(): Record<string, unknown> {
    const manager = mock.roles.some((role) => role === 'manager' || role === 'admin');
    return manager ? { ...slices } : { ...slices, visits: undefined, installer: undefined };
  }
  function write(response: ServerResponse, frame: Frame): void {
    response.write(`data: ${JSON.stringify(frame)}\n\n`);
  }
  function send(response: ServerResponse, { status, body, type, headers }: Reply): void {
    const json = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type ?? json, ...headers });
    response.end(type ? (body as string) : JSON.stringify(body));
  }
  async function api(request: IncomingMessage, response: ServerResponse, url: string) {
    const { pathname: path, searchParams } = new URL(url, 'http://mock');
    const method = request.method ?? 'GET';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const key = request.headers['idempotency-key']?.toString();
    const json = request.headers['content-type']?.startsWith('application/json') ?? false;
    const seen: Seen = { method, path, key, body: json && text !== '' ? JSON.parse(text) : {} };
    if (method === 'POST') mock.posts.push(seen);
    if (!mock.signedIn && !PUBLIC.includes(path)) {
      send(response, refused(401, 'SIGN_IN_REQUIRED'));
      return;
    }
    const route =
      routes.get(`${method} ${path}`) ??
      routes.get(`${method} ${path.replace(/\/[^/]+(\/[^/]+)$/, '/:id$1')}`);
    send(response, route ? await route(seen, searchParams) : refused(404, 'NOT_FOUND'));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mock: StaffMock = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slices,
    posts: [],
    setUpNeeded: false,
    roles: ['manager', 'admin', 'window'],
    signedIn: true,
    push(name, value) {
      slices[name] = value;
      for (const response of streams) write(response, { type: 'slice', name, value });
      if (name !== 'help') return;
      for (const response of doorStreams) {
        write(response, { type: 'slice', name: 'helpWaiting', value: helpWaiting() });
      }
    },
    on: (route, answer) => void routes.set(route, answer),
    endSession() {
      mock.signedIn = false;
      for (const response of streams) response.end();
    },
    goAway() {
      away = true;
      for (const socket of sockets) socket.destroy();
    },
    comeBack() {
      away = false;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  for (const [name, route] of defaultRoutes(mock)) routes.set(name, route);
  return mock;
}
