// Staff play with the twins: paper, cover and power of the virtual printer; cards and codes held before virtual readers.
// Registered for virtual devices only: on a kiosk with real ones these paths do not exist.
import { Type } from 'typebox';
import type { IdCard } from '../../devices/device.ts';
import { VirtualPrinterReport } from '../../devices/schema.ts';
import type { VirtualPrinter } from '../../devices/virtual/virtual-printer.ts';
import type { App } from './app.ts';

const strict = { additionalProperties: false } as const;
const anyStaff = { roles: 'anyStaff' } as const;

const PrinterBody = Type.Object(
  {
    paperOut: Type.Optional(Type.Boolean()),
    paperNearEnd: Type.Optional(Type.Boolean()),
    coverOpen: Type.Optional(Type.Boolean()),
    offline: Type.Optional(Type.Boolean()),
    losePowerNextJob: Type.Optional(Type.Boolean()),
  },
  strict,
);
const CardBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 30 }),
    idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
    birthDate: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
  },
  strict,
);
const CodeBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 256 }) }, strict);
const Done = Type.Object({ done: Type.Literal(true) }, strict);

export function virtualPrinterRoutes(app: App, twin: VirtualPrinter): void {
  app.get(
    '/api/devices/virtual/printer',
    { schema: { response: { 200: VirtualPrinterReport } }, config: anyStaff },
    async () => twin.report(),
  );
  app.post(
    '/api/devices/virtual/printer',
    { schema: { body: PrinterBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      twin.set(request.body);
      return { done: true as const };
    },
  );
  app.get('/api/devices/virtual/printer/paper.svg', { config: anyStaff }, async (_request, reply) =>
    reply.type('image/svg+xml').send(twin.paperSvg()),
  );
}

export function virtualReaderRoutes(app: App, present: (card: IdCard) => void): void {
  app.post(
    '/api/devices/virtual/id-card',
    { schema: { body: CardBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      present(request.body);
      return { done: true as const };
    },
  );
}

export function virtualScannerRoutes(app: App, scan: (text: string) => void): void {
  app.post(
    '/api/devices/virtual/code',
    { schema: { body: CodeBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      scan(request.body.text);
      return { done: true as const };
    },
  );
}
