// Is there anything at this address of the local network? One attempt to connect, nothing is sent.
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { createTcpTransport } from '../../devices/transports/tcp.ts';
import { TransportError } from '../../devices/transports/transport.ts';

/** Loopback, private and link-local networks: a printer stands nowhere else. */
const local = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  local.addSubnet(network, bits, 'ipv4');
}
local.addAddress('::1', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** Numbers only: a name would be looked up, and could mean another machine tomorrow. */
export function isLocal(host: string): boolean {
  if (isIPv4(host)) return local.check(host, 'ipv4');
  // A zone (fe80::1%eth0) is no part of the address.
  return isIPv6(host) && !host.includes('%') && local.check(host, 'ipv6');
}

export function tcpAddress(host: string, port: number): string {
  return `tcp://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** The host of `tcp://…`; null for any other address. */
export function hostOf(address: string): string | null {
  const [, host] = /^tcp:\/\/(.+):\d+$/.exec(address) ?? [];
  return host?.replace(/^\[|\]$/g, '') ?? null;
}

const DEADLINE_MS = 3_000;

/** Null when it answered, else the fault. */
export async function reach(host: string, port: number): Promise<string | null> {
  const transport = createTcpTransport({ host, port, connectDeadlineMs: DEADLINE_MS, lingerMs: 0 });
  try {
    await transport.open();
    return null;
  } catch (error) {
    return error instanceof TransportError ? error.fault : 'failed';
  } finally {
    await transport.close();
  }
}
