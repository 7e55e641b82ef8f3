// A machine without a Chinese font: in a process of its own, whose font settings know of none.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const project = new URL('../..', import.meta.url).pathname;
const script = `
  import { createDrawing } from '${project}devices/raster.ts';
  import { createPrinter } from '${project}devices/printer.ts';
  import { createVirtualPrinter } from '${project}devices/virtual/virtual-printer.ts';
  const twin = createVirtualPrinter();
  const quiet = { info() {}, warn() {}, error() {} };
  const printer = createPrinter({ open: twin.connect, logger: quiet, ...createDrawing() });
  await printer.start();
  while (printer.status().state !== 'ready' || printer.status().fontMissing === undefined)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const outcome = await printer.print({ copy: 1, lines: [{ kind: 'text', text: '李𠮷先生，您好' }] });
  const [line] = twin.report().slips[0].lines;
  console.log(JSON.stringify({ outcome, line, fontMissing: printer.status().fontMissing }));
  await printer.stop();
  twin.stop();
`;

async function printed(env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('without a Chinese font the character is 〓, the rest is text, and the status says why', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-font-'));
  const config = join(folder, 'fonts.conf');
  await writeFile(config, '<?xml version="1.0"?><fontconfig></fontconfig>');
  expect(await printed({ ...process.env, FONTCONFIG_FILE: config })).toMatchObject({
    outcome: 'confirmed',
    line: { kind: 'text', runs: [{ text: '李〓先生，您好' }] },
    fontMissing: true,
  });
  await rm(folder, { recursive: true });
});

test('with one it is drawn, and nothing is said', async () => {
  expect(await printed(process.env)).toMatchObject({
    outcome: 'confirmed',
    line: { kind: 'image', width: 14 * 12 },
    fontMissing: false,
  });
});
