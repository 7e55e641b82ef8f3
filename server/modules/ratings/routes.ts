// Rating by the slip's code for visitors, by the window's page for whoever stands there, and everything that is read of
// ratings for managers. No route that a window account may call answers with a grade.
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import { attachment } from '../../sheets/attachment.ts';
import type { Store } from '../../store/store.ts';
import type { AccountsView } from '../accounts/schema.ts';
import { attendanceRefusals } from '../attendance/schema.ts';
import { servicesRefusals } from '../services/schema.ts';
import { putPolicy, type Reads, rateAtWindow, rateByCode, ratePaper } from './commands.ts';
import { exportRatings } from './export.ts';
import {
  CaseDetail,
  CaseList,
  DoneReply,
  EmptyBody,
  ExportQuery,
  ForgetBody,
  PhoneReply,
  RangeQuery,
  RateAtWindowBody,
  Rateable,
  RatePaperBody,
  RatingBody,
  StepBody,
  Summary,
} from './page-schema.ts';
import { selectCase, selectCases, selectRateable, selectSummary } from './pages.ts';
import {
  forgetContactOf,
  isRange,
  recordContactShown,
  recordExport,
  takeStep,
} from './rectification-commands.ts';
import { RatingsPolicy, ratingsRefusals } from './schema.ts';
import { caseById } from './view.ts';

interface Deps {
  store: Store<Reads & { accounts: AccountsView }>;
}
const CodeParams = Type.Object({ code: Type.String({ maxLength: 256 }) });
const CaseParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const windowStaff = { roles: ['window', 'manager', 'admin'] } as const;
const managers = { roles: ['manager', 'admin'] } as const;
const done = { response: { 200: DoneReply } };

export function touchRoutes(
  app: App,
  { store, privacy }: Deps & { privacy: Pick<Privacy, 'readCode'> },
): void {
  /** The code, not the id: whoever only saw a number or guessed an id has no slip. */
  const idOf = (text: string): string => {
    const code = privacy.readCode(text);
    if (code?.kind === 'ticket') return code.id;
    throw new ProblemError('TICKET_NOT_FOUND', servicesRefusals.TICKET_NOT_FOUND);
  };
  app.get(
    '/api/ratings/tickets/:code',
    { schema: { params: CodeParams, response: { 200: Rateable } } },
    async ({ params }): Promise<Rateable> => {
      const id = idOf(params.code);
      const rateable = await store.read((views) => selectRateable(views, id));
      return rateable ?? { state: 'late', items: [] };
    },
  );
  app.post(
    '/api/ratings/tickets/:code',
    { schema: { params: CodeParams, body: RatingBody, ...done } },
    (request) =>
      run(store, rateByCode, request, { ticketId: idOf(request.params.code), ...request.body }),
  );
}

export function staffRoutes(app: App, { store }: Deps): void {
  app.post(
    '/api/ratings/window-ratings',
    { schema: { body: RateAtWindowBody, ...done }, config: windowStaff },
    (request) => run(store, rateAtWindow, request, request.body),
  );
  app.post(
    '/api/ratings/paper-forms',
    { schema: { body: RatePaperBody, ...done }, config: managers },
    (request) => run(store, ratePaper, request, request.body),
  );
  app.get(
    '/api/ratings/summary',
    { schema: { querystring: RangeQuery, response: { 200: Summary } }, config: managers },
    async ({ query }) => {
      if (!isRange(query.from, query.to)) {
        throw new ProblemError('RANGE_INVALID', attendanceRefusals.RANGE_INVALID);
      }
      return store.read((views) => selectSummary(views, query));
    },
  );
  app.get(
    '/api/ratings/policy',
    { schema: { response: { 200: RatingsPolicy } }, config: managers },
    () => store.read(({ ratings }) => ratings.policy),
  );
  app.post(
    '/api/ratings/policy',
    { schema: { body: RatingsPolicy, ...done }, config: managers },
    (request) => run(store, putPolicy, request, request.body),
  );
  exportRoute(app, { store });
  rectificationRoutes(app, { store });
}

const File = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

function exportRoute(app: App, { store }: Deps): void {
  app.get(
    '/api/ratings/export',
    { schema: { querystring: ExportQuery, response: { 200: File } }, config: managers },
    async (request, reply) => {
      const { query } = request;
      await run(store, recordExport, request, query);
      const now = { open: store.open, nowMs: Date.now() };
      const file = await store.read((views) => exportRatings(views, query, now));
      const plainName = `${query.list}_${query.from}_${query.to}.${query.format}`;
      return reply
        .type(file.contentType)
        .header('content-disposition', attachment(file.fileName, plainName))
        .header('cache-control', 'no-store')
        .send(file.body);
    },
  );
}

function rectificationRoutes(app: App, { store }: Deps): void {
  app.get(
    '/api/ratings/rectifications',
    { schema: { response: { 200: CaseList } }, config: managers },
    () => store.read((views) => selectCases(views, store.open)),
  );
  app.get(
    '/api/ratings/rectifications/:id',
    { schema: { params: CaseParams, response: { 200: CaseDetail } }, config: managers },
    async ({ params }) => {
      const one = await store.read((views) => selectCase(views, params.id, store.open));
      if (!one) throw problem('RECTIFICATION_NOT_FOUND');
      return one;
    },
  );
  app.post(
    '/api/ratings/rectifications/:id/steps',
    { schema: { params: CaseParams, body: StepBody, ...done }, config: managers },
    (request) =>
      run(store, takeStep, request, { caseId: request.params.id, step: request.body.step }),
  );
  app.post(
    '/api/ratings/rectifications/:id/forgettings',
    { schema: { params: CaseParams, body: ForgetBody, ...done }, config: managers },
    (request) =>
      run(store, forgetContactOf, request, { caseId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/ratings/rectifications/:id/contact-views',
    {
      schema: { params: CaseParams, body: EmptyBody, response: { 200: PhoneReply } },
      config: managers,
    },
    async (request, reply) => {
      const { id } = request.params;
      // The answer of a command is journalled: the number itself is read beside it.
      await run(store, recordContactShown, request, { caseId: id });
      const phone = await store.read(({ ratings }) => {
        const contact = caseById(ratings, id)?.contact;
        return contact ? (store.open(contact)?.value ?? null) : null;
      });
      if (phone === null) throw problem('CONTACT_GONE');
      reply.header('cache-control', 'no-store');
      return { phone };
    },
  );
}

function problem(code: keyof typeof ratingsRefusals): ProblemError {
  return new ProblemError(code, ratingsRefusals[code]);
}
