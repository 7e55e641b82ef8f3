import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { depthOf } from '../../../server/http/listener.ts';
import { raw, startToy, type Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.app.close());

async function problem(answer: Response): Promise<{ status: number; code: string }> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = (await answer.json()) as { status: number; code: string; type: string };
  expect(body.status).toBe(answer.status);
  expect(body.type).toBe('about:blank');
  return { status: answer.status, code: body.code };
}
function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${toy.url}/api/things`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('bodies', () => {
  test('a right one is answered', async () => {
    expect(await (await post('{"name":"王芳"}')).json()).toEqual({ got: '王芳' });
  });
  test.each([
    ['an unknown field', '{"name":"a","more":1}', 400, 'BODY_INVALID'],
    ['a wrong type is not coerced', '{"name":123}', 400, 'BODY_INVALID'],
    ['an array for a string', '{"name":["a"]}', 400, 'BODY_INVALID'],
    ['no JSON', '{"name":', 400, 'BODY_INVALID'],
    ['nothing', '', 400, 'BODY_INVALID'],
    ['__proto__', '{"name":"a","__proto__":{"x":1}}', 400, 'BODY_INVALID'],
    ['70 KB', `{"name":"${'x'.repeat(70_000)}"}`, 413, 'BODY_TOO_LARGE'],
    [
      '30,000 deep',
      `{"name":"a","inner":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      400,
      'BODY_TOO_DEEP',
    ],
    ['33 deep', `{"name":"a","inner":${'['.repeat(32)}${']'.repeat(32)}}`, 400, 'BODY_TOO_DEEP'],
  ])('%s', async (_name, body, status, code) => {
    expect(await problem(await post(body))).toEqual({ status, code });
  });
  test('32 deep is still taken; brackets in strings do not count', async () => {
    const inner = `${'['.repeat(31)}"[[[[\\"[[[["${']'.repeat(31)}`;
    expect((await post(`{"name":"a","inner":${inner}}`)).status).toBe(200);
    expect(depthOf('"[[[\\\\"')).toBe(0);
  });
  test('errors name the field', async () => {
    const body = await (await post('{"name":5}')).json();
    expect(body).toMatchObject({ errors: [{ path: '/name', message: 'must be string' }] });
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'content type %o is refused',
    async (type) => {
      const answer = await post('{"name":"a"}', { 'content-type': type });
      expect(await problem(answer)).toEqual({ status: 415, code: 'CONTENT_TYPE_WRONG' });
    },
  );
});

describe('who asks', () => {
  test('a foreign Host is misdirected', async () => {
    const answer = await raw(
      toy.port,
      'GET /api/refused HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).toContain('"code":"HOST_UNKNOWN"');
  });
  test('so is a missing one', async () => {
    const answer = await raw(toy.port, 'GET /api/refused HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('"code":"HOST_UNKNOWN"');
  });
  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://localhost'])(
    'Origin %s is foreign',
    async (origin) => {
      const answer = await post('{"name":"a"}', { origin });
      expect(await problem(answer)).toEqual({ status: 403, code: 'ORIGIN_FOREIGN' });
    },
  );
  test('its own Origin is welcome', async () => {
    expect((await post('{"name":"a"}', { origin: toy.url })).status).toBe(200);
  });
});

describe('errors', () => {
  test('unknown paths are 404, wrong methods 405 with the right ones', async () => {
    expect(await problem(await fetch(`${toy.url}/nope`))).toMatchObject({ code: 'NOT_FOUND' });
    const answer = await fetch(`${toy.url}/api/things`, { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await problem(answer)).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });
  test('a bad percent sign is 404', async () => {
    expect(await problem(await fetch(`${toy.url}/api/%ff%zz`))).toMatchObject({ status: 404 });
  });
  test('a refusal carries its code and parameters, and no header of the answer it replaces', async () => {
    const answer = await fetch(`${toy.url}/api/refused`);
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'QUEUE_EMPTY', params: { window: 3 } });
  });
  test('the inside of a 500 stays inside, and is in the log', async () => {
    const answer = await fetch(`${toy.url}/api/broken`);
    const text = await answer.clone().text();
    expect(await problem(answer)).toEqual({ status: 500, code: 'INTERNAL' });
    expect(text).not.toMatch(/hunter2|secret/);
    expect(toy.log.filter((line) => line.includes('hunter2'))).toHaveLength(1);
  });
  test('what is not HTTP gets a problem too', async () => {
    expect(await raw(toy.port, 'what is this\r\n\r\n')).toContain('"code":"BODY_INVALID"');
  });
  test('headers beyond measure', async () => {
    const long = 'x'.repeat(20_000);
    const answer = await raw(toy.port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${long}\r\n\r\n`);
    expect(answer).toContain('"code":"BODY_TOO_LARGE"');
  });
});

test('headers: a strict policy, nothing that names the software', async () => {
  const { headers } = await fetch(`${toy.url}/openapi.json`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe-inline');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
});

test('openapi.json lists the routes', async () => {
  const { paths } = (await (await fetch(`${toy.url}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  expect(Object.keys(paths).sort()).toEqual(['/api/broken', '/api/refused', '/api/things']);
});

test('a body that drips is cut off with 408, and others are served meanwhile', async () => {
  const socket = connect(toy.port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  socket.write(
    'POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
  );
  const drip = setInterval(() => socket.write(' '), 500);
  socket.on('error', () => {});
  expect((await post('{"name":"a"}')).status).toBe(200);
  await once(socket, 'close');
  clearInterval(drip);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
});

test('too many requests are refused with a code, and no header says by whom', async () => {
  const small = await startToy(undefined, 5);
  const codes = [];
  for (let i = 0; i < 7; i++) codes.push((await fetch(`${small.url}/api/refused`)).status);
  expect(codes).toEqual([409, 409, 409, 409, 409, 429, 429]);
  expect(await problem(await fetch(`${small.url}/api/refused`))).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
  });
  await small.app.close();
});

test('closing waits neither for silent connections nor for ones in the middle of a request', async () => {
  const other = await startToy();
  const silentOne = connect(other.port, '127.0.0.1');
  const halfway = connect(other.port, '127.0.0.1');
  halfway.write('POST /api/things HTTP/1.1\r\nHost: localhost\r\n');
  await Promise.all([once(silentOne, 'connect'), once(halfway, 'connect')]);
  await (await fetch(`${other.url}/openapi.json`)).text();
  const gone = [once(silentOne, 'close'), once(halfway, 'close')];
  silentOne.resume().on('error', () => {});
  halfway.resume().on('error', () => {});
  await other.app.close();
  await Promise.all(gone);
});
