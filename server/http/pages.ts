// The built pages and their assets. Nothing private lies under this root.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Type } from 'typebox';
import type { App } from './app.ts';

/** `/` → touch or staff page, `/board` → the board. */
export interface Page {
  readonly path: string;
  readonly file: string;
}

const AssetParams = Type.Object({ name: Type.String({ pattern: '^[\\w.-]{1,200}$' }) });

/** @param root the Vite build; a kiosk without one says so at start instead of showing blank pages. */
export async function servePages(app: App, root: string, pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map(({ file }) => access(join(root, file))));
  await app.register(fastifyStatic, {
    serve: false,
    root,
    // Version 10 hands out `.env` otherwise.
    dotfiles: 'ignore',
    cacheControl: false,
  });
  const open = { schema: { hide: true }, config: { roles: 'public' } } as const;
  for (const { path, file } of pages) {
    app.get(path, open, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file),
    );
  }
  app.get(
    '/assets/:name',
    { ...open, schema: { hide: true, params: AssetParams } },
    (request, reply) =>
      reply
        // Names carry a hash of their content: they never change.
        .header('cache-control', 'public, max-age=31536000, immutable')
        .sendFile(request.params.name, join(root, 'assets')),
  );
}
