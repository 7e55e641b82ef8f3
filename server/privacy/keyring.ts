// The keyring at work: `createPrivacy` makes, hands out, uses and destroys data keys.
//
// A key is handed out only once both copies of keyring.json hold it, so a record never outlives its key by a power cut.
// Keys that lay ready when the process died may have been used: they are kept, and never handed out again.
import { type KeyObject, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { EventDefinition, NewEvent, Opened, Sealed } from '../store/module.ts';
import { type CodeKind, readSignedCode, signCode } from './codes.ts';
import { decryptField, encryptField, parseEnvelope } from './envelope.ts';
import { refuseInside } from './key-file.ts';
import { type KeyringContent, saveBoth } from './keyring-file.ts';
import { mac } from './mac.ts';
import { maskOf } from './mask.ts';
import type { Privacy } from './privacy.ts';
import { bindingOf, holdsMarks, isSealed, keyIdOf, mapMarked, recordDigest } from './sealed.ts';
import { type Secrets, unwrapKey, wrapKey } from './secrets.ts';
import { unlock } from './unlock.ts';

export interface PrivacyOptions {
  readonly dataDir: string;
  /** Outside the data directory; made at the first start. */
  readonly keyFile: string;
  /** The kiosk's code: sealed fields of another kiosk do not open here. */
  readonly kiosk: string;
  /** How many data keys lie ready. */
  readonly poolSize: number;
  readonly logger: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export interface Keyring extends Privacy {
  /** False when a sealed field of the event was moved there from elsewhere or altered. Fields whose key is gone say nothing. */
  authentic(definition: EventDefinition, event: NewEvent): boolean;
  /** Resolves when the pool is full or cannot be filled: before seeding many records. */
  ready(): Promise<void>;
  /** The keyring as it is now, for its backup; the keys in it stay wrapped. */
  content(): KeyringContent;
}

const RETRY_AFTER_MS = 5000;

export function createPrivacy(options: PrivacyOptions): Keyring {
  const { dataDir, kiosk, poolSize, logger } = options;
  let secrets: Secrets | null = null;
  let keys = new Map<string, string>();
  let generation = 0;
  let pool: string[] = [];
  let filling: Promise<void> | null = null;
  let blockedUntil = 0;
  let stopped = false;
  let saving: Promise<void> = Promise.resolve();

  function open(field: Sealed): Opened | null {
    return openWithBinding(field)?.opened ?? null;
  }

  function openWithBinding(field: Sealed) {
    const envelope = parseEnvelope(field?.sealed);
    const wrapped = envelope && keys.get(envelope.keyId);
    if (!wrapped) return null;
    const key = unwrapKey(unlocked(), kiosk, envelope.keyId, wrapped);
    return key && decryptField(key, kiosk, envelope);
  }

  function seal(definition: EventDefinition, event: NewEvent): NewEvent {
    if (!holdsMarks(definition.data)) return event;
    let under: { keyId: string; key: KeyObject; digest: string } | null = null;
    const data = mapMarked(definition, event.data, ({ path, kind, value }) => {
      if (typeof value !== 'string') throw new TypeError(`${event.type}${path}: not plain text`);
      under ??= { ...dataKeyOf(event, path), digest: recordDigest(definition, event) };
      const { keyId, key, digest } = under;
      const opened = { value, mask: maskOf(kind, value) };
      return { sealed: encryptField(key, kiosk, keyId, bindingOf(digest, path), opened) };
    });
    return { ...event, data };
  }

  /** Throws when there is none: better no record than a name in clear. */
  function dataKeyOf({ type, data }: NewEvent, path: string): { keyId: string; key: KeyObject } {
    const keyId = keyIdOf(data);
    const wrapped = keyId === null ? undefined : keys.get(keyId);
    const key = keyId && wrapped ? unwrapKey(unlocked(), kiosk, keyId, wrapped) : null;
    if (!keyId || !key) throw new Error(`${type}${path}: no data key to seal it under`);
    return { keyId, key };
  }

  function authentic(definition: EventDefinition, event: NewEvent): boolean {
    if (!holdsMarks(definition.data)) return true;
    const digest = recordDigest(definition, event);
    const keyId = keyIdOf(event.data);
    let sound = true;
    mapMarked(definition, event.data, ({ path, value }) => {
      const envelope = isSealed(value) ? parseEnvelope(value.sealed) : null;
      if (!envelope || envelope.keyId !== keyId) sound = false;
      else if (keys.has(envelope.keyId)) {
        const inside = openWithBinding(value as Sealed);
        sound &&= inside?.binding.equals(bindingOf(digest, path)) ?? false;
      }
    });
    return sound;
  }

  /** One save at a time; each writes what the map holds when its turn comes. */
  function save(): Promise<void> {
    const turn = saving.then(() => {
      generation += 1;
      return saveBoth(dataDir, content());
    });
    saving = turn.catch(() => {});
    return turn;
  }

  function content(): KeyringContent {
    return { kiosk, keyFile: unlocked().fingerprint, generation, keys: new Map(keys) };
  }

  async function fill(): Promise<void> {
    const fresh = Array.from({ length: poolSize - pool.length }, () => newDataKey());
    for (const [id, wrapped] of fresh) keys.set(id, wrapped);
    try {
      await save();
      pool.push(...fresh.map(([id]) => id).filter((id) => keys.has(id)));
    } catch (error) {
      for (const [id] of fresh) keys.delete(id);
      blockedUntil = performance.now() + RETRY_AFTER_MS;
      logger.error({ err: error }, 'keyring: no new data keys could be written');
    }
  }

  function newDataKey(): [string, string] {
    const id = randomBytes(9).toString('base64url');
    return [id, wrapKey(unlocked(), kiosk, id, randomBytes(32))];
  }

  function refill(): Promise<void> {
    const idle = stopped || pool.length > poolSize / 2 || performance.now() < blockedUntil;
    if (filling || idle) return filling ?? Promise.resolve();
    filling = fill().finally(() => {
      filling = null;
    });
    return filling;
  }

  function unlocked(): Secrets {
    if (!secrets) throw new Error('privacy: not started');
    return secrets;
  }

  return {
    open,
    seal,
    authentic,
    content,
    ready: () => refill(),

    async start() {
      stopped = false;
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await refuseInside(options.keyFile, dataDir);
      const found = await unlock(options);
      secrets = found.secrets;
      keys = new Map(found.content?.keys);
      generation = found.content?.generation ?? 0;
      if (found.repaired) logger.warn({ reason: found.repaired }, 'keyring: read from its copy');
      pool = [];
      await fill();
      // A full disk must not keep the kiosk from reading; an empty data directory must not stay without keyring.
      if (!found.content && pool.length === 0) await save();
    },

    async stop() {
      stopped = true;
      await filling;
      // Nobody used them and nobody will.
      for (const id of pool) keys.delete(id);
      if (pool.length > 0) {
        await save().catch((error) => logger.error({ err: error }, 'keyring: not written at stop'));
      }
      await saving;
      secrets = null;
      keys.clear();
      pool = [];
    },

    newKey() {
      const id = pool.shift() ?? null;
      void refill();
      return id;
    },

    async destroy(keyIds) {
      const known = keyIds.filter((id) => keys.has(id));
      for (const id of known) keys.delete(id);
      const gone = new Set(keyIds);
      pool = pool.filter((id) => !gone.has(id));
      // Also when nothing is known any more: an earlier call may still be on its way to the disk, or have failed.
      if (keyIds.length > 0) await save();
    },

    sign: (kind: CodeKind, id) => signCode(unlocked().codes, kind, id),
    readCode: (text) => readSignedCode(unlocked().codes, text),
    fingerprint: (text) => mac(unlocked().digests, text),
  };
}
