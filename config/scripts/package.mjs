// npm run package [-- --with-debian]: the offline installer; with everything that it needs of Debian, in a folder for a USB stick.
import { spawnSync } from 'node:child_process';
import { become, ensureBuilt, ensureInstalled, fail, node24, project } from './ensure.mjs';

if (process.platform !== 'linux' || process.arch !== 'x64') {
  fail('安装包只能在 Linux x64 上做 (the package is made on Linux x64)');
}
ensureInstalled();
if (ensureBuilt() !== 0) fail('页面没有生成 (the pages were not built)');
process.env.SOURCE_DATE_EPOCH ??= timeOfCommit();
const epoch = `--epoch=${process.env.SOURCE_DATE_EPOCH}`;
become(node24, ['config/deploy/package.ts', epoch, ...process.argv.slice(2)]);

/** Times in the package say which commit it was made from, not when. */
function timeOfCommit() {
  const git = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: project, encoding: 'utf8' });
  if (git.status !== 0) {
    fail('这里没有 git 记录，请设置 SOURCE_DATE_EPOCH (no git here: set SOURCE_DATE_EPOCH)');
  }
  return git.stdout.trim();
}
