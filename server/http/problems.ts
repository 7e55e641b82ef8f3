// Every error on its way out: RFC 9457 application/problem+json with a code that ui/text/zh.ts can say.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type App, ProblemError } from './app.ts';
import { type HttpRefusal, httpRefusals, type Problem } from './schema.ts';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** What Fastify and Node call it → what we call it. Anything else is ours to mend: 500. */
const KNOWN: Readonly<Record<string, HttpRefusal>> = {
  FST_ERR_VALIDATION: 'BODY_INVALID',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_INVALID',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_INVALID',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_INVALID',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'CONTENT_TYPE_WRONG',
  FST_ERR_CTP_INVALID_TYPE: 'CONTENT_TYPE_WRONG',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
  FST_STATIC_FORBIDDEN_PATH: 'NOT_FOUND',
};
/** Errors that carry a status only, e.g. from @fastify/static or a request that was cut off. */
const BY_STATUS: Readonly<Record<number, HttpRefusal>> = {
  400: 'BODY_INVALID',
  403: 'NOT_FOUND',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  415: 'CONTENT_TYPE_WRONG',
  416: 'BODY_INVALID',
  429: 'TOO_MANY_REQUESTS',
};

export function httpProblem(code: HttpRefusal): ProblemError {
  return new ProblemError(code, httpRefusals[code]);
}

/** Registers the error and not-found handlers. `allowed`: which methods a path answers to. */
export function useProblems(app: App, allowed: (path: string) => readonly string[]): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    sendError(error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = allowed(request.url.split('?', 1)[0] ?? '/');
    if (methods.length === 0) return sendProblem(reply, problemOf(httpProblem('NOT_FOUND')));
    reply.header('allow', methods.join(', '));
    return sendProblem(reply, problemOf(httpProblem('METHOD_NOT_ALLOWED')));
  });
}

/** The inside of a 5xx stays in the log: it may name files, people or versions. */
export function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemFrom(error);
  if (problem.status === 500) request.log.error({ err: error, route: routeOf(request) }, 'request');
  sendProblem(reply, problem);
}

function sendProblem(reply: FastifyReply, problem: Problem): void {
  // Headers of the answer that was meant to be sent, such as a download's, must not label a problem.
  reply.removeHeader('content-disposition');
  reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_JSON)
    // As text: a route's response schema for this status must not rewrite it.
    .serializer((text: unknown) => String(text))
    .send(JSON.stringify(problem));
}

function problemFrom(error: FastifyError): Problem {
  if (error instanceof ProblemError) return problemOf(error);
  const code = KNOWN[error.code] ?? BY_STATUS[error.statusCode ?? 500] ?? 'INTERNAL';
  const problem = problemOf(httpProblem(code));
  if (!error.validation) return problem;
  const where = error.validationContext ?? 'body';
  const errors = error.validation.slice(0, 20).map(({ instancePath, message }) => ({
    path: where === 'body' ? instancePath : `/${where}${instancePath}`,
    message: message ?? '',
  }));
  return { ...problem, errors };
}

function problemOf({ code, status, params }: ProblemError): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(Object.keys(params).length > 0 ? { params } : {}),
  };
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
}

/** Requests that never became one: broken, too slow, headers too large. Node hands over the bare socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code: HttpRefusal =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? 'REQUEST_TIMEOUT'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? 'BODY_TOO_LARGE'
        : 'BODY_INVALID';
  const problem = problemOf(httpProblem(code));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
