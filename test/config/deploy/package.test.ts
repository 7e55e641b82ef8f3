// The offline installer: what is in it, what it does to a machine, and that the kiosk in it runs.
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { productionPackages, shippedFiles } from '../../../config/deploy/production-packages.ts';
import { until } from '../../devices/quiet.ts';
import { post } from '../../server/started-kiosk.ts';
import {
  createEmptyRoot,
  type EmptyRoot,
  makePackage,
  outcomeOf,
  project,
  runInstalled,
} from './installed-kiosk.ts';

const HOME = 'usr/lib/dangqun-kiosk';
/** Packing and unpacking 150 MB on a machine that is busy with other tests. */
const PATIENCE_MS = 240_000;
let folder: string;
let deb: string;
let machine: EmptyRoot;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  deb = await makePackage(folder);
  machine = await createEmptyRoot();
  await machine.dpkg('--install', deb);
}, PATIENCE_MS);
afterAll(async () => {
  await machine?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe('what is in the package', () => {
  let files: string[];
  beforeAll(async () => {
    files = (await readdir(join(machine.root, HOME), { recursive: true })) as string[];
  });

  test('Node 24, the built pages, the sources that run', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/node',
        '.build/ui/touch/index.html',
        'server/start-kiosk.ts',
        'server/start-restore.ts',
        'server/store/snapshot-worker.ts',
        'node_modules/fastify/package.json',
        'node_modules/fastify/LICENSE',
        'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
      ]),
    );
  });

  test('neither what builds and tests, nor what is for other machines', () => {
    const tools =
      /^node_modules\/(vite|vitest|node|rolldown|lightningcss|typescript|playwright-core|fast-check|@biomejs|@types|preact)(\/|$)/;
    const others = /(darwin|win32|android|arm64|musl)/;
    const needless = files.filter(
      (file) =>
        tools.test(file) ||
        (file.endsWith('.node') && others.test(file)) ||
        /\.map$|\.test\.|\.d\.ts$|^test\/|^ui\/|^config\/(scripts|deploy)\//.test(file),
    );
    expect(needless).toEqual([]);
  });

  test('of a package with prebuilt bindings: those of this platform', () => {
    const shipped = shippedFiles(join(project, 'node_modules/@serialport/bindings-cpp'));
    const bindings = shipped.filter((file) => file.endsWith('.node'));
    expect(bindings).toEqual(['prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node']);
    expect(shipped).toEqual(expect.arrayContaining(['LICENSE', 'package.json', 'dist/index.js']));
    expect(shipped.filter((file) => /\.(cpp|gyp|map|d\.ts)$/.test(file))).toEqual([]);
  });

  test('packages follow from what the sources import, and through what those need', async () => {
    const source = join(folder, 'source.ts');
    await writeFile(
      source,
      "import type { Browser } from 'playwright-core';\nconst port = await import('serialport');\n",
    );
    const found = productionPackages(project, [source]);
    expect(found).toContain('node_modules/@serialport/bindings-cpp');
    expect(found).toContain('node_modules/node-gyp-build');
    expect(found).not.toContain('node_modules/playwright-core');
    await writeFile(source, "import { chromium } from 'playwright-core';\n");
    expect(() => productionPackages(project, [source])).toThrow(/playwright-core is imported/);
  });

  test(
    'a second time, the same bytes',
    async () => {
      const other = join(folder, 'again');
      await mkdir(other);
      const again = await makePackage(other);
      expect((await readFile(again)).equals(await readFile(deb))).toBe(true);
    },
    PATIENCE_MS,
  );
});

