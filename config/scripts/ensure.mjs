// What every npm script needs first: packages as locked, Node 24 from the `node` package, the pages built.
// Plain ESM without dependencies: it runs before they are there, under whatever Node ≥ 20 the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '../..');
/** The Node that runs TypeScript as it is. */
export const node24 = join(project, 'node_modules/node/bin/node');

const LOCK = join(project, 'package-lock.json');
/** Hash of the lock file that node_modules was installed from. */
const INSTALLED = join(project, 'node_modules/.installed-lock');
const BUILT = join(project, '.build/ui/.built');

/** Stops the script with one sentence. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command of the project to its end; its exit code. */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: project, stdio: 'inherit' });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Runs a command for as long as it lives, with signals passed on; exits as it does. */
export function become(command, args) {
  const child = spawn(command, args, { cwd: project, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => fail(`${command}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));
}

export function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  const installed = existsSync(INSTALLED) ? readFileSync(INSTALLED, 'utf8') : null;
  if (installed !== lock || !existsSync(node24)) {
    console.log('正在安装依赖包 (npm install) …');
    // Not `npm ci`: it stops when a registry lacks the builds of Biome or oxc for platforms that nobody here uses.
    // Versions come from the lock file all the same, and it is not written.
    if (run('npm', ['install', '--no-save', '--no-audit', '--no-fund']) !== 0) {
      fail('依赖包没有装上，请检查网络后再试 (npm install failed)');
    }
    // Where npm is told to skip install scripts, Node 24 is still missing now.
    if (!existsSync(node24)) run('npm', ['rebuild', 'node', '--ignore-scripts=false']);
    if (!existsSync(node24)) {
      fail(
        'Node 24 没有装上：请允许 node 包的安装脚本 (the node package needs its install script)',
      );
    }
    writeFileSync(INSTALLED, lock);
  }
}

/** Builds the pages when a source is newer than the last build. */
export function ensureBuilt() {
  const built = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
  if (newest(join(project, 'ui')) < built && statSync(LOCK).mtimeMs < built) return 0;
  console.log('正在生成页面 (vite build) …');
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const status = run(node24, [
    vite,
    'build',
    '--config',
    'ui/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  if (status === 0) {
    mkdirSync(join(project, '.build/ui'), { recursive: true });
    writeFileSync(BUILT, '');
  }
  return status;
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const time = entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
    latest = Math.max(latest, time);
  }
  // A deleted file shows in its folder's time only.
  return Math.max(latest, statSync(folder).mtimeMs);
}
