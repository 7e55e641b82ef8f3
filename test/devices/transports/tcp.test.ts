// A TCP connection that goes wrong says how, in time, and never brings the process down.
import { spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createTcpTransport } from '../../../devices/transports/tcp.ts';
import { until } from '../quiet.ts';
import { faultOf } from './fault-of.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUps.splice(0)) clean();
});

async function serve(accept: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}

describe('a TCP connection', () => {
  test('carries bytes both ways', async () => {
    const { port } = await serve((socket) => socket.on('data', (bytes) => socket.write(bytes)));
    const wire = createTcpTransport({ host: '127.0.0.1', port });
    const heard: number[] = [];
    wire.onData((bytes) => heard.push(...bytes));
    await wire.open();
    await wire.write(Uint8Array.of(1, 2, 250), 1_000);
    await until(() => heard.length === 3, 'the echo');
    expect(heard).toEqual([1, 2, 250]);
    await wire.close();
  });

  test('is refused where nobody listens', async () => {
    const { port, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const wire = createTcpTransport({ host: '127.0.0.1', port });
    expect(await faultOf(wire.open())).toBe('refused');
    await wire.close();
  });

  test('gives up on a black hole', async () => {
    // A stopped process with a full backlog: the kernel lets further knocks fall silent.
    const script = `require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){
      console.log(this.address().port);process.kill(process.pid,'SIGSTOP')})`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const waiting: Socket[] = [];
    cleanUps.push(() => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    });
    const port = await new Promise<number>((resolve) =>
      child.stdout.once('data', (text) => resolve(Number(text))),
    );
    for (let i = 0; i < 4; i++) waiting.push(connect(port, '127.0.0.1').on('error', () => {}));
    await until(() => waiting.filter((socket) => !socket.connecting).length >= 2, 'a full backlog');
    const wire = createTcpTransport({ host: '127.0.0.1', port, connectDeadlineMs: 150 });
    expect(await faultOf(wire.open())).toBe('timeout');
    await wire.close();
  });

  test.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['ended', (socket: Socket) => socket.end()],
  ] as const)('tells a peer that goes away: %s', async (fault, goAway) => {
    const { port } = await serve((socket) => setTimeout(goAway, 20, socket));
    const wire = createTcpTransport({ host: '127.0.0.1', port });
    const faults: string[] = [];
    wire.onClose((error) => faults.push(error.fault));
    await wire.open();
    await until(() => faults.length > 0, 'the end');
    expect(faults).toEqual([fault]);
    const write = wire.write(Uint8Array.of(1), 100).catch((error: unknown) => error);
    expect(await write).toMatchObject({ bytesMayHaveLeft: false });
    await wire.close();
    expect(faults).toEqual([fault]);
  });

  test('does not wait for ever for a peer that takes nothing', async () => {
    const { port } = await serve((socket) => socket.pause());
    const wire = createTcpTransport({ host: '127.0.0.1', port, lingerMs: 50 });
    await wire.open();
    expect(await faultOf(wire.write(new Uint8Array(20_000_000), 100))).toBe('stalled');
    await wire.close();
  });

  test('lets go at once when there is nothing to wait for', async () => {
    const { port } = await serve((socket) => socket.pause());
    const wire = createTcpTransport({ host: '127.0.0.1', port, lingerMs: 600_000 });
    await wire.open();
    const write = faultOf(wire.write(new Uint8Array(20_000_000), 600_000));
    await wire.close('atOnce');
    expect(await write).toBe('closed');
  });

  test('that is closed while it opens does not open', async () => {
    const { port } = await serve(() => {});
    const wire = createTcpTransport({ host: '127.0.0.1', port });
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    const opened = faultOf(wire.open());
    await wire.close();
    expect(await opened).toBe('closed');
    expect(faults).toEqual([]);
  });

  test('lets the printer finish its sentence before it closes', async () => {
    const ends: string[] = [];
    const { port } = await serve((socket) => {
      let got = 0;
      const chatter = setInterval(() => socket.write(Uint8Array.of(0x12)), 1);
      // A printer reads no faster than it prints.
      socket.pause();
      setTimeout(() => socket.resume(), 40);
      socket.on('data', (bytes) => {
        got += bytes.length;
      });
      socket.on('error', () => ends.push('error'));
      socket.on('end', () => {
        clearInterval(chatter);
        ends.push(`end after ${got}`);
      });
      socket.on('close', () => clearInterval(chatter));
    });
    for (let i = 0; i < 5; i++) {
      const wire = createTcpTransport({ host: '127.0.0.1', port });
      await wire.open();
      await wire.write(new Uint8Array(10_000), 1_000);
      await wire.close();
    }
    await until(() => ends.length >= 5, 'five ends');
    expect(ends).toEqual(Array.from({ length: 5 }, () => 'end after 10000'));
  });
});
