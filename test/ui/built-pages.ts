// The touchscreen and the board as a build of their own, so that these tests need no earlier step.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import config from '../../ui/vite.config.ts';

const ui = new URL('../../ui/', import.meta.url).pathname;

const visitorPages = Object.fromEntries(
  ['touch', 'board', 'pair'].map((page) => [page, join(ui, page, 'index.html')]),
);

/** Builds into a fresh folder and returns its path; whoever asked removes it. */
export async function buildPages(which: 'visitors' | 'all' = 'visitors'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-pages-'));
  await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    build: {
      ...config.build,
      outDir: folder,
      ...(which === 'visitors' && { rolldownOptions: { input: visitorPages } }),
    },
  });
  return folder;
}
