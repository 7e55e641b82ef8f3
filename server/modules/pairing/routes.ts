// Staff make a code and look after the screens; a new screen hands the code in and gets its cookie.
import {
  CODE_LIFE_MINUTES,
  digestOf,
  type PairingCodes,
  screenCookie,
} from '../../auth/pairing-codes.ts';
import { sourceOf } from '../../auth/sign-in.ts';
import { type App, commandIdOf, ProblemError, run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import { changeScreen, pairScreen, unpairScreen } from './commands.ts';
import {
  DoneReply,
  EmptyBody,
  EnterCodeBody,
  MakeCodeBody,
  MakeCodeReply,
  OwnScreen,
  type PairingRefusal,
  type PairingView,
  pairingRefusals,
  ScreenParams,
  ScreenSettingsBody,
} from './schema.ts';
import { isFull, isNameTaken } from './view.ts';

interface Deps {
  readonly store: Store<{ pairing: PairingView }>;
  readonly codes: PairingCodes;
}
const managers = { roles: ['manager', 'admin'] } as const;

/** On the Hall listener. */
export function screenRoutes(app: App, { store, codes }: Deps): void {
  app.post(
    '/api/pairing/screens',
    {
      schema: { body: EnterCodeBody, response: { 201: OwnScreen } },
      config: { roles: 'public' },
    },
    async (request, reply) => {
      const id = commandIdOf(request);
      const { offer, token } = codes.claim(request.body.code, id, sourceOf(request));
      const { madeBy, ...screen } = offer;
      // Whoever made the code let the screen in, from wherever it was typed.
      const actor = { kind: 'staff', accountId: madeBy } as const;
      const body = { ...screen, tokenDigest: digestOf(token) };
      const outcome = await store.execute(pairScreen, { id, actor, body });
      if (!outcome.ok) {
        codes.release(id);
        const { refused, status, params } = outcome.refusal;
        throw new ProblemError(refused, status, params);
      }
      reply.code(201).header('set-cookie', screenCookie.setCookie(token));
      return screen;
    },
  );

  app.get(
    '/api/pairing/screen',
    { schema: { response: { 200: OwnScreen } }, config: { boards: true } },
    async ({ screen }) => {
      if (!screen) throw problem('SCREEN_NOT_FOUND');
      const { name, kind, prints } = screen;
      return { name, kind, prints };
    },
  );
}

interface StaffDeps extends Deps {
  /** Where a new screen goes; null while the Hall listener is closed. */
  readonly hallUrls: () => readonly string[] | null;
  /** What a new screen must trust before its browser shows anything. */
  readonly caPem: string;
}

export function staffRoutes(app: App, { store, codes, hallUrls, caPem }: StaffDeps): void {
  app.post(
    '/api/pairing/codes',
    { schema: { body: MakeCodeBody, response: { 201: MakeCodeReply } }, config: managers },
    async (request, reply) => {
      const urls = hallUrls();
      if (urls === null) throw problem('HALL_LISTENER_CLOSED');
      const { name } = request.body;
      // Said here already, not only at the screen, where nobody can put it right.
      const refused = await store.read(({ pairing }): PairingRefusal | null =>
        isNameTaken(pairing, name) ? 'SCREEN_NAME_TAKEN' : isFull(pairing) ? 'SCREENS_FULL' : null,
      );
      if (refused) throw problem(refused);
      const madeBy = request.session?.accountId ?? '';
      reply.code(201);
      return {
        code: codes.make({ ...request.body, madeBy }),
        minutes: CODE_LIFE_MINUTES,
        hallUrls: [...urls],
      };
    },
  );

  app.get('/api/pairing/certificate', { config: managers }, (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('content-disposition', 'attachment; filename="dangqun-kiosk-ca.crt"')
      .send(caPem),
  );

  app.post(
    '/api/pairing/screens/:id/settings',
    {
      schema: { params: ScreenParams, body: ScreenSettingsBody, response: { 200: DoneReply } },
      config: managers,
    },
    (request) =>
      run(store, changeScreen, request, { screenId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/pairing/screens/:id/unpairing',
    {
      schema: { params: ScreenParams, body: EmptyBody, response: { 200: DoneReply } },
      config: managers,
    },
    (request) => run(store, unpairScreen, request, { screenId: request.params.id }),
  );
}

function problem(code: PairingRefusal): ProblemError {
  return new ProblemError(code, pairingRefusals[code]);
}
