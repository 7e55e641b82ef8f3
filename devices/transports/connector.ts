// From a device's address in the settings to its wire.
import { createSerialTransport, type SerialOptions } from './serial.ts';
import { createTcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';
import { createUsblpTransport } from './usblp.ts';

/** The speed that printers, scanners and call pads leave the factory with. ID-card readers have 115200. */
const usualBaud = 9_600;

/**
 * `tcp://HOST:PORT`, `serial:PATH[?baud=N&dtr=0&rts=0&flow=rtscts]`, `usblp:PATH` → a new wire at each call; null for
 * whatever else. Opens nothing.
 */
export function createConnector(
  address: string,
  defaultBaud: number = usualBaud,
): (() => Transport) | null {
  const [, host = '', port = ''] = /^tcp:\/\/(.+):(\d{1,5})$/.exec(address) ?? [];
  if (Number(port) >= 1 && Number(port) <= 65_535) {
    const peer = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
    return () => createTcpTransport(peer);
  }
  const [, printer = ''] = /^usblp:(\/.+)$/.exec(address) ?? [];
  if (printer !== '') return () => createUsblpTransport({ path: printer });
  const [, path = '', query = ''] = /^serial:(\/[^?]+)(?:\?(.*))?$/.exec(address) ?? [];
  if (path === '') return null;
  const options = { path, baud: defaultBaud, ...serialQuery(query) };
  return () => createSerialTransport(options);
}

function serialQuery(query: string): Partial<SerialOptions> {
  const values = new URLSearchParams(query);
  const [baud, dtr, rts, flow] = ['baud', 'dtr', 'rts', 'flow'].map((name) => values.get(name));
  return {
    ...(baud && { baud: Number(baud) }),
    ...(dtr && { dtr: dtr === '1' }),
    ...(rts && { rts: rts === '1' }),
    ...((flow === 'rtscts' || flow === 'xonxoff') && { flow }),
  };
}
