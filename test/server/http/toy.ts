// A listener with a few routes of its own, to prove what all routes share.
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import pino from 'pino';
import { Type } from 'typebox';
import { type App, ProblemError } from '../../../server/http/app.ts';
import { createListener } from '../../../server/http/listener.ts';

export const silent = pino({ level: 'silent' });

export interface Toy {
  /** What the log took, one line each. */
  log: string[];
  app: App;
  url: string;
  port: number;
}

export async function startToy(
  addRoutes: (app: App) => void = () => {},
  requestsPerMinute = 100_000,
): Promise<Toy> {
  const log: string[] = [];
  const app = await createListener({
    title: 'toy',
    logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
    names: ['127.0.0.1', 'localhost'],
    requestsPerMinute,
  });
  app.post(
    '/api/things',
    {
      schema: {
        body: Type.Object(
          { name: Type.String({ maxLength: 9 }), inner: Type.Optional(Type.Unknown()) },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => ({ got: request.body.name }),
  );
  app.get('/api/broken', async () => {
    throw new Error('the password is hunter2 at /srv/secret.db');
  });
  app.get('/api/refused', async (_request, reply) => {
    reply.header('content-disposition', 'attachment');
    throw new ProblemError('QUEUE_EMPTY', 409, { window: 3 });
  });
  addRoutes(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { log, app, port, url: `http://127.0.0.1:${port}` };
}

/** Sends bytes as they are and collects everything that comes back until the server closes. */
export async function raw(port: number, ...chunks: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  socket.on('error', () => {});
  for (const chunk of chunks) socket.write(chunk);
  await once(socket, 'close');
  return answer;
}
