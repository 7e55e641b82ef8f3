// GET /healthz for watchdogs, GET /metrics for Prometheus. No personal data, no paths with ids.

import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Type } from 'typebox';
import type { App } from './app.ts';

export interface Health {
  readonly store: 'writable' | 'readOnly';
  /** `none` when no printer is set up. */
  readonly printer: string;
  readonly streams: number;
  readonly build: string;
}

const HealthReply = Type.Object(
  {
    ok: Type.Boolean(),
    store: Type.String(),
    printer: Type.String(),
    streams: Type.Integer(),
    build: Type.String(),
  },
  { additionalProperties: false },
);

/** 503 while nothing can be recorded: a watchdog or an update then knows. */
export function healthRoute(app: App, health: () => Health): void {
  app.get(
    '/healthz',
    { schema: { response: { 200: HealthReply, 503: HealthReply } }, config: { roles: 'public' } },
    async (_request, reply) => {
      const state = health();
      const ok = state.store === 'writable';
      reply.code(ok ? 200 : 503);
      return { ok, ...state };
    },
  );
}

export interface Metrics {
  /** Times every request of a listener by route. */
  watch(app: App, listener: string): void;
  route(app: App): void;
}

export function createMetrics(health: () => Health): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'kiosk_request_seconds',
    help: 'Time to answer, by listener, route and status',
    labelNames: ['listener', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'kiosk_store_writable',
    help: '1 while records can be written',
    registers: [registry],
    collect() {
      this.set(health().store === 'writable' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'kiosk_printer_ready',
    help: '1 while the printer can print',
    registers: [registry],
    collect() {
      this.set(health().printer === 'ready' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'kiosk_streams',
    help: 'Open event streams',
    registers: [registry],
    collect() {
      this.set(health().streams);
    },
  });
  return {
    watch(app, listener) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'unknown';
        // A stream's answer lasts for hours and would drown the rest.
        if (route === '/api/events') return;
        const labels = { listener, route, status: String(reply.statusCode) };
        requests.observe(labels, reply.elapsedTime / 1000);
      });
    },
    route(app) {
      app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
        reply.type(registry.contentType);
        return registry.metrics();
      });
    },
  };
}
