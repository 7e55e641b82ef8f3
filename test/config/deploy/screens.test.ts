// Touch and board, each on its screen, and no way out of them.
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, outcomeOf, project } from './installed-kiosk.ts';
import { SCRIPTS, type Session, startSession } from './session.ts';

const SCREENS_ENV = join(project, 'config/deploy/root/etc/dangqun-kiosk/screens.env');

/** Two pages with titles: what stands on them is of no matter here. */
const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  const title = request.url === '/board' ? '大屏' : '触摸屏';
  response.end(`<!doctype html><title>${title}</title>`);
});
let kiosk: { origin: string; port: number };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  kiosk = { origin: `http://127.0.0.1:${port}`, port };
});
afterAll(() => void server.close());

describe('two screens', () => {
  let session: Session;
  let board: ChildProcess;
  beforeAll(async () => {
    session = await startSession({
      outputs: 2,
      port: kiosk.port,
      screens: {
        // Not the order in which they were found.
        TOUCH_OUTPUT: 'HEADLESS-2',
        TOUCH_ROTATION: '90',
        BOARD_OUTPUT: 'HEADLESS-1',
      },
    });
  });
  afterAll(() => session?.end());

  test('touch and board fill the screens they were given, the upright one turned', async () => {
    board = session.browse('board', kiosk.origin);
    session.browse('touch', kiosk.origin);
    const full = { fullScreen: true, visible: true };
    expect(await session.window('触摸屏')).toMatchObject({
      ...{ app: 'dangqun-touch', output: 'HEADLESS-2', width: 720, height: 1280 },
      ...full,
    });
    expect(await session.window('大屏')).toMatchObject({
      ...{ app: 'dangqun-board', output: 'HEADLESS-1', width: 1280, height: 720 },
      ...full,
    });
  });

  test('a browser that died and was started again comes back to its screen', async () => {
    board.kill('SIGKILL');
    await expect.poll(async () => (await session.shown()).length, { timeout: 50_000 }).toBe(1);
    session.browse('board', kiosk.origin);
    expect(await session.window('大屏')).toMatchObject({ output: 'HEADLESS-1', fullScreen: true });
  });
});

describe('one screen', () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession({ outputs: 1, port: kiosk.port, screens: {} });
  });
  afterAll(() => session?.end());

  test('needs no settings; a board beside it stays behind the touch page', async () => {
    session.browse('touch', kiosk.origin);
    const touch = await session.window('触摸屏');
    expect(touch).toMatchObject({ fullScreen: true, visible: true });
    session.browse('board', kiosk.origin);
    expect(await session.window('大屏')).toMatchObject({ visible: false });
    expect(await session.window('触摸屏')).toEqual(touch);
  });
});

describe('screens.env', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'screens-'));
    // Instead of sway: shows the configuration that it would have been started with.
    await writeFile(join(folder, 'sway'), '#!/bin/sh\ncat "$2"\n', { mode: 0o755 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function configured(screens: Record<string, string>): Promise<Ended> {
    const variables = Object.entries(screens).map(([name, value]) => `${name}=${value}`);
    const path = `PATH=${folder}:/usr/bin:/bin`;
    return outcomeOf('env', [path, ...variables, join(SCRIPTS, 'screens.sh'), folder]);
  }

  test('as it is shipped: one screen, no keyboard', async () => {
    const shipped = await readFile(SCREENS_ENV, 'utf8');
    const lines = shipped.split('\n').filter((line) => /^\w/.test(line));
    const { output, code } = await configured(
      Object.fromEntries(lines.map((line) => line.split('=') as [string, string])),
    );
    expect(code).toBe(0);
    expect(output).toMatch(/^output \* transform normal$/m);
    expect(output).toMatch(/^ +events disabled$/m);
    expect(output).not.toContain('workspace board output');
    expect(output).not.toContain('screens.env');
  });

  test('the touch panel belongs to its screen; a keyboard may be allowed', async () => {
    const { output } = await configured({
      TOUCH_OUTPUT: 'DP-1',
      TOUCH_ROTATION: '270',
      KEYBOARD: 'on',
    });
    expect(output).toMatch(/^output DP-1 transform 270$/m);
    expect(output).toMatch(/^input type:touch map_to_output DP-1$/m);
    expect(output).toMatch(/^ +events enabled$/m);
  });

  test('a wrong value is named and left out; the screens come up all the same', async () => {
    const { output, code } = await configured({
      TOUCH_OUTPUT: 'DP-1; exec sh',
      TOUCH_ROTATION: '45',
      BOARD_OUTPUT: 'HDMI-A-1',
    });
    expect(code).toBe(0);
    expect(output).toContain('TOUCH_OUTPUT=DP-1; exec sh 不是接口的名字');
    expect(output).toContain('TOUCH_ROTATION=45 应为 0、90、180、270');
    expect(output).toContain('也要填 TOUCH_OUTPUT');
    expect(output).toMatch(/^output \* transform normal$/m);
    expect(output).not.toMatch(/^exec/m);
  });

  test('no key leads anywhere', async () => {
    const { output } = await configured({ KEYBOARD: 'on' });
    expect(output).not.toMatch(/^(bindsym|bindcode|bar|exec)/m);
    expect(output).toMatch(/xkb_options srvrkeys:none/);
  });
});
