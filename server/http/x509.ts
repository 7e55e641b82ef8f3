// Writes the two certificates of the kiosk: a CA and a server certificate under it. ECDSA P-256, SHA-256, RFC 5280.
import { createHash, type KeyObject, randomBytes, sign, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  addressBytes,
  bits,
  boolean,
  constructed,
  type Der,
  integer,
  octets,
  oid,
  primitive,
  sequence,
  set,
  text,
  time,
} from './der.ts';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

const VERSION_3 = constructed(0, integer(Buffer.of(2)));
/** Bits from the left: digitalSignature is the first, keyCertSign and cRLSign the sixth and seventh. */
const DIGITAL_SIGNATURE = bits(Buffer.of(0b1000_0000), 7);
const SIGNS_CERTIFICATES = bits(Buffer.of(0b0000_0110), 1);

interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** @param name of the machine, so that whoever trusts several kiosks can tell their CAs apart */
export function writeCa(
  key: KeyObject,
  publicKey: KeyObject,
  { name, ...validity }: Validity & { readonly name: string },
): Der {
  // The random tail: a desk that still trusts an older CA of this machine must not take one for the other.
  const subject = commonName(
    `dangqun-kiosk ${name.slice(0, 32)} ${randomBytes(3).toString('hex')}`,
  );
  return certificate(key, { issuer: subject, subject, publicKey, ...validity }, [
    extension(OID.basicConstraints, true, sequence(boolean(true), integer(Buffer.of(0)))),
    extension(OID.keyUsage, true, SIGNS_CERTIFICATES),
    extension(OID.subjectKeyId, false, octets(keyId(publicKey))),
  ]);
}

export function writeLeaf(
  ca: { readonly key: KeyObject; readonly certificate: X509Certificate },
  publicKey: KeyObject,
  { names, ...validity }: Validity & { readonly names: readonly string[] },
): Der {
  const issuer = commonName(subjectOf(ca.certificate));
  const subject = commonName('dangqun-kiosk');
  const alternatives = names.map((name) =>
    isIP(name) > 0 ? primitive(7, addressBytes(name)) : primitive(2, Buffer.from(name, 'latin1')),
  );
  return certificate(ca.key, { issuer, subject, publicKey, ...validity }, [
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, DIGITAL_SIGNATURE),
    extension(OID.extendedKeyUsage, false, sequence(oid(OID.serverAuth))),
    extension(OID.subjectAltName, false, sequence(...alternatives)),
    extension(OID.subjectKeyId, false, octets(keyId(publicKey))),
    extension(OID.authorityKeyId, false, sequence(primitive(0, keyId(ca.certificate.publicKey)))),
  ]);
}

interface Body extends Validity {
  readonly issuer: Der;
  readonly subject: Der;
  readonly publicKey: KeyObject;
}

function certificate(signer: KeyObject, body: Body, extensions: readonly Der[]): Der {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const signed = sequence(
    VERSION_3,
    integer(randomBytes(16)),
    algorithm,
    body.issuer,
    sequence(time(body.notBefore), time(body.notAfter)),
    body.subject,
    spki(body.publicKey),
    constructed(3, sequence(...extensions)),
  );
  return sequence(signed, algorithm, bits(sign('sha256', signed, signer)));
}

function commonName(value: string): Der {
  return sequence(set(sequence(oid(OID.commonName), text(value))));
}

/** The subject of ours is one common name; Node shows it as `CN=…`. */
function subjectOf({ subject }: X509Certificate): string {
  return subject.replace(/^CN=/, '');
}

function extension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(spki(publicKey)).digest().subarray(0, 20);
}
