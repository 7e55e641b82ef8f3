// What the installer may do: look at ports, try a device, save what worked and put it to work, go back.
import { isDeepStrictEqual } from 'node:util';
import { Check } from 'typebox/value';
import type { SettingsChange, SettingsFile } from '../../config/save.ts';
import { Devices as DeviceSettings } from '../../config/settings.ts';
import type { Logger } from '../../devices/logger.ts';
import type { DeviceKind, Port } from '../../devices/schema.ts';
import { ProblemError } from '../http/app.ts';
import { hostOf, isLocal, reach, tcpAddress } from './reach.ts';
import {
  type InstallerOverview,
  type InstallerRefusal,
  type InstallerSlice,
  installerRefusals,
  type Kind,
  type PortList,
  type ReachReply,
  type SaveBody,
  type TrialBody,
} from './schema.ts';
import { edited, type PrinterProfile, type TrialDevices, type Trials } from './trial.ts';

export interface InstalledDevices extends TrialDevices {
  readonly printerProfile: PrinterProfile;
  addressOf(kind: DeviceKind): string;
  replace(kind: Kind, address: string, profile: PrinterProfile): Promise<void>;
}
export interface InstallerOptions {
  readonly settings: SettingsFile;
  readonly devices: InstalledDevices;
  readonly trials: Trials;
  readonly listPorts: () => Promise<Port[]>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

export interface Installer {
  overview(): Promise<InstallerOverview>;
  ports(): Promise<PortList>;
  reach(host: string, port: number): Promise<ReachReply>;
  begin(body: TrialBody): Promise<void>;
  print(): void;
  end(): Promise<void>;
  /** The keys that were changed. The device follows by itself, once the slip in hand is out. */
  save(body: SaveBody): Promise<readonly string[]>;
  slice(): InstallerSlice;
  onChange(listener: () => void): () => void;
  start(): void;
  stop(): Promise<void>;
}

/** How the settings call each kind. */
const KEYS = {
  printer: 'printer',
  idCardReader: 'idReader',
  codeScanner: 'scanner',
  callPad: 'callPad',
} as const satisfies Record<Kind, keyof typeof DeviceSettings.properties>;
/** Whoever may be at a port. */
const OCCUPANTS: DeviceKind[] = [...(Object.keys(KEYS) as Kind[]), 'ledPanel'];

interface Chosen {
  readonly address: string;
  /** Of a printer; null for other kinds. */
  readonly profile: PrinterProfile | null;
}

export function createInstaller(options: InstallerOptions): Installer {
  const { settings, devices, trials, listPorts, logger } = options;
  /** What each kind was before its last change: it worked, so going back needs no trial. */
  const before = new Map<Kind, Chosen>();

  function now(kind: Kind): Chosen {
    const profile = kind === 'printer' ? devices.printerProfile : null;
    return { address: devices.addressOf(kind), profile };
  }
  function earlier(kind: Kind): InstallerOverview['devices'][Kind]['before'] {
    const old = before.get(kind);
    return old
      ? { address: old.address, printerProfile: old.profile && edited(old.profile) }
      : null;
  }
  function chosen({ kind, address, printerProfile }: TrialBody): Chosen {
    const profile = kind === 'printer' ? { ...devices.printerProfile, ...printerProfile } : null;
    return { address, profile };
  }

  function checkAddress(kind: Kind, address: string): void {
    if (!Check(DeviceSettings.properties[KEYS[kind]], address)) throw refusal('ADDRESS_WRONG');
    const known = [devices.addressOf(kind), before.get(kind)?.address].includes(address);
    const host = hostOf(address);
    if (host !== null && !known && !isLocal(host)) throw refusal('ADDRESS_NOT_LOCAL');
  }

  /** Two kinds at one port would take each other's bytes. */
  async function checkFree(kind: Kind, address: string): Promise<void> {
    if (address === 'none' || address === 'virtual') return;
    const ports = await listPorts();
    const place = placeOf(address, ports);
    const taken = OCCUPANTS.find(
      (other) => other !== kind && placeOf(devices.addressOf(other), ports) === place,
    );
    if (taken) throw refusal('ADDRESS_IN_USE', { kind: taken });
  }

  /** What is as it was and set by the environment needs no saving, and could not be saved. */
  function changesFor(kind: Kind, { address, profile }: Chosen): SettingsChange[] {
    const device: SettingsChange = { path: ['devices', KEYS[kind]], value: address };
    const stays = address === devices.addressOf(kind) && settings.fixedBy(device.path) !== null;
    const fields = Object.entries(profile ?? {}).filter(
      ([name, value]) => value !== devices.printerProfile[name as keyof PrinterProfile],
    );
    const changes = fields.map(([name, value]) => ({ path: ['printerProfile', name], value }));
    return stays ? changes : [device, ...changes];
  }

  function mayBeSaved(kind: Kind, wanted: Chosen): boolean {
    const same = (one: Chosen | undefined) =>
      one?.address === wanted.address && isDeepStrictEqual(one.profile, wanted.profile);
    if (wanted.address === 'none' || same(now(kind)) || same(before.get(kind))) return true;
    const trial = trials.current();
    if (!trial?.passed || trial.kind !== kind || trial.address !== wanted.address) return false;
    return isDeepStrictEqual(trial.printerProfile, wanted.profile && edited(wanted.profile));
  }

  async function apply(kind: Kind, wanted: Chosen): Promise<void> {
    const old = now(kind);
    const replace = () =>
      devices.replace(kind, wanted.address, wanted.profile ?? devices.printerProfile);
    const tried = trials.current()?.kind === kind;
    if (isDeepStrictEqual(old, wanted)) return tried ? trials.end() : undefined;
    before.set(kind, old);
    // Straight from the trial to the new device: the old one need not come back in between.
    await (tried ? trials.end(replace) : replace());
  }

  return {
    async overview() {
      const read = await settings.read();
      const choice = (kind: Kind) => ({
        address: devices.addressOf(kind),
        fixedBy: settings.fixedBy(['devices', KEYS[kind]]),
        before: earlier(kind),
      });
      return {
        file: settings.path,
        revision: read.ok ? read.revision : null,
        fault: read.ok ? null : read.detail,
        devices: {
          printer: choice('printer'),
          idCardReader: choice('idCardReader'),
          codeScanner: choice('codeScanner'),
          callPad: choice('callPad'),
        },
        printerProfile: edited(devices.printerProfile),
      };
    },
    async ports() {
      const ports = await listPorts();
      const places = new Map(
        OCCUPANTS.map((kind) => [placeOf(devices.addressOf(kind), ports), kind]),
      );
      return {
        ports: ports.map((port) => ({
          ...port,
          usedBy: (port.address !== null && places.get(placeOf(port.address, ports))) || null,
        })),
      };
    },
    async reach(host, port) {
      if (!isLocal(host)) throw refusal('ADDRESS_NOT_LOCAL');
      return { address: tcpAddress(host, port), fault: await reach(host, port) };
    },
    async begin(body) {
      checkAddress(body.kind, body.address);
      await checkFree(body.kind, body.address);
      if (trials.current()) throw refusal('TRIAL_RUNNING');
      const { address, profile } = chosen(body);
      const begun = trials.begin(body.kind, address, profile ?? devices.printerProfile);
      if (!begun) throw refusal('ADDRESS_WRONG');
    },
    print() {
      if (!trials.print()) throw refusal('TRIAL_OVER');
    },
    end: () => trials.end(),
    async save(body) {
      const { kind, revision } = body;
      const wanted = chosen(body);
      checkAddress(kind, wanted.address);
      await checkFree(kind, wanted.address);
      if (!mayBeSaved(kind, wanted)) throw refusal('TRIAL_NOT_PASSED');
      const saved = await settings.save(changesFor(kind, wanted), revision);
      if (!saved.ok) throw refusal(saved.problem, { detail: saved.detail });
      logger.info({ keys: saved.keys }, 'settings saved');
      // Not waited for: a mute printer may sit on the slip in hand for longer than a page waits for an answer.
      apply(kind, wanted).catch((error: unknown) =>
        logger.error({ error: String(error), kind }, 'device not exchanged'),
      );
      return saved.keys;
    },
    slice: () => ({ trial: trials.current() }),
    onChange: trials.onChange,
    start: trials.start,
    stop: trials.stop,
  };
}

/** What two addresses of one port have in common, whichever of its names they use. */
function placeOf(address: string, ports: readonly Port[]): string {
  const [plain = ''] = address.split('?', 1);
  const port = ports.find(
    (one) =>
      one.address === plain || plain === `serial:${one.path}` || plain === `usblp:${one.path}`,
  );
  return port?.path ?? plain;
}

function refusal(
  code: InstallerRefusal,
  params: Readonly<Record<string, string | number>> = {},
): ProblemError {
  return new ProblemError(code, installerRefusals[code], params);
}
