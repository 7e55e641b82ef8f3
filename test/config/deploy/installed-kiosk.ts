// The offline installer, made and installed by dpkg into an empty directory tree: maintainer scripts run, nothing of this machine changes.
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A command to its end, whatever its exit code. */
export function outcomeOf(command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
