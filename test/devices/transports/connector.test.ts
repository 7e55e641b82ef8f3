// From an address in the settings to bytes on that very wire.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createConnector } from '../../../devices/transports/connector.ts';
import { createPty } from '../pty.ts';
import { until } from '../quiet.ts';
import { faultOf } from './fault-of.ts';

describe('an address', () => {
  test.each([
    'virtual',
    'none',
    '',
    'tcp://printer',
    'serial:',
    'serial:ttyUSB0',
    'usblp:',
    'x',
    'tcp://h:0',
    'tcp://h:65536',
  ])('that names no wire: "%s"', (address) => {
    expect(createConnector(address)).toBeNull();
  });

  test.each([
    ['serial', ''],
    ['serial', '?baud=19200'],
    ['serial', '?baud=19200&flow=rtscts'],
    ['usblp', ''],
  ])('%s:PATH%s leads to the device at that path', async (kind, query) => {
    const pty = await createPty();
    await pty.start();
    const heard: number[] = [];
    pty.onData((bytes) => heard.push(...bytes));
    const wire = createConnector(`${kind}:${pty.path}${query}`)?.();
    await wire?.open();
    await wire?.write(Uint8Array.of(1, 2, 3), 5_000);
    await until(() => heard.length === 3, 'three bytes');
    await wire?.close();
    await pty.stop();
  });

  test('a control line that is named is set', async () => {
    const pty = await createPty();
    await pty.start();
    for (const query of ['?dtr=0', '?baud=9600&rts=0']) {
      // A pseudo-terminal has none: that it refuses shows that it was asked.
      expect(
        await faultOf(createConnector(`serial:${pty.path}${query}`)?.().open() ?? fail()),
      ).toBe('unsuitable');
    }
    await pty.stop();
  });

  test.each(['127.0.0.1', 'localhost'])('tcp://%s:PORT leads to that port', async (host) => {
    const server = createServer((socket) => socket.pipe(socket));
    server.listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wire = createConnector(`tcp://${host}:${port}`)?.();
    const heard: number[] = [];
    wire?.onData((bytes) => heard.push(...bytes));
    await wire?.open();
    await wire?.write(Uint8Array.of(7), 1_000);
    await until(() => heard.length === 1, 'the echo');
    await wire?.close();
    server.close();
  });
});

async function fail(): Promise<never> {
  throw new Error('no wire');
}
