// The resident list of the touchscreen, masks only; people and forgetting for managers.
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import type { Store } from '../../store/store.ts';
import type { AttendanceView } from '../attendance/schema.ts';
import type { OrdersView } from '../orders/schema.ts';
import type { RatingsView } from '../ratings/schema.ts';
import { addPerson, forgetPerson } from './commands.ts';
import { findOlderTraces } from './older-traces.ts';
import {
  AddPersonBody,
  type DirectoryView,
  directoryRefusals,
  ForgetPersonBody,
  ForgetReply,
  IdReply,
  MemberCode,
  PeopleList,
  PersonParams,
  ResidentQuery,
  Residents,
  Surnames,
} from './schema.ts';
import { createMasks, personById, selectPeople, selectResidents, selectSurnames } from './view.ts';

interface Deps {
  store: Store<{
    directory: DirectoryView;
    attendance: AttendanceView;
    ratings: RatingsView;
    orders: OrdersView;
  }>;
}
const managers = { roles: ['manager', 'admin'] } as const;

export function touchRoutes(app: App, { store }: Deps): void {
  const maskOf = createMasks(store.open);
  app.get('/api/directory/surnames', { schema: { response: { 200: Surnames } } }, () =>
    store.read(({ directory }) => selectSurnames(directory, maskOf)),
  );
  app.get(
    '/api/directory/residents',
    { schema: { querystring: ResidentQuery, response: { 200: Residents } } },
    ({ query }) => store.read(({ directory }) => selectResidents(directory, query.surname, maskOf)),
  );
}

/** @param deps.backupsGoneOn the day on which the last backup with a key destroyed today is gone; null when there is none */
export function staffRoutes(
  app: App,
  {
    store,
    privacy,
    backupsGoneOn,
  }: Deps & {
    privacy: Pick<Privacy, 'sign'>;
    backupsGoneOn: () => string | null | Promise<string | null>;
  },
): void {
  const maskOf = createMasks(store.open);
  app.get(
    '/api/directory/people',
    { schema: { response: { 200: PeopleList } }, config: managers },
    () => store.read(({ directory }) => selectPeople(directory, maskOf)),
  );
  app.post(
    '/api/directory/people',
    { schema: { body: AddPersonBody, response: { 201: IdReply } }, config: managers },
    async (request, reply) => {
      reply.code(201);
      return run(store, addPerson, request, request.body);
    },
  );
  app.get(
    '/api/directory/people/:id/card',
    { schema: { params: PersonParams, response: { 200: MemberCode } }, config: managers },
    async ({ params }) => {
      const person = await store.read(({ directory }) => personById(directory, params.id));
      if (!person?.member) {
        throw new ProblemError('PERSON_NOT_FOUND', directoryRefusals.PERSON_NOT_FOUND);
      }
      return { code: privacy.sign('member', person.id) };
    },
  );
  app.post(
    '/api/directory/forgettings',
    { schema: { body: ForgetPersonBody, response: { 200: ForgetReply } }, config: managers },
    async (request) => {
      const older = await findOlderTraces(store, request.body);
      const { keys } = await run(store, forgetPerson(older), request, request.body);
      return { forgotten: keys, backupsGoneOn: await backupsGoneOn() };
    },
  );
}
