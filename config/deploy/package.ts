// The offline installer: a Debian package with Node 24 and every npm package inside. One commit gives the same bytes each time.
//   node config/deploy/package.ts --epoch SECONDS [--fast] [--with-debian] [--output DIRECTORY]
// --fast: gzip at its quickest instead of xz, for tests. --with-debian: also a folder with all that it needs of Debian.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeOfflineSet } from './offline-set.ts';
import { productionPackages, shippedFiles } from './production-packages.ts';

const PROJECT = join(import.meta.dirname, '../..');
const HOME = 'usr/lib/dangqun-kiosk';
/** What runs on the machine. The pages are shipped as they were built, from where the server looks for them. */
const SOURCES = ['server', 'devices', 'config'];
const NOT_SHIPPED = ['config/scripts/', 'config/deploy/', 'devices/samples/'];
const PAGES = '.build/ui';
const QUICK = ['-Zgzip', '-z1'];
// One thread: xz's result may depend on how many there are.
const SMALL = ['-Zxz', '-z6', '--threads-max=1'];

const { values: options } = parseArgs({
  options: {
    epoch: { type: 'string' },
    fast: { type: 'boolean', default: false },
    'with-debian': { type: 'boolean', default: false },
    output: { type: 'string', default: join(PROJECT, '.build') },
  },
});
const epoch = Number(options.epoch);
if (!Number.isInteger(epoch)) throw new Error('--epoch: seconds since 1970 are missing');
const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  version: string;
};
const tree = join(options.output, 'package');
const file = join(options.output, `dangqun-kiosk_${version}_amd64.deb`);

rmSync(tree, { recursive: true, force: true });
cpSync(join(PROJECT, 'config/deploy/root'), tree, { recursive: true });
putProgram(join(tree, HOME));
putDocumentation(join(tree, 'usr/share/doc/dangqun-kiosk'));
const installedBytes = putControl(join(tree, 'DEBIAN'));
makeUniform(tree);
const compression = options.fast ? QUICK : SMALL;
execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file]);
console.log(`${file}: ${inMB(statSync(file).size)}, installed ${inMB(installedBytes)}`);
if (options['with-debian']) {
  const folder = join(options.output, `dangqun-kiosk_${version}_offline`);
  makeOfflineSet(folder, file);
  console.log(
    `${folder}: ${filesIn(folder).length} files, ${inMB(sizeOf(folder, filesIn(folder)))}`,
  );
}

function inMB(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function putProgram(home: string): void {
  const sources = SOURCES.flatMap((folder) => filesIn(PROJECT, folder)).filter(
    (path) => !NOT_SHIPPED.some((prefix) => path.startsWith(prefix)),
  );
  const pages = filesIn(PROJECT, PAGES).filter((path) => !/\.(map|built)$/.test(path));
  const imports = sources.filter((path) => path.endsWith('.ts')).map((path) => join(PROJECT, path));
  const packages = productionPackages(PROJECT, imports).flatMap((folder) =>
    shippedFiles(join(PROJECT, folder)).map((path) => join(folder, path)),
  );
  for (const path of [...sources, ...pages, ...packages])
    copy(join(PROJECT, path), join(home, path));
  copy(join(PROJECT, 'node_modules/node/bin/node'), join(home, 'bin/node'));
  const manifest = { name: 'dangqun-kiosk', version, private: true, type: 'module' };
  writeFileSync(join(home, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function putDocumentation(folder: string): void {
  copy(join(PROJECT, 'README.zh-CN.md'), join(folder, 'README.zh-CN.md'));
  writeFileSync(
    join(folder, 'copyright'),
    `dangqun-kiosk: MIT.
Node.js (/${HOME}/bin/node): MIT, and the licences of its parts, https://github.com/nodejs/node/blob/main/LICENSE
npm packages (/${HOME}/node_modules): as the LICENSE file or the package.json of each says.
`,
  );
}

/** Control file, maintainer scripts, checksums; the number of bytes installed. */
function putControl(folder: string): number {
  const files = filesIn(tree);
  const bytes = sizeOf(tree, files);
  cpSync(join(PROJECT, 'config/deploy/debian'), folder, { recursive: true });
  const control = readFileSync(join(folder, 'control'), 'utf8')
    .replace('@VERSION@', version)
    .replace('@INSTALLED_SIZE@', String(Math.ceil(bytes / 1024)));
  writeFileSync(join(folder, 'control'), control);
  const sums = files.map((path) => {
    const sum = createHash('md5').update(readFileSync(join(tree, path)));
    return `${sum.digest('hex')}  ${path}\n`;
  });
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  return bytes;
}

function sizeOf(folder: string, files: readonly string[]): number {
  return files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Modes and times depend neither on the umask nor on the day of the checkout. */
function makeUniform(path: string): void {
  const isFolder = statSync(path).isDirectory();
  if (isFolder) for (const name of readdirSync(path)) makeUniform(join(path, name));
  chmodSync(path, isFolder || isProgram(path) ? 0o755 : 0o644);
  lutimesSync(path, epoch, epoch);
}

function isProgram(path: string): boolean {
  return /\.sh$|\/DEBIAN\/p(re|ost)(inst|rm)$/.test(path) || path === join(tree, HOME, 'bin/node');
}

/** Every file below a folder, relative to `base`, sorted. */
function filesIn(base: string, folder = ''): string[] {
  return readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .sort();
}