describe('what it does to a machine', () => {
  /** The package without the program, which its scripts do not ask for: quick to install over and over. */
  let light: string;
  beforeAll(async () => {
    const tree = join(folder, 'light');
    await cp(join(folder, 'package'), tree, {
      recursive: true,
      filter: (path) => !/dangqun-kiosk\/(bin|node_modules)$/.test(path),
    });
    light = `${tree}.deb`;
    const built = await outcomeOf('dpkg-deb', ['--root-owner-group', '--build', tree, light]);
    expect(built.code, built.output).toBe(0);
  });
  const inRoot = (path: string) => join(machine.root, path);

  async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
    const passwd = await readFile(inRoot('etc/passwd'), 'utf8');
    const line = passwd.split('\n').find((one) => one.startsWith(`${user}:`)) ?? '';
    const [, , uid, gid] = line.split(':');
    return { uid: Number(uid), gid: Number(gid) };
  }

  test('users of its own: the kiosk has the devices, the browsers have not', async () => {
    const groups = (await readFile(inRoot('etc/group'), 'utf8')).split('\n');
    const of = (user: string) =>
      groups
        .filter((line) => line.split(':')[3]?.split(',').includes(user))
        .map((line) => line.split(':')[0]);
    expect(of('dangqun-kiosk').sort()).toEqual(['dialout', 'lp']);
    expect(of('dangqun-screens').sort()).toEqual(['audio', 'render', 'video']);
  });

  test('records and settings belong to the kiosk alone; root keeps its own files beside them', async () => {
    const { uid, gid } = await idsOf('dangqun-kiosk');
    const modes = async (path: string) => {
      const { uid: owner, gid: group, mode } = await stat(inRoot(path));
      return [owner, group, (mode & 0o7777).toString(8)];
    };
    expect(await modes('var/lib/dangqun-kiosk')).toEqual([uid, gid, '700']);
    expect(await modes('etc/dangqun-kiosk')).toEqual([0, gid, '1770']);
    expect(await modes('etc/dangqun-kiosk/settings.json')).toEqual([uid, gid, '640']);
    expect(await modes('etc/dangqun-kiosk/screens.env')).toEqual([0, 0, '644']);
    expect(await modes(`${HOME}/bin/node`)).toEqual([0, 0, '755']);
    expect(await modes(`${HOME}/server/start-kiosk.ts`)).toEqual([0, 0, '644']);
  });

  test('both units start at power-on', async () => {
    for (const [target, unit] of [
      ['multi-user', 'dangqun-kiosk'],
      ['graphical', 'dangqun-kiosk-screens'],
    ]) {
      const link = inRoot(`etc/systemd/system/${target}.target.wants/${unit}.service`);
      expect(await readlink(link)).toMatch(new RegExp(`/systemd/system/${unit}\\.service$`));
    }
  });

  test('an upgrade changes no settings; removal and purge keep records, settings and key', async () => {
    const other = await createEmptyRoot();
    const kept = ['var/lib/dangqun-kiosk/journal/1.ndjson', 'etc/dangqun-kiosk/kiosk.key'];
    const settings = join(other.root, 'etc/dangqun-kiosk/settings.json');
    try {
      await other.dpkg('--install', light);
      const before = await readFile(settings, 'utf8');
      expect(JSON.parse(before).kioskCode).toMatch(/^K[A-Z0-9]{7}$/);
      await mkdir(join(other.root, 'var/lib/dangqun-kiosk/journal'));
      for (const file of kept) await writeFile(join(other.root, file), 'precious');
      const unit = join(
        other.root,
        'etc/systemd/system/multi-user.target.wants/dangqun-kiosk.service',
      );
      await rm(unit);
      await other.dpkg('--install', light);
      expect(await readFile(settings, 'utf8')).toBe(before);
      await expect(lstat(unit), 'disabled by an administrator').rejects.toThrow('ENOENT');
      await other.dpkg('--remove', 'dangqun-kiosk');
      expect(await other.dpkg('--purge', 'dangqun-kiosk')).toContain('登记记录、设置和密钥都还在');
      for (const file of kept) {
        expect(await readFile(join(other.root, file), 'utf8')).toBe('precious');
      }
      expect(await readFile(settings, 'utf8')).toBe(before);
      await expect(lstat(join(other.root, HOME))).rejects.toThrow('ENOENT');
    } finally {
      await other.remove();
    }
  });

  test('where nothing was ever recorded, purge leaves nothing', async () => {
    const other = await createEmptyRoot();
    try {
      await other.dpkg('--install', light);
      await other.dpkg('--purge', 'dangqun-kiosk');
      await expect(lstat(join(other.root, 'etc/dangqun-kiosk'))).rejects.toThrow('ENOENT');
      await expect(lstat(join(other.root, 'var/lib/dangqun-kiosk'))).rejects.toThrow('ENOENT');
    } finally {
      await other.remove();
    }
  });
});

describe('the units', () => {
  const UNITS = ['dangqun-kiosk', 'dangqun-kiosk-screens', 'dangqun-kiosk-browser@'];
  const unitPath = (unit: string) => join(machine.root, `usr/lib/systemd/system/${unit}.service`);

  /** Units whose programs are looked for in the tree: systemd-analyze asks the running system otherwise. */
  async function relocated(change: (text: string) => string = (text) => text): Promise<string[]> {
    const units = await mkdtemp(join(folder, 'units-'));
    const paths: string[] = [];
    for (const unit of UNITS) {
      const text = await readFile(unitPath(unit), 'utf8');
      const path = join(units, `${unit}.service`);
      await writeFile(path, change(text).replaceAll(`/${HOME}/`, `${join(machine.root, HOME)}/`));
      paths.push(path);
    }
    return paths;
  }

  test('systemd finds nothing to say about them', async () => {
    const { output } = await outcomeOf('systemd-analyze', ['verify', ...(await relocated())]);
    expect(output).toBe('');
  });

  test('and would say it: a misspelt key leaves the exit code at 0', async () => {
    const units = await relocated((text) => text.replace('RestartSec=', 'RestartSecs='));
    const { output } = await outcomeOf('systemd-analyze', ['verify', ...units]);
    expect(output).toContain("Unknown key 'RestartSecs'");
  });

  test('the kiosk is confined', async () => {
    const { code, output } = await outcomeOf('systemd-analyze', [
      'security',
      '--offline=true',
      '--threshold=30',
      unitPath('dangqun-kiosk'),
    ]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/Overall exposure level .* [0-2]\.\d/);
  });
});

describe('the kiosk that was installed', () => {
  test(
    'runs by its own Node, without npm, takes a check-in, ends well',
    async () => {
      const kiosk = await runInstalled(machine.root, await mkdtemp(join(folder, 'run-')));
      try {
        await until(() => kiosk.isReady() || kiosk.hasEnded(), 'READY=1', PATIENCE_MS);
        expect(kiosk.hasEnded(), kiosk.output()).toBe(false);
        const { touch } = kiosk;
        expect(await (await fetch(`${touch}/healthz`)).json()).toMatchObject({ ok: true });
        const page = await (await fetch(`${touch}/`)).text();
        const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
        expect((await fetch(`${touch}${script}`)).status).toBe(200);
        const body = { purpose: 'errand', method: 'headcount', headcount: 2 };
        const visit = await post(`${touch}/api/attendance/visits`, body);
        expect(visit.status).toBe(201);
        expect(await kiosk.stop(), kiosk.output()).toBe(0);
      } finally {
        await kiosk.remove();
      }
    },
    PATIENCE_MS,
  );
});
