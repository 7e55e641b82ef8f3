// Every route of the three listeners, found in their own openapi.json, against what a hostile or broken client sends.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pairScreen } from '../hall/pair-screen.ts';
import { askStaff, type StartedKiosk, signIn, startKiosk } from '../started-kiosk.ts';

interface Schema {
  type?: string;
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}
interface Route {
  door: 'touch' | 'staff' | 'hall';
  method: 'GET' | 'POST';
  path: string;
  body: Schema | null;
  /** Takes a file, not JSON. */
  upload: boolean;
  query: { name: string; schema: Schema }[];
}
interface Reply {
  status: number;
  text: string;
  type: string;
}

let kiosk: StartedKiosk;
/** What lets in at each door. */
let cookies: Record<Route['door'], string>;
let routes: Route[];

beforeAll(async () => {
  kiosk = await startKiosk({
    environment: { KIOSK_HALL_PORT: '0' },
    change: (settings) => ({
      ...settings,
      limits: {
        ...settings.limits,
        staffPerMinute: 1_000_000,
        touchPerMinute: 1_000_000,
        hallPerMinute: 1_000_000,
      },
    }),
  });
  const staff = await signIn(kiosk.staff);
  cookies = { touch: '', staff, hall: await pairScreen(kiosk) };
  routes = [
    ...routesOf('touch', await (await fetch(`${kiosk.touch}/openapi.json`)).text()),
    ...routesOf('hall', (await askStaff(`${kiosk.hall}/openapi.json`)).text),
    ...routesOf('staff', (await askStaff(`${kiosk.staff}/openapi.json`)).text),
  ];
});
afterAll(async () => {
  expect((await fetch(`${kiosk.touch}/healthz`)).status).toBe(200);
  const crashes = kiosk.log.filter(({ msg }) => msg === 'request');
  await kiosk.end();
  expect(crashes).toEqual([]);
});

function routesOf(door: Route['door'], openapi: string): Route[] {
  const { paths } = JSON.parse(openapi) as {
    paths: Record<string, Record<string, { requestBody?: unknown; parameters?: unknown[] }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = operation.requestBody as
        | { content: { 'application/json'?: { schema: Schema } } }
        | undefined;
      const parameters = (operation.parameters ?? []) as {
        in: string;
        name: string;
        schema: Schema;
      }[];
      return {
        door,
        method: method.toUpperCase() as Route['method'],
        path,
        body: content?.content['application/json']?.schema ?? null,
        upload: content !== undefined && !content.content['application/json'],
        query: parameters.filter((parameter) => parameter.in === 'query'),
      };
    }),
  );
}

function urlOf(route: Route, id = 'x', query = ''): string {
  return `${kiosk[route.door]}${route.path.replace(/\{\w+\}/g, encodeURIComponent(id))}${query}`;
}

async function send(
  route: Route,
  options: { body?: string; headers?: Record<string, string>; url?: string } = {},
): Promise<Reply> {
  const url = options.url ?? urlOf(route);
  const headers = {
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(route.door === 'touch' ? {} : { cookie: cookies[route.door] }),
    ...options.headers,
  };
  const { body } = options;
  if (route.door !== 'touch') {
    const answer = await askStaff(url, {
      method: route.method,
      headers,
      ...(body !== undefined && { body }),
    });
    return {
      status: answer.status,
      text: answer.text,
      type: String(answer.headers['content-type']),
    };
  }
  const answer = await fetch(url, {
    method: route.method,
    headers,
    ...(body !== undefined && { body }),
  });
  return {
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type') ?? '',
  };
}

/** 4xx as a problem, with this code when one is named. */
function expectProblem(route: Route, reply: Reply, code?: string): void {
  const at = `${route.door} ${route.method} ${route.path}: ${reply.status} ${reply.text.slice(0, 200)}`;
  expect(reply.status, at).toBeGreaterThanOrEqual(400);
  expect(reply.status, at).toBeLessThan(500);
  expect(reply.type, at).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(reply.text) as { code: string; status: number };
  expect(problem.status, at).toBe(reply.status);
  if (code) expect(problem.code, at).toBe(code);
  else expect(problem.code, at).toMatch(/^[A-Z_]{4,}$/);
}

