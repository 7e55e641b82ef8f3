// Every route of both doors, as their own openapi.json lists them, against what a broken or hostile client sends.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

interface Answer {
  status: number;
  type: string;
  body: string;
}
interface Operation {
  method: string;
  path: string;
  takesBody: boolean;
}

let kiosk: KioskProcess;
let cookie = '';

beforeAll(async () => {
  kiosk = await createKioskProcess();
  await kiosk.start();
  const answer = await send(kiosk.staffUrl, 'POST', '/api/sign-in', {
    body: JSON.stringify({ name: '管理员', pin: '806251' }),
    onCookie: (value) => {
      cookie = value;
    },
  });
  expect(answer.status).toBe(200);
});
afterAll(() => kiosk.remove());

interface Sending {
  body?: string;
  headers?: Record<string, string>;
  onCookie?: (value: string) => void;
}

function send(base: string, method: string, path: string, sending: Sending = {}): Promise<Answer> {
  const { body, headers = {}, onCookie } = sending;
  const request = base.startsWith('https') ? httpsRequest : httpRequest;
  const all = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(cookie && base === kiosk.staffUrl ? { cookie } : {}),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      base + path,
      { method, headers: all, rejectUnauthorized: false },
      (got) => {
        onCookie?.(got.headers['set-cookie']?.[0]?.split(';')[0] ?? '');
        let text = '';
        got.setEncoding('utf8');
        got.on('data', (chunk: string) => {
          text += chunk;
        });
        got.on('end', () =>
          resolve({
            status: got.statusCode ?? 0,
            type: got.headers['content-type'] ?? '',
            body: text,
          }),
        );
        got.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function operations(base: string): Promise<Operation[]> {
  const { body } = await send(base, 'GET', '/openapi.json');
  const { paths } = JSON.parse(body) as {
    paths: Record<string, Record<string, { requestBody?: object }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{[^}]+\}/g, 'LB01-1-zz'),
      takesBody: requestBody !== undefined,
    })),
  );
}

function expectProblem({ status, type, body }: Answer, what: string): void {
  expect(status, `${what}: ${body}`).toBeGreaterThanOrEqual(400);
  expect(status, `${what}: ${body}`).toBeLessThan(500);
  expect(type, what).toMatch(/^application\/problem\+json/);
  expect((JSON.parse(body) as { code: string }).code, what).toMatch(/^[A-Z][A-Z_]+$/);
}

const wrongBodies: [string, string][] = [
  ['an unknown field', '{"nobody":"knows","this":1}'],
  ['a wrong type', '{"purpose":7,"itemId":[],"name":{},"day":0}'],
  ['not an object', '[1,2]'],
  ['no JSON', '{"a":'],
  ['70 KB', `{"a":"${'x'.repeat(70_000)}"}`],
  ['30,000 deep', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ['NUL and a lone surrogate', '{"\\u0000":"\\ud800"}'],
];

describe.each(['touch', 'staff'] as const)('the %s door', (door) => {
  const base = () => (door === 'touch' ? kiosk.touchUrl : kiosk.staffUrl);

  test('lists its routes', async () => {
    const paths = (await operations(base())).map(({ path }) => path);
    expect(paths).toContain(door === 'touch' ? '/api/services/tickets' : '/api/accounts');
    expect(paths.length).toBeGreaterThan(8);
  });

  test.each(wrongBodies)('%s is a problem with a code, everywhere', async (name, body) => {
    for (const { method, path, takesBody } of await operations(base())) {
      if (!takesBody) continue;
      expectProblem(await send(base(), method, path, { body }), `${method} ${path}: ${name}`);
    }
  });

  test('another content type is refused everywhere', async () => {
    for (const { method, path, takesBody } of await operations(base())) {
      if (!takesBody) continue;
      const headers = { 'content-type': 'text/plain' };
      const answer = await send(base(), method, path, { body: '{}', headers });
      expectProblem(answer, `${method} ${path}`);
      expect(answer.status).toBe(415);
    }
  });

  test('a foreign Host is refused everywhere, a foreign Origin wherever something could change', async () => {
    for (const { method, path, takesBody } of await operations(base())) {
      const body = takesBody ? { body: '{}' } : {};
      const host = await send(base(), method, path, { ...body, headers: { host: 'evil.example' } });
      expect(host.status, `${method} ${path}`).toBe(421);
      if (method === 'GET') continue;
      const headers = { origin: 'https://evil.example' };
      const origin = await send(base(), method, path, { ...body, headers });
      expect(origin.status, `${method} ${path}`).toBe(403);
    }
  });

  test('paths that lead nowhere', async () => {
    for (const path of [
      '/api/nothing',
      '/..%2f..%2fetc/passwd',
      '/.env',
      '//x',
      '/%00',
      '/assets/',
    ]) {
      const answer = await send(base(), 'GET', path);
      expectProblem(answer, path);
    }
  });

  test('it is still well', async () => {
    const { status, body } = await send(base(), 'GET', '/healthz');
    expect(status, body).toBe(200);
  });
});

describe('what belongs to staff', () => {
  test('is not on the touch door, also not with a session', async () => {
    const touch = new Set((await operations(kiosk.touchUrl)).map((o) => `${o.method} ${o.path}`));
    for (const { method, path, takesBody } of await operations(kiosk.staffUrl)) {
      if (touch.has(`${method} ${path}`)) continue;
      const body = takesBody ? { body: '{}' } : {};
      const answer = await send(kiosk.touchUrl, method, path, { ...body, headers: { cookie } });
      expect([404, 405], `${method} ${path}: ${answer.status}`).toContain(answer.status);
    }
  });

  test('answers 401 without a session', async () => {
    const session = cookie;
    cookie = '';
    const open =
      /^\/(healthz|openapi\.json|api\/(setup|sign-in|sign-out|accounts\/(first|recoveries).*))?$/;
    for (const { method, path, takesBody } of await operations(kiosk.staffUrl)) {
      if (open.test(path) || path.startsWith('/assets')) continue;
      const answer = await send(kiosk.staffUrl, method, path, takesBody ? { body: '{}' } : {});
      expect(answer.status, `${method} ${path}`).toBe(401);
    }
    cookie = session;
  });
});
