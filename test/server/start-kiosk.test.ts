// The kiosk as a process: what the operator reads, and the exit codes that systemd acts on.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs it to its end; `onOutput` may send a signal. */
function run(
  variables: Record<string, string>,
  onOutput: (out: string, signal: (name: NodeJS.Signals) => void) => void = () => {},
): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    KIOSK_DATA_DIR: join(folder, 'data'),
    KIOSK_TOUCH_PORT: '0',
    KIOSK_STAFF_PORT: '0',
    ...variables,
  };
  const child = spawn(process.execPath, ['server/start-kiosk.ts'], { cwd: project, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => {
    out += part;
    onOutput(out, (name) => child.kill(name));
  });
  child.stderr.on('data', (part: Buffer) => {
    err += part;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

test('says where its pages are and, in a demo, who may sign in; ends well on SIGTERM', async () => {
  let told = false;
  const { code, out, err } = await run({}, (text, signal) => {
    if (told || !text.includes('Ctrl+C')) return;
    told = true;
    signal('SIGTERM');
    // npm and the terminal both pass Ctrl-C on: the second is no other.
    signal('SIGTERM');
  });
  expect(code).toBe(0);
  expect(out).toMatch(/触摸屏 +http:\/\/127\.0\.0\.1:\d+\//);
  expect(out).toMatch(/工作人员 +https:\/\/127\.0\.0\.1:\d+\//);
  expect(out).toContain('管理员  806251');
  for (const line of err.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
});

test('wrong settings: each fault with its path, exit 1, no stack', async () => {
  const file = join(folder, 'settings.json');
  await writeFile(file, '{"kioskCode":"K1","centre":{"name":"甲","opensAt":"9点"}}');
  const { code, err } = await run({ KIOSK_CONFIG: file });
  expect(code).toBe(1);
  expect(err).toContain('centre.opensAt: 应为 "HH:MM"，现在是 "9点"');
  expect(err).toContain('centre.dataController: 缺少');
  expect(err).not.toMatch(/\n\s+at /);
});

test('a port that is taken: one sentence, exit 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const { code, err } = await run({ KIOSK_STAFF_PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(err).toContain(`端口 ${port} 已被占用`);
  expect(err).not.toMatch(/\n\s+at /);
});

test.each([
  ['the data directory', '.', 'data'],
  ['the journal', 'data', 'journal'],
])('a file where %s should be: one sentence, exit 1', async (_what, inside, name) => {
  const path = join(folder, inside, name);
  await mkdir(join(folder, inside), { recursive: true });
  await writeFile(path, 'x');
  const { code, err } = await run({});
  expect(code).toBe(1);
  expect(err).toContain(`这里应该是文件夹，却有一个文件：${path}`);
  expect(err).not.toMatch(/\n\s+at /);
  expect(await readFile(path, 'utf8')).toBe('x');
});