/** A body that fits the schema as far as types go. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object': {
      const all = Object.entries(schema.properties ?? {});
      const needed = all.filter(([key]) => schema.required?.includes(key));
      return Object.fromEntries(needed.map(([key, inner]) => [key, sample(inner)]));
    }
    case 'array':
      return [sample(schema.items ?? {})];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return 'a';
  }
}

const posts = () => routes.filter(({ method, upload }) => method === 'POST' && !upload);
const uploads = () => routes.filter(({ upload }) => upload);

test('there are routes to try, and every POST says what it takes', () => {
  expect(posts().length).toBeGreaterThan(25);
  expect(posts().filter(({ body }) => body === null)).toEqual([]);
});

describe('every POST refuses', () => {
  test('an unknown field', async () => {
    for (const route of posts()) {
      const body = JSON.stringify({ ...(sample(route.body ?? {}) as object), unknownField: 1 });
      expectProblem(route, await send(route, { body }), 'BODY_INVALID');
    }
  });

  test.each(['[]', '"text"', '7', 'null', 'true'])('%s for an object', async (body) => {
    for (const route of posts()) expectProblem(route, await send(route, { body }), 'BODY_INVALID');
  });

  test('each field with a value of another type', async () => {
    for (const route of posts()) {
      const good = sample(route.body ?? {}) as Record<string, unknown>;
      for (const key of Object.keys(good)) {
        const body = JSON.stringify({ ...good, [key]: { not: ['this'] } });
        expectProblem(route, await send(route, { body }), 'BODY_INVALID');
      }
    }
  });

  test('70 KB', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(70_000) });
    for (const route of posts()) {
      expectProblem(route, await send(route, { body }), 'BODY_TOO_LARGE');
    }
  });

  test('30,000 deep', async () => {
    const body = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    for (const route of posts()) {
      expectProblem(route, await send(route, { body }), 'BODY_TOO_DEEP');
    }
  });

  test('text, forms and XML', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      for (const route of posts()) {
        const reply = await send(route, { body: '{}', headers: { 'content-type': type } });
        expectProblem(route, reply, 'CONTENT_TYPE_WRONG');
      }
    }
  });

  test('what is no JSON, and nothing at all', async () => {
    for (const route of posts()) {
      for (const body of ['{"a":', '{"__proto__":{"a":1}}', '']) {
        expectProblem(route, await send(route, { body }), 'BODY_INVALID');
      }
      expectProblem(route, await send(route));
    }
  });
});

test('who takes a file takes nothing else', async () => {
  expect(
    uploads()
      .map(({ path }) => path)
      .sort(),
  ).toEqual([
    '/api/catalogue/import',
    '/api/workshop/goods/import',
    '/api/workshop/outside-sales/import',
    '/api/workshop/photos',
  ]);
  for (const route of uploads()) {
    const url = urlOf(route, 'x', route.query.length > 0 ? '?missing=keep' : '');
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const reply = await send(route, { url, body: '{}', headers: { 'content-type': type } });
      expectProblem(route, reply, 'CONTENT_TYPE_WRONG');
    }
  }
});

describe('every route refuses', () => {
  test('a foreign Host', async () => {
    for (const route of routes) {
      const body = route.method === 'POST' ? '{}' : '';
      const answer = await overSocket(
        route,
        `Host: evil.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`,
        body,
      );
      expect(answer, route.path).toMatch(/^HTTP\/1\.1 421 /);
      expect(answer, route.path).toContain('"code":"HOST_UNKNOWN"');
    }
  });

  test('a foreign Origin', async () => {
    for (const route of routes) {
      for (const origin of ['https://evil.example', 'null']) {
        const body = route.method === 'POST' ? { body: '{}' } : {};
        const reply = await send(route, { ...body, headers: { origin } });
        expectProblem(route, reply, 'ORIGIN_FOREIGN');
      }
    }
  });

  test('another method', async () => {
    for (const route of routes) {
      const wrong = { ...route, method: 'DELETE' as Route['method'] };
      expectProblem(wrong, await send(wrong));
    }
  });
});

test('queries of a wrong shape are refused', async () => {
  for (const route of routes.filter(({ query }) => query.length > 0)) {
    for (const query of ['', '?unknown=1']) {
      expectProblem(route, await send(route, { url: urlOf(route, 'x', query) }), 'BODY_INVALID');
    }
  }
});

test('a slow body is cut off at every door while others are served', async () => {
  const open = ['touch /api/attendance/visits', 'staff /api/sign-in', 'hall /api/pairing/screens'];
  const slow = posts().filter(({ door, path }) => open.includes(`${door} ${path}`));
  expect(slow.length).toBe(open.length);
  const head = 'Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n';
  const answers = slow.map((route) => overSocket(route, head, '{'));
  expect((await fetch(`${kiosk.touch}/healthz`)).status).toBe(200);
  for (const answer of await Promise.all(answers)) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
  }
});

/** One request by hand; what came back until the connection closed. */
async function overSocket(route: Route, headers: string, body: string): Promise<string> {
  const host = '127.0.0.1';
  const port = Number(new URL(kiosk[route.door]).port);
  const socket: Socket =
    route.door === 'touch'
      ? connect(port, host)
      : connectTls({ port, host, rejectUnauthorized: false });
  await once(socket, route.door === 'touch' ? 'connect' : 'secureConnect');
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {});
  const path = route.path.replace(/\{\w+\}/g, 'x');
  socket.write(`${route.method} ${path} HTTP/1.1\r\nConnection: close\r\n${headers}\r\n${body}`);
  await once(socket, 'close');
  return text;
}

