// npm test: format, types, dead code, build, then every test. Installs what it needs or says what is missing; skips nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, node24, project, run } from './ensure.mjs';

/** Programs the tests use, the Debian package of each, and how to see that it is there. */
const TOOLS = [
  { name: 'Chromium', package: 'chromium', there: () => inPath('chromium') },
  { name: 'fontconfig', package: 'fontconfig', there: () => inPath('fc-list') },
  { name: 'CJK fonts', package: 'fonts-noto-cjk', there: hasChineseFont },
  { name: 'espeak-ng', package: 'espeak-ng', there: () => inPath('espeak-ng') },
  { name: 'ffmpeg', package: 'ffmpeg', there: () => inPath('ffmpeg') },
  { name: 'socat', package: 'socat', there: () => inPath('socat') },
  { name: 'systemd', package: 'systemd', there: () => inPath('systemd-analyze') },
  { name: 'udev', package: 'udev', there: () => inPath('udevadm') },
  { name: 'sway', package: 'sway', there: () => inPath('sway') },
];
const REPORT = join(project, '.cache/vitest.json');

ensureInstalled();
ensureTools();
const only = process.argv.slice(2);
const checks =
  only.length > 0
    ? []
    : [
        [
          'format and lint',
          () => bin('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
        ],
        ['types: server, devices, config, test', () => bin('typescript/bin/tsc', ['-p', '.'])],
        ['types: ui', () => bin('typescript/bin/tsc', ['-p', 'ui'])],
        ['types: tests in a browser', () => bin('typescript/bin/tsc', ['-p', 'test/ui'])],
        ['dead code', () => bin('knip/bin/knip.js', ['--no-progress'])],
      ];
const failed = [];
let passed = 0;
for (const [name, check] of [...checks, ['pages', ensureBuilt]]) {
  console.log(`— ${name}`);
  if (check() === 0) passed++;
  else failed.push(name);
}

console.log('— tests');
mkdirSync(join(project, '.cache'), { recursive: true });
rmSync(REPORT, { force: true });
const status = bin('vitest/vitest.mjs', [
  'run',
  '--config',
  'test/vitest.config.ts',
  '--root',
  '.',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
  ...only,
]);
const counts = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null;
passed += counts?.numPassedTests ?? 0;
// A skipped test proves nothing: it counts as failed. So does a run that ended without a report or in an error of its own.
let failures = failed.length + (counts ? counts.numFailedTests + counts.numPendingTests : 1);
if (status !== 0 && failures === failed.length) failures++;
for (const name of failed) console.error(`failed: ${name}`);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

function bin(path, args) {
  return run(node24, [join(project, 'node_modules', path), ...args]);
}

function ensureTools() {
  const missing = TOOLS.filter(({ there }) => !there());
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.package);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !inPath('apt-get')) {
    fail(`Missing: ${missing.map(({ name }) => name).join(', ')}. Install with: sudo ${command}`);
  }
  console.log(command);
  run('apt-get', ['update', '-q']);
  run('env', ['DEBIAN_FRONTEND=noninteractive', ...command.split(' ')]);
  const still = TOOLS.filter(({ there }) => !there());
  if (still.length > 0) fail(`Could not install: ${still.map(({ name }) => name).join(', ')}`);
}

function inPath(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function hasChineseFont() {
  return spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '';
}
