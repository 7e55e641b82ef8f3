// Lets paired screens in at the Hall listener, and nobody else: a route is for touchscreens unless it says otherwise.
import { type App, ProblemError } from '../http/app.ts';
import { screenCookie } from './pairing-codes.ts';
import { authRefusals, type PairedScreen } from './schema.ts';

export interface KnownScreens {
  /** Null for a token that was never paired, or is not any more. */
  byToken(token: string): Promise<PairedScreen | null>;
  /** It asked for something just now. */
  heard(id: string): void;
}

/** Add before any route. */
export function requireScreen(app: App, screens: KnownScreens): void {
  app.addHook('onRequest', async (request, reply) => {
    // Unknown paths answer 404 to everybody.
    if (request.is404) return;
    const token = screenCookie.tokenOf(request.headers.cookie);
    const screen = token === null ? null : await screens.byToken(token);
    const { url = '', config } = request.routeOptions;
    request.screen = screen;
    if (screen) {
      screens.heard(screen.id);
      // Browsers forget the oldest cookies: one that is handed out with each page never is the oldest.
      const isPage = !url.startsWith('/api/') && config.roles === 'public';
      if (isPage) reply.header('set-cookie', screenCookie.setCookie(token));
    }
    if (config.roles === 'public') return;
    if (!screen) refuse('SCREEN_NOT_PAIRED');
    else if (screen.kind === 'board' && !config.boards) refuse('SCREEN_KIND_WRONG');
  });
}

function refuse(code: 'SCREEN_NOT_PAIRED' | 'SCREEN_KIND_WRONG'): never {
  throw new ProblemError(code, authRefusals[code]);
}
