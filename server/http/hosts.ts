// Which Host and Origin a listener answers to: the defence against DNS rebinding and pages of other sites.
import { hostname, networkInterfaces } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { httpProblem } from './problems.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Names under which a listener may be called; a listener on loopback knows no others. */
export function namesOf(host: string, extra: readonly string[]): string[] {
  if (host === '127.0.0.1' || host === '::1' || host === 'localhost') return [...LOOPBACK];
  const own = hostname().toLowerCase();
  return [...LOOPBACK, own, `${own}.local`, ...extra];
}

/** The addresses at which others in the network reach this machine, IPv4 first. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .sort((a, b) => a.family.localeCompare(b.family))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

/**
 * Refuses a foreign Host (421) and a foreign Origin (403). The address that the connection came in by is always right,
 * so a new DHCP lease needs no restart.
 */
export function checkHost(request: FastifyRequest, names: readonly string[]): void {
  const host = request.headers.host?.toLowerCase() ?? '';
  const name = host.replace(/:\d+$/, '');
  if (!names.includes(name) && name !== localAddress(request)) throw httpProblem('HOST_UNKNOWN');
  const { origin } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== `${request.protocol}://${host}`) {
    throw httpProblem('ORIGIN_FOREIGN');
  }
}

function localAddress({ socket }: FastifyRequest): string {
  const address = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  return address.includes(':') ? `[${address}]` : address;
}
