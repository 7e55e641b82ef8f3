// The folder for a machine without a network: apt installs from it, into an empty tree, what is missing there and nothing else.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeOfflineSet } from '../../../config/deploy/offline-set.ts';
import { type Ended, outcomeOf } from './installed-kiosk.ts';

const run = promisify(execFile);
let folder: string;
let stick: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offline-'));
  // A stick's name, as desktops mount it.
  stick = join(folder, 'KINGSTON 32G');
  root = join(folder, 'root');
  for (const path of ['var/lib/dpkg', 'var/cache/apt/archives/partial', 'var/log']) {
    await mkdir(join(root, path), { recursive: true });
  }
  await mkdir(stick);
  await writeFile(join(root, 'var/lib/dpkg/status'), '');
  await addPackage('dangqun-kiosk', '1.0', 'Depends: sway, fontconfig');
  await addPackage('sway', '1.7');
  await addPackage('fontconfig', '2.14');
  completeOfflineSet(stick);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function addPackage(name: string, version: string, more = ''): Promise<void> {
  const tree = join(folder, `${name}-tree`);
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  const fields = [`Package: ${name}`, `Version: ${version}`, 'Architecture: all', more];
  const rest = ['Maintainer: nobody <nobody@localhost>', 'Description: for a test'];
  const control = [...fields, ...rest].filter((line) => line !== '');
  await writeFile(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
  await run('dpkg-deb', ['--build', tree, join(stick, `${name}_${version}_all.deb`)]);
}

/** install.sh, with an apt whose machine is the empty tree. */
async function install(): Promise<Ended> {
  const config = join(folder, 'apt.conf');
  const lines = [
    `Dir::State::status "${root}/var/lib/dpkg/status";`,
    `Dir::Cache "${root}/var/cache/apt";`,
    `Dir::Log "${root}/var/log";`,
    `DPkg::Options { "--root=${root}"; "--log=${root}/dpkg.log"; };`,
    'Debug::NoLocking "true";',
    // Neither its triggers nor its hooks.
    '#clear DPkg::Post-Invoke;',
    '#clear APT::Update::Post-Invoke;',
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  return outcomeOf('env', [`APT_CONFIG=${config}`, 'sh', join(stick, 'install.sh')]);
}

async function installed(): Promise<Record<string, string>> {
  const status = await readFile(join(root, 'var/lib/dpkg/status'), 'utf8');
  const entries = status.matchAll(
    /^Package: (\S+)\nStatus: install ok installed[\s\S]*?^Version: (\S+)/gm,
  );
  return Object.fromEntries([...entries].map(([, name, version]) => [name, version]));
}

test('installs the kiosk and what it depends on', async () => {
  const { code, output } = await install();
  expect(code, output).toBe(0);
  expect(await installed()).toEqual({ 'dangqun-kiosk': '1.0', sway: '1.7', fontconfig: '2.14' });
});

test('leaves alone what the machine has newer; upgrades the kiosk', async () => {
  expect((await install()).code).toBe(0);
  await rm(join(stick, 'dangqun-kiosk_1.0_all.deb'));
  await rm(join(stick, 'sway_1.7_all.deb'));
  await addPackage('dangqun-kiosk', '1.1', 'Depends: sway, fontconfig');
  await addPackage('sway', '1.6');
  completeOfflineSet(stick);
  const { code, output } = await install();
  expect(code, output).toBe(0);
  expect(await installed()).toEqual({ 'dangqun-kiosk': '1.1', sway: '1.7', fontconfig: '2.14' });
});

test('a package that was damaged on the way is not installed', async () => {
  const damaged = join(stick, 'sway_1.7_all.deb');
  const content = await readFile(damaged);
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 0xff;
  await writeFile(damaged, content);
  const { code } = await install();
  expect(code).not.toBe(0);
  expect(await installed()).toEqual({});
});
