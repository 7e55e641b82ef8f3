// The kiosk's CA and certificate, as a browser and openssl would judge them: over a real TLS connection.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type Certificate, loadOrMakeCertificate } from '../../../server/http/certificate.ts';
import { addressBytes, encode, integer, oid, time } from '../../../server/http/der.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kiosk-tls-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
const make = (directory: string, now = NOW, names: string[] = []): Promise<Certificate> =>
  loadOrMakeCertificate({ directory, names, now });
const leafOf = ({ cert }: Certificate): X509Certificate => new X509Certificate(cert);

/** Asks a real server that has the certificate, trusting only this CA; resolves to the answer or the error's code. */
async function ask(certificate: Certificate, caPem: string, servername?: string): Promise<string> {
  const server = createServer(
    { key: certificate.key, cert: certificate.cert },
    (_request, reply) => {
      reply.end('secret');
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise<string>((resolve) => {
      const options = {
        host: '127.0.0.1',
        port,
        ca: caPem,
        agent: false,
        rejectUnauthorized: true,
      };
      get({ ...options, ...(servername && { servername }) }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a client that trusts the CA connects by address and by name; one that does not, does not', async () => {
  const certificate = await make(await folder(), NOW, [
    'kiosk.example.cn',
    '192.168.1.20',
    '2001:db8::7',
  ]);
  expect(await ask(certificate, certificate.caPem)).toBe('secret');
  expect(await ask(certificate, certificate.caPem, 'localhost')).toBe('secret');
  expect(await ask(certificate, certificate.caPem, 'kiosk.example.cn')).toBe('secret');
  expect(await ask(certificate, certificate.caPem, 'evil.example')).toBe(
    'ERR_TLS_CERT_ALTNAME_INVALID',
  );
  const other = await make(await folder());
  expect(await ask(certificate, other.caPem)).not.toBe('secret');
});

test('it names the machine, what the settings say, and no more than 825 days', async () => {
  const certificate = await make(await folder(), NOW, [
    'Kiosk.Example.CN',
    '192.168.1.20',
    '2001:db8::7',
    'not a name',
  ]);
  const leaf = leafOf(certificate);
  const ca = new X509Certificate(certificate.caPem);
  for (const name of ['localhost', 'kiosk.example.cn', hostname().toLowerCase()]) {
    expect(leaf.checkHost(name)).toBeDefined();
  }
  for (const address of ['127.0.0.1', '::1', '192.168.1.20', '2001:db8::7']) {
    expect(leaf.checkIP(address)).toBeDefined();
  }
  expect(leaf.subjectAltName).not.toContain('not a name');
  expect([leaf.ca, ca.ca]).toEqual([false, true]);
  expect(leaf.checkIssued(ca) && leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBeLessThanOrEqual(
    825 * DAY_MS,
  );
  expect(ca.validToDate.getTime() - NOW).toBeGreaterThan(3640 * DAY_MS);
  expect(ca.validFromDate).toEqual(new Date('2024-01-01T00:00:00Z'));
});

test('openssl finds nothing wrong, strictly', async () => {
  const directory = await folder();
  await make(directory);
  const { stdout } = await promisify(execFile)('openssl', [
    'verify',
    '-x509_strict',
    '-purpose',
    'sslserver',
    '-CAfile',
    join(directory, 'ca.pem'),
    join(directory, 'cert.pem'),
  ]);
  expect(stdout).toContain('cert.pem: OK');
});

test('the keys are for the owner only, and nothing unfinished is left', async () => {
  const directory = await folder();
  await make(directory);
  expect((await readdir(directory)).sort()).toEqual([
    'ca-key.pem',
    'ca.pem',
    'cert.pem',
    'key.pem',
  ]);
  for (const key of ['ca-key.pem', 'key.pem']) {
    expect((await stat(join(directory, key))).mode & 0o777).toBe(0o600);
  }
});

test('it stays the same from start to start, and is renewed under the same CA before it runs out', async () => {
  const directory = await folder();
  const first = await make(directory);
  expect(await make(directory, NOW + 700 * DAY_MS)).toEqual(first);
  const renewed = await make(directory, NOW + 770 * DAY_MS);
  expect(renewed.cert).not.toBe(first.cert);
  expect(renewed.caPem).toBe(first.caPem);
  expect(leafOf(renewed).validToDate.getTime()).toBeGreaterThan(NOW + 1500 * DAY_MS);
});

test('another name makes another certificate; a name that went away does not', async () => {
  const directory = await folder();
  const first = await make(directory, NOW, ['a.example']);
  const second = await make(directory, NOW, ['a.example', 'b.example']);
  expect(second.cert).not.toBe(first.cert);
  expect(second.caPem).toBe(first.caPem);
  expect(await make(directory, NOW, ['b.example'])).toEqual(second);
});

test('a CA that is about to run out is replaced with everything under it', async () => {
  const directory = await folder();
  const first = await make(directory);
  const later = await make(directory, NOW + 3640 * DAY_MS);
  expect(later.caPem).not.toBe(first.caPem);
  expect(leafOf(later).checkIssued(new X509Certificate(later.caPem))).toBe(true);
  expect(new X509Certificate(later.caPem).subject).not.toBe(
    new X509Certificate(first.caPem).subject,
  );
});

test.each([
  ['1970', 0],
  ['2099', Date.parse('2099-01-01T00:00:00Z')],
])(
  'a clock in %s: a certificate that is valid today is kept, a first one is made all the same',
  async (_year, now) => {
    const directory = await folder();
    const good = await make(directory);
    expect(await make(directory, now)).toEqual(good);
    const fresh = await folder();
    const odd = await make(fresh, now);
    expect(leafOf(odd).validFromDate).toEqual(new Date('2024-01-01T00:00:00Z'));
    // Once the clock is right, the next start makes one that desks accept, under the CA they may trust already.
    const righted = await make(fresh, NOW);
    expect(righted.caPem).toBe(odd.caPem);
    expect(await ask(righted, odd.caPem)).toBe('secret');
  },
);

test('made by a clock that was years ahead: replaced when the clock is right', async () => {
  const directory = await folder();
  await make(directory, NOW + 5000 * DAY_MS);
  const righted = await make(directory, NOW);
  expect(await ask(righted, righted.caPem)).toBe('secret');
});

test('damaged or mixed-up files are made anew', async () => {
  const directory = await folder();
  const first = await make(directory);
  const caKey = await readFile(join(directory, 'ca-key.pem'), 'utf8');
  for (const [file, content] of [
    ['cert.pem', 'rubbish'],
    ['key.pem', ''],
    ['key.pem', caKey],
  ] as const) {
    await writeFile(join(directory, file), content);
    const again = await make(directory);
    expect(again.caPem).toBe(first.caPem);
    expect(await ask(again, first.caPem)).toBe('secret');
  }
  await writeFile(join(directory, 'ca-key.pem'), 'rubbish');
  const anew = await make(directory);
  expect(anew.caPem).not.toBe(first.caPem);
  expect(await ask(anew, anew.caPem)).toBe('secret');
});

test('DER: lengths, signs, object ids, times and addresses', () => {
  const hex = (bytes: Buffer): string => bytes.toString('hex');
  expect(hex(encode(0x04, Buffer.alloc(127))).slice(0, 4)).toBe('047f');
  expect(hex(encode(0x04, Buffer.alloc(128))).slice(0, 6)).toBe('048180');
  expect(hex(encode(0x04, Buffer.alloc(65_536))).slice(0, 10)).toBe('0483010000');
  expect(hex(integer(Buffer.of(0, 0, 0x80)))).toBe('02020080');
  expect(hex(integer(Buffer.of(0)))).toBe('020100');
  expect(hex(oid('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
  expect(time(Date.parse('2049-12-31T23:59:59Z')).toString('latin1').slice(2)).toBe(
    '491231235959Z',
  );
  expect(time(Date.parse('2050-01-01T00:00:00Z')).toString('latin1').slice(2)).toBe(
    '20500101000000Z',
  );
  expect(hex(addressBytes('192.168.1.20'))).toBe('c0a80114');
  expect(hex(addressBytes('::1'))).toBe(`${'0'.repeat(31)}1`);
  expect(hex(addressBytes('2001:DB8:0:0:1::7'))).toBe('20010db8000000000001000000000007');
  expect(hex(addressBytes('::ffff:192.168.1.20'))).toBe('00000000000000000000ffffc0a80114');
});
