// The kiosk's own CA and the certificate of its staff listener, made at first start and renewed before it runs out.
// Staff trust the CA once (`tls/ca.pem`); certificates come and go under it.
import { createPrivateKey, generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { replaceDurably } from '../privacy/durable-file.ts';
import { writeCa, writeLeaf } from './x509.ts';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM, the CA's after it. */
  readonly cert: string;
  readonly caPem: string;
}

export interface CertificateOptions {
  /** `<dataDir>/tls` */
  readonly directory: string;
  /** Names and addresses from the settings, besides those that the machine has. */
  readonly names: readonly string[];
  /** Wall clock, ms. It may be wrong: see EARLIEST. */
  readonly now: number;
}

const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
/** Browsers accept no certificate that lasts longer. */
const LEAF_DAYS = 825;
const RENEW_DAYS = 30;
/** A kiosk that starts in 1970 would make a certificate that every desk refuses as "not yet valid". */
const EARLIEST = Date.parse('2024-01-01T00:00:00Z');
/** A clock beyond this is wrong: nothing is renewed for its sake. */
const LATEST = Date.parse('2060-01-01T00:00:00Z');

const CA_FILES = { cert: 'ca.pem', key: 'ca-key.pem' } as const;
const LEAF_FILES = { cert: 'cert.pem', key: 'key.pem' } as const;
type Files = typeof CA_FILES | typeof LEAF_FILES;

interface Pair {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

export async function loadOrMakeCertificate(options: CertificateOptions): Promise<Certificate> {
  const { directory } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // A clock that cannot be right says nothing about the dates of what is there.
  const now = options.now >= EARLIEST && options.now <= LATEST ? options.now : null;
  const names = namesOf(options.names);
  const ca = (await load(directory, CA_FILES, now)) ?? (await makeCa(directory, now ?? EARLIEST));
  const leaf = await load(directory, LEAF_FILES, now);
  const good = leaf !== null && isUnder(leaf, ca) && covers(leaf.certificate, names);
  const { certificate, key } = good ? leaf : await makeLeaf(directory, ca, names, now ?? EARLIEST);
  const caPem = ca.certificate.toString();
  return { key: pemOf(key), cert: `${certificate.toString()}${caPem}`, caPem };
}

/** null when it is missing, damaged, out of its time, or the two files do not belong together: then it is made anew. */
async function load(directory: string, files: Files, now: number | null): Promise<Pair | null> {
  try {
    const [certPem, keyPem] = await Promise.all([
      readFile(join(directory, files.cert)),
      readFile(join(directory, files.key)),
    ]);
    const certificate = new X509Certificate(certPem);
    const key = createPrivateKey(keyPem);
    // A power cut between two renames leaves the key of one beside the certificate of the other.
    const usable = certificate.checkPrivateKey(key) && (now === null || isTimely(certificate, now));
    return usable ? { certificate, key } : null;
  } catch {
    return null;
  }
}

/** Begun, which it has not when it was made while the clock was ahead, and not about to run out. */
function isTimely(certificate: X509Certificate, now: number): boolean {
  const begun = certificate.validFromDate.getTime() <= now;
  return begun && certificate.validToDate.getTime() > now + RENEW_DAYS * DAY_MS;
}

async function makeCa(directory: string, now: number): Promise<Pair> {
  const { privateKey: key, publicKey } = await newKeys();
  const der = writeCa(key, publicKey, {
    name: hostname(),
    notBefore: EARLIEST,
    notAfter: now + CA_DAYS * DAY_MS,
  });
  return save(directory, CA_FILES, { certificate: new X509Certificate(der), key });
}

async function makeLeaf(
  directory: string,
  ca: Pair,
  names: readonly string[],
  now: number,
): Promise<Pair> {
  const { privateKey: key, publicKey } = await newKeys();
  // Browsers count from notBefore to notAfter, so a leaf cannot begin in 2024. A month back is enough for a clock that is
  // slow; whoever starts the kiosk in 1970 gets one from 2024, and after the clock is set a fresh one at the next start.
  const notBefore = Math.max(EARLIEST, now - RENEW_DAYS * DAY_MS);
  const notAfter = Math.min(notBefore + LEAF_DAYS * DAY_MS, ca.certificate.validToDate.getTime());
  const der = writeLeaf(ca, publicKey, { names, notBefore, notAfter });
  return save(directory, LEAF_FILES, { certificate: new X509Certificate(der), key });
}

const generate = promisify(generateKeyPair);

function newKeys(): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  return generate('ec', { namedCurve: 'P-256' });
}

async function save(directory: string, files: Files, pair: Pair): Promise<Pair> {
  await replaceDurably(join(directory, files.key), [pemOf(pair.key)], 0o600);
  await replaceDurably(join(directory, files.cert), [pair.certificate.toString()], 0o644);
  return pair;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function isUnder({ certificate }: Pair, ca: Pair): boolean {
  return certificate.checkIssued(ca.certificate) && certificate.verify(ca.certificate.publicKey);
}

/** The machine's own names and addresses and those of the settings. */
function namesOf(configured: readonly string[]): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    // A link-local address carries a zone that no certificate can name.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
  const names = ['localhost', '127.0.0.1', '::1', hostname(), ...configured, ...addresses];
  return [...new Set(names.map((name) => name.toLowerCase()).filter(isName))].sort();
}

function isName(name: string): boolean {
  return isIP(name) > 0 || /^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9])?$/.test(name);
}

/** Names and addresses that went away do no harm. */
function covers(certificate: X509Certificate, names: readonly string[]): boolean {
  return names.every((name) =>
    isIP(name) > 0
      ? certificate.checkIP(name) !== undefined
      : certificate.checkHost(name) !== undefined,
  );
}
