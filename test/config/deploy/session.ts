// The session of the screens without a graphics card: sway on outputs in memory, browsers in it under the policy of the package. As in
// the units, nobody is root; the policy stands in a mount namespace of theirs, and this machine's /etc stays as it is.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { project } from './installed-kiosk.ts';
import { policyFolder, UNDER_POLICY } from './policy-folder.ts';

const run = promisify(execFile);
export const SCRIPTS = join(project, 'config/deploy/root/usr/lib/dangqun-kiosk/deploy');
const NOBODY = 65534;
const AS_NOBODY = `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups "$@"`;

/** A window, and the output on which it is seen. */
export interface Shown {
  readonly app: string;
  readonly title: string;
  readonly output: string;
  readonly width: number;
  readonly height: number;
  readonly fullScreen: boolean;
  readonly visible: boolean;
}

export interface Session {
  /** A browser as the unit starts it. */
  browse(screen: string, origin: string): ChildProcess;
  shown(): Promise<readonly Shown[]>;
  /** Waits for the window whose page has this title. */
  window(title: string): Promise<Shown>;
  end(): Promise<void>;
}

export interface SessionOptions {
  readonly outputs: number;
  readonly screens: Readonly<Record<string, string>>;
  /** Of the touch listener, which the policy names. */
  readonly port: number;
}

export async function startSession(options: SessionOptions): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'session-'));
  const runtime = join(folder, 'run');
  const policy = await policyFolder(folder, (text) => text.replace(':8080', `:${options.port}`));
  for (const path of [folder, runtime]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chown(path, NOBODY, NOBODY);
  }
  const running: ChildProcess[] = [];
  let homes = 0;

  function start(command: readonly string[], env: Record<string, string>): ChildProcess {
    const child = spawn(
      'unshare',
      ['--mount', 'sh', '-c', `${UNDER_POLICY} && ${AS_NOBODY}`, 'sh', policy, ...command],
      {
        stdio: 'ignore',
        cwd: '/',
        env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...env },
      },
    );
    running.push(child);
    return child;
  }

  start([join(SCRIPTS, 'screens.sh'), runtime], {
    ...options.screens,
    HOME: folder,
    WLR_BACKENDS: 'headless',
    WLR_HEADLESS_OUTPUTS: String(options.outputs),
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
  });
  const session: Session = {
    browse(screen, origin) {
      // No graphics card; and a container may not let Chromium make the namespaces of its sandbox.
      const flags = ['--disable-gpu', '--no-sandbox'];
      return start([join(SCRIPTS, 'browser.sh'), screen, origin, ...flags], {
        HOME: join(runtime, `home-${++homes}`),
        XDG_RUNTIME_DIR: runtime,
        WAYLAND_DISPLAY: 'wayland-1',
      });
    },
    async shown() {
      const sockets = (await readdir(runtime)).filter((name) => name.startsWith('sway-ipc.'));
      if (sockets[0] === undefined) return [];
      const asked = ['--socket', join(runtime, sockets[0]), '--raw', '-t', 'get_tree'];
      const { stdout } = await run('swaymsg', asked);
      return windowsOf(JSON.parse(stdout) as Container, '');
    },
    async window(title) {
      for (let attempt = 0; attempt < 500; attempt++) {
        const found = (await session.shown()).find((one) => one.title.startsWith(title));
        if (found) return found;
        await pause(100);
      }
      throw new Error(`no ${title} among ${JSON.stringify(await session.shown())}`);
    },
    async end() {
      for (const child of running.reverse()) await endOf(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
  return session;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

interface Container {
  readonly type: string;
  readonly name: string | null;
  readonly app_id?: string | null;
  readonly fullscreen_mode?: number;
  readonly visible?: boolean;
  readonly rect: { readonly width: number; readonly height: number };
  readonly nodes: readonly Container[];
  readonly floating_nodes: readonly Container[];
}

function windowsOf(container: Container, output: string): Shown[] {
  const { type, name, app_id: app, rect } = container;
  const place = type === 'output' ? (name ?? '') : output;
  const inside = [...container.nodes, ...container.floating_nodes];
  const deeper = inside.flatMap((one) => windowsOf(one, place));
  if (!app) return deeper;
  const own: Shown = {
    app,
    title: name ?? '',
    output: place,
    width: rect.width,
    height: rect.height,
    fullScreen: container.fullscreen_mode === 1,
    visible: container.visible === true,
  };
  return [own, ...deeper];
}