describe('whatever comes', () => {
  const strange = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('__proto__', 'constructor', '../../etc/passwd', '\u0000', '=1+1', '王'),
  );
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), strange);

  /** Bodies that mostly fit, with strange values in the right places. */
  function bodyFor(schema: Schema): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(bodyFor));
    switch (schema.type) {
      case 'object': {
        const fields = Object.entries(schema.properties ?? {}).map(
          ([key, inner]) => [key, bodyFor(inner)] as const,
        );
        return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
      }
      case 'array':
        return fc.array(bodyFor(schema.items ?? {}), { maxLength: 4 });
      case 'integer':
      case 'number':
        return fc.oneof(
          fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 2 ** 53 - 1 }),
          fc.constantFrom(0, -1, 1.5, 1e308, 2 ** 60),
        );
      case 'boolean':
        return fc.boolean();
      default:
        return schema.pattern
          ? fc.oneof(fc.stringMatching(safe(schema.pattern)), strange)
          : strange;
    }
  }
  /** fast-check knows no Unicode scripts. */
  function safe(pattern: string): RegExp {
    return new RegExp(pattern.replaceAll('\\p{Script=Han}', '一-龥'), 'u');
  }

  test('no route ever answers 5xx, nor with anything but JSON problems when it refuses', async () => {
    for (const route of routes) {
      // It would end the session that all others are tried with.
      if (route.path === '/api/sign-out') continue;
      // Cost a scrypt each and lock after five, or a thread each.
      const dear = /sign-in|accounts|recover|(catalogue|goods)\/(export|template)/.test(route.path);
      const tries = dear ? 5 : 25;
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(bodyFor(route.body ?? {}), anything),
          strange,
          fc.array(strange, { minLength: route.query.length, maxLength: route.query.length }),
          async (body, id, values) => {
            const pairs = route.query.map(({ name }, at) => [
              name,
              values[at]?.toWellFormed() ?? '',
            ]);
            const query =
              pairs.length > 0 ? `?${new URLSearchParams(Object.fromEntries(pairs))}` : '';
            const reply = await send(route, {
              url: urlOf(route, id.toWellFormed() || 'x', query),
              ...(route.method === 'POST' ? { body: JSON.stringify(body) ?? '' } : {}),
            });
            const at = `${route.method} ${route.path} ${reply.status} ${reply.text.slice(0, 300)}`;
            if (reply.status >= 500) throw new Error(at);
            if (reply.status >= 400 && !reply.type.includes('problem+json')) throw new Error(at);
          },
        ),
        { numRuns: tries },
      );
    }
  }, 300_000);
});
