// An LED panel on a real pty: the bytes of its template, and the same again after the plug was out.
import { afterEach, expect, test } from 'vitest';
import { parseTemplate } from '../../devices/codecs/frame-template.ts';
import { createLedPanel } from '../../devices/led-panel.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { createPty } from './pty.ts';
import { quiet, until } from './quiet.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function plugIn(path?: string) {
  const pty = await createPty(path === undefined ? {} : { path });
  await pty.start();
  stops.push(pty.stop);
  let heard = '';
  pty.onData((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
  });
  return { pty, heard: () => heard };
}

test('shows the last number of each window, again after the plug was out', async () => {
  const { pty, heard } = await plugIn();
  const open = createConnector(`serial:${pty.path}`);
  if (!open) throw new Error('no connector');
  const frame = parseTemplate('02 {address} {digits:3} 03');
  const panel = createLedPanel({ open, frame, logger: quiet() });
  stops.push(panel.stop);
  // Before it is there at all: not lost.
  panel.show(1, { number: 'A001', text: '' });
  await panel.start();
  await until(() => heard() === '\x02\x01001\x03', 'what was called before');
  panel.show(2, { number: 'B007', text: '' });
  panel.show(1, { number: 'A002', text: '' });
  await until(() => heard().endsWith('\x02\x02007\x03\x02\x01002\x03'), 'two windows');
  await pty.unplug();
  await until(() => panel.status().state === 'absent', 'absent');
  const again = await plugIn(pty.path);
  await until(() => again.heard().endsWith('007\x03'), 'both again');
  expect(again.heard()).toBe('\x02\x01002\x03\x02\x02007\x03');
});
