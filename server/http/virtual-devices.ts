// Staff play with the twins: paper, cover and power of the virtual printer; cards and codes held before virtual readers;
// keys of virtual pads; every plug. Registered for virtual devices only: on a kiosk with real ones these paths do not exist.
import { Type } from 'typebox';
import {
  VirtualCardKind,
  VirtualKind,
  VirtualPadGrade,
  VirtualPadKey,
  VirtualPadReport,
  VirtualPrinterReport,
  VirtualReport,
} from '../../devices/schema.ts';
import type { VirtualCallPads } from '../../devices/virtual/virtual-call-pads.ts';
import type { VirtualCodeScanner } from '../../devices/virtual/virtual-code-scanner.ts';
import type { VirtualIdCardReader } from '../../devices/virtual/virtual-id-card-reader.ts';
import type { VirtualLedPanel } from '../../devices/virtual/virtual-led-panel.ts';
import type { VirtualPrinter } from '../../devices/virtual/virtual-printer.ts';
import { type App, ProblemError } from './app.ts';

const strict = { additionalProperties: false } as const;
const anyStaff = { roles: 'anyStaff' } as const;
/** A key calls a visitor, as the button on the page does. */
const windowStaff = { roles: ['window', 'manager', 'admin'] } as const;

const PrinterBody = Type.Object(
  {
    paperOut: Type.Optional(Type.Boolean()),
    paperNearEnd: Type.Optional(Type.Boolean()),
    coverOpen: Type.Optional(Type.Boolean()),
    offline: Type.Optional(Type.Boolean()),
    losePowerNextJob: Type.Optional(Type.Boolean()),
    unplugged: Type.Optional(Type.Boolean()),
  },
  strict,
);
const CardBody = Type.Object(
  {
    kind: Type.Optional(VirtualCardKind),
    name: Type.String({ minLength: 1, maxLength: 30 }),
    idNumber: Type.String({ pattern: '^(\\d{17}[\\dX]|[A-Z]{3}\\d{12})$' }),
    birthDate: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
  },
  strict,
);
const CodeBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 256 }) }, strict);
const PadAddress = Type.Integer({ minimum: 0, maximum: 255 });
/** `digits`: pressed before the key. */
const PressBody = Type.Object(
  {
    address: PadAddress,
    key: VirtualPadKey,
    digits: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 9 }), { maxItems: 4 })),
  },
  strict,
);
const RatingBody = Type.Object({ address: PadAddress, grade: VirtualPadGrade }, strict);
const PlugBody = Type.Object({ kind: VirtualKind, plugged: Type.Boolean() }, strict);
const EmptyBody = Type.Object({}, strict);
const Done = Type.Object({ done: Type.Literal(true) }, strict);
const done = { done: true } as const;

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
      return done;
    },
  );
  app.get('/api/devices/virtual/printer/paper.svg', { config: anyStaff }, async (_request, reply) =>
    reply.type('image/svg+xml').send(twin.paperSvg()),
  );
}

/** Twins beside the printer's, as far as there are any. */
export interface DeskTwins {
  readonly idReader: VirtualIdCardReader | null;
  readonly scanner: VirtualCodeScanner | null;
  readonly callPad: VirtualCallPads | null;
  readonly ledPanel: VirtualLedPanel | null;
}

export function virtualDeskRoutes(
  app: App,
  twins: DeskTwins,
  windowOf: (address: number) => number,
): void {
  const pluggable = {
    idCardReader: twins.idReader,
    codeScanner: twins.scanner,
    callPad: twins.callPad,
    ledPanel: twins.ledPanel,
  };
  const there = Object.entries(pluggable).filter(([, twin]) => twin !== null);
  if (there.length === 0) return;
  app.get(
    '/api/devices/virtual',
    { schema: { response: { 200: VirtualReport } }, config: anyStaff },
    async () => ({
      plugged: Object.fromEntries(there.map(([kind, twin]) => [kind, twin?.plugged() ?? false])),
      card: twins.idReader?.kind() ?? null,
      pads: (twins.callPad?.report() ?? []).map((pad) => ({
        ...pad,
        window: windowOf(pad.address),
      })),
      panels: twins.ledPanel?.report() ?? [],
    }),
  );
  app.post(
    '/api/devices/virtual/plugs',
    { schema: { body: PlugBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      const twin = pluggable[request.body.kind];
      if (!twin) throw new ProblemError('NOT_FOUND', 404);
      twin.setPlugged(request.body.plugged);
      return done;
    },
  );
  if (twins.idReader) readerRoutes(app, twins.idReader);
  if (twins.scanner) scannerRoute(app, twins.scanner);
  if (twins.callPad) padRoutes(app, twins.callPad);
}

function readerRoutes(app: App, twin: VirtualIdCardReader): void {
  app.post(
    '/api/devices/virtual/id-card',
    { schema: { body: CardBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      twin.insertCard(request.body);
      return done;
    },
  );
  app.post(
    '/api/devices/virtual/id-card/removal',
    { schema: { body: EmptyBody, response: { 200: Done } }, config: anyStaff },
    async () => {
      twin.liftCard();
      return done;
    },
  );
}

function scannerRoute(app: App, twin: VirtualCodeScanner): void {
  app.post(
    '/api/devices/virtual/code',
    { schema: { body: CodeBody, response: { 200: Done } }, config: anyStaff },
    async (request) => {
      twin.scan(request.body.text);
      return done;
    },
  );
}

function padRoutes(app: App, twin: VirtualCallPads): void {
  app.post(
    '/api/devices/virtual/call-pad',
    { schema: { body: PressBody, response: { 200: VirtualPadReport } }, config: windowStaff },
    async ({ body }) => twin.press(body.address, body.key, body.digits),
  );
  app.post(
    '/api/devices/virtual/call-pad/ratings',
    { schema: { body: RatingBody, response: { 200: VirtualPadReport } }, config: windowStaff },
    async ({ body }) => twin.rate(body.address, body.grade),
  );
}
