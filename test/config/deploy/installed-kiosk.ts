// The offline installer, made and installed by dpkg into an empty directory tree: maintainer scripts run, nothing of this machine changes.
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { freePort } from '../../journeys/kiosk-process.ts';
import { openNotifySocket } from '../../server/notify-socket.ts';

const run = promisify(execFile);
export const project = join(import.meta.dirname, '../../..');

export interface EmptyRoot {
  readonly root: string;
  /** `dpkg` on this tree; resolves with what it said. */
  dpkg(...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** `npm run package -- --fast`, as npm would run it; the path of the package. */
export async function makePackage(folder: string): Promise<string> {
  const script = join(project, 'config/scripts/package.mjs');
  const { stdout } = await run(process.execPath, [script, '--fast', '--output', folder]);
  const [, file] = /^(\S+\.deb): /m.exec(stdout) ?? [];
  if (file === undefined) throw new Error(`no package:\n${stdout}`);
  return file;
}

export async function createEmptyRoot(): Promise<EmptyRoot> {
  const root = await mkdtemp(join(tmpdir(), 'root-'));
  await mkdir(join(root, 'var/lib/dpkg'), { recursive: true });
  await writeFile(join(root, 'var/lib/dpkg/status'), '');
  const into = [`--root=${root}`, `--log=${root}/dpkg.log`];
  // What the package depends on is not there, nor a shell to change the root for; and nobody pulls the plug.
  const force = ['--force-depends', '--force-script-chrootless', '--force-unsafe-io'];
  return {
    root,
    async dpkg(...args) {
      const { stdout, stderr } = await run('dpkg', [...into, ...force, ...args]);
      return stdout + stderr;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

export interface InstalledKiosk {
  readonly touch: string;
  /** As it told the service manager. */
  isReady(): boolean;
  hasEnded(): boolean;
  output(): string;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
  remove(): Promise<void>;
}

/** Starts the kiosk of an installation with its first settings, its data in a folder of the test's. */
export async function runInstalled(root: string, folder: string): Promise<InstalledKiosk> {
  const home = join(root, 'usr/lib/dangqun-kiosk');
  const notify = await openNotifySocket(folder);
  const port = await freePort();
  const config = join(folder, 'settings.json');
  const first = await readFile(join(root, 'etc/dangqun-kiosk/settings.json'), 'utf8');
  const staff = { host: '127.0.0.1', port: 0 };
  const settings = { ...JSON.parse(first), listeners: { staff }, clock: { trust: 'system' } };
  await writeFile(config, JSON.stringify(settings));
  const kiosk = spawn(join(home, 'bin/node'), [join(home, 'server/start-kiosk.ts')], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/bin:/bin',
      KIOSK_CONFIG: config,
      KIOSK_DATA_DIR: join(folder, 'data'),
      KIOSK_KEY_FILE: join(folder, 'kiosk.key'),
      KIOSK_TOUCH_PORT: String(port),
      NOTIFY_SOCKET: notify.path,
    },
  });
  const output = collect(kiosk);
  return {
    touch: `http://127.0.0.1:${port}`,
    isReady: () => notify.messages.includes('READY=1'),
    hasEnded: () => kiosk.exitCode !== null || kiosk.signalCode !== null,
    output,
    async stop() {
      kiosk.kill('SIGTERM');
      const [code] = (await once(kiosk, 'exit')) as [number | null];
      return code;
    },
    async remove() {
      kiosk.kill('SIGKILL');
      await notify.close();
    },
  };
}

function collect(child: ChildProcessByStdio<null, Readable, Readable>): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part;
    });
  }
  return () => output;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A command to its end, whatever its exit code. */
export function outcomeOf(command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output() }));
  });
}
