// npm start: the kiosk, on a fresh clone too.
import { become, ensureBuilt, ensureInstalled, fail, node24 } from './ensure.mjs';

ensureInstalled();
if (ensureBuilt() !== 0) fail('页面没有生成 (the pages were not built)');
become(node24, ['server/start-kiosk.ts', ...process.argv.slice(2)]);
