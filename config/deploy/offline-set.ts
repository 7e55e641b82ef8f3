// A folder to carry to a machine without a network: the kiosk's package, every Debian package it needs beyond an empty system, an
// index of them and install.sh, which has apt take from there what the machine lacks.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Asks this machine's Debian mirror, which must be of the release that the kiosk's machine has. */
export function makeOfflineSet(folder: string, deb: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'partial'), { recursive: true });
  const nothingInstalled = join(folder, 'status');
  writeFileSync(nothingInstalled, '');
  const options = {
    'Dir::State::status': nothingInstalled,
    'Dir::Cache::archives': folder,
    // Nothing is installed: no lock, and no need to be root.
    'Debug::NoLocking': 'true',
  };
  execFileSync('apt-get', [
    ...['-q', '-y', '--no-install-recommends', '--download-only'],
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...['install', deb],
  ]);
  for (const needless of ['status', 'partial', 'lock']) {
    rmSync(join(folder, needless), { recursive: true, force: true });
  }
  copyFileSync(deb, join(folder, basename(deb)));
  completeOfflineSet(folder);
}

/** The index that apt reads, and the installer, beside the packages. */
export function completeOfflineSet(folder: string): void {
  const packages = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const entries = packages.sort().map((name) => {
    const path = join(folder, name);
    const control = execFileSync('dpkg-deb', ['--field', path], { encoding: 'utf8' }).trim();
    const content = readFileSync(path);
    const sum = createHash('sha256').update(content).digest('hex');
    return `${control}\nFilename: ./${name}\nSize: ${content.length}\nSHA256: ${sum}\n`;
  });
  writeFileSync(join(folder, 'Packages'), entries.join('\n'));
  copyFileSync(join(import.meta.dirname, 'install.sh'), join(folder, 'install.sh'));
}
