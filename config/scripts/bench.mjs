// npm run bench [NAME …]
import { become, ensureBuilt, ensureInstalled, fail, node24 } from './ensure.mjs';

ensureInstalled();
if (ensureBuilt() !== 0) fail('页面没有生成 (the pages were not built)');
become(node24, ['--expose-gc', 'test/bench/run.ts', ...process.argv.slice(2)]);
