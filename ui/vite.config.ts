// Builds the pages: one folder with an index.html each. No plugin: Vite's own transformer knows Preact's JSX.
import { defineConfig } from 'vite';

const here = new URL('.', import.meta.url).pathname;

export default defineConfig({
  root: here,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${here}../.build/ui`,
    emptyOutDir: true,
    target: 'chrome120',
    // The content security policy allows neither inline scripts nor data: assets.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // hls.js whole, which only a page with a live stream loads.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        touch: `${here}touch/index.html`,
        board: `${here}board/index.html`,
        pair: `${here}pair/index.html`,
        staff: `${here}staff/index.html`,
      },
    },
  },
});
