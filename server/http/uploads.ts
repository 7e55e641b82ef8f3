// Routes that take a file as it is.
import type { App } from './app.ts';

/** In a context of its own: only there a body may be something else than JSON, and larger. */
export function uploadRoutes(
  app: App,
  { types, limitBytes }: { readonly types: readonly string[]; readonly limitBytes: number },
  add: (uploads: App) => void,
): void {
  app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser(
      [...types],
      { parseAs: 'buffer', bodyLimit: limitBytes },
      (_request, body, done) => done(null, body),
    );
    add(uploads as App);
  });
}
